# In the place of platform/cmake/wv_pictures.cmake: nothing is drawn beforehand, for a browser draws SVG itself. What
# src/runtime/built.cpp is told are places in the set that a page fetches (platform/web/site.mjs).
set(WV_WEB_VERSION "${PROJECT_VERSION}" CACHE STRING "What the build is called, with its commit")
set(wv_built WV_ASSET_DIR="/assets" WV_PICTURE_DIR="/assets/illustrations" WV_ICON_DIR="/assets/icons" WV_VERSION="${WV_WEB_VERSION}")
add_custom_target(pictures)
