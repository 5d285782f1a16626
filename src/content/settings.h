// How a screen greets people: language, size of letters, contrast, and what is on or off. A setting that is
// on or off is a member of Settings, a value of Setting and a line of kToggles: the panel of display
// settings, the host's page, the file on disk (services/settings_store) and the reset go by that line. What
// it does stands where it does it.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "content/catalog.h"

namespace wv::content {

enum class TextSize { normal = 100, large = 150, largest = 200 };
// high: black on white with thick borders; inverse: white on black, for whom a white ground dazzles.
enum class Contrast { normal, high, inverse };

struct Settings {
  std::string language;
  TextSize text = TextSize::normal;
  Contrast contrast = Contrast::normal;
  bool lower = false;  // T5: what can be touched lies at 800 to 1100 mm above the floor
  bool calm = false;   // A8: nothing moves
  bool operator==(const Settings&) const = default;
};

// The three contrasts in the order that the bar's button goes through, by their names on disk and on the
// command line, and by what they are called.
struct ContrastName {
  Contrast which;
  std::string_view name;
  Key words;
};
inline constexpr auto kContrasts = [] {
  using namespace literals;
  return std::array{ContrastName{Contrast::normal, "normal", "contrast.normal"_k},
                    ContrastName{Contrast::high, "high", "contrast.high"_k},
                    ContrastName{Contrast::inverse, "inverse", "contrast.inverse"_k}};
}();
[[nodiscard]] inline const ContrastName& name_of(Contrast contrast) {
  return kContrasts[static_cast<std::size_t>(contrast)];
}
[[nodiscard]] inline Contrast next_of(Contrast contrast) {
  return kContrasts[(static_cast<std::size_t>(contrast) + 1) % kContrasts.size()].which;
}
[[nodiscard]] inline std::optional<Contrast> parse_contrast(std::string_view name) {
  for (const auto& c : kContrasts)
    if (c.name == name) return c.which;
  return std::nullopt;
}

enum class Setting { lower, calm };  // those that are on or off

struct Toggle {
  Setting which;
  bool Settings::*value;
  std::string_view name;  // on disk, and in node ids: settings.NAME, letters.NAME
  Key words;
};

inline constexpr auto kToggles = [] {
  using namespace literals;
  return std::array{Toggle{Setting::lower, &Settings::lower, "lower", "letters.lower"_k},
                    Toggle{Setting::calm, &Settings::calm, "calm", "letters.calm"_k}};
}();

inline void toggle(Settings& settings, Setting which) {
  for (const Toggle& t : kToggles)
    if (t.which == which) settings.*t.value = !(settings.*t.value);
}

}  // namespace wv::content
