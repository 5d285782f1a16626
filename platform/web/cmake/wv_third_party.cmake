# Other people's libraries for the browser, under the names that the rooms know (platform/cmake/wv_third_party.cmake).
# Debian has none for wasm32: their sources lie in build/web/sources (platform/web/fetch), only the files that are used
# are compiled, and no configure script runs. Headers without code come from the machine's own packages.
set(WV_SOURCES "${CMAKE_SOURCE_DIR}/build/web/sources")
set(WV_HEADERS "${CMAKE_SOURCE_DIR}/build/web/headers")

# wv_from_sources(NAME INCLUDES … DEFINES … OPTIONS … SOURCES …): paths are below the library's own folder.
function(wv_from_sources name)
  cmake_parse_arguments(PARSE_ARGV 1 lib "" "" "SOURCES;INCLUDES;DEFINES;OPTIONS")
  list(TRANSFORM lib_SOURCES PREPEND "${WV_SOURCES}/${name}/")
  list(TRANSFORM lib_INCLUDES PREPEND "${WV_SOURCES}/${name}/")
  add_library(wv_lib_${name} STATIC ${lib_SOURCES})
  target_include_directories(wv_lib_${name} SYSTEM PUBLIC ${lib_INCLUDES})
  target_compile_definitions(wv_lib_${name} PRIVATE ${lib_DEFINES})
  target_compile_options(wv_lib_${name} PRIVATE -w ${lib_OPTIONS})
  add_library(wv::lib_${name} ALIAS wv_lib_${name})
endfunction()

set(made "${CMAKE_BINARY_DIR}/made")
# Letters are drawn unhinted, from TrueType and CFF outlines in memory: nothing else of FreeType is there.
file(CONFIGURE OUTPUT "${made}/freetype/wv_ftmodule.h" CONTENT [[
FT_USE_MODULE( FT_Driver_ClassRec, tt_driver_class )
FT_USE_MODULE( FT_Driver_ClassRec, cff_driver_class )
FT_USE_MODULE( FT_Module_Class, psaux_module_class )
FT_USE_MODULE( FT_Module_Class, psnames_module_class )
FT_USE_MODULE( FT_Module_Class, sfnt_module_class )
FT_USE_MODULE( FT_Renderer_Class, ft_smooth_renderer_class )
]])
file(CONFIGURE OUTPUT "${made}/freetype/wv_ftoption.h" CONTENT [[
#include <freetype/config/ftoption.h>
#undef FT_CONFIG_OPTION_USE_ZLIB
#undef FT_CONFIG_OPTION_USE_LZW
#undef FT_CONFIG_OPTION_SVG
#undef FT_CONFIG_OPTION_MAC_FONTS
#undef FT_CONFIG_OPTION_INCREMENTAL
#undef TT_CONFIG_OPTION_EMBEDDED_BITMAPS
#undef TT_CONFIG_OPTION_COLOR_LAYERS
#undef TT_CONFIG_OPTION_BYTECODE_INTERPRETER
#undef TT_CONFIG_OPTION_SUBPIXEL_HINTING
#undef TT_CONFIG_OPTION_BDF
#undef TT_CONFIG_OPTION_GX_VAR_SUPPORT
#undef TT_CONFIG_OPTION_SFNT_NAMES
#undef FT_CONFIG_OPTION_ADOBE_GLYPH_LIST
#undef FT_CONFIG_OPTION_ENVIRONMENT_PROPERTIES
#undef TT_CONFIG_CMAP_FORMAT_0
#undef TT_CONFIG_CMAP_FORMAT_2
#undef TT_CONFIG_CMAP_FORMAT_6
#undef TT_CONFIG_CMAP_FORMAT_8
#undef TT_CONFIG_CMAP_FORMAT_10
#undef TT_CONFIG_CMAP_FORMAT_13
#undef TT_CONFIG_CMAP_FORMAT_14
]])
wv_from_sources(freetype INCLUDES include
  DEFINES FT2_BUILD_LIBRARY "FT_CONFIG_MODULES_H=<wv_ftmodule.h>" "FT_CONFIG_OPTIONS_H=<wv_ftoption.h>"
  OPTIONS "-I${made}/freetype"
  SOURCES src/base/ftbase.c src/base/ftinit.c src/base/ftsystem.c src/base/ftdebug.c src/base/ftbitmap.c src/base/ftglyph.c
    src/base/ftmm.c src/truetype/truetype.c src/cff/cff.c src/psaux/psaux.c src/psnames/psnames.c src/sfnt/sfnt.c src/smooth/smooth.c)
set_source_files_properties("${WV_SOURCES}/freetype/src/smooth/smooth.c" PROPERTIES COMPILE_OPTIONS -O2) # per pixel
# Shaping alone, of fonts that have their tables (no Apple's, no stand-ins for what a font lacks); Inter's outlines are CFF.
file(CONFIGURE OUTPUT "${made}/harfbuzz/wv_harfbuzz.h" CONTENT [[
#undef HB_NO_CFF
#undef HB_NO_OPEN
]])
wv_from_sources(harfbuzz INCLUDES src OPTIONS "-I${made}/harfbuzz" SOURCES src/harfbuzz.cc
  DEFINES HB_LEAN HB_MINI HB_NO_MT HB_NO_PRAGMA_GCC_DIAGNOSTIC HAVE_SYS_MMAN_H=0 "HB_CONFIG_OVERRIDE_H=\"wv_harfbuzz.h\"")

file(CONFIGURE OUTPUT "${made}/fribidi/fribidi-config.h" CONTENT [[
#define FRIBIDI "fribidi"
#define FRIBIDI_NAME "GNU FriBidi"
#define FRIBIDI_BUGREPORT ""
#define FRIBIDI_VERSION "1.0.16"
#define FRIBIDI_MAJOR_VERSION 1
#define FRIBIDI_MINOR_VERSION 0
#define FRIBIDI_MICRO_VERSION 16
#define FRIBIDI_INTERFACE_VERSION 4
#define FRIBIDI_INTERFACE_VERSION_STRING "4"
#define FRIBIDI_SIZEOF_INT 4
]])
wv_from_sources(fribidi INCLUDES lib
  DEFINES HAVE_STRINGIZE=1 HAVE_STRING_H=1 HAVE_STDLIB_H=1 HAVE_MEMSET=1 HAVE_MEMMOVE=1 HAVE_STRDUP=1 FRIBIDI_LIB_STATIC
  SOURCES lib/fribidi.c lib/fribidi-arabic.c lib/fribidi-bidi.c lib/fribidi-bidi-types.c lib/fribidi-deprecated.c lib/fribidi-joining.c
    lib/fribidi-joining-types.c lib/fribidi-mirroring.c lib/fribidi-brackets.c lib/fribidi-run.c lib/fribidi-shape.c)
target_include_directories(wv_lib_fribidi SYSTEM PUBLIC "${made}/fribidi")
target_compile_definitions(wv_lib_fribidi PUBLIC FRIBIDI_LIB_STATIC)

wv_from_sources(unibreak INCLUDES src SOURCES src/linebreak.c src/linebreakdata.c src/linebreakdef.c src/unibreakbase.c
  src/unibreakdef.c src/eastasianwidthdata.c src/eastasianwidthdef.c src/emojidata.c src/emojidef.c
  src/graphemebreak.c src/graphemebreakdata.c src/indicconjunctbreakdata.c)
wv_from_sources(qrcodegen SOURCES c/qrcodegen.c)
# As Debian's header lies: qrcodegen/qrcodegen.h.
file(CONFIGURE OUTPUT "${made}/qrcodegen/qrcodegen/qrcodegen.h" CONTENT "#include \"${WV_SOURCES}/qrcodegen/c/qrcodegen.h\"\n")
target_include_directories(wv_lib_qrcodegen SYSTEM PUBLIC "${made}/qrcodegen")

function(wv_named name)
  add_library(wv_as_${name} INTERFACE)
  target_link_libraries(wv_as_${name} INTERFACE ${ARGN})
  add_library(wv::${name} ALIAS wv_as_${name})
endfunction()
wv_named(freetype wv_lib_freetype wv_lib_harfbuzz wv_lib_fribidi)
wv_named(qr wv_lib_qrcodegen)
wv_named(opus) # nobody records here (no_voice.cpp)
wv_named(icu wv_lib_unibreak) # who knows Unicode's rules here: the browser, and this one of lines
wv_named(json)
target_include_directories(wv_as_json SYSTEM INTERFACE "${WV_HEADERS}")
wv_named(stb)
target_include_directories(wv_as_stb SYSTEM INTERFACE "${WV_HEADERS}/stb")

include(wv_imgui)
