// Spoils a message the way people do who write by ear or in a hurry: letters left out, swapped, doubled,
// others that sound alike, endings dropped, words joined or split, accents off, all lower case or capitals.
// Deterministic: the same seed spoils alike everywhere.
#pragma once
#include <cstdint>
#include <string>

namespace cries {

class Random {  // xorshift64*
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2685821657736338717ULL + 88172645463325252ULL) {}
  std::uint64_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 2685821657736338717ULL;
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>((next() >> 33) % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

// `strength` 1: a slip or two; 3: hardly a word as it should be.
[[nodiscard]] std::string spoilt(const std::string& text, const std::string& language, int strength,
                                 Random& random);

}  // namespace cries
