// How long to wait: 5 s to 30 min, doubling, full jitter, `Retry-After` honoured. The target as a whole waits
// after three failures in a row without a success between; then two envelopes at a time knock, so that one
// that always fails can't keep the door shut for the others. A password that nothing has accepted lately is
// proven by one request before others follow: CouchDB locks a user's address out for five minutes after five
// wrong ones, and answers 403 to the right one too (chttpd_auth_lockout of CouchDB 3.4 and later). A refused
// password is tried again all the same, seldom: a cluster whose node with the users is away answers 401 to
// the right one. Steady milliseconds everywhere.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "crypto/envelope.h"
#include "ports/random.h"

namespace wv::sync {

class Waits {
 public:
  static constexpr std::int64_t kLeastMs = 5'000, kMostMs = 30 * 60'000, kFloorMs = 1'000;
  static constexpr std::int64_t kStopMs =
      30 * 60'000;                      // after a 401: once to twice that, and double with each that follows
  static constexpr int kMostStops = 5;  // so 8 to 16 hours at most; when a person asks, at once
  static constexpr std::int64_t kLockedMs = 6 * 60'000,
                                kLockedMoreMs = 4 * 60'000;  // after a 403: longer than a lock holds
  static constexpr std::int64_t kProvenMs =
      10 * 60'000;  // so long one acceptance speaks for the next requests
  static constexpr std::size_t kMostInFlight = 16, kHalfOpenLimit = 2;
  static constexpr int kFailuresThatPause = 3;
  static constexpr int kFailuresThatEndOnce =
      24;  // `sync --once`: then the network is down, and the rest is spared
  static constexpr int kUnreachedThatEndOnce =
      3;  // the same while one request at a time feels the way: each may take long

  explicit Waits(ports::Random& random) : random_(random) {}

  // The nth failure: uniformly up to min(30 min, 5 s · 2^(n-1)), at least a second.
  [[nodiscard]] std::int64_t draw_ms(int failures);

  void succeeded();
  void failed(std::int64_t now_ms, std::optional<std::int64_t> retry_after_ms);
  void stop(std::int64_t now_ms);    // 401
  void locked(std::int64_t now_ms);  // 403: asked again in 6 to 10 minutes
  void proved(std::int64_t now_ms);  // the target took our password for something
  void doubt() { proven_until_ms_ = 0; }
  void unreached() { ++unreached_; }
  void box_missing(crypto::Box box, std::int64_t now_ms);
  void box_there(crypto::Box box);
  void end_all();   // a person asks: whatever was waited for
  void end_own();   // what we drew ourselves: not what the target asked for, nor a refused password
  void end_stop();  // a new password: nothing has accepted that one yet

  [[nodiscard]] bool stopped(std::int64_t now_ms) const { return now_ms < stopped_until_ms_; }
  [[nodiscard]] std::int64_t until_ms() const {
    return std::max({stopped_until_ms_, paused_until_ms_, asked_until_ms_});
  }
  [[nodiscard]] std::int64_t box_until_ms(crypto::Box box) const {
    return boxes_[static_cast<std::size_t>(box)].until_ms;
  }
  [[nodiscard]] bool some_box_missing() const;
  [[nodiscard]] bool proven(std::int64_t now_ms) const { return now_ms < proven_until_ms_; }
  [[nodiscard]] std::size_t most_in_flight() const { return pauses_ > 0 ? kHalfOpenLimit : kMostInFlight; }
  [[nodiscard]] bool end_once() const {
    return failures_ >= kFailuresThatEndOnce || unreached_ >= kUnreachedThatEndOnce;
  }
  [[nodiscard]] int failures_in_a_row() const { return failures_; }

 private:
  struct Box {
    int misses = 0;
    std::int64_t until_ms = 0;
  };
  ports::Random& random_;
  [[nodiscard]] std::uint32_t chance();
  [[nodiscard]] std::int64_t between(std::int64_t least_ms, std::int64_t more_ms);  // uniformly

  int failures_ = 0, pauses_ = 0, unreached_ = 0, stops_ = 0;
  std::int64_t paused_until_ms_ = 0, asked_until_ms_ = 0, stopped_until_ms_ = 0;  // asked: by Retry-After
  std::int64_t proven_until_ms_ = 0;
  std::array<Box, 4> boxes_{};
};

}  // namespace wv::sync
