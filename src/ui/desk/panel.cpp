// What is asked before something happens, in the place of the case: to whom, as what, which look alike, with
// what filter, what each of several gets; and the keys.
#include <algorithm>
#include <set>

#include "desk/keys.h"
#include "ui/desk/parts.h"
#include "ui/desk/ways.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using desk::Overlay;

namespace {

std::string role_name(const DeskScene& s, domain::Role role) {
  return s.f.text(content::Key{"role." + std::string(domain::id_of(role)) + ".name"});
}
std::string kind_name(const DeskScene& s, domain::Kind kind) {
  return s.f.text(content::Key{"desk.kind." + std::string(domain::id_of(kind))});
}

class PanelPage {
 public:
  PanelPage(const DeskScene& s, const Rect& area) : s_(s), f_(s.f), page_(area.inset(s.real(5), s.real(4))) {}

  void head(content::Key words) {
    Rect line = page_.cut_top(s_.control());
    const std::string close = f_.text("desk.panel.close"_k), what = f_.text(words);
    const ActLook look{.icon = "close", .key = "Esc"};
    if (act(s_, "panel.close", line.cut_end(act_width(s_, close, look)), close, look))
      s_.emit(desk::OverlayClosed{});
    f_.words("panel.heading",
             {line.x, line.y + (line.h - f_.type.height_of(what, title(s_), line.w)) / 2, line.w, line.h},
             what, title(s_), f_.theme().paper, NodeRole::heading);
    page_.cut_top(s_.gap() * 1.5f);
    y_ = f_.begin_scroll("panel", page_);
  }
  ~PanelPage() {
    f_.no_strip();
    f_.end_scroll(y_ + s_.gap());
  }
  PanelPage(const PanelPage&) = delete;
  PanelPage& operator=(const PanelPage&) = delete;

  void say(std::string_view id, const std::string& words, const Words& look) {
    y_ += f_.words(id, {page_.x, y_, page_.w, 0}, words, look, f_.theme().paper) + s_.gap();
  }
  template <class Draw>
  void flow(content::Key words, Draw draw) {
    say("panel." + std::string(words.id), f_.text(words), small(s_));
    Flow flow(s_, {page_.x, y_, page_.w, 0});
    draw(flow);
    y_ = flow.bottom() + s_.gap() * 2;
  }
  bool row(std::string_view id, const std::string& words, const ActLook& look) {
    const bool used = act(s_, id, {page_.x, y_, page_.w, s_.control()}, words, look);
    y_ += s_.control() + s_.gap();
    return used;
  }
  Rect line(float height) {
    const Rect at{page_.x, y_, page_.w, height};
    y_ += height;
    return at;
  }
  void gap() { y_ += s_.gap(); }

 private:
  const DeskScene& s_;
  Frame& f_;
  Rect page_;
  float y_ = 0;
};

void hand_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.hand"_k);
  for (const auto& member : s.open().team.members)
    if (member.living && member.id != s.open().team.me) {
      const std::string away = away_words(s, member);
      const std::string words = away.empty() ? member.name : member.name + " · " + away;
      if (p.row("hand." + member.id.text, words, {.icon = "next"})) s.emit(desk::HandedTo{member.id});
    }
}

void sort_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.sort"_k);
  p.flow("desk.sort.kind"_k, [&](Flow& flow) {
    for (const auto kind : domain::kKinds)
      if (flow.act("sort.kind." + std::string(domain::id_of(kind)), kind_name(s, kind)))
        s.emit(desk::SortedAs{.kind = kind});
  });
  p.flow("desk.sort.role"_k, [&](Flow& flow) {
    for (const auto role : domain::kRoles)
      if (flow.act("sort.role." + std::string(domain::id_of(role)), role_name(s, role)))
        s.emit(desk::SortedAs{.role = role});
  });
  std::set<std::string> themes;
  for (const char* ours : {"participation", "neighbourhood", "youth", "health"}) themes.insert(ours);
  for (const auto* summary : s.book->summaries())
    if (!summary->theme.empty() && themes.size() < 20) themes.insert(summary->theme);
  p.flow("desk.sort.theme"_k, [&](Flow& flow) {
    for (const auto& theme : themes)
      if (flow.act("sort.theme." + theme, theme_words(s, theme))) s.emit(desk::SortedAs{.theme = theme});
  });
  const std::string label = s.f.text("desk.sort.other"_k);
  desk_field(s, "sort.theme", p.line(s.control()), desk::Field::theme, s.open().theme.view(), label, label);
}

void look_alikes_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.look_alikes"_k);
  const auto alike =
      s.open().opened ? s.book->look_alikes(s.open().opened->id) : std::vector<casebook::LookAlike>();
  p.say("look_alikes.why", s.f.text(alike.empty() ? "desk.look_alikes.none"_k : "desk.look_alikes.why"_k),
        small(s));
  for (const auto& one : alike) {
    const auto* summary = s.book->summary(one.id);
    if (summary == nullptr) continue;
    Words look = plain(s);
    look.own_words = true;
    look.max_lines = 3;
    const std::string id = casebook::to_text(one.id);
    p.say("look_alike." + id, first_line(summary->words.view()), look);
    std::string common;
    for (const auto& word : one.in_common) common += (common.empty() ? "" : ", ") + std::string(word.view());
    p.say("look_alike.common." + id,
          s.f.text(one.same_place ? "desk.look_alikes.here"_k : "desk.look_alikes.words"_k,
                   {{"words", common}}),
          small(s));
    if (p.row("look_alike.join." + id, s.f.text("desk.join"_k), {.icon = "plus"}))
      s.emit(desk::JoinPressed{one.id});
    p.gap();
  }
}

void close_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.close_case"_k);
  p.say("close.why", s.f.text("desk.close.why"_k), plain(s));
  if (p.row("close.kept", s.f.text("desk.close.kept"_k), {.icon = "check", .loud = true}))
    s.emit(desk::CloseConfirmed{true});
  if (p.row("close.open", s.f.text("desk.close.open"_k), {.icon = "clock"}))
    s.emit(desk::CloseConfirmed{false});
}

void filter_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.filter"_k);
  const auto& filter = s.open().list.filter;
  p.flow("desk.sort.role"_k, [&](Flow& flow) {
    for (const auto role : domain::kRoles)
      if (flow.act("filter.role." + std::string(domain::id_of(role)), role_name(s, role),
                   {.on = filter.role == role}))
        s.emit(desk::FilterChosen{.role = role});
  });
  std::set<std::string> themes, languages, places;
  for (const auto* summary : s.book->summaries()) {
    if (!summary->theme.empty()) themes.insert(summary->theme);
    if (!summary->language.empty()) languages.insert(summary->language);
    if (!summary->place_id.empty()) places.insert(summary->place_id);
  }
  const auto choices = [&](content::Key words, std::string_view id, const std::set<std::string>& values,
                           auto name, const auto& chosen, auto event) {
    if (values.empty()) return;
    p.flow(words, [&](Flow& flow) {
      for (const auto& value : values)
        if (flow.act("filter." + std::string(id) + "." + value, name(value), {.on = chosen == value}))
          s.emit(event(value));
    });
  };
  choices(
      "desk.filter.theme"_k, "theme", themes, [&](const auto& v) { return theme_words(s, v); }, filter.theme,
      [](const auto& v) { return desk::FilterChosen{.theme = v}; });
  choices(
      "desk.filter.language"_k, "language", languages, [&](const auto& v) { return language_name(s, v); },
      filter.language, [](const auto& v) { return desk::FilterChosen{.language = v}; });
  choices(
      "desk.filter.place"_k, "place", places,
      [&](const auto& v) {
        for (const auto& place : s.content.municipality.places)
          if (place.id == v) return place.name;
        return v == "here" ? s.f.text("desk.place.here"_k) : v;
      },
      filter.place_id, [](const auto& v) { return desk::FilterChosen{.place = v}; });
  p.flow("desk.filter.holder"_k, [&](Flow& flow) {
    for (const auto& member : s.open().team.members)
      if (flow.act("filter.holder." + member.id.text, member.name, {.on = filter.holder == member.id}))
        s.emit(desk::FilterChosen{.holder = member.id});
  });
  if (p.row("filter.none", s.f.text("desk.filter.none"_k), {.icon = "clear"})) s.emit(desk::FiltersCleared{});
}

void keys_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.keys"_k);
  const auto line = [&](const std::string& key, const std::string& words, std::string_view id) {
    const float high = s.f.type.height_of(words, plain(s), 0) + s.f.mm(3);
    Rect at = p.line(high);
    const Rect cap =
        at.cut_start(s.f.type.width_of("Ctrl+Enter", small(s)) + s.f.mm(6)).inset(0, s.f.mm(0.5f));
    s.f.paint().round_border(cap, s.f.mm(1.6f), std::max(1.0f, s.f.mm(0.35f)),
                             mix(s.f.theme().paper, s.f.theme().line, 0.8f));
    Words letter = small(s);
    letter.colour = s.f.theme().ink;
    letter.align = text::Align::centre;
    letter.max_lines = 1;
    s.f.draw_words(cap, key, letter);
    at.cut_start(s.f.mm(4));
    s.f.words("keys." + std::string(id), {at.x, at.y + s.f.mm(1.5f), at.w, at.h}, words, plain(s),
              s.f.theme().paper);
    p.gap();
  };
  for (const auto& key : desk::kLetters) {
    std::string letter;
    letter += static_cast<char>(key.letter);
    line(letter, s.f.text(content::Key{"desk.keys." + std::string(key.id)}), key.id);
  }
  line("↑ ↓", s.f.text("desk.keys.rows"_k), "rows");
  line("Enter", s.f.text("desk.keys.open"_k), "open");
  line("Esc", s.f.text("desk.keys.back"_k), "back");
  line("Ctrl+Enter", s.f.text("desk.keys.send"_k), "send");
  line("Ctrl+L", s.f.text("desk.keys.lock"_k), "lock");
  line("1 – 6", s.f.text("desk.keys.lists"_k), "lists");
}

void preview_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.preview"_k);
  const desk::Writing* writing = desk::writing_now(s.open());
  std::size_t on = 0;
  for (const auto& item : s.open().preview.items) on += item.on ? 1 : 0;
  for (const auto& item : s.open().preview.items) {
    const auto* summary = s.book->summary(item.id);
    if (summary == nullptr) continue;
    const std::string id = casebook::to_text(item.id);
    Words look = plain(s);
    look.own_words = true;
    look.max_lines = 2;
    p.say("preview.words." + id, first_line(summary->words.view()), look);
    std::string way = s.f.text(content::Key{
        "desk.way." +
        std::string(
            kWays[static_cast<std::size_t>(std::find_if(kWays.begin(), kWays.end(),
                                                        [&](const auto& w) { return w.first == item.by; }) -
                                           kWays.begin())]
                .second)});
    if (writing != nullptr && !item.language.empty() && item.language != "nl") {
      const auto translated = content::translate(writing->text.view(), s.ready, item.language);
      if (translated.whole()) {
        Words own = plain(s);
        own.own_words = true;
        p.say("preview.text." + id, std::string(translated.text.view()), own);
      }
      way += " · " + language_name(s, translated.whole() ? item.language : "nl");
    }
    const bool may = !item.left || *item.left == desk::Left::other_way;
    if (item.left) way += " · " + left_words(s, *item.left);
    if (p.row("preview." + id, way, {.enabled = may, .on = item.on})) s.emit(desk::PreviewToggled{item.id});
    p.gap();
  }
  const std::string send = s.f.text("desk.send_all"_k, {{"count", std::to_string(on)}});
  if (p.row("preview.send", send, {.icon = "send", .key = "Ctrl+↵", .loud = true, .enabled = on > 0}))
    s.emit(desk::SendAllPressed{});
}

// What isn't about one case, and how the screen looks.
void menu_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.menu"_k);
  if (p.row("menu.promises", s.f.text("desk.page.promises"_k), {.icon = "clock"}))
    s.emit(desk::PageChosen{desk::Page::promises});
  if (p.row("menu.insights", s.f.text("desk.page.insights"_k), {.icon = "results"}))
    s.emit(desk::PageChosen{desk::Page::insights});
  if (p.row("menu.people", s.f.text("desk.page.people"_k), {.icon = "four-roles"}))
    s.emit(desk::PageChosen{desk::Page::people});
  if (p.row("menu.stick", s.f.text("desk.page.stick"_k), {.icon = "stick"}))
    s.emit(desk::PageChosen{desk::Page::stick});
  p.gap();
  const auto size = s.state.shown.text;
  p.flow("desk.text"_k, [&](Flow& flow) {
    for (const auto text :
         {content::TextSize::normal, content::TextSize::large, content::TextSize::largest}) {
      const std::string percent = std::to_string(static_cast<int>(text));
      if (flow.act("menu.text." + percent, percent + " %", {.on = size == text}))
        s.emit(desk::TextSizeChosen{text});
    }
  });
  p.flow("desk.contrast"_k, [&](Flow& flow) {
    for (const auto& contrast : content::kContrasts)
      if (flow.act("menu.contrast." + std::string(contrast.name), s.f.text(contrast.words),
                   {.on = s.state.shown.contrast == contrast.which}))
        s.emit(desk::ContrastChosen{contrast.which});
  });
  if (p.row("menu.calm", s.f.text("desk.calm"_k), {.on = s.state.shown.calm, .box = true}))
    s.emit(desk::SettingToggled{content::Setting::calm});
  p.gap();
  if (p.row("menu.passphrase", s.f.text("desk.panel.passphrase"_k), {.icon = "lock"}))
    s.emit(desk::OverlayOpened{Overlay::passphrase});
  if (s.state.pin.chosen) {
    if (p.row("menu.pin", s.f.text("desk.pin.drop"_k), {.icon = "clear"})) s.emit(desk::PinChosen{});
  } else if (p.row("menu.pin", s.f.text("desk.pin.choose"_k), {.icon = "lock"})) {
    s.emit(desk::OverlayOpened{Overlay::pin});
  }
}

// The same keys under another passphrase.
void passphrase_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.passphrase"_k);
  const desk::PassphraseChange& change = s.open().change;
  using Notice = desk::PassphraseChange::Notice;
  const std::string notice = change.notice == Notice::wrong       ? s.f.text("desk.unlock.wrong"_k)
                             : change.notice == Notice::too_short ? s.f.text("desk.enrol.too_short"_k)
                             : change.notice == Notice::differs   ? s.f.text("desk.enrol.differs"_k)
                             : change.notice == Notice::failed    ? trouble_words(s, change.trouble)
                             : change.notice == Notice::done      ? s.f.text("desk.passphrase.done"_k)
                                                                  : std::string();
  if (!notice.empty()) {
    Words look = strong(s);
    if (change.notice != Notice::done) look.colour = s.f.theme().error;
    p.say("change.notice", notice, look);
  }
  const float high = std::max(s.control(), s.f.type.height_of("Ag", plain(s), 0) + s.f.mm(6.5f));
  const auto field = [&](std::string_view id, desk::Field which, const Secret& value, content::Key words) {
    const std::string label = s.f.text(words);
    desk_field(s, id, p.line(high), which, value.view(), label, label, false, true);
    p.gap();
  };
  field("change.old", desk::Field::old_passphrase, change.old, "desk.passphrase.old"_k);
  field("change.new", desk::Field::new_passphrase, change.fresh, "desk.passphrase.new"_k);
  field("change.again", desk::Field::again, change.again, "desk.passphrase.again"_k);
  const std::string words = s.f.text(change.trying ? "desk.unlock.opening"_k : "desk.passphrase.change"_k);
  if (p.row("change.do", words, {.icon = "check", .loud = true, .enabled = !change.trying}))
    s.emit(desk::ChangePressed{});
}

void pin_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.pin.choose"_k);
  p.say("pin.why", s.f.text("desk.pin.why"_k), plain(s));
  const Rect at = p.line(digit_pad_height(s));
  draw_digit_pad(s, "pin", at, s.open().new_pin.size(), true);
}

// The tablet is turned to the resident: two corners, so that rain doesn't do it.
void turn_panel(const DeskScene& s, PanelPage& p) {
  p.head("desk.panel.turn"_k);
  p.say("turn.why", s.f.text("desk.turn.why"_k), plain(s));
  p.say("turn.how", s.f.text("desk.turn.how"_k), strong(s));
}

}  // namespace

void draw_panel(const DeskScene& s, Rect area) {
  s.f.paint().fill(area, s.f.theme().paper);
  Rect page = area;
  if (s.open().overlay == Overlay::turn) {
    draw_corners(s, area, s.open().corners);
    page = area.inset(0, corner_side(s) + s.real(8));
  }
  PanelPage p(s, page);
  switch (s.open().overlay) {
    case Overlay::hand: return hand_panel(s, p);
    case Overlay::sort: return sort_panel(s, p);
    case Overlay::look_alikes: return look_alikes_panel(s, p);
    case Overlay::close: return close_panel(s, p);
    case Overlay::preview: return preview_panel(s, p);
    case Overlay::filter: return filter_panel(s, p);
    case Overlay::turn: return turn_panel(s, p);
    case Overlay::menu: return menu_panel(s, p);
    case Overlay::pin: return pin_panel(s, p);
    case Overlay::passphrase: return passphrase_panel(s, p);
    case Overlay::keys:
    case Overlay::none: return keys_panel(s, p);
  }
}

}  // namespace wv::ui
