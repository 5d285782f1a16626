// Where Debian's packages of letters lay their files, looked through in this order.
#pragma once
#include <string>
#include <vector>

namespace wv::shared_platform {

[[nodiscard]] inline std::vector<std::string> debian_font_folders() {
  return {"/usr/share/fonts/opentype/inter",
          "/usr/share/fonts/truetype/inter",
          "/usr/share/fonts/truetype/noto",
          "/usr/share/fonts/opentype/noto",
          "/usr/share/fonts/truetype/ancient-scripts",
          "/usr/share/fonts/truetype/droid",
          "/usr/share/fonts/opentype/unifont"};
}

}  // namespace wv::shared_platform
