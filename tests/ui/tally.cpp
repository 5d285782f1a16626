#include "tally.h"

namespace wv::ui {

std::string_view id_of(Check check) {
  constexpr std::array<std::string_view, static_cast<std::size_t>(Check::count)> kIds{
      "names",         "target_size",   "target_spacing", "reach",          "spoken",     "words",
      "glyphs",        "contrast",      "letter_size",    "whole",          "same_place", "same_layout",
      "no_scrolling",  "plain_dutch",   "error_in_view",  "danger_in_view", "bar_words",  "fold",
      "picture_share", "unused_height", "raised",         "own_words",      "state_told"};
  return kIds[static_cast<std::size_t>(check)];
}

std::size_t Tally::faults() const {
  std::size_t sum = 0;
  for (const auto& f : figures_) sum += f.faults;
  return sum;
}

}  // namespace wv::ui
