# assets/illustrations/*.svg and assets/icons/*.svg become PNGs in the build folder, so that the program
# needs no SVG library: pictures/<name>.png at twice the drawn size, icons/<name>.png 256 wide.
# The target `pictures` makes those that changed; wv_built tells runtime/built.cpp where everything lies.
find_program(WV_RSVG_CONVERT rsvg-convert)
if(NOT WV_RSVG_CONVERT)
  message(FATAL_ERROR "rsvg-convert is missing: install librsvg2-bin, or run platform/linux/deps.")
endif()

set(wv_pngs)
function(wv_render_svgs from to)
  # A glob, unlike for sources: a new picture is an artist's file and should need no line of CMake.
  file(GLOB svgs CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/${from}/*.svg")
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/${to}")
  foreach(svg IN LISTS svgs)
    cmake_path(GET svg STEM LAST_ONLY name)
    set(png "${CMAKE_BINARY_DIR}/${to}/${name}.png")
    # Written beside its place and moved: an interrupted build leaves no half picture behind.
    add_custom_command(OUTPUT "${png}"
      COMMAND "${WV_RSVG_CONVERT}" ${ARGN} -o "${png}.part" "${svg}"
      COMMAND "${CMAKE_COMMAND}" -E rename "${png}.part" "${png}"
      DEPENDS "${svg}" COMMENT "Drawing ${to}/${name}.png" VERBATIM)
    list(APPEND wv_pngs "${png}")
  endforeach()
  set(wv_pngs "${wv_pngs}" PARENT_SCOPE)
endfunction()
wv_render_svgs(illustrations pictures --zoom 2)
wv_render_svgs(icons icons -w 256 --keep-aspect-ratio)
add_custom_target(pictures DEPENDS ${wv_pngs})

# The version says which commit was built; a new commit makes CMake look again.
set(wv_version "${PROJECT_VERSION}")
find_package(Git QUIET)
if(Git_FOUND)
  execute_process(COMMAND "${GIT_EXECUTABLE}" -C "${CMAKE_SOURCE_DIR}" describe --always --tags
    OUTPUT_VARIABLE wv_commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND "${GIT_EXECUTABLE}" -C "${CMAKE_SOURCE_DIR}" rev-parse --path-format=absolute --git-path logs/HEAD
    OUTPUT_VARIABLE wv_git_log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(wv_commit)
    string(APPEND wv_version "+${wv_commit}")
  endif()
  if(wv_git_log AND EXISTS "${wv_git_log}")
    set_property(DIRECTORY "${CMAKE_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${wv_git_log}")
  endif()
endif()

if(WV_PACKAGE)
  set(wv_version "${WV_PACKAGE_VERSION}")
  set(wv_built
    WV_ASSET_DIR="/usr/share/wijkverbinder/assets"
    WV_PICTURE_DIR="/usr/share/wijkverbinder/pictures"
    WV_ICON_DIR="/usr/share/wijkverbinder/icons")
else()
  set(wv_built
    WV_ASSET_DIR="${CMAKE_SOURCE_DIR}/assets"
    WV_PICTURE_DIR="${CMAKE_BINARY_DIR}/pictures"
    WV_ICON_DIR="${CMAKE_BINARY_DIR}/icons")
endif()
list(APPEND wv_built WV_VERSION="${wv_version}")
