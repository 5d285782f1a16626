#include "render/incremental.h"

namespace wv::render {

std::vector<Box> Incremental::draw(const Shapes& shapes, const Textures& textures,
                                   const Textures::Changes& changes, const Surface& to) {
  std::vector<Box> boxes{to.box()};
  if (known_) boxes = damage_between(last_, shapes, changes.updated, textures);
  for (const Box& box : boxes) rasterise(shapes, textures, to, box);
  keep(last_, shapes);
  known_ = true;
  return boxes;
}

}  // namespace wv::render
