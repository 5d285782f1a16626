# The language, the flags and the launcher. Values that rooms need not know about.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")

if(NOT CMAKE_BUILD_TYPE AND WV_SANITIZE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
elseif(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
# -O2, as Debian builds everything else on the kiosk, rather than CMake's -O3.
# The rest is hardening: strangers type into this program, and a stop is better than a leak.
set(wv_hardening "-fstack-protector-strong -D_FORTIFY_SOURCE=2")
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG ${wv_hardening}")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG ${wv_hardening} -D_GLIBCXX_ASSERTIONS")
set(CMAKE_EXE_LINKER_FLAGS_RELEASE "-Wl,-z,relro,-z,now")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1") # for finding faults: asserts stay in

set(WV_WARNINGS -Wall -Wextra -Wshadow -Wconversion)
if(WV_WERROR)
  list(APPEND WV_WARNINGS -Werror)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # With precompiled headers gcc 12 takes `text + "literal"` for an overflow (GCC bug 105329). The hardened library
  # and the sanitizers find the real ones.
  list(APPEND WV_WARNINGS -Wno-array-bounds -Wno-stringop-overflow)
endif()
if(WV_SANITIZE)
  list(APPEND WV_WARNINGS -Wno-maybe-uninitialized) # false alarms in gcc 12's own headers when sanitized
  # The sanitizers see third-party sources that we compile as well. No recovery: a finding is a red test.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

find_program(WV_CCACHE ccache)
if(WV_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${WV_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${WV_CCACHE}")
endif()
