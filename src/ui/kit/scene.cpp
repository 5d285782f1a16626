#include "ui/kit/scene.h"

#include <algorithm>

namespace wv::ui {

bool roomy(const Frame& f) { return std::min(f.device().width_mm(), f.device().height_mm()) > 160; }

// A tablet, a table, the lower part of a kiosk.
bool is_low(const Frame& f) { return f.device().height_mm() < 330; }

bool height_is_scarce(const Frame& f) { return (is_low(f) && f.scale() > 1.2f) || lies_small(f); }

bool more_in_foot(const Frame& f) { return !f.device().portrait(); }

bool lies_small(const Frame& f) { return !roomy(f) && !f.device().portrait(); }

std::string role_key(domain::Role role, std::string_view rest) {
  return "role." + std::string(domain::id_of(role)) + "." + std::string(rest);
}

bool unread_language(const Scene& s) {
  const auto& reads = s.content.municipality.reads;
  return std::find(reads.begin(), reads.end(), s.state.shown.language) == reads.end();
}

const content::Wijkverbinder& wijkverbinder_of(const Scene& s) {
  return s.content.municipality.wijkverbinders.front();
}

std::string with_closed(const Scene& s, const std::string& text, std::span<const int> weekdays) {
  return content::with_closed_words(
      text, content::closed_words(s.content.catalog, s.state.shown.language, weekdays, day_of(s.state.now),
                                  s.content.municipality.closed_days));
}

std::string surgery_words(const Scene& s) {
  return content::surgery_words(s.content.catalog, s.state.shown.language, wijkverbinder_of(s).surgery);
}

}  // namespace wv::ui
