#include "ui/screens/setting_ticks.h"

namespace wv::ui {

std::optional<app::Setting> setting_ticks(const Scene& s, StoryPage& page, const std::string& page_id,
                                          const app::Settings& settings) {
  std::optional<app::Setting> touched;
  for (const app::Toggle& t : app::kToggles) {
    if (t.which == app::Setting::lower && !s.can_lower) continue;
    const bool on = settings.*t.value;
    if (page.tick(page_id + "." + std::string(t.name), s.f.text(t.words), on)) touched = t.which;
  }
  return touched;
}

}  // namespace wv::ui
