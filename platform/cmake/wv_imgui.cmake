# Dear ImGui 1.92.2b as one static library, wv::imgui. Debian's stable packages are too old for its dynamic
# fonts, so platform/linux/fetch-imgui brings the sources, by hash. They lie in build/ under the root, so that
# several build folders share one copy.
set(WV_IMGUI_DIR "${CMAKE_SOURCE_DIR}/build/imgui-1.92.2b" CACHE PATH "Sources of Dear ImGui 1.92.2b")

if(WV_IMGUI_FROM_GIT)
  include(FetchContent)
  FetchContent_Declare(imgui_source
    GIT_REPOSITORY https://github.com/ocornut/imgui.git
    GIT_TAG 45acd5e0e82f4c954432533ae9985ff0e1aad6d5) # = v1.92.2b
  FetchContent_MakeAvailable(imgui_source)
  set(wv_imgui_dir "${imgui_source_SOURCE_DIR}")
else()
  set(wv_imgui_dir "${WV_IMGUI_DIR}")
  if(NOT EXISTS "${wv_imgui_dir}/imgui.h")
    execute_process(COMMAND "${CMAKE_SOURCE_DIR}/platform/linux/fetch-imgui" "${wv_imgui_dir}"
      RESULT_VARIABLE wv_imgui_failed)
    if(wv_imgui_failed)
      message(FATAL_ERROR "Dear ImGui could not be fetched (see above). Off Debian: -DWV_IMGUI_FROM_GIT=ON.")
    endif()
  endif()
endif()

add_library(wv_imgui STATIC
  "${wv_imgui_dir}/imgui.cpp"
  "${wv_imgui_dir}/imgui_draw.cpp"
  "${wv_imgui_dir}/imgui_tables.cpp"
  "${wv_imgui_dir}/imgui_widgets.cpp")
target_include_directories(wv_imgui SYSTEM PUBLIC "${wv_imgui_dir}" "${wv_imgui_dir}/backends" "${CMAKE_SOURCE_DIR}/platform/cmake")
target_compile_definitions(wv_imgui PUBLIC IMGUI_USER_CONFIG="wv_imconfig.h")
target_compile_options(wv_imgui PRIVATE -w)
if(TARGET wv::sdl) # not in a browser
  target_sources(wv_imgui PRIVATE "${wv_imgui_dir}/backends/imgui_impl_sdlrenderer2.cpp")
  target_link_libraries(wv_imgui PUBLIC wv::sdl)
endif()
add_library(wv::imgui ALIAS wv_imgui)
