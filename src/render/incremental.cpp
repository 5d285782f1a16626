#include "render/incremental.h"

namespace wv::render {

std::vector<Box> Incremental::draw(const Shapes& shapes, const Textures& textures,
                                   const Textures::Changes& changes, const Surface& to) {
  std::vector<Box> boxes = changed(shapes, textures, changes, to.box());
  for (const Box& box : boxes) rasterise(shapes, textures, to, box);
  return boxes;
}

std::vector<Box> Incremental::changed(const Shapes& shapes, const Textures& textures,
                                      const Textures::Changes& changes, const Box& whole) {
  std::vector<Box> boxes{whole};
  if (known_) boxes = damage_between(last_, shapes, changes.updated, textures);
  keep(last_, shapes);
  known_ = true;
  return boxes;
}

}  // namespace wv::render
