// Which cases are one. A `joined` is an undirected link; a `parted` cuts the links between its two cases
// that it knows of (that are among its ancestors), so that a link made beside it, or anew after it, stands.
// A confidential case and another never link: what is written of the one must not be sealed to the readers of
// the other. Files are told by their place in the list that is folded.
#pragma once
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "casebook/fold.h"
#include "casebook/order.h"

namespace wv::casebook {

class Groups {  // disjoint sets of 0 .. count-1, each told by its least
 public:
  explicit Groups(std::size_t count) : above_(count) {
    std::iota(above_.begin(), above_.end(), std::size_t{0});
  }
  [[nodiscard]] std::size_t root(std::size_t i) const {
    while (above_[i] != i) i = above_[i];
    return i;
  }
  void unite(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    if (a > b) std::swap(a, b);
    above_[b] = a;
  }

 private:
  std::vector<std::size_t> above_;
};

struct StandingLink {
  Position position = 0;     // of the `joined`
  std::size_t a = 0, b = 0;  // files, a < b
};

// `file` and `usable` are told for each position: whose event it is, and whether it counts.
[[nodiscard]] std::vector<StandingLink> standing_links(const History& history,
                                                       std::span<const CaseFile> files,
                                                       std::span<const std::size_t> file,
                                                       const std::vector<bool>& usable,
                                                       std::span<const Seal> seals);

}  // namespace wv::casebook
