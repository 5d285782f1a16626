// bench frames      times each frame of touches on a 1080x1920 screen in software: step, damage, drawing.
// bench first       sets up as the program does, shows one frame in a window, and ends: for timing a start.
// One line a result: name, what was measured, the limit, their ratio.
#include <SDL.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "app/update.h"
#include "ports/make_platform.h"
#include "runtime/application.h"
#include "render/incremental.h"
#include "shell/options.h"
#include "runtime/typing.h"
#include "shell/window.h"
#include "ports/ask.h"

using namespace wv;
using namespace wv::shell;

namespace {

using What = ui::FingerEvent::What;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

class Bench {
 public:
  Bench(const runtime::Setup& setup, const std::string& data, ports::Platform& platform)
      : platform_(platform),
        application_(setup,
                     {data, platform.folders().cache, *ui::profile("kiosk-21"),
                      app::first_state(setup.content, app::Mode::kiosk, {"nl", app::TextSize::normal}),
                      ui::Motion::on},
                     platform),
        pixels_(static_cast<std::size_t>(application_.stage.screen().area())) {
    settle();
  }

  void begin() { times_.clear(), slowest_.clear(); }
  // Of what follows only the slowest frame counts.
  void begin_one() { times_.clear(); }
  void end_one() {
    if (!times_.empty()) slowest_.push_back(*std::max_element(times_.begin(), times_.end()));
  }
  void report(const char* what, double limit_ms) {
    if (!slowest_.empty()) times_ = slowest_;
    std::sort(times_.begin(), times_.end());
    const auto at = [&](double share) {
      return times_[std::min(times_.size() - 1,
                             static_cast<std::size_t>(share * static_cast<double>(times_.size())))];
    };
    std::printf("%-34s p50 %6.2f ms  p99 %6.2f ms  limit %5.1f ms  ratio %.2f  (%zu frames)\n", what, at(0.5),
                at(0.99), limit_ms, at(0.99) / limit_ms, times_.size());
  }

  void frame() {
    now_ms_ += 16;
    const auto begin = Clock::now();
    application_.stage.step({{Instant{1'780'300'800'000 + now_ms_}, 120}, now_ms_});
    const render::Box screen = application_.stage.screen();
    const auto boxes = incremental_.draw(application_.stage.shapes(), application_.textures,
                                         application_.textures.take_changes(),
                                         {pixels_.data(), screen.right, screen.bottom, screen.right});
    if (!boxes.empty()) times_.push_back(ms_since(begin));
  }
  void settle() {
    for (int i = 0; i < 300; ++i) {
      frame();
      while (application_.effects.busy()) {
        platform_.wait();
        frame();
      }
      if (!application_.stage.moving()) return;
    }
  }
  bool down(const std::string& id) {
    const ui::Node* node = application_.stage.tree().find(id);
    if (node == nullptr || node->hit.empty()) return false;
    at_ = node->hit.centre();
    application_.stage.finger({What::down, 1, at_, now_ms_});
    return true;
  }
  void move(float dx, float dy) {
    at_ = {at_.x + dx, at_.y + dy};
    application_.stage.finger({What::move, 1, at_, now_ms_});
  }
  void up() { application_.stage.finger({What::up, 1, at_, now_ms_}); }
  void tap(const std::string& id) {
    if (!down(id)) std::fprintf(stderr, "bench: %s is not on the screen\n", id.c_str());
    frame();
    up();
    settle();
  }
  // Pressed, held and slid off again: nothing follows but the motion of the press.
  void press(const std::string& id) {
    if (!down(id)) std::fprintf(stderr, "bench: %s is not on the screen\n", id.c_str());
    for (int i = 0; i < 12; ++i) frame();
    move(0, -900);
    up();
    settle();
  }
  void type(std::string_view text) {
    while (!text.empty()) {
      const auto& layer = application_.stage.state().session.editing.layer;
      const auto key = runtime::next_key(*application_.stage.content().keyboard("nl"), layer, text);
      if (!key) return;
      tap("keyboard." + key->id);
      text.remove_prefix(key->types);
    }
  }
  // A finger in the middle of what scrolls, 12 frames at this speed, let go.
  void scroll(float px_a_frame) {
    if (application_.stage.view().areas().empty()) return;
    at_ = application_.stage.view().areas().front().rect.centre();
    application_.stage.finger({What::down, 1, at_, now_ms_});
    for (int i = 0; i < 12; ++i) {
      frame();
      move(0, px_a_frame);
    }
    up();
    settle();
  }
  // The same where ImGui scrolls: a finger on the first of these nodes.
  void draw_list(std::string_view prefix, float px_a_frame) {
    for (const ui::Node& n : application_.stage.tree().nodes) {
      if (!n.id.starts_with(prefix) || n.offscreen) continue;
      at_ = {n.rect.centre().x, 1000};
      application_.stage.finger({What::down, 1, at_, now_ms_});
      for (int i = 0; i < 12; ++i) {
        frame();
        move(0, px_a_frame);
      }
      up();
      return settle();
    }
    std::fprintf(stderr, "bench: nothing of %s is on the screen\n", std::string(prefix).c_str());
  }
  // Nobody is there for this long: frames only when the program wants one. CPU of all of them, in ms.
  double rest(std::int64_t ms) {
    const std::int64_t until_ms = now_ms_ + ms;
    const std::clock_t begin = std::clock();
    for (;;) {
      const std::int64_t next_ms = application_.stage.next_wake_ms();
      if (next_ms > until_ms) break;
      now_ms_ = std::max(now_ms_, next_ms) - 16;
      frame();
    }
    now_ms_ = until_ms;
    return static_cast<double>(std::clock() - begin) * 1000 / CLOCKS_PER_SEC;
  }
  void post(app::Event event) { application_.stage.post(std::move(event)); }

 private:
  ports::Platform& platform_;
  runtime::Application application_;
  render::Incremental incremental_;
  std::vector<std::uint32_t> pixels_;
  std::vector<double> times_, slowest_;
  std::int64_t now_ms_ = 0;
  ui::Point at_;
};

void measure_frames(Bench& b) {
  b.tap("attract.start");
  b.begin();
  for (int i = 0; i < 10; ++i)
    for (const char* id :
         {"home.question", "home.initiative", "home.signal", "home.conversation", "home.roles"})
      b.press(id);
  b.report("F4 press a card", 16.6);

  b.begin();
  for (int i = 0; i < 20; ++i) {
    b.tap(i % 2 == 0 ? "home.roles" : "form.back");
  }
  b.report("F4 another page", 33);

  b.tap("home.roles");
  b.begin();
  for (int i = 0; i < 12; ++i) b.tap(i % 2 == 0 ? "roles.with" : "roles.without");
  b.report("F4 the story of the two worlds", 33);
  b.tap("form.back");

  b.tap("home.question");
  b.tap("form.message");
  b.begin();
  b.type("Hier staat een vraag, en nog een. Zo gaat het door! Kan dat om 10 uur?");
  b.report("F4 type on the keyboard", 16.6);

  std::string message;
  while (message.size() < 7000) message += "شوارع plein ";  // over 4,000 characters of two scripts
  b.post(app::TextTyped{std::move(message)});
  b.settle();
  b.begin();
  b.type("en nog een woord");
  b.report("F4 type at the end of a long message", 16.6);

  b.tap("form.back");
  b.post(app::TextSizeChosen{app::TextSize::largest});
  b.settle();
  b.begin();
  for (int i = 0; i < 40; ++i) b.scroll(i % 2 == 0 ? -45.0f : 45.0f);
  b.report("F4 scroll home at 200 %", 33);
}

// Behind the PIN: ImGui's table, its clipper, the kit's letters.
void measure_table(Bench& b, std::size_t count, const char* what) {
  auto rows = std::make_shared<std::vector<app::QueueRow>>();
  for (std::size_t i = 0; i < count; ++i)
    rows->push_back({static_cast<app::QueueRow::State>(i % 3), "row-" + std::to_string(i),
                     1780300800000 + static_cast<std::int64_t>(i) * 60'000, 4096 + i,
                     i % 3 == 0 ? app::Trouble::sync_refused : app::Trouble::none});
  b.post(app::HostEvent{app::QueueListed{rows}});
  b.settle();
  b.begin();
  for (int i = 0; i < 20; ++i) b.draw_list("queue.row.", -60);
  b.report(what, 16.6);
}

void measure_tables(Bench& b) {
  b.post(app::HealthOpened{});
  b.post(app::HostEvent{app::SettingsAsked{}});
  b.post(app::HostEvent{app::PinLooked{false, 0}});
  for (int twice = 0; twice < 2; ++twice)
    for (const char digit : {'3', '1', '4', '1', '5', '9'}) b.post(app::HostEvent{app::PinDigit{digit}});
  b.settle();
  b.post(app::HostEvent{app::QueueOpened{}});
  b.settle();
  measure_table(b, 60, "F4 draw a table of 60 rows");
  measure_table(b, 100'000, "F4 draw a table of 100,000 rows");
}

// S2: from the touch on "Ja, wissen" to the first screen with everything overwritten, ImGui's context too.
void measure_forgetting(Bench& b) {
  b.begin();
  for (int i = 0; i < 20; ++i) {
    b.tap("attract.start");
    b.tap("home.question");
    b.tap("form.message");
    b.type("Hier staat een vraag.");
    b.tap("bar.stop");
    b.begin_one();
    b.tap("stop.confirm");
    b.end_one();
  }
  b.report("S2 stop, wiped and drawn anew", 300);
}

// The first screen all night: four pictures, half a minute each.
void measure_slideshow(Bench& b) {
  b.rest(120'000);
  constexpr int kChanges = 12;
  const double ms = b.rest(kChanges * 30'000) / kChanges;
  std::printf("%-34s CPU %6.1f ms  limit %5.1f ms  ratio %.2f\n", "F3 a change of picture, drawn", ms, 40.0,
              ms / 40);
}

int first_frame(const runtime::Setup& setup, const std::string& data, ports::Platform& platform) {
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return 3;
  auto window = Window::open("bench", {1080, 1920});
  if (!window) return 3;
  runtime::Application application(
      setup,
      {data, platform.folders().cache, *ui::profile("kiosk-21"),
       app::first_state(setup.content, app::Mode::kiosk, {"nl", app::TextSize::normal}), ui::Motion::on},
      platform);
  application.stage.step({platform.clock().now(), platform.clock().steady_ms()});
  window.value()->show(*application.stage.drawn(), application.stage.shapes(), application.textures);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "frames";
  const std::string data =
      argc > 2 ? argv[2] : (std::filesystem::temp_directory_path() / "wv-bench-data").string();
  const auto platform = ports::make_platform();
  auto setup = ports::ask<runtime::Setup>(*platform, [&](auto answer) {
    runtime::set_up(runtime::default_config(*platform), *platform, answer);
  });
  if (!setup) {
    std::fprintf(stderr, "bench: %s\n", setup.error().what.c_str());
    return 2;
  }
  if (what == "first") return first_frame(setup.value(), data, *platform);
  Bench bench(setup.value(), data, *platform);
  measure_frames(bench);
  Bench night(setup.value(), data, *platform);
  measure_slideshow(night);
  Bench table(setup.value(), data, *platform);
  measure_tables(table);
  Bench visits(setup.value(), data, *platform);
  measure_forgetting(visits);
  return 0;
}
