// Quads through SDL's renderer on a graphics card: textures copied once, one call a run of quads with the
// same texture and clip. Only where the card is real; a card imitated in software is slower than our own
// rasteriser and is refused. The picture is the rasteriser's but for rounding.
#pragma once
#include <SDL.h>

#include <memory>
#include <unordered_map>
#include <vector>

#include "render/quads.h"
#include "render/textures.h"

namespace wv::shell {

class Gpu {
 public:
  [[nodiscard]] static std::unique_ptr<Gpu> on(SDL_Window* window);  // null: draw in software
  // Any renderer, also an imitated card: for where the window has no memory of its own (Wayland).
  [[nodiscard]] static std::unique_ptr<Gpu> of_any_kind(SDL_Window* window);
  explicit Gpu(SDL_Renderer* renderer);  // takes it over; for tests, which have no card
  ~Gpu();
  Gpu(const Gpu&) = delete;
  Gpu& operator=(const Gpu&) = delete;

  // Draws when anything differs from what was shown last: quads or what they are cut from.
  void show(const render::Quads& quads, const render::Textures& textures,
            const render::Textures::Changes& changes);
  void lost();  // the card forgot its textures, or the picture: all of it anew at the next show

 private:
  SDL_Texture* copy_of(std::uint64_t id, const render::Textures& textures);
  void draw_run(const render::Quads& quads, std::size_t from, std::size_t to,
                const render::Textures& textures);

  SDL_Renderer* renderer_;
  std::unordered_map<std::uint64_t, SDL_Texture*> copies_;
  std::vector<SDL_Vertex> corners_;
  std::vector<int> indices_;
  render::Quads shown_;
  bool all_ = true;
};

}  // namespace wv::shell
