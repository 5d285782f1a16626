# cmake -DROOT=… -DOUT=… -P: what the screens of this build are made of, as one hash. Figures that were measured on
# other screens don't count for this build (`wijkverbinder check --conformance`).
set(lines "")
foreach(room IN ITEMS base domain content text media app ui)
  file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/src/${room}/*.h" "${ROOT}/src/${room}/*.cpp")
  list(SORT files)
  foreach(name IN LISTS files)
    file(SHA256 "${ROOT}/${name}" hash)
    string(APPEND lines "${name} ${hash}\n")
  endforeach()
endforeach()
string(SHA256 id "${lines}")
file(WRITE "${OUT}" "#include \"runtime/built.h\"\nnamespace wv::runtime::built {\nconst char* screens() { return \"${id}\"; }\n}  // namespace wv::runtime::built\n")
