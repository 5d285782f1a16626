// How the screen greets people: `State::shown` for the visitor who is here, `State::device` for whoever comes
// next. A setting that is on or off is a member of Settings, a value of Setting and a line of kToggles: the
// panel of display settings, the host's page, the file on disk (services/settings_store) and the reset go by
// that line. What it does stands where it does it.
#pragma once
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "content/catalog.h"

namespace wv::app {

enum class TextSize { normal = 100, large = 150, largest = 200 };

struct Settings {
  std::string language;
  TextSize text = TextSize::normal;
  bool high_contrast = false;
  bool lower = false;  // T5: what can be touched lies at 800 to 1100 mm above the floor
  bool calm = false;   // A8: nothing moves
  bool operator==(const Settings&) const = default;
};

enum class Setting { high_contrast, lower, calm };  // those that are on or off

struct Toggle {
  // tick: in the panel of display settings and on the host's page. button: the bar has it, and the host's
  // page.
  enum class Shown { tick, button };
  Setting which;
  bool Settings::*value;
  std::string_view name;             // on disk, and in node ids: settings.NAME, letters.NAME
  content::Key words_off, words_on;  // what it is called then
  Shown shown = Shown::tick;
  std::string_view stored_off{}, stored_on{};  // on disk; "" is false and true
};

inline constexpr auto kToggles = [] {
  using namespace content::literals;
  return std::array{Toggle{Setting::high_contrast, &Settings::high_contrast, "contrast", "contrast.normal"_k,
                           "contrast.high"_k, Toggle::Shown::button, "normal", "high"},
                    Toggle{Setting::lower, &Settings::lower, "lower", "letters.lower"_k, "letters.lower"_k},
                    Toggle{Setting::calm, &Settings::calm, "calm", "letters.calm"_k, "letters.calm"_k}};
}();

inline void toggle(Settings& settings, Setting which) {
  for (const Toggle& t : kToggles)
    if (t.which == which) settings.*t.value = !(settings.*t.value);
}

// Something that the panel of display settings shows is other than usual.
[[nodiscard]] inline bool display_changed(const Settings& settings) {
  return settings.text != TextSize::normal ||
         std::any_of(kToggles.begin(), kToggles.end(),
                     [&](const Toggle& t) { return t.shown == Toggle::Shown::tick && settings.*t.value; });
}

}  // namespace wv::app
