// What the sweep looked at and what it found, by check: the figures that `wijkverbinder check --conformance`
// goes by. A check that looked at nothing has shown nothing.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wv::ui {

enum class Check : std::uint8_t {
  names,           // no two nodes of a screen have one id
  target_size,     // T1
  target_spacing,  // T2
  reach,           // T5
  spoken,          // every control says something
  words,           // every text is there and filled in
  glyphs,          // no letter without a font
  contrast,        // A6, of letters
  letter_size,     // A5
  whole,           // A5: nothing cut, broken, covered or off the screen
  same_place,      // A7: the bar
  same_layout,     // every contrast stands in the same places
  no_scrolling,    // T4
  plain_dutch,     // L1
  error_in_view,
  danger_in_view,
  bar_words,
  fold,
  picture_share,
  unused_height,
  raised,
  own_words,  // all that was typed stands on review
  state_told,
  count
};
[[nodiscard]] std::string_view id_of(Check check);

class Tally {
 public:
  struct Figures {
    std::size_t looked = 0, faults = 0;
  };
  void looked(Check check, std::size_t times = 1) { figures_[place(check)].looked += times; }
  void fault(Check check) { ++figures_[place(check)].faults; }
  [[nodiscard]] const Figures& of(Check check) const { return figures_[place(check)]; }
  [[nodiscard]] std::size_t faults() const;

 private:
  static std::size_t place(Check check) { return static_cast<std::size_t>(check); }
  std::array<Figures, static_cast<std::size_t>(Check::count)> figures_{};
};

struct Flaw {
  Check check = Check::names;
  std::string where, what;
};

}  // namespace wv::ui
