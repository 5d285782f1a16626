// What the build knows and the program has to be told: which version this is, and where assets and drawn
// pictures lie in the source tree and the build folder. An installed program finds its own beside itself
// first.
#pragma once

namespace wv::runtime::built {

[[nodiscard]] const char* version();  // "0.1.0+commit"
[[nodiscard]] const char*
screens();  // a hash of what the screens are made of (platform/cmake/wv_screens_id.cmake)
[[nodiscard]] const char* assets();  // folders
[[nodiscard]] const char* pictures();
[[nodiscard]] const char* icons();

}  // namespace wv::runtime::built
