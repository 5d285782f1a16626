// What moves: a control under a finger, something large on its way, a page that arrives; and when the next
// frame is due for it. Lasts between frames and holds ids, never words. All of one frame's motion is taken at
// one moment; with motion off everything is where it goes at once (A8).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wv::ui {

enum class Motion { off, on };

// How a value follows what the state wants: 0 and 1 are two positions of something large.
struct GlideHow {
  std::int64_t whole_ms = 240;  // the way from 0 to 1
  std::int64_t delay_ms = 0;    // before it first begins
  std::optional<float> first;   // where it begins when it is new; at rest when absent
};
[[nodiscard]] float eased(float t);                             // ease-out, 0..1
[[nodiscard]] float phase(float t, float begin, float length);  // a part of a longer motion, 0..1

class Transitions {
 public:
  // The moment (steady) of the frame that is built now.
  void begin_frame(std::int64_t now_ms, Motion motion);
  // Another page came up: from the end side (1), from the start side (-1) or at once (0).
  void arrive(float from);
  void clear();  // nothing of the page before moves on

  [[nodiscard]] std::int64_t now_ms() const { return now_ms_; }
  [[nodiscard]] bool still() const { return motion_ == Motion::off; }
  // 0 at rest, 1 wholly pressed; asks for frames while it moves.
  [[nodiscard]] float press(std::string_view id, bool down);
  // Follows `target` at an even pace, asks for frames while it moves.
  [[nodiscard]] float glide(std::string_view id, float target, const GlideHow& how);
  [[nodiscard]] std::int64_t shown_ms() const { return now_ms_ - arrived_ms_; }  // since this page came up
  [[nodiscard]] float arrival() const;  // of a page that comes: 1 or -1 just begun .. 0 at rest
  [[nodiscard]] bool arriving() const { return arrival() > 0; }  // a page the visitor goes forward to

  // What only finds out how high something would be moves nothing.
  void measuring(bool on) { measuring_ = on; }

  void wake_at(std::int64_t at_ms);
  // For what counts down in whole seconds, rounded up: wakes when the second that is shown is over, on
  // whatever clock `left_ms` was counted.
  void wake_at_second(std::int64_t left_ms) {
    wake_at(now_ms_ + (left_ms > 0 ? (left_ms - 1) % 1000 + 1 : 1000));
  }
  [[nodiscard]] std::int64_t next_wake_ms() const;  // INT64_MAX: nothing moves

 private:
  struct Press {
    std::string id;
    std::int64_t since_ms = 0;
    bool down = false;
  };
  struct Glide {
    std::string id;
    float from = 0, to = 0;
    std::int64_t since_ms = 0;
  };
  [[nodiscard]] float arrival_left() const;  // 1 just begun .. 0 at rest, at an even pace
  std::vector<Press> presses_;
  std::vector<Glide> glides_;
  Motion motion_ = Motion::on;
  bool measuring_ = false;
  float arrived_from_ = 0;
  std::int64_t now_ms_ = 0, arrived_ms_ = 0, wake_ms_ = INT64_MAX;
};

}  // namespace wv::ui
