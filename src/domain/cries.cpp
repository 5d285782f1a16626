#include "domain/cries.h"

#include <algorithm>

#include "base/bytes.h"

namespace wv::domain {
namespace {

// A message is looked at in pieces, so that one sentence among many is heard.
constexpr std::size_t kWhole = 42, kPiece = 24, kStep = 12;  // words
// And in small ones, each sentence or a few words of one without marks: beside others a short cry drowns.
constexpr std::size_t kLeastWords = 3, kLongSentence = 16, kFew = 10, kFewStep = 5;
constexpr std::int64_t kSurer = kCryUnit * 3 / 10;  // many small ones are as many chances to be wrong
constexpr std::int64_t kUnsure = 12 * 16, kScreen = 4 * 16;  // in sixteenths of a bit
constexpr std::int64_t kFarBelow = -(std::int64_t{1} << 40);

std::int64_t sum_of(const std::vector<std::int8_t>& weights, const std::vector<std::uint32_t>& features) {
  std::int64_t sum = 0;
  for (const std::uint32_t feature : features) sum += weights[feature];
  return sum * share_of(features.size());
}

std::int64_t score_of(const CryWeights& weights, const CryFeatures& features) {
  return sum_of(weights.letters, features.letters) + sum_of(weights.concepts, features.concepts);
}

}  // namespace

std::vector<CryFeatures> CryDetector::features_of(std::string_view text, const CryLanguage& language, Pieces pieces) {
  const CryWords words = cry_words(text, &language.rules);
  const std::span<const std::u32string> all(words.all());
  const bool asks = text.find('?') != std::string_view::npos || text.find("\xD8\x9F") != std::string_view::npos;  // ? and ؟
  std::vector<CryFeatures> windows;
  const std::size_t count = all.size() <= kWhole ? 1 : 1 + (all.size() - kPiece + kStep - 1) / kStep;
  windows.reserve(count);
  for (std::size_t i = 0; i < count && !all.empty(); ++i) {
    const std::size_t first = i * kStep;
    const auto part = count == 1 ? all : all.subspan(first, std::min(kPiece, all.size() - first));
    CryWindow window{part, language.lexicon.concepts_in(part), asks};
    add_features(window, windows.emplace_back());
    wv::wipe(window.found.data(), window.found.size() * sizeof(Found));
  }
  if (pieces == Pieces::large) return windows;
  const auto listen = [&](std::size_t first, std::size_t size) {
    if (size < kLeastWords || size == all.size()) return;
    const auto part = all.subspan(first, size);
    CryWindow window{part, language.lexicon.concepts_in(part), asks};
    add_features(window, windows.emplace_back());
    windows.back().small = true;
    wv::wipe(window.found.data(), window.found.size() * sizeof(Found));
  };
  std::size_t from = 0;
  for (const std::size_t end : words.ends()) {
    if (end - from <= kLongSentence) listen(from, end - from);
    else
      for (std::size_t at = from; at + kFew / 2 < end; at += kFewStep) listen(at, std::min(kFew, end - at));
    from = end;
  }
  return windows;
}

std::vector<std::size_t> CryDetector::languages_of(std::string_view text, std::string_view screen) const {
  const CryWords folded = cry_words(text, nullptr);
  std::vector<std::uint32_t> features;
  add_language_features(folded.all(), features);
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  for (std::size_t i = 0; i < languages_.size(); ++i) {
    std::int64_t sum = languages_[i].code == screen ? kScreen : 0;
    for (const std::uint32_t feature : features) sum += languages_[i].guess[feature];
    order.emplace_back(-sum, i);
  }
  wv::wipe(features.data(), features.size() * sizeof(std::uint32_t));
  std::sort(order.begin(), order.end());
  std::vector<std::size_t> likely;
  for (const auto& [sum, i] : order) {
    if (likely.size() < 2 && sum - order[0].first <= kUnsure) likely.push_back(i);
  }
  return likely;
}

CryScores CryDetector::scores(std::string_view text, std::string_view screen) const {
  CryScores best{kFarBelow, kFarBelow};
  for (const std::size_t i : languages_of(text, screen)) {
    const CryLanguage& language = languages_[i];
    for (const CryFeatures& window : features_of(text, language, Pieces::small_too)) {
      const std::int64_t more = window.small ? kSurer : 0;
      best.danger = std::max(best.danger, score_of(danger_, window) - more - language.danger_from * (kCryUnit / 1024));
      best.letters = std::max(best.letters, score_of(letters_, window) - more - language.letters_from * (kCryUnit / 1024));
    }
  }
  return best;
}

Cry CryDetector::hear(std::string_view text, std::string_view screen) const {
  const CryScores found = scores(text, screen);
  return {found.danger >= 0, found.letters >= 0};
}

std::uint64_t cry_hash(std::string_view bytes, std::uint64_t hash) {
  for (const char c : bytes) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
  return hash;
}

}  // namespace wv::domain
