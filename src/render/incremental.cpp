#include "render/incremental.h"

namespace wv::render {

std::vector<Box> Incremental::draw(const Quads& quads, const Textures& textures,
                                   const Textures::Changes& changes, const Surface& to) {
  std::vector<Box> boxes{to.box()};
  if (known_) boxes = damage_between(last_, quads, changes.updated, textures);
  for (const Box& box : boxes) rasterise(quads, textures, to, box);
  keep(last_, quads);
  known_ = true;
  return boxes;
}

}  // namespace wv::render
