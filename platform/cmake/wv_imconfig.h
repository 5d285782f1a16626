#pragma once
// Dear ImGui's compile-time settings, the same for the library and for everybody who includes imgui.h.
// Owner: the build. Changing anything here rebuilds everything that draws.

#define IMGUI_DISABLE_DEMO_WINDOWS        // 10,000 lines that no resident ever sees
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS  // only the current API, so that an upgrade is a compile error
#define IMGUI_USE_WCHAR32                 // shaped glyph ids live in a private range beyond U+FFFF
#define ImDrawIdx unsigned int            // a page at 200 % with shadows passes 65,535 vertices
