#include "content/phrases.h"
#include "ui/desk/desk_scene.h"

namespace wv::ui {

using namespace content::literals;

std::string member_name(const DeskScene& s, const casebook::MemberId& id) {
  if (id.empty()) return {};
  const desk::Member* member = s.open().team.find(id);
  return member == nullptr ? id.text : member->name;
}

std::string away_words(const DeskScene& s, const desk::Member& member) {
  if (!member.away || !member.away->covers(day_of(s.state.now))) return {};
  const std::string deputy = member_name(s, member.away->deputy);
  if (!member.away->until) return s.f.text("desk.people.away"_k, {{"deputy", deputy}});
  return s.f.text("desk.people.away_until"_k,
                  {{"day", short_day(s, *member.away->until)}, {"deputy", deputy}});
}

std::string short_day(const DeskScene& s, const Day& day) {
  const Day today = day_of(s.state.now);
  if (day == today) return s.f.text("desk.day.today"_k);
  if (day == add_days(today, 1)) return s.f.text("desk.day.tomorrow"_k);
  if (day == add_days(today, -1)) return s.f.text("desk.day.yesterday"_k);
  std::string words = content::day_words(s.content.catalog, s.state.shown.language, day);
  if (day.year != today.year) words += " " + std::to_string(day.year);
  return words;
}

std::string moment_words(const DeskScene& s, const Instant& at) {
  const LocalTime then = as_then(at, s.state.now);
  const int minute = minute_of_day(then);
  const std::string two = std::to_string(100 + minute % 60).substr(1);
  return s.f.text("desk.moment"_k,
                  {{"day", short_day(s, day_of(then))}, {"time", std::to_string(minute / 60) + ":" + two}});
}

// What hurts most of it, in the words of a person: a list is read from these.
std::string due_words(const DeskScene& s, const casebook::Row& row) {
  const auto count = [&](content::Key key, int n) { return s.f.text(key, {{"count", std::to_string(n)}}); };
  if (row.summary->closed) return s.f.text(row.summary->erased ? "desk.due.erased"_k : "desk.due.done"_k);
  if (row.late) return count("desk.due.late"_k, std::max(1, -row.days_left));
  if (row.hurt == casebook::Hurt::due_today) return s.f.text("desk.due.today"_k);
  if (row.hurt == casebook::Hurt::unopened) return s.f.text("desk.due.unopened"_k);
  if (row.due) return count("desk.due.left"_k, row.days_left);
  if (row.summary->waits_since) {
    const Day since = day_of(as_then(*row.summary->waits_since, s.state.now));
    return count("desk.due.waits"_k, std::max(0, days_between(since, day_of(s.state.now))));
  }
  return s.f.text("desk.due.answered"_k);
}

std::string theme_words(const DeskScene& s, std::string_view theme) {
  const std::string key = "theme." + std::string(theme) + ".name";
  return s.content.catalog.has("nl", content::Key{key}) ? s.f.text(content::Key{key}) : std::string(theme);
}

std::string language_name(const DeskScene& s, std::string_view code) {
  const std::string key = "desk.language." + std::string(code);
  return s.content.catalog.has("nl", content::Key{key}) ? s.f.text(content::Key{key})
                                                        : s.content.catalog.name_of(code);
}

std::string trouble_words(const DeskScene& s, Trouble why) {
  switch (why) {
    case Trouble::store_full:
    case Trouble::store_floor: return s.f.text("desk.trouble.full"_k);
    case Trouble::store_denied:
    case Trouble::store_read_only: return s.f.text("desk.trouble.read_only"_k);
    case Trouble::sound_no_device: return s.f.text("desk.trouble.no_microphone"_k);
    default: return s.f.text("desk.trouble.other"_k);
  }
}

std::string left_words(const DeskScene& s, desk::Left why) {
  switch (why) {
    case desk::Left::gone: return s.f.text("desk.left.gone"_k);
    case desk::Left::done: return s.f.text("desk.left.done"_k);
    case desk::Left::mine: return s.f.text("desk.left.mine"_k);
    case desk::Left::theirs: return s.f.text("desk.left.theirs"_k);
    case desk::Left::no_kiosk: return s.f.text("desk.left.no_kiosk"_k);
    case desk::Left::other_way: return s.f.text("desk.left.other_way"_k);
    case desk::Left::pending: return s.f.text("desk.left.pending"_k);
    case desk::Left::confidential: return s.f.text("desk.left.confidential"_k);
  }
  return {};
}

std::string first_line(std::string_view words) {
  std::string line;
  line.reserve(words.size());
  bool space = false;
  for (const char c : words) {
    if (c == '\n' || c == '\r' || c == '\t' || c == ' ') {
      space = !line.empty();
      continue;
    }
    if (space) line += ' ';
    space = false;
    line += c;
  }
  return line;
}

}  // namespace wv::ui
