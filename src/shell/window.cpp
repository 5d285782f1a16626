#include "shell/window.h"

#include <filesystem>
#include <system_error>

namespace wv::shell {

namespace {

// Looking for a card by making a context loads a software imitation of tens of megabytes where there is
// none (F1, F2). A machine that has device files but none for graphics has no card.
bool may_have_card() {
  std::error_code error;
  return std::filesystem::exists("/dev/dri", error) || !std::filesystem::exists("/dev/null", error);
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const std::string& title, Size size) {
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  const bool whole = size.width == 0;
  const Uint32 flags = whole ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS : 0;
  SDL_Window* window = SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                        whole ? 1080 : size.width, whole ? 1920 : size.height, flags);
  if (window == nullptr)
    return Error{Fault::not_now, "window.no_display",
                 std::string("No window can be opened: ") + SDL_GetError() + "; is there a display?"};
  std::unique_ptr<Window> made(new Window(window));
  if (may_have_card()) made->gpu_ = Gpu::on(window);
  return made;
}

Window::~Window() {
  gpu_.reset();
  SDL_DestroyWindow(window_);
}

Window::Size Window::size() const {
  Size s;
  SDL_GetWindowSize(window_, &s.width, &s.height);
  return s;
}

float Window::dpi() const {
  float diagonal = 0, across = 0, down = 0;
  if (SDL_GetDisplayDPI(SDL_GetWindowDisplayIndex(window_), &diagonal, &across, &down) != 0) return 0;
  return across > 30 && across < 600 ? across : 0;
}

void Window::repaint() {
  all_ = true;
  incremental_.forget();
  if (gpu_) gpu_->lost();
}

void Window::show(const Quads& quads, Textures& textures) {
  const auto changes = textures.take_changes();
  if (!gpu_) return show_in_software(quads, textures, changes);
  if (!all_ && quads == shown_) return;
  gpu_->show(quads, textures, changes);
  keep(shown_, quads);
  all_ = false;
}

void Window::show_in_software(const Quads& quads, const Textures& textures,
                              const Textures::Changes& changes) {
  SDL_Surface* surface = SDL_GetWindowSurface(window_);
  if (surface == nullptr) return;
  const bool direct = surface->format->format == SDL_PIXELFORMAT_RGB888;
  Surface to{static_cast<std::uint32_t*>(surface->pixels), surface->w, surface->h, surface->pitch / 4};
  if (!direct) {
    own_.resize(static_cast<std::size_t>(surface->w) * static_cast<std::size_t>(surface->h));
    to = {own_.data(), surface->w, surface->h, surface->w};
  }
  std::vector<SDL_Rect> rects;
  for (const Box& b : incremental_.draw(quads, textures, changes, to))
    rects.push_back({b.left, b.top, b.width(), b.height()});
  if (rects.empty()) return;
  if (!direct) {
    SDL_Surface* ours = SDL_CreateRGBSurfaceWithFormatFrom(own_.data(), surface->w, surface->h, 32,
                                                           surface->w * 4, SDL_PIXELFORMAT_RGB888);
    for (SDL_Rect r : rects) SDL_BlitSurface(ours, &r, surface, &r);
    SDL_FreeSurface(ours);
  }
  SDL_UpdateWindowSurfaceRects(window_, rects.data(), static_cast<int>(rects.size()));
}

}  // namespace wv::shell
