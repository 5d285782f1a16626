# The headers that nearly every source includes are parsed once, in wv_precompiled.
function(wv_use_precompiled_headers target)
  target_precompile_headers(${target} REUSE_FROM wv_precompiled)
endfunction()

# wv_room(NAME SOURCES … LIBS …): a room of the house as the static library wv_<NAME> (an interface
# library when it is headers only). LIBS repeats the table of src/README.md; tests/architecture checks the includes.
function(wv_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "SOURCES;LIBS")
  if(room_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "wv_room(${name}): what is '${room_UNPARSED_ARGUMENTS}'? Expected SOURCES … LIBS …")
  endif()
  set(compiled ${room_SOURCES})
  list(FILTER compiled INCLUDE REGEX "\\.(cpp|c)$")
  if(compiled)
    add_library(wv_${name} STATIC ${room_SOURCES})
    target_include_directories(wv_${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
    target_link_libraries(wv_${name} PUBLIC ${room_LIBS})
    wv_use_precompiled_headers(wv_${name})
  else()
    add_library(wv_${name} INTERFACE)
    target_include_directories(wv_${name} INTERFACE "${CMAKE_SOURCE_DIR}/src")
    target_link_libraries(wv_${name} INTERFACE ${room_LIBS})
  endif()
endfunction()

# wv_add_test(NAME SOURCES … LIBS …): the doctest program test_<NAME>, with doctest's main, run by ctest
# from the root of the project, which tests/places.h names.
# wv_limit(SECONDS test…): after how long a test is ended. The sanitizers take several times as long, and
# every test is to come to its end there too.
function(wv_limit seconds)
  if(WV_SANITIZE)
    math(EXPR seconds "${seconds} * 8")
  endif()
  set_tests_properties(${ARGN} PROPERTIES TIMEOUT ${seconds})
endfunction()

function(wv_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "" "SOURCES;LIBS")
  if(test_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "wv_add_test(${name}): what is '${test_UNPARSED_ARGUMENTS}'? Expected SOURCES … LIBS …")
  endif()
  add_executable(test_${name} ${test_SOURCES})
  target_include_directories(test_${name} PRIVATE "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}/tests")
  target_link_libraries(test_${name} PRIVATE ${test_LIBS} wv_doctest_main wv_test_places)
  wv_use_precompiled_headers(test_${name})
  add_test(NAME ${name} COMMAND test_${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  wv_limit(300 ${name})
endfunction()
