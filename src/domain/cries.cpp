#include "domain/cries.h"

#include <algorithm>
#include <optional>

#include "base/wiping.h"

namespace wv::domain {
namespace {

// A message is looked at in pieces, so that one sentence among many is heard.
constexpr std::size_t kWhole = 42, kPiece = 24, kStep = 12;  // words
// And in small ones, each sentence or a few words of one without marks: beside others a short cry drowns.
constexpr std::size_t kLeastWords = 3, kLongSentence = 16, kFew = 10, kFewStep = 5;
constexpr std::int64_t kSurer = kCryUnit * 7 / 10;  // many small ones are as many chances to be wrong
// In sixteenths of a bit: how far behind the likeliest language another is still listened in; how far the
// screen's is believed; and how far, for one sentence, that it is in the language of the whole text.
constexpr std::int64_t kUnsure = 12 * 16, kScreen = 4 * 16, kElsewhere = 10 * 16;
constexpr std::size_t kMostHeard = 3;  // languages in one text: each costs time
constexpr std::int64_t kFarBelow = -(std::int64_t{1} << 40);

std::int64_t sum_of(const std::vector<std::int8_t>& weights, const WipingVector<std::uint32_t>& features) {
  std::int64_t sum = 0;
  for (const std::uint32_t feature : features) sum += weights[feature];
  return sum * share_of(features.size());
}

std::int64_t score_of(const CryWeights& weights, const CryFeatures& features) {
  return sum_of(weights.letters, features.letters) + sum_of(weights.concepts, features.concepts);
}

// A piece of a text, in words.
struct Piece {
  std::size_t first = 0, size = 0;
  bool small = false, asks = false;
};

WipingVector<Piece> pieces_of(const CryWords& words) {
  WipingVector<Piece> pieces;
  const std::size_t all = words.size();
  const std::size_t count = all == 0 ? 0 : all <= kWhole ? 1 : 1 + (all - kPiece + kStep - 1) / kStep;
  for (std::size_t i = 0; i < count; ++i)
    pieces.push_back({i * kStep, count == 1 ? all : std::min(kPiece, all - i * kStep)});
  const auto listen = [&](std::size_t first, std::size_t size) {
    if (size >= kLeastWords && size != all) pieces.push_back({first, size, true});
  };
  std::size_t from = 0;
  for (const Sentence& sentence : words.sentences()) {
    if (sentence.end - from <= kLongSentence)
      listen(from, sentence.end - from);
    else
      for (std::size_t at = from; at + kFew / 2 < sentence.end; at += kFewStep)
        listen(at, std::min(kFew, sentence.end - at));
    from = sentence.end;
  }
  for (Piece& piece : pieces) {
    auto sentence = std::upper_bound(words.sentences().begin(), words.sentences().end(), piece.first,
                                     [](std::size_t at, const Sentence& s) { return at < s.end; });
    for (std::size_t at = piece.first; sentence != words.sentences().end() && at < piece.first + piece.size;
         at = (sentence++)->end)
      piece.asks = piece.asks || sentence->asks;
  }
  return pieces;
}

// A text as one language reads it, once for all pieces.
class Reading {
 public:
  Reading(std::string_view text, const CryLanguage& language)
      : words_(cry_words(text, &language.rules)), found_(language.lexicon.concepts_in(words_.all())) {}

  [[nodiscard]] const CryWords& words() const { return words_; }
  void features(const Piece& piece, CryFeatures& out) const {
    const auto begin = std::lower_bound(found_.begin(), found_.end(), piece.first,
                                        [](const Found& f, std::size_t at) { return f.first < at; });
    WipingVector<Found> inside;
    for (auto f = begin; f != found_.end() && f->first < piece.first + piece.size; ++f)
      if (f->end <= piece.first + piece.size) inside.push_back(*f);
    out.letters.clear();
    out.concepts.clear();
    out.small = piece.small;
    add_features(
        {std::span<const std::u32string>(words_.all()).subspan(piece.first, piece.size), inside, piece.asks},
        out);
  }

 private:
  CryWords words_;
  WipingVector<Found> found_;
};

// Which languages a text, and a piece of it, may be in: sums up to each word, so that any piece's are known.
class Guess {
 public:
  Guess(const CryWords& folded, const std::vector<CryLanguage>& languages, std::string_view screen)
      : words_(folded.size()), count_(languages.size()), sums_((words_ + 1) * count_) {
    WipingVector<std::uint32_t> features;
    for (std::size_t i = 0; i < words_; ++i) {
      features.clear();
      add_language_features(std::span<const std::u32string>(folded.all()).subspan(i, 1), features);
      for (std::size_t l = 0; l < count_; ++l) {
        std::int64_t& sum = sums_[(i + 1) * count_ + l] = sums_[i * count_ + l];
        for (const std::uint32_t feature : features) sum += languages[l].guess[feature];
      }
    }
    for (std::size_t l = 0; l < count_; ++l)
      whole_.push_back(sums_[words_ * count_ + l] + (languages[l].code == screen ? kScreen : 0));
  }

  // The likeliest, and one that is nearly as likely.
  [[nodiscard]] WipingVector<std::size_t> whole() const { return likely(whole_); }
  [[nodiscard]] WipingVector<std::size_t> of(const Piece& piece) const {
    if (piece.size == words_ || count_ == 0) return whole();
    const std::int64_t most = *std::max_element(whole_.begin(), whole_.end());
    WipingVector<std::int64_t> sums;
    for (std::size_t l = 0; l < count_; ++l)
      sums.push_back(sums_[(piece.first + piece.size) * count_ + l] - sums_[piece.first * count_ + l] +
                     std::max(whole_[l] - most, -kElsewhere));
    return likely(sums);
  }

 private:
  [[nodiscard]] static WipingVector<std::size_t> likely(const WipingVector<std::int64_t>& sums) {
    WipingVector<std::size_t> order(sums.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return sums[a] != sums[b] ? sums[a] > sums[b] : a < b; });
    if (order.size() > 1) order.resize(sums[order[0]] - sums[order[1]] <= kUnsure ? 2 : 1);
    return order;
  }

  std::size_t words_, count_;
  WipingVector<std::int64_t> sums_, whole_;
};

}  // namespace

std::vector<CryFeatures> CryDetector::features_of(std::string_view text, const CryLanguage& language) {
  const Reading reading(text, language);
  std::vector<CryFeatures> windows;
  for (const Piece& piece : pieces_of(reading.words())) reading.features(piece, windows.emplace_back());
  return windows;
}

WipingVector<std::size_t> CryDetector::languages_of(std::string_view text, std::string_view screen) const {
  return Guess(cry_words(text, nullptr), languages_, screen).whole();
}

CryScores CryDetector::scores(std::string_view text, std::string_view screen) const {
  CryScores best{kFarBelow, kFarBelow};
  const CryWords folded = cry_words(text, nullptr);
  const Guess guess(folded, languages_, screen);
  WipingVector<std::optional<Reading>> readings(languages_.size());
  std::size_t heard = 0;
  CryFeatures features;
  for (const Piece& piece : pieces_of(folded)) {
    for (const std::size_t i : guess.of(piece)) {
      const CryLanguage& language = languages_[i];
      if (!readings[i]) {
        if (heard == kMostHeard) continue;
        ++heard;
        readings[i].emplace(text, language);
      }
      readings[i]->features(piece, features);
      const std::int64_t more = piece.small ? kSurer : 0;
      best.danger = std::max(best.danger,
                             score_of(danger_, features) - more - language.danger_from * (kCryUnit / 1024));
      best.letters = std::max(
          best.letters, score_of(letters_, features) - more - language.letters_from * (kCryUnit / 1024));
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
