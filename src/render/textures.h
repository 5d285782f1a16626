// The pixels that shapes are cut from, by id. Ids are never used twice, so that two frames can be
// compared by them. What is destroyed stays until `sweep`, because the frame being built may still
// show it, and is overwritten then (S3: glyphs of a visitor's words).
#pragma once
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "render/box.h"

namespace wv::render {

// A mask (white, more or less of it: glyphs, corners, shadows) takes a byte a texel, a picture four.
struct Texture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> coverage;  // of a mask
  std::vector<std::uint32_t> argb;     // of a picture, straight alpha; empty in a mask
  [[nodiscard]] bool is_mask() const { return argb.empty(); }
};
[[nodiscard]] std::vector<std::uint32_t> argb_of(const Texture& texture, const Box& where);

class Textures {
 public:
  Textures() = default;
  ~Textures();
  Textures(const Textures&) = delete;
  Textures& operator=(const Textures&) = delete;

  [[nodiscard]] std::uint64_t create(int width, int height);  // a transparent mask
  [[nodiscard]] std::uint64_t create(int width, int height, std::vector<std::uint32_t> argb);
  // A mask that is given colours becomes a picture.
  void update(std::uint64_t id, const Box& where, const std::uint32_t* argb);
  void destroy(std::uint64_t id);
  [[nodiscard]] const Texture* find(std::uint64_t id) const;
  // Before a frame is built: nothing shows the destroyed ones any more.
  void sweep();

  // Changes since the last call, for a copy elsewhere (a graphics card) and for the damage.
  struct Update {
    std::uint64_t id = 0;
    Box where;
  };
  struct Changes {
    std::vector<Update> updated;
    std::vector<std::uint64_t> swept;
  };
  [[nodiscard]] Changes take_changes();
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::unordered_map<std::uint64_t, Texture> all_;
  std::vector<std::uint64_t> doomed_;
  Changes changes_;
  std::uint64_t next_id_ = 1;
};

}  // namespace wv::render
