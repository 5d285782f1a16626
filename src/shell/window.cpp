#include "shell/window.h"

#include <string_view>

namespace wv::shell {

namespace {

constexpr const char* kOnWayland =
    "On Wayland install a driver that draws (libgl1-mesa-dri), or start it under X11.";

Error no_picture() {
  return {Fault::not_now, "window.no_picture",
          std::string("Nothing can be shown in the window: ") + SDL_GetError() + ". What was sent is kept. " +
              kOnWayland};
}

bool on_wayland() {
  const char* driver = SDL_GetCurrentVideoDriver();
  return driver != nullptr && std::string_view(driver) == "wayland";
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const std::string& title, Size size, Card card) {
  // Only X11 and such have memory to draw into; SDL's Wayland has a surface through a renderer alone.
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, on_wayland() ? "1" : "0");
  const bool whole = size.width == 0;
  if (SDL_DisplayMode mode{}; whole && SDL_GetDesktopDisplayMode(0, &mode) == 0) size = {mode.w, mode.h};
  const Uint32 flags = whole ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS : 0;
  SDL_Window* window = SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                        size.width, size.height, flags);
  if (window == nullptr)
    return Error{Fault::not_now, "window.no_display",
                 std::string("No window can be opened: ") + SDL_GetError() +
                     (on_wayland() ? std::string(". ") + kOnWayland : "; is there a display?")};
  std::unique_ptr<Window> made(new Window(window));
  made->repaint();
  if (card == Card::maybe) made->gpu_ = Gpu::on(window);
  if (made->gpu_ || SDL_GetWindowSurface(window) != nullptr) return made;
  made->gpu_ = Gpu::of_any_kind(window);
  if (!made->gpu_) return no_picture();
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

ReportedSize Window::reported_size() const {
  return wv::shell::reported_size(SDL_GetWindowDisplayIndex(window_));
}

void Window::repaint() {
  incremental_.forget();
  if (gpu_) gpu_->lost();
  twice_ = on_wayland();
}

void Window::show(ImDrawData& drawn, const render::Shapes& shapes, render::Textures& textures) {
  draw(drawn, shapes, textures, textures.take_changes());
  if (!twice_) return;
  // A Wayland buffer has the window's new size one frame later only; at rest no other frame would follow.
  repaint();
  draw(drawn, shapes, textures, {});
  twice_ = false;
}

void Window::draw(ImDrawData& drawn, const render::Shapes& shapes, const render::Textures& textures,
                  const render::Textures::Changes& changes) {
  if (gpu_)
    gpu_->show(drawn, shapes, textures, changes);
  else
    show_in_software(shapes, textures, changes);
}

void Window::show_in_software(const render::Shapes& shapes, const render::Textures& textures,
                              const render::Textures::Changes& changes) {
  SDL_Surface* surface = SDL_GetWindowSurface(window_);
  if (surface == nullptr) {
    trouble_ = no_picture();
    return;
  }
  const bool direct = surface->format->format == SDL_PIXELFORMAT_RGB888;
  render::Surface to{static_cast<std::uint32_t*>(surface->pixels), surface->w, surface->h,
                     surface->pitch / 4};
  if (!direct) {
    own_.resize(static_cast<std::size_t>(surface->w) * static_cast<std::size_t>(surface->h));
    to = {own_.data(), surface->w, surface->h, surface->w};
  }
  std::vector<SDL_Rect> rects;
  for (const render::Box& b : incremental_.draw(shapes, textures, changes, to))
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
