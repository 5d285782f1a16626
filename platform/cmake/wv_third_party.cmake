# Other people's libraries, each under one name (wv::sdl, wv::icu, …), so that a room's CMakeLists.txt
# says what it uses and not where it lies. All are SYSTEM: their headers may warn, ours may not.
find_package(PkgConfig REQUIRED)

function(wv_from_pkg_config name)
  pkg_check_modules(WV_${name} REQUIRED IMPORTED_TARGET ${ARGN})
  add_library(wv_lib_${name} INTERFACE)
  target_link_libraries(wv_lib_${name} INTERFACE PkgConfig::WV_${name})
  add_library(wv::${name} ALIAS wv_lib_${name})
endfunction()

function(wv_from_header name header)
  find_path(WV_${name}_INCLUDE ${header} REQUIRED ${ARGN})
  add_library(wv_lib_${name} INTERFACE)
  target_include_directories(wv_lib_${name} SYSTEM INTERFACE "${WV_${name}_INCLUDE}")
  add_library(wv::${name} ALIAS wv_lib_${name})
endfunction()

wv_from_pkg_config(sdl sdl2)
wv_from_pkg_config(freetype freetype2 harfbuzz fribidi)
wv_from_pkg_config(raqm raqm)
wv_from_pkg_config(icu icu-uc icu-i18n)
wv_from_pkg_config(jose jose jansson)
wv_from_pkg_config(argon2 libargon2)
wv_from_pkg_config(qr qrcodegen)
wv_from_pkg_config(opus opus)
wv_from_pkg_config(crypto_lib libcrypto)
wv_from_pkg_config(curl libcurl)
wv_from_pkg_config(wayland wayland-client)
wv_from_header(json nlohmann/json.hpp)
wv_from_header(doctest doctest/doctest.h)
# Headers only: the implementation is compiled in src/media, with its formats and its allocator bounded.
wv_from_header(stb stb_image.h PATH_SUFFIXES stb)

include(wv_imgui)
