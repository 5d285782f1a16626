// What there is beside the cases: what was promised to whom and by when, what came in and how it goes, and
// who reads with which key.
#include <algorithm>
#include <array>
#include <map>

#include "content/phrases.h"
#include "ui/desk/desk_page.h"
#include "ui/desk/parts.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using casebook::Summary;

namespace {

// --- promises
constexpr std::size_t kMostPromises = 200;

void draw_promises(const DeskScene& s, const Rect& area) {
  DeskPage p(s, area, "desk.page.promises"_k);
  std::vector<const Summary*> promised;
  for (const Summary* summary : s.book->summaries())
    if (summary->promised && !summary->closed) promised.push_back(summary);
  std::sort(promised.begin(), promised.end(), [](const Summary* a, const Summary* b) {
    return std::pair(*a->promised, a->id) < std::pair(*b->promised, b->id);
  });
  if (promised.empty()) return p.say("promises.none", s.f.text("desk.promises.none"_k), plain(s));
  const Day today = day_of(s.state.now);
  std::optional<int> group;
  std::size_t shown = 0;
  for (const Summary* summary : promised) {
    if (++shown > kMostPromises) break;
    const int days = days_between(today, *summary->promised);
    const int now = days < 0 ? 0 : days == 0 ? 1 : days <= 7 ? 2 : 3;
    constexpr std::array kGroups = {"desk.promises.late"_k, "desk.promises.today"_k, "desk.promises.week"_k,
                                    "desk.promises.later"_k};
    if (group != now)
      p.head("promises." + std::to_string(now), s.f.text(kGroups[static_cast<std::size_t>(now)]));
    group = now;
    const std::string id = "desk.row." + casebook::to_text(summary->id);
    const float high = s.control() * 1.25f;
    Rect at = p.line(high);
    const Rect whole = at;
    s.f.paint().round_fill(
        at, s.f.mm(3),
        mix(now == 0 ? s.f.theme().error_ground : s.f.theme().card, s.f.theme().soft, s.f.press(id)));
    at = at.inset(s.f.mm(4), 0);
    Words when = strong(s), who = small(s), words = plain(s);
    when.colour = now == 0 ? s.f.theme().error : s.f.theme().ink;
    when.max_lines = who.max_lines = words.max_lines = 1;
    words.own_words = true;
    const std::string day = short_day(s, *summary->promised), name = member_name(s, summary->holder);
    s.f.draw_words(
        at.cut_start(std::min(at.w * 0.4f, s.f.type.width_of(short_day(s, {2026, 9, 30}), when) + s.f.mm(5))),
        day, when);
    const Rect end = at.cut_end(std::min(at.w * 0.3f, s.f.type.width_of(name, who) + 1));
    s.f.draw_words(end, name, who);
    at.cut_end(s.f.mm(3));
    const std::string first = first_line(summary->words.view());
    s.f.draw_words(at, first, words);
    Node& n = s.f.node(id, NodeRole::button, first, whole);
    n.spoken = day + ". " + first + ". " + name;
    n.shows_private = true;
    if (s.f.target(id, whole)) s.emit(desk::RowOpened{summary->id});
    p.gap();
  }
}

// --- insights: what came in, and how it goes. Counts only: no word of a case.
using Counted = std::vector<std::pair<std::string, std::size_t>>;

void bars(const DeskScene& s, DeskPage& p, std::string_view id, const std::string& words,
          const Counted& counted) {
  if (counted.empty()) return;
  p.head(id, words);
  std::size_t most = 1;
  float wide = 0;
  for (const auto& [name, count] : counted) {
    most = std::max(most, count);
    wide = std::max(wide, s.f.type.width_of(name, plain(s)));
  }
  const float high = s.f.type.height_of("Ag", plain(s), 0) + s.f.mm(2.6f);
  for (const auto& [name, count] : counted) {
    Rect at = p.line(high);
    const Rect whole = at;
    Words label = plain(s);
    label.max_lines = 1;
    s.f.draw_words(at.cut_start(std::min(wide + s.f.mm(4), at.w * 0.45f)), name, label);
    const std::string number = std::to_string(count);
    const Rect digits = at.cut_end(s.f.mm(16) * s.f.scale());
    const Rect bar{at.x, at.y + high * 0.22f,
                   std::max(s.f.mm(1.2f), at.w * static_cast<float>(count) / static_cast<float>(most)),
                   high * 0.56f};
    s.f.paint().round_fill(bar, s.f.mm(1.4f),
                           count == 0 ? mix(s.f.theme().paper, s.f.theme().line, 0.3f) : s.f.theme().accent);
    Words end = label;
    end.align = text::Align::end;
    s.f.draw_words(digits, number, end);
    Node& n = s.f.node(std::string(id) + "." + name, NodeRole::text, name + ": " + number, whole);
    n.fg = s.f.theme().ink;
  }
}

Counted sorted(const std::map<std::string, std::size_t>& counts) {
  Counted list(counts.begin(), counts.end());
  std::stable_sort(list.begin(), list.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return list;
}

void draw_insights(const DeskScene& s, const Rect& area) {
  constexpr int kWeeks = 8;
  DeskPage p(s, area, "desk.page.insights"_k);
  const Day today = day_of(s.state.now), monday = add_days(today, 1 - weekday_of(today));
  std::vector<std::size_t> weeks(kWeeks, 0);
  std::map<std::string, std::size_t> kinds, roles, themes, languages, places;
  std::size_t all = 0, done = 0, late = 0, unopened = 0;
  for (const Summary* summary : s.book->summaries()) {
    const int age = days_between(summary->begun_on, add_days(monday, 7)) - 1;
    if (age < 0 || age / 7 >= kWeeks) continue;
    ++weeks[static_cast<std::size_t>(kWeeks - 1 - age / 7)];
    ++all;
    done += summary->closed ? 1 : 0;
    unopened += !summary->opened && !summary->closed ? 1 : 0;
    if (s.open().viewer && casebook::row_of(*summary, *s.open().viewer).late && !summary->closed) ++late;
    if (summary->kind)
      ++kinds[s.f.text(content::Key{"desk.kind." + std::string(domain::id_of(*summary->kind))})];
    const auto role = summary->role   ? summary->role
                      : summary->kind ? std::optional(domain::role_of(*summary->kind))
                                      : std::nullopt;
    if (role) ++roles[s.f.text(content::Key{"role." + std::string(domain::id_of(*role)) + ".name"})];
    if (!summary->theme.empty()) ++themes[theme_words(s, summary->theme)];
    if (!summary->language.empty()) ++languages[language_name(s, summary->language)];
  }
  p.say("insights.all",
        s.f.text("desk.insights.all"_k, {{"count", std::to_string(all)},
                                         {"done", std::to_string(done)},
                                         {"late", std::to_string(late)},
                                         {"unopened", std::to_string(unopened)}}),
        plain(s));
  Counted by_week;
  for (int w = 0; w < kWeeks; ++w) {
    const Day begin = add_days(monday, 7 * (w - kWeeks + 1));
    by_week.emplace_back(w == kWeeks - 1
                             ? s.f.text("desk.insights.this_week"_k)
                             : content::day_words(s.content.catalog, s.state.shown.language, begin),
                         weeks[static_cast<std::size_t>(w)]);
  }
  bars(s, p, "insights.weeks", s.f.text("desk.insights.weeks"_k), by_week);
  bars(s, p, "insights.kinds", s.f.text("desk.sort.kind"_k), sorted(kinds));
  bars(s, p, "insights.roles", s.f.text("desk.sort.role"_k), sorted(roles));
  bars(s, p, "insights.themes", s.f.text("desk.sort.theme"_k), sorted(themes));
  bars(s, p, "insights.languages", s.f.text("desk.filter.language"_k), sorted(languages));
}

// --- who reads, and which kiosk has heard of the newest key
void draw_people(const DeskScene& s, const Rect& area) {
  DeskPage p(s, area, "desk.page.people"_k);
  p.head("people.team", s.f.text("desk.people.team"_k));
  for (const auto& member : s.open().team.members) {
    std::string words = member.name;
    if (member.id == s.open().team.me) words += " · " + s.f.text("desk.people.me"_k);
    if (!member.living) words += " · " + s.f.text("desk.people.ended"_k);
    if (member.confidential) words += " · " + s.f.text("desk.people.confidential"_k);
    if (const std::string away = away_words(s, member); !away.empty()) words += " · " + away;
    Words look = plain(s);
    if (!member.living) look.colour = s.f.theme().muted;
    p.say("people.member." + member.id.text, words, look);
  }
  p.head("people.kiosks", s.f.text("desk.people.kiosks"_k));
  if (!s.open().people) return p.say("people.looking", s.f.text("desk.people.looking"_k), small(s));
  const desk::People& people = *s.open().people;
  if (people.kiosks.empty()) p.say("people.no_kiosk", s.f.text("desk.people.no_kiosk"_k), small(s));
  for (const auto& kiosk : people.kiosks) {
    const bool alarm = kiosk.follows == desk::People::Follows::no;
    const content::Key key = kiosk.follows == desk::People::Follows::yes       ? "desk.people.follows"_k
                             : kiosk.follows == desk::People::Follows::not_yet ? "desk.people.not_yet"_k
                             : alarm                                           ? "desk.people.not"_k
                                                                               : "desk.people.unknown"_k;
    Words look = alarm ? strong(s) : plain(s);
    if (alarm) look.colour = s.f.theme().error;
    const std::string words = s.f.text(key, {{"kiosk", kiosk.device}, {"day", short_day(s, kiosk.last)}});
    Rect at = p.line(0);
    p.line(told_line(s, "people.kiosk." + kiosk.device, at, alarm ? "warn" : "check", words, look,
                     alarm ? NodeRole::alert : NodeRole::text) +
           s.gap() * 0.7f);
  }
  if (people.waiting + people.broken > 0)
    p.say("people.files",
          s.f.text("desk.people.files"_k,
                   {{"waiting", std::to_string(people.waiting)}, {"broken", std::to_string(people.broken)}}),
          small(s));
}

}  // namespace

void draw_page(const DeskScene& s, const Rect& area) {
  switch (s.open().page) {
    case desk::Page::promises: return draw_promises(s, area);
    case desk::Page::insights: return draw_insights(s, area);
    case desk::Page::people: return draw_people(s, area);
    case desk::Page::stick: return draw_stick(s, area);
    case desk::Page::cases: return;
  }
}

}  // namespace wv::ui
