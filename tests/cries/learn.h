// Logistic regression over hashed features, in plain IEEE arithmetic without library functions, in a fixed
// order: the same examples give the same weights, bit by bit.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/cries.h"

namespace cries {

struct Sample {
  std::vector<std::uint32_t> letters, concepts;
  bool danger = false, letters_page = false;
  float danger_weight = 1, letters_weight = 1;
};

struct Learned {
  wv::domain::CryWeights danger, letters;
};

[[nodiscard]] Learned learn(const std::vector<Sample>& samples);

}  // namespace cries
