#include "cries/learn.h"

#include <algorithm>
#include <cmath>

#include "cries/noise.h"

namespace cries {
namespace {

using namespace wv::domain;

constexpr int kRounds = 5;
constexpr double kRate = 0.15, kShrink = 1e-3;
constexpr std::size_t kBlockLeftOut = 5;  // one block of five is left out, so that each learns to stand alone

// 1 / (1 + e^-x), with e^x as a series: library functions differ from machine to machine.
double sigmoid(double x) {
  x = std::clamp(x, -30.0, 30.0);
  double part = x / 1024, power = 1, sum = 1;
  for (int i = 1; i < 8; ++i) sum += power *= part / i;
  for (int i = 0; i < 10; ++i) sum *= sum;
  return sum / (1 + sum);
}

struct Block {
  std::vector<double> weight, slope;
  explicit Block(int bits) : weight(std::size_t{1} << bits), slope(std::size_t{1} << bits, 1e-2) {}

  [[nodiscard]] double sum(const std::vector<std::uint32_t>& features, double share) const {
    double sum = 0;
    for (const std::uint32_t f : features) sum += weight[f];
    return sum * share;
  }
  void step(const std::vector<std::uint32_t>& features, double share, double error) {
    for (const std::uint32_t f : features) {
      const double g = error * share + kShrink * weight[f];
      slope[f] += g * g;
      weight[f] -= kRate * g / std::sqrt(slope[f]);  // the square root is exact by IEEE 754
    }
  }
};

struct Model {
  Block letters{kLetterBits}, concepts{kConceptBits};

  void learn(const Sample& sample, bool yes, double worth, bool with_letters, bool with_concepts) {
    const double a = static_cast<double>(share_of(sample.letters.size())) / 4096,
                 b = static_cast<double>(share_of(sample.concepts.size())) / 4096;
    double score = 0;
    if (with_letters) score += letters.sum(sample.letters, a);
    if (with_concepts) score += concepts.sum(sample.concepts, b);
    const double error = (sigmoid(score) - (yes ? 1 : 0)) * worth;
    if (error < 0.002 && error > -0.002) return;
    if (with_letters) letters.step(sample.letters, a, error);
    if (with_concepts) concepts.step(sample.concepts, b, error);
  }

  [[nodiscard]] CryWeights quantised() const {
    const auto whole = [](const std::vector<double>& in) {
      std::vector<std::int8_t> out;
      for (const double w : in)
        out.push_back(static_cast<std::int8_t>(std::clamp(std::floor(w * 32 + 0.5), -127.0, 127.0)));
      return out;
    };
    return {whole(letters.weight), whole(concepts.weight)};
  }
};

}  // namespace

Learned learn(const std::vector<Sample>& samples) {
  Model danger, letters;
  std::vector<std::size_t> order(samples.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  Random random(20);
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for (const std::size_t i : order) {
      const std::size_t left_out = random.below(2 * kBlockLeftOut);
      danger.learn(samples[i], samples[i].danger, samples[i].danger_weight, left_out != 0, left_out != 1);
      letters.learn(samples[i], samples[i].letters_page, samples[i].letters_weight, left_out != 0,
                    left_out != 1);
    }
  }
  return {danger.quantised(), letters.quantised()};
}

}  // namespace cries
