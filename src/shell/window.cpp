#include "shell/window.h"

#include <SDL_syswm.h>

#include <string_view>

namespace wv::shell {

namespace {

constexpr const char* kOnWayland =
    "On Wayland install a driver that draws (libgl1-mesa-dri), or start it under X11.";

Error no_picture(const char* why = SDL_GetError()) {
  return {
      Fault::not_now, "window.no_picture",
      std::string("Nothing can be shown in the window: ") + why + ". What was sent is kept. " + kOnWayland};
}

bool on_wayland() {
  const char* driver = SDL_GetCurrentVideoDriver();
  return driver != nullptr && std::string_view(driver) == "wayland";
}

std::unique_ptr<ports::WindowMemory> memory_of(SDL_Window* window, ports::WindowHost* host) {
  SDL_SysWMinfo info;
  SDL_VERSION(&info.version);
  if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_WAYLAND ||
      host == nullptr)
    return nullptr;
  return host->memory(info.info.wl.display, info.info.wl.surface);
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const std::string& title, Size size, Card card,
                                             ports::WindowHost* host) {
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
  if (made->gpu_) return made;
  made->memory_ = memory_of(window, host);
  if (made->memory_ || SDL_GetWindowSurface(window) != nullptr) return made;
  made->gpu_ = Gpu::of_any_kind(window);
  if (!made->gpu_) return no_picture();
  return made;
}

Window::~Window() {
  gpu_.reset();
  memory_.reset();
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
  twice_ = gpu_ && on_wayland();
}

bool Window::was_seen() const { return memory_ ? memory_->was_seen() : shown_; }

bool Window::answered() const { return !memory_ || memory_->answered(); }

void Window::ask() {
  if (memory_) memory_->ask();
}

void Window::show(ImDrawData& drawn, const render::Shapes& shapes, render::Textures& textures) {
  draw(drawn, shapes, textures, textures.take_changes());
  shown_ = true;
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

// Where the next picture is drawn: the window's own memory, else a picture of ours that is copied into it.
std::optional<render::Surface> Window::target() {
  if (memory_) {
    const auto [width, height] = size();
    const auto picture = memory_->begin(width, height);
    if (picture.pixels == nullptr) return std::nullopt;
    if (picture.blank) incremental_.forget();
    return render::Surface{picture.pixels, picture.width, picture.height, picture.width};
  }
  SDL_Surface* surface = SDL_GetWindowSurface(window_);
  if (surface == nullptr) return std::nullopt;
  if (surface->format->format == SDL_PIXELFORMAT_RGB888)
    return render::Surface{static_cast<std::uint32_t*>(surface->pixels), surface->w, surface->h,
                           surface->pitch / 4};
  own_.resize(static_cast<std::size_t>(surface->w) * static_cast<std::size_t>(surface->h));
  return render::Surface{own_.data(), surface->w, surface->h, surface->w};
}

void Window::show_in_software(const render::Shapes& shapes, const render::Textures& textures,
                              const render::Textures::Changes& changes) {
  const auto to = target();
  if (!to) {
    trouble_ = memory_ ? no_picture("the compositor takes no picture from memory") : no_picture();
    return;
  }
  const std::vector<render::Box> drawn = incremental_.draw(shapes, textures, changes, *to);
  if (drawn.empty()) return;
  if (memory_) {
    std::vector<ports::WindowMemory::Part> parts;
    for (const render::Box& b : drawn) parts.push_back({b.left, b.top, b.width(), b.height()});
    memory_->show(parts);
    return;
  }
  std::vector<SDL_Rect> rects;
  for (const render::Box& b : drawn) rects.push_back({b.left, b.top, b.width(), b.height()});
  if (to->pixels == own_.data()) {
    SDL_Surface* surface = SDL_GetWindowSurface(window_);
    SDL_Surface* ours = SDL_CreateRGBSurfaceWithFormatFrom(own_.data(), to->width, to->height, 32,
                                                           to->width * 4, SDL_PIXELFORMAT_RGB888);
    for (SDL_Rect r : rects) SDL_BlitSurface(ours, &r, surface, &r);
    SDL_FreeSurface(ours);
  }
  SDL_UpdateWindowSurfaceRects(window_, rects.data(), static_cast<int>(rects.size()));
}

}  // namespace wv::shell
