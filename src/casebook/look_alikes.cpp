#include "casebook/look_alikes.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "casebook/folded_words.h"

namespace wv::casebook {
namespace {

constexpr int kLeastLetters = 4, kStemLetters = 6;
constexpr std::string_view kHere = "here";  // a submission's word for the place of its device

// FNV-1a.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

// Of the first six letters; 0 for a word that is too short to say anything.
std::uint64_t stem_of(std::string_view word) {
  if (const auto bare = detail::without_article(word); !bare.empty()) word = bare;
  std::size_t end = 0;
  int letters = 0;
  for (; end < word.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(word[end]) & 0xC0) != 0x80;
    if (begins && ++letters > kStemLetters) break;
  }
  return letters < kLeastLetters ? 0 : hash_of(word.substr(0, end));
}

void settle(WipingVector<std::uint64_t>& stems) {
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
}

bool overlap(const WipingVector<std::uint64_t>& a, const WipingVector<std::uint64_t>& b) {
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) return true;
    *x < *y ? ++x : ++y;
  }
  return false;
}

}  // namespace

Look look_of(CaseId id, const Day& day, bool confidential, std::string_view message,
             std::string_view place_id, std::string_view place_name) {
  Look look{id, day, confidential, {}, {}};
  const auto gather = [](std::string_view text, WipingVector<std::uint64_t>& into) {
    detail::each_folded_word(text, [&](std::string_view word) {
      if (const std::uint64_t stem = stem_of(word); stem != 0) into.push_back(stem);
    });
    settle(into);
  };
  gather(message, look.stems);
  if (!place_id.empty() && place_id != kHere) look.place.push_back(hash_of(place_id));
  gather(place_name, look.place);
  return look;
}

void StemCounts::add(const Look& look) {
  ++looks_;
  for (const std::uint64_t stem : look.stems) ++counts_[stem];
}

void StemCounts::remove(const Look& look) {
  --looks_;
  for (const std::uint64_t stem : look.stems) {
    const auto found = counts_.find(stem);
    if (found != counts_.end() && --found->second == 0) counts_.erase(found);
  }
}

double StemCounts::weight(std::uint64_t stem) const {
  const auto found = counts_.find(stem);
  const double count = found == counts_.end() ? 1 : found->second;
  return std::log(1 + static_cast<double>(looks_) / count);
}

double likeness(const Look& a, const Look& b, const StemCounts& counts, bool& same_place) {
  same_place = false;
  if (a.confidential != b.confidential || std::abs(days_between(a.day, b.day)) > kLookAlikeDays) return 0;
  same_place = overlap(a.place, b.place);
  if (!same_place && !a.place.empty() && !b.place.empty()) return 0;
  double both = 0, either = 0;
  auto x = a.stems.begin(), y = b.stems.begin();
  while (x != a.stems.end() || y != b.stems.end()) {
    const bool only_x = y == b.stems.end() || (x != a.stems.end() && *x < *y);
    const bool only_y = !only_x && (x == a.stems.end() || *y < *x);
    const double weight = counts.weight(only_y ? *y : *x);
    either += weight;
    if (!only_x && !only_y) both += weight;
    if (!only_y) ++x;
    if (!only_x) ++y;
  }
  const double like = either > 0 ? both / either : 0;
  return like >= (same_place ? kLikeHere : kLikeSomewhere) ? like : 0;
}

std::vector<Secret> in_common(std::string_view message, const Look& with) {
  std::vector<Secret> words;
  detail::each_folded_word(message, [&](std::string_view word) {
    const bool shared = std::binary_search(with.stems.begin(), with.stems.end(), stem_of(word));
    if (shared && std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
  });
  return words;
}

}  // namespace wv::casebook
