# The language and the flags of the browser's build, in the place of platform/cmake/wv_compiler.cmake. Small comes first:
# every byte is fetched by somebody's telephone. What runs for each pixel is compiled for speed (src/render, and letters).
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_C_FLAGS_RELEASE "-Oz -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG")
# Nothing in here catches: what is thrown (no memory, a fault of ours) ends the program either way, and the page says so. To
# unwind costs a fifth of the program, the names of types another part. What is used of WebAssembly is in every browser
# that has Intl.Segmenter (page/start.mjs asks for that).
add_compile_options(-mbulk-memory -mnontrapping-fptoint
  "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-fno-exceptions -fno-rtti -fno-threadsafe-statics -fno-c++-static-destructors>")
add_link_options(-fno-exceptions)
# A precompiled header is the same for ccache whenever it was made.
add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")

set(WV_WARNINGS -Wall -Wextra -Wshadow -Wconversion)
# What gcc, which the project is checked with, doesn't find in -Wconversion.
list(APPEND WV_WARNINGS -Wno-sign-conversion -Wno-shorten-64-to-32 -Wno-implicit-int-float-conversion -Wno-missing-field-initializers)
if(WV_WERROR)
  list(APPEND WV_WARNINGS -Werror)
endif()

find_program(WV_CCACHE ccache)
if(WV_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${WV_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${WV_CCACHE}")
endif()
