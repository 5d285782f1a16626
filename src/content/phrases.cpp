#include "content/phrases.h"

#include <algorithm>

#include "base/stamp.h"
#include "domain/calendar.h"

namespace wv::content {
namespace {

std::string weekday_name(const Catalog& catalog, std::string_view language, int weekday,
                         std::string_view form) {
  const std::string key = "weekday." + std::to_string(weekday);
  return std::string(catalog.pattern(language, Key{key}, form));
}

std::string hour_words(const std::string& hour) {  // 10:00 → 10, 09:30 → 9:30
  std::string words = hour;
  if (words.size() == 5 && words.front() == '0') words.erase(0, 1);
  if (words.size() >= 3 && words.substr(words.size() - 3) == ":00") words.resize(words.size() - 3);
  return words;
}

std::string surgery_words(const Catalog& catalog, std::string_view language, const Surgery& surgery,
                          Key pattern) {
  return catalog.text(language, pattern,
                      {{"weekday", weekdays_words(catalog, language, surgery.days)},
                       {"from", hour_words(surgery.from)},
                       {"to", hour_words(surgery.to)}});
}

}  // namespace

std::string day_words(const Catalog& catalog, std::string_view language, const Day& day,
                      std::string_view form) {
  const std::string month = "month." + std::to_string(day.month);
  return catalog.text(language, "date"_k,
                      {{"weekday", weekday_name(catalog, language, weekday_of(day), form)},
                       {"day", std::to_string(day.day)},
                       {"month", catalog.text(language, Key{month})}},
                      form);
}

std::string list_words(const Catalog& catalog, std::string_view language,
                       std::span<const std::string> parts) {
  std::string said;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) said += catalog.pattern(language, i + 1 == parts.size() ? "list.and"_k : "list.comma"_k);
    said += parts[i];
  }
  return said;
}

std::string weekdays_words(const Catalog& catalog, std::string_view language, std::span<const int> weekdays,
                           std::string_view form) {
  std::vector<int> sorted(weekdays.begin(), weekdays.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> names;
  for (const int weekday : sorted) names.push_back(weekday_name(catalog, language, weekday, form));
  return list_words(catalog, language, names);
}

std::string surgery_words(const Catalog& catalog, std::string_view language, const Surgery& surgery) {
  return surgery_words(catalog, language, surgery, "surgery.when"_k);
}

std::string surgery_spoken(const Catalog& catalog, std::string_view language, const Surgery& surgery) {
  return surgery_words(catalog, language, surgery, "surgery.when.spoken"_k);
}

std::string closed_words(const Catalog& catalog, std::string_view language, std::span<const int> weekdays,
                         const Day& today, std::span<const Day> closed_days) {
  if (today < release_day()) return {};
  std::vector<std::string> said;
  for (const Day& day : domain::closed_ahead(today, weekdays, closed_days))
    said.push_back(day_words(catalog, language, day));
  return said.empty()
             ? std::string()
             : catalog.text(language, "days.closed"_k, {{"days", list_words(catalog, language, said)}});
}

ShownAndSpoken today_words(const Catalog& catalog, std::string_view language, const Wijkverbinder& person,
                           const LocalTime& now, std::span<const Day> closed_days) {
  const Day today = day_of(now);
  const auto& surgery = person.surgery;
  const auto to = domain::minutes_of(surgery.to);
  if (today < release_day() || !to || minute_of_day(now) >= *to) return {};
  const auto day = domain::next_open(today, surgery.days, closed_days);
  if (!day || *day != today) return {};
  const std::string from = hour_words(surgery.from), until = hour_words(surgery.to);
  const auto text = [&](Key key) {
    return catalog.text(language, key,
                        {{"name", person.name}, {"place", surgery.place}, {"from", from}, {"to", until}});
  };
  if (!surgery.place.empty()) return {text("home.today.elsewhere"_k), {}};
  return {text("home.today"_k), text("home.today.spoken"_k)};
}

std::string with_closed_words(const std::string& text, const std::string& closed) {
  if (closed.empty()) return text;
  constexpr std::string_view kEnds = ".!?";
  return text + (!text.empty() && kEnds.find(text.back()) == std::string_view::npos ? ". " : " ") + closed;
}

std::string duration_words(const Catalog& catalog, std::string_view language, int seconds) {
  std::vector<std::string> parts;
  if (seconds >= 60)
    parts.push_back(catalog.text(language, "duration.minutes"_k, {{"count", std::to_string(seconds / 60)}}));
  if (seconds < 60 || seconds % 60 != 0)
    parts.push_back(catalog.text(language, "duration.seconds"_k, {{"count", std::to_string(seconds % 60)}}));
  return list_words(catalog, language, parts);
}

std::string problem_words(const Catalog& catalog, std::string_view language,
                          const domain::FieldProblem& problem) {
  if (problem.problem == domain::Problem::none) return {};
  const std::string key = "error." + std::string(domain::id_of(problem.problem));
  return catalog.text(language, Key{key}, {{"count", std::to_string(problem.count)}});
}

std::string count_words(std::uint64_t count) {
  const std::string digits = std::to_string(count);
  return could_be_rung(digits) ? std::string(kCountMark) + digits : digits;
}

std::string phone_words(std::string_view number) {
  const bool block = number.size() == 10 && number.front() == '0' &&
                     std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  constexpr std::string_view kNoBreak = "\u00A0";  // a number stays on one line
  if (!block) {
    std::string kept;
    for (const char c : number) kept += c == ' ' ? kNoBreak : std::string_view(&c, 1);
    return kept;
  }
  const bool mobile = number[1] == '6';
  std::string words;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const bool gap = mobile ? i > 0 && i % 2 == 0 : i == 3 || i == 6 || i == 8;
    if (gap) words += kNoBreak;
    words.push_back(number[i]);
  }
  return words;
}

}  // namespace wv::content
