// Pictures that the platform draws itself from what an artist drew (SVG), at the very size that is asked for:
// a browser does. Where there is none the build drew them beforehand (platform/cmake/wv_pictures.cmake), and
// files of pixels lie there. Only the product's own drawings; a municipality's photographs are files of
// pixels everywhere. Error code: drawing.failed
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace wv::ports {

class Drawings {
 public:
  using Pixels = std::vector<std::uint32_t>;  // straight ARGB, rows from the top
  using Answer = std::function<void(Result<Pixels>)>;

  virtual ~Drawings() = default;
  // Stretched to that size; the answer comes when the platform is pumped.
  virtual void draw(std::string svg, int width, int height, Answer answer) = 0;
  // Its width by its height, as it says itself; 1 when it doesn't.
  [[nodiscard]] virtual float aspect(const std::string& svg) = 0;
};

}  // namespace wv::ports
