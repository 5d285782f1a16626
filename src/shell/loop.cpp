#include "shell/loop.h"

#include <algorithm>
#include <climits>
#include <cstdint>
#include <functional>
#include <utility>
#include <variant>

#include "app/health.h"
#include "desk/event.h"
#include "runtime/main_loop.h"
#include "shell/key_input.h"
#include "shell/taken_events.h"
#include "shell/watch.h"

namespace wv::shell {

namespace {

constexpr std::int64_t kMouse = -1;  // a desktop's mouse is one more finger

class Loop {
 public:
  Loop(runtime::Stage& stage, Window& window, render::Textures& textures, ports::Platform& platform,
       ports::Supervisor* supervisor, std::function<ui::Device()> measure)
      : stage_(stage),
        keys_(stage),
        window_(window),
        main_loop_(stage, textures,
                   [&window](ImDrawData& drawn, const render::Shapes& shapes, render::Textures& with) {
                     window.show(drawn, shapes, with);
                   }),
        platform_(platform),
        measure_(std::move(measure)),
        watch_(supervisor),
        wake_event_(SDL_RegisterEvents(1)) {
    ring_ = [event = wake_event_] {  // from another thread: SDL_PushEvent may be called there
      SDL_Event wake{};
      wake.type = event;
      SDL_PushEvent(&wake);
    };
    platform_.on_ready(ring_);
    SDL_StartTextInput();
  }
  ~Loop() {
    platform_.on_ready({});
    platform_.clock().ring_at(INT64_MAX, ring_);  // never
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void run() {
    while (!ended_ && !main_loop_.ended()) {
      auto wake = main_loop_.turn(now());
      if (window_.trouble()) return;
      wake.steady_ms = std::min(wake.steady_ms, watch_.went_round(window_, platform_.clock().steady_ms()));
      const bool nobody = nobody_is_there();
      watch_.rests(nobody, nobody && must_ring());
      if (!main_loop_.ended()) wait_until(wake);
    }
  }

 private:
  // What held this program up between two of its clocks isn't taken for the machine's sleep.
  [[nodiscard]] services::Moment now() {
    constexpr std::int64_t kTogetherMs = 50;
    ports::Clock& clock = platform_.clock();
    for (std::int64_t before = clock.steady_ms();;) {
      const std::int64_t boot = clock.boot_ms(), after = clock.steady_ms();
      if (after - before <= kTogetherMs) return {clock.now(), after, boot};
      before = after;
    }
  }

  [[nodiscard]] bool must_ring() const {
    return app::diagnose(stage_.state(), stage_.content()).level == app::Level::act;
  }

  [[nodiscard]] bool nobody_is_there() const {
    return stage_.desk() == nullptr && std::holds_alternative<app::Attract>(stage_.state().screen);
  }

  // Until then, or until events came: most of what a desktop sends (a mouse passing by) makes no turn draw.
  void wait_until(const runtime::MainLoop::Wake& wake) {
    // The machine may sleep meanwhile, and what follows counts only while it is awake.
    if (wake.boot_ms != INT64_MAX) platform_.clock().ring_at(wake.boot_ms, ring_);
    if (platform_.clock().boot_ms() >= wake.boot_ms) return;
    SDL_Event event;
    const std::int64_t left =
        std::clamp<std::int64_t>(wake.steady_ms - platform_.clock().steady_ms(), 0, INT_MAX);
    const bool came = wake.steady_ms == INT64_MAX ? SDL_WaitEvent(&event) == 1
                                                  : SDL_WaitEventTimeout(&event, static_cast<int>(left)) == 1;
    if (!came) return;
    do {
      if (handle(event)) main_loop_.note();
    } while (SDL_PollEvent(&event) == 1);
  }

  bool handle(const SDL_Event& event) {
    using What = ui::FingerEvent::What;
    switch (event.type) {
      case SDL_QUIT: ended_ = true; return true;
      case SDL_FINGERDOWN: return finger(What::down, event.tfinger);
      case SDL_FINGERMOTION: return finger(What::move, event.tfinger);
      case SDL_FINGERUP: return finger(What::up, event.tfinger);
      case SDL_MOUSEBUTTONDOWN: return mouse(What::down, event.button);
      case SDL_MOUSEBUTTONUP: return mouse(What::up, event.button);
      case SDL_MOUSEMOTION: return pointer_moved(event.motion);
      case SDL_MOUSEWHEEL:
        return stage_.wheel({static_cast<float>(event.wheel.mouseX), static_cast<float>(event.wheel.mouseY)},
                            event.wheel.preciseY);
      case SDL_KEYDOWN: return key(event.key);
      case SDL_TEXTINPUT: return keys_.typed(taken_.text_of(event.text));
      case SDL_WINDOWEVENT: return window(event.window);
      case SDL_RENDER_TARGETS_RESET:
      case SDL_RENDER_DEVICE_RESET: window_.repaint(); return true;
      default:
        if (event.type == wake_event_) main_loop_.note_ready();
        return false;
    }
  }

  // SDL counts from its own start: velocity and long presses need the time of the touch, not of its reading.
  [[nodiscard]] std::int64_t steady(Uint32 timestamp) const {
    return platform_.clock().steady_ms() - static_cast<std::int64_t>(SDL_GetTicks() - timestamp);
  }

  bool key(const SDL_KeyboardEvent& event) {
    const auto pressed = taken_.key_of(event);
    return pressed && keys_.pressed(pressed->code, pressed->modifiers, event.repeat != 0);
  }

  bool finger(ui::FingerEvent::What what, const SDL_TouchFingerEvent& f) {
    const ui::Device& d = stage_.device();
    stage_.finger({what,
                   f.fingerId,
                   {f.x * static_cast<float>(d.width_px), f.y * static_cast<float>(d.height_px)},
                   steady(f.timestamp)});
    SDL_ShowCursor(SDL_DISABLE);
    return true;
  }

  bool mouse(ui::FingerEvent::What what, const SDL_MouseButtonEvent& b) {
    if (b.button != SDL_BUTTON_LEFT) return false;
    const ui::Point at{static_cast<float>(b.x), static_cast<float>(b.y)};
    const bool down = what == ui::FingerEvent::What::down;
    if (down && keys_.clicked(at, SDL_GetModState())) return true;
    mouse_down_ = down;
    stage_.finger({what, kMouse, at, steady(b.timestamp)}, ui::Gui::Pointer::mouse);
    return true;
  }

  bool pointer_moved(const SDL_MouseMotionEvent& m) {
    const ui::Point at{static_cast<float>(m.x), static_cast<float>(m.y)};
    if (!mouse_down_) return stage_.hover(at);
    stage_.finger({ui::FingerEvent::What::move, kMouse, at, steady(m.timestamp)}, ui::Gui::Pointer::mouse);
    return true;
  }

  bool window(const SDL_WindowEvent& e) {
    if (e.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
      const ui::Device& was = stage_.device();
      if (const ui::Device is = measure_();
          is.width_px != was.width_px || is.height_px != was.height_px || is.px_per_mm != was.px_per_mm)
        stage_.set_device(is);
    } else if (e.event != SDL_WINDOWEVENT_EXPOSED && e.event != SDL_WINDOWEVENT_RESTORED &&
               e.event != SDL_WINDOWEVENT_SHOWN) {
      if (e.event == SDL_WINDOWEVENT_FOCUS_LOST || e.event == SDL_WINDOWEVENT_MINIMIZED) return went_away();
      return false;
    }
    window_.repaint();
    return true;
  }

  // Somebody else may look at what stands there: a desk locks.
  bool went_away() {
    if (stage_.desk() == nullptr) return false;
    stage_.post_desk(desk::WentToBackground{});
    return true;
  }

  runtime::Stage& stage_;
  KeyInput keys_;
  Window& window_;
  runtime::MainLoop main_loop_;
  ports::Platform& platform_;
  std::function<ui::Device()> measure_;
  TakenEvents taken_;
  Watch watch_;
  Uint32 wake_event_;
  std::function<void()> ring_;
  bool ended_ = false, mouse_down_ = false;
};

}  // namespace

void run_loop(runtime::Stage& stage, Window& window, render::Textures& textures, ports::Platform& platform,
              ports::Supervisor* supervisor, std::function<ui::Device()> measure) {
  Loop(stage, window, textures, platform, supervisor, std::move(measure)).run();
}

}  // namespace wv::shell
