// Dear ImGui's draw data on a graphics card, by ImGui's own backend for SDL's renderer; textures are copied
// once and changed where they changed. Only where the card is real; a card imitated in software is slower
// than our own rasteriser and is refused. The picture is the rasteriser's but for rounding. The backend has a
// context of its own, so that a reset may destroy the one that knew a visitor.
#pragma once
#include <SDL.h>

#include <memory>
#include <unordered_map>

#include "render/shapes.h"
#include "render/textures.h"

struct ImDrawData;
struct ImGuiContext;

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

  // Draws when anything differs from what was shown last: `shapes` (the same frame, for comparing) or what
  // they are cut from.
  void show(ImDrawData& drawn, const render::Shapes& shapes, const render::Textures& textures,
            const render::Textures::Changes& changes);
  void lost();  // the card forgot its textures, or the picture: all of it anew at the next show

 private:
  SDL_Texture* copy_of(std::uint64_t id, const render::Textures& textures);
  class Translated;

  SDL_Renderer* renderer_;
  ImGuiContext* backend_ = nullptr;
  std::unordered_map<std::uint64_t, SDL_Texture*> copies_;
  render::Shapes shown_;
  bool all_ = true;
};

}  // namespace wv::shell
