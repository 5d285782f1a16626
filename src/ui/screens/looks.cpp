#include <array>
#include <vector>

#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;

// Behind `bar.text`: how large the letters are, how high everything stands, whether anything moves. Each
// choice is there at once and stays until the visit ends.
void looks_overlay(const Scene& s) {
  Frame& f = s.f;
  constexpr std::array kSizes{app::TextSize::normal, app::TextSize::large, app::TextSize::largest};
  StoryPage page(s, "letters", "", f.say("letters.heading"_k), "");
  page.offer("letters.close", f.say("letters.close"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show([&] {
    std::vector<StoryPage::Choice> sizes;
    for (const auto size : kSizes) {
      const std::string key = "text." + std::to_string(static_cast<int>(size));
      sizes.push_back({key, f.say(content::Key{key}), size == s.state.text});
    }
    if (const int chosen = page.choices(sizes); chosen >= 0)
      s.say(app::TextSizeChosen{kSizes[static_cast<std::size_t>(chosen)]});
    if (s.can_lower && page.tick("letters.lower", f.say("letters.lower"_k), s.state.lower))
      s.say(app::LowerSwitched{});
    if (page.tick("letters.calm", f.say("letters.calm"_k), s.state.calm)) s.say(app::CalmSwitched{});
  });
  if (page.chose("letters.close")) s.say(app::OverlayClosed{});
}

}  // namespace wv::ui
