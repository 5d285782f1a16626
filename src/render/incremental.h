// A picture kept up to date: draws only what differs between the last frame and this one.
#pragma once
#include <vector>

#include "render/damage.h"
#include "render/rasteriser.h"

namespace wv::render {

class Incremental {
 public:
  // Brings `to`, which holds the last frame (or anything, after `forget`), to this one. Returns what
  // was drawn anew; nothing when nothing changed.
  std::vector<Box> draw(const Shapes& shapes, const Textures& textures, const Textures::Changes& changes,
                        const Surface& to);
  // The same boxes of a frame as large as `whole`, undrawn: for whoever keeps no picture and draws them by
  // `rasterise`.
  std::vector<Box> changed(const Shapes& shapes, const Textures& textures, const Textures::Changes& changes,
                           const Box& whole);
  void forget() { known_ = false; }  // the surface lost its content

 private:
  Shapes last_;
  bool known_ = false;
};

}  // namespace wv::render
