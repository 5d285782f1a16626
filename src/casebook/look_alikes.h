// Cases that may be about the same thing, for a person to judge: nothing is joined by itself. Two messages of
// the same place, or of which one names none, at most 60 days apart, are compared by their stems: the first
// six letters of each word of four and more ("lantaarn" and "lantaarnpaal" are one). Their likeness is the
// Jaccard index, the share of stems that both have in all that either has, where a stem counts the more the
// fewer messages have it, so that in no language a list of little words is needed. With it come the words
// that both have, as a reason that a person can read. Can't fail.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/secret.h"
#include "base/time.h"
#include "base/wiping.h"
#include "casebook/ids.h"

namespace wv::casebook {

inline constexpr int kLookAlikeDays = 60;
inline constexpr std::size_t kMostLookAlikes = 5;
// From a quarter on two short messages share their subject; without a common place that is asked to be sure.
inline constexpr double kLikeHere = 0.25, kLikeSomewhere = 0.45;

struct LookAlike {
  CaseId id;
  double likeness = 0;  // above 0, at most 1
  bool same_place = false;
  std::vector<Secret> in_common;  // folded words of the other message, in its order
};

struct Look {  // what is compared of one case
  CaseId id;
  Day day;
  bool confidential = false;
  WipingVector<std::uint64_t> stems, place;  // ascending, each once; the words of the place, likewise
};
[[nodiscard]] Look look_of(CaseId id, const Day& day, bool confidential, std::string_view message,
                           std::string_view place_id, std::string_view place_name);

class StemCounts {  // how many messages have each
 public:
  void add(const Look& look);
  void remove(const Look& look);
  [[nodiscard]] double weight(std::uint64_t stem) const;

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> counts_;
  std::size_t looks_ = 0;
};

// 0 when they are too far apart or of different places; `same_place` is then told too.
[[nodiscard]] double likeness(const Look& a, const Look& b, const StemCounts& counts, bool& same_place);
[[nodiscard]] std::vector<Secret> in_common(std::string_view message, const Look& with);

}  // namespace wv::casebook
