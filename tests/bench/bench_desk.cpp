#include "bench_desk.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <utility>

#include "bench_town.h"
#include "desk/update.h"

namespace wv::bench {

namespace {

constexpr int kMostFrames = 2'000;  // that a motion may take

double of_clock(clockid_t which) {
  timespec time{};
  ::clock_gettime(which, &time);
  return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

double wall_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}
double thread_cpu_ms() { return of_clock(CLOCK_THREAD_CPUTIME_ID); }
double process_cpu_ms() { return of_clock(CLOCK_PROCESS_CPUTIME_ID); }

void tell(const char* what, double got, const char* unit, double limit) {
  std::printf("%-52s %9.1f %s", what, got, unit);
  if (limit > 0) std::printf("  limit %7.1f %s  ratio %.2f", limit, unit, got / limit);
  std::printf("\n");
  std::fflush(stdout);
}

Desk::Desk(const runtime::Setup& setup, const std::string& data, ports::Platform& platform, Time time)
    : platform_(platform),
      application_(
          setup,
          {data, platform.folders().cache, *ui::profile("desk"),
           runtime::begin_desk(desk::first_state(setup.content, desk::Mode::desk, {})), ui::Motion::on},
          platform),
      loop_(application_.stage, application_.textures,
            [this](ImDrawData&, const render::Shapes& shapes, render::Textures& textures) {
              show(shapes, textures);
            }),
      pixels_(static_cast<std::size_t>(application_.stage.screen().area())),
      time_(time),
      began_ms_(wall_ms()) {
  platform_.on_ready([this] { bell_.ring(); });
}

Desk::~Desk() { platform_.on_ready({}); }

void Desk::Bell::ring() {
  const std::lock_guard lock(mutex_);
  rang_ = true;
  rings_.notify_one();
}

bool Desk::Bell::rang_within(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  rings_.wait_for(lock, patience, [this] { return rang_; });
  return std::exchange(rang_, false);
}

services::Moment Desk::moment(std::int64_t after_ms) {
  const auto real_ms = static_cast<std::int64_t>(wall_ms() - began_ms_);
  now_ms_ = time_ == Time::real ? std::max(now_ms_, real_ms) : now_ms_ + after_ms;
  return {{Instant{kNow + now_ms_}, 60}, now_ms_, now_ms_};
}

void Desk::show(const render::Shapes& shapes, render::Textures& textures) {
  const render::Box screen = stage().screen();
  drawn_ = !incremental_
                .draw(shapes, textures, textures.take_changes(),
                      {pixels_.data(), screen.right, screen.bottom, screen.right})
                .empty();
}

void Desk::frame(std::int64_t after_ms) {
  const services::Moment now = moment(after_ms);
  const double wall = wall_ms(), cpu = thread_cpu_ms();
  stage().step(now);
  show(stage().shapes(), application_.textures);
  if (drawn_) times_.push_back({thread_cpu_ms() - cpu, wall_ms() - wall, doing_});
}

void Desk::settle() {
  for (int i = 0; i < kMostFrames; ++i) {
    frame();
    while (platform_.busy()) {
      platform_.wait();
      frame(0);
    }
    if (!stage().moving()) return;
  }
}

// As the program's own loop goes round. Answers that come one by one are no time that passes, or it would
// lock.
bool Desk::until(const std::function<bool()>& holds, double most_ms) {
  const double begun = wall_ms();
  std::int64_t wake_ms = now_ms_;
  while (!holds()) {
    if (wall_ms() - begun > most_ms) return false;
    const bool ready = wake_ms <= now_ms_ || bell_.rang_within(std::chrono::milliseconds(1));
    if (ready) loop_.note_ready();
    const services::Moment now = moment(ready ? 0 : 1);
    const double wall = wall_ms(), cpu = thread_cpu_ms();
    wake_ms = loop_.turn(now).steady_ms;
    times_.push_back({thread_cpu_ms() - cpu, wall_ms() - wall, doing_});
  }
  return true;
}

void Desk::post(desk::Event event) {
  stage().post_desk(desk::Touched{});
  stage().post_desk(std::move(event));
}

void Desk::unlock() {
  post(desk::TextPut{desk::Field::passphrase, Secret(kPassphrase)});
  post(desk::UnlockPressed{});
}

const ui::Node* Desk::node(std::string_view id_begins) const {
  for (const ui::Node& n : application_.stage.tree().nodes)
    if (n.id.starts_with(id_begins) && !n.offscreen && !n.hit.empty()) return &n;
  std::fprintf(stderr, "desk_bench: nothing of %s is on the screen\n", std::string(id_begins).c_str());
  return nullptr;
}

void Desk::click(std::string_view id_begins) {
  using What = ui::FingerEvent::What;
  const ui::Node* n = node(id_begins);
  if (n == nullptr) return;
  const ui::Point at = n->hit.centre();
  stage().finger({What::down, 1, at, now_ms_}, ui::Gui::Pointer::mouse);
  frame();
  stage().finger({What::up, 1, at, now_ms_}, ui::Gui::Pointer::mouse);
  settle();
}

void Desk::wheel(ui::Point at, float notches) {
  stage().wheel(at, notches);
  settle();
}

void Desk::hover(ui::Point at) {
  stage().hover(at);
  settle();
}

void Desk::draw_along(ui::Point from, float px_a_frame) {
  using What = ui::FingerEvent::What;
  stage().finger({What::down, 1, from, now_ms_});
  for (int i = 0; i < 12; ++i) {
    frame();
    from.y += px_a_frame;
    stage().finger({What::move, 1, from, now_ms_});
  }
  stage().finger({What::up, 1, from, now_ms_});
  settle();
}

void Desk::report(const char* what, double limit_ms) {
  if (times_.empty()) return static_cast<void>(std::printf("%-46s no frame\n", what));
  const auto at = [&](double share, double Took::*of) {
    std::sort(times_.begin(), times_.end(), [of](const Took& a, const Took& b) { return a.*of < b.*of; });
    const auto place = static_cast<std::size_t>(share * static_cast<double>(times_.size()));
    return times_[std::min(times_.size() - 1, place)].*of;
  };
  const double p99 = at(0.99, &Took::cpu);
  const Took slowest = times_.back();
  std::printf(
      "%-46s p50 %6.2f ms  p99 %6.2f ms  limit %5.1f ms  ratio %.2f  (%zu frames; by the clock %.2f)\n", what,
      at(0.5, &Took::cpu), p99, limit_ms, p99 / limit_ms, times_.size(), at(0.99, &Took::wall));
  if (!slowest.what.empty()) std::printf("   the slowest: %.2f ms, %s\n", slowest.cpu, slowest.what.c_str());
  std::fflush(stdout);
}

double Desk::longest_ms() const {
  double longest = 0;
  for (const Took& took : times_) longest = std::max(longest, took.cpu);
  return longest;
}

std::int64_t Desk::sleeps_ms() { return stage().next_wake_ms() - now_ms_; }

}  // namespace wv::bench
