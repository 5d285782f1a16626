#include <array>
#include <vector>

#include "ui/screens/screens.h"
#include "ui/screens/setting_ticks.h"

namespace wv::ui {

using namespace content::literals;

// Behind `bar.text`: how large the letters are, how high everything stands, whether anything moves. Each
// choice is there at once and stays until the visit ends.
void display_overlay(const Scene& s) {
  Frame& f = s.f;
  constexpr std::array kSizes{app::TextSize::normal, app::TextSize::large, app::TextSize::largest};
  StoryPage page(s, "letters", "", f.text("letters.heading"_k), "");
  page.offer("letters.close", f.text("letters.close"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show([&] {
    std::vector<StoryPage::Choice> sizes;
    for (const auto size : kSizes) {
      const std::string key = "text." + std::to_string(static_cast<int>(size));
      sizes.push_back({key, f.text(content::Key{key}), size == s.state.shown.text});
    }
    if (const int chosen = page.choices(sizes); chosen >= 0)
      s.emit(app::TextSizeChosen{kSizes[static_cast<std::size_t>(chosen)]});
    if (const auto touched = setting_ticks(s, page, "letters", s.state.shown))
      s.emit(app::SettingToggled{*touched});
  });
  if (page.chose("letters.close")) s.emit(app::OverlayClosed{});
}

}  // namespace wv::ui
