// The wijkverbinder's desk as the program runs it, 1920x1080 and drawn in software, without a window: for
// the benchmarks. Each frame that draws anything is timed, and while it waits for answers each turn: what it
// took of the drawing thread's processor (another program's work is not its doing), and as the clock went.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "ports/platform.h"
#include "render/incremental.h"
#include "runtime/application.h"
#include "runtime/desk_effects.h"
#include "runtime/desk_stage.h"
#include "runtime/main_loop.h"
#include "services/moment.h"

namespace wv::bench {

[[nodiscard]] double wall_ms();
[[nodiscard]] double thread_cpu_ms();
[[nodiscard]] double process_cpu_ms();  // of all threads
// One line: name, figure, and where there is one its limit and their ratio.
void tell(const char* what, double got, const char* unit, double limit = 0);

class Desk {
 public:
  enum class Time { virtual_, real };  // as frames say, or as it goes; the day is the town's in both
  Desk(const runtime::Setup& setup, const std::string& data, ports::Platform& platform, Time time);
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  void frame(std::int64_t after_ms = 16);  // one, timed; in virtual time so much later
  void settle();                           // until nothing is awaited and nothing moves
  // Frames as answers come, until this holds or so much time (real) has passed.
  bool until(const std::function<bool()>& holds, double most_ms = 600'000);

  void post(desk::Event event);                                          // with what a person's touch adds
  void unlock();                                                         // asks for it
  [[nodiscard]] const ui::Node* node(std::string_view id_begins) const;  // the first in sight
  void click(std::string_view id_begins);
  void wheel(ui::Point at, float notches);
  void hover(ui::Point at);
  void draw_along(ui::Point from, float px_a_frame);  // by a finger, twelve frames, and let go

  void begin() { times_.clear(); }
  void doing(std::string what) { doing_ = std::move(what); }  // told with the slowest frame
  void report(const char* what, double limit_ms);
  [[nodiscard]] double longest_ms() const;  // CPU, since `begin`

  [[nodiscard]] runtime::Stage& stage() { return application_.stage; }
  [[nodiscard]] const desk::Open* open() { return stage().desk()->open(); }
  [[nodiscard]] const casebook::Casebook* book() { return application_.effects.desk()->world().casebook; }
  [[nodiscard]] std::int64_t sleeps_ms();  // from now, when nobody does anything

 private:
  struct Took {
    double cpu, wall;
    std::string what;
  };
  class Bell {  // what the platform has to tell wakes whoever waits
   public:
    void ring();
    [[nodiscard]] bool rang_within(std::chrono::milliseconds patience);

   private:
    std::mutex mutex_;
    std::condition_variable rings_;
    bool rang_ = false;
  };
  [[nodiscard]] services::Moment moment(std::int64_t after_ms);
  void show(const render::Shapes& shapes, render::Textures& textures);
  ports::Platform& platform_;
  runtime::Application application_;
  runtime::MainLoop loop_;
  Bell bell_;
  render::Incremental incremental_;
  std::vector<std::uint32_t> pixels_;
  std::vector<Took> times_;
  std::string doing_;
  bool drawn_ = false;  // the last frame had something new
  Time time_;
  double began_ms_ = 0;
  std::int64_t now_ms_ = 0;
};

}  // namespace wv::bench
