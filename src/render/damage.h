// What must be drawn anew when one frame follows another: the places of every shape that came, went
// or changed its turn. Both lists are walked in step, so whatever lies outside these boxes is covered
// by the same shapes in the same order, and so has the same pixels.
#pragma once
#include <span>
#include <vector>

#include "render/shapes.h"
#include "render/textures.h"

namespace wv::render {

// At most `most` boxes; few and tight rather than exact. `updated`: texture regions whose pixels changed.
[[nodiscard]] std::vector<Box> damage_between(const Shapes& before, const Shapes& after,
                                              std::span<const Textures::Update> updated,
                                              const Textures& textures, std::size_t most = 8);

}  // namespace wv::render
