// The PIN before settings and USB (P1): six digits, kept as Argon2id of them with chance, in
// DATA/device.json. Each guess is counted, durably, BEFORE it is looked at: who pulls the plug has spent it.
// After 5 wrong ones a minute's wait, doubled by each further one up to an hour. The wait is counted on
// the steady clock from when this process saw the count: setting the wall clock or starting anew shortens
// nothing. What can't be counted (disk full, file damaged) is not looked at: the lock fails shut.
// Failure: the store's and the sealer's codes, pin.form (not six digits), pin.broken. Must outlive its
// answers.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/pin.h"
#include "base/result.h"
#include "base/secret.h"
#include "ports/random.h"
#include "ports/sealer.h"
#include "ports/store.h"

namespace wv::crypto {

[[nodiscard]] bool is_pin(std::string_view text);
[[nodiscard]] std::int64_t pin_wait_ms(std::uint64_t wrong);  // after so many wrong guesses in a row

struct PinAnswer {
  enum class What { none, ready, waiting, wrong, right } what = What::none;  // none: no PIN was chosen yet
  std::int64_t wait_ms = 0;  // before the next guess is looked at
};

class PinLock {
 public:
  template <class T>
  using Answer = std::function<void(Result<T>)>;
  struct Cost {  // of one guess; kept with the PIN, so that it may be raised later
    std::uint32_t memory_kib = 65536, passes = 3;
  };

  PinLock(ports::Store& store, ports::Sealer& sealer, ports::Random& random, Cost cost)
      : store_(store), sealer_(sealer), random_(random), cost_(cost) {}
  PinLock(ports::Store& store, ports::Sealer& sealer, ports::Random& random)
      : PinLock(store, sealer, random, Cost{}) {}

  // Never `wrong` or `right`. Asked at the start, so that a wait begins there and not at the first guess.
  void look(std::int64_t steady_ms, Answer<PinAnswer> answer);
  // Never `ready`.
  void guess(Secret pin, std::int64_t steady_ms, Answer<PinAnswer> answer);
  // Over whatever was there: who may ask for it is the caller's to know.
  void set(Secret pin, Answer<Done> answer);
  void clear(Answer<Done> answer);

 private:
  struct Record;
  using SharedPin = std::shared_ptr<Secret>;  // by the callbacks of one guess
  void read(std::int64_t steady_ms, Answer<std::optional<Record>> answer);
  void try_guess(const SharedPin& pin, std::int64_t steady_ms, int attempt, Answer<PinAnswer> answer);
  void check(const SharedPin& pin, const Record& counted, std::int64_t steady_ms, Answer<PinAnswer> answer);
  void write(std::string text, int attempt, Answer<Done> answer);
  [[nodiscard]] std::int64_t left_ms(std::int64_t steady_ms) const;

  ports::Store& store_;
  ports::Sealer& sealer_;
  ports::Random& random_;
  Cost cost_;
  std::uint64_t seen_wrong_ = 0;  // and since when
  std::int64_t seen_ms_ = 0;
};

}  // namespace wv::crypto
