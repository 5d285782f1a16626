// Colours of settings as numbers: sRGB in, WCAG 2.2 contrast and the nearest colour that passes out.
// "Nearest" is measured in OKLab, a space in which equal steps look equal: the hue stays, lightness moves.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace wv::content {

[[nodiscard]] bool is_colour(const std::string& text);  // "#rrggbb"

// Contrast ratio by WCAG 2.2, 1 to 21; 0 if one is no colour.
[[nodiscard]] double contrast_of(const std::string& colour, const std::string& other);

struct ContrastRule {
  std::string with;    // the other colour of the pair
  double least = 4.5;  // 4.5 for letters (WCAG 1.4.3), 3 for borders and controls (1.4.11)
};

[[nodiscard]] bool passes(const std::string& colour, const std::vector<ContrastRule>& rules);
// The colour of the same hue that keeps every rule and looks most like `colour`; none if there is none.
[[nodiscard]] std::optional<std::string> nearest_passing(const std::string& colour,
                                                         const std::vector<ContrastRule>& rules);

}  // namespace wv::content
