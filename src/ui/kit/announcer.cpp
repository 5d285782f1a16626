#include "ui/kit/announcer.h"

#include <algorithm>

#include "base/bytes.h"
#include "ui/kit/aloud.h"

namespace wv::ui {

namespace {

using Mode = app::Reading::Mode;

std::string joined(const std::vector<app::SpokenLine>& lines) {
  std::string all;
  for (const auto& line : lines) all += line.text + "\n";
  return all;
}

bool is_on(const Node& n) { return n.checked || (n.toggles && n.pressed); }

// What is said when it changes though the page stays: what went wrong, and a page's own standing ("waits",
// "is on its way"), whose node is called *.status.
std::vector<app::SpokenLine> news_of(const Tree& tree) {
  auto lines = lines_of(tree, Lines::alerts);
  for (const auto& n : tree.nodes)
    if (n.role == NodeRole::status && n.id.ends_with(".status"))
      lines.push_back({n.id, spoken_label(n), false, n.lang});
  return lines;
}

std::vector<std::string> checked(const Tree& tree) {
  std::vector<std::string> ids;
  for (const auto& n : tree.nodes)
    if (is_on(n)) ids.push_back(n.id);
  return ids;
}

// A page whose heading changes is another page to the ear ("saving" that failed, another language).
std::string place_of(const Announcer::Sight& sight) {
  std::string place(sight.place);
  for (const auto& n : sight.page.nodes)
    if (n.role == NodeRole::heading && !n.shows_private) {
      place += "\n" + n.name;
      break;
    }
  return place;
}

}  // namespace

void Announcer::remember(const Sight& sight) {
  place_ = place_of(sight);
  alerts_ = joined(news_of(sight.page));
  checked_ = checked(sight.page);
}

void Announcer::announce_page(const Sight& sight, bool whole, app::Events& events) {
  const bool keys = sight.state.reading.mode == Mode::keys;
  auto lines = lines_of(sight.page, whole || !keys ? Lines::all : Lines::texts);
  const Node* focus = sight.shown.find(sight.focus);
  if (keys && focus != nullptr)
    lines.push_back({focus->id, spoken_with_role(*focus), false, focus->lang, focus->is_volatile});
  events.push_back(app::PageAnnounced{std::move(lines)});
}

// A choice that was switched by a finger says so; of two that changed, the one that is on now.
bool Announcer::announce_change(const Tree& tree, app::Events& events) {
  const auto now = checked(tree);
  if (now == checked_) return false;
  const auto has = [](const std::vector<std::string>& list, const std::string& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  const Node* changed = nullptr;
  for (const auto& n : tree.nodes)
    if (is_on(n) != has(checked_, n.id) && (changed == nullptr || is_on(n))) changed = &n;
  checked_ = now;
  if (changed == nullptr) return false;
  events.push_back(app::FocusAnnounced{{changed->id, spoken_label(*changed), false, changed->lang}});
  return true;
}

bool Announcer::announce_node(const Sight& sight, app::Events& events) {
  const Node* n = sight.shown.find(sight.focus);
  if (n == nullptr) {
    node_.clear();
    return false;
  }
  const std::string now = n->id + "\n" + spoken_with_role(*n);
  if (now == node_ && !sight.again) return false;
  node_ = now;
  // What one types oneself is one's own: its echo is soft.
  const bool echo = sight.typed && n->region == Region::keyboard;
  events.push_back(app::FocusAnnounced{{n->id, spoken_with_role(*n), echo, n->lang, n->is_volatile}});
  return true;
}

void Announcer::look(const Sight& sight, app::Events& events) {
  const auto& reading = sight.state.reading;
  const bool idle = sight.state.overlay == app::Overlay::idle;
  if (reading.mode == Mode::off && !idle) {
    if (mode_ != Mode::off) forget();
    place_.clear();
    asked_ = reading.asked;
    own_asked_ = reading.own_asked;
    return;
  }
  const bool asked = reading.asked != asked_, own = reading.own_asked != own_asked_;
  const bool came = place_of(sight) != place_ || reading.mode != mode_;
  asked_ = reading.asked;
  own_asked_ = reading.own_asked;
  mode_ = reading.mode;
  const std::string alerts = joined(news_of(sight.page));
  if (own) {
    events.push_back(app::PageAnnounced{lines_of(sight.page, Lines::own_words)});
  } else if (came || asked) {
    announce_page(sight, asked || idle, events);
    const Node* n = sight.shown.find(sight.focus);
    node_ = n != nullptr ? n->id + "\n" + spoken_with_role(*n) : std::string();
  } else if (!alerts.empty() && alerts != alerts_) {
    events.push_back(app::PageAnnounced{news_of(sight.page)});
  } else if (reading.mode == Mode::keys) {
    if (!announce_node(sight, events)) static_cast<void>(announce_change(sight.page, events));
  } else {
    static_cast<void>(announce_change(sight.page, events));
  }
  remember(sight);
}

void Announcer::forget() {
  wipe(place_);
  wipe(alerts_);
  wipe(node_);
  checked_.clear();
  mode_ = app::Reading::Mode::off;
}

}  // namespace wv::ui
