// The real window: opens it, shows frames in it. With a real graphics card through SDL's renderer; without
// one straight into the window's own memory, only where the picture changed (F4).
// Where neither a card nor the window's memory can be had, or is lost later, it says so (window.no_picture).
// Error codes: window.no_display window.no_picture (not_now)
#pragma once
#include <SDL.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "shell/gpu.h"
#include "render/incremental.h"
#include "shell/screen_size.h"

namespace wv::shell {

class Window {
 public:
  struct Size {
    int width = 0, height = 0;  // 0: the whole screen, without a border
  };
  enum class Card { none, maybe };  // whether one is looked for
  [[nodiscard]] static Result<std::unique_ptr<Window>> open(const std::string& title, Size size,
                                                            Card card = Card::none);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  [[nodiscard]] Size size() const;
  [[nodiscard]] ReportedSize reported_size() const;  // the screen it is on
  // Why nothing can be shown any more; none while it can. A black screen is never silent.
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }
  // `drawn` and `shapes` are the same frame, for a graphics card and for the window's own memory.
  void show(ImDrawData& drawn, const render::Shapes& shapes, render::Textures& textures);
  void repaint();  // uncovered, resized, woken: everything is drawn anew at the next show

 private:
  explicit Window(SDL_Window* window) : window_(window) {}
  void draw(ImDrawData& drawn, const render::Shapes& shapes, const render::Textures& textures,
            const render::Textures::Changes& changes);
  void show_in_software(const render::Shapes& shapes, const render::Textures& textures,
                        const render::Textures::Changes& changes);

  SDL_Window* window_;
  std::unique_ptr<Gpu> gpu_;
  std::optional<Error> trouble_;
  bool twice_ = false;
  render::Incremental incremental_;
  std::vector<std::uint32_t> own_;  // for windows of another pixel format
};

}  // namespace wv::shell
