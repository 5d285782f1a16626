// Days, lists, hours and problems as a language says them; the patterns are the catalogue's
// (date, weekday.N, month.N, list.comma, list.and, surgery.when, duration.*, error.*).
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "base/trouble.h"
#include "content/catalog.h"
#include "content/municipality.h"
#include "domain/promise.h"
#include "domain/validation.h"

namespace wv::content {

// `form`: the case that what stands round it asks for: kBefore and kSince a day, kOn a weekday every week. A
// language whose days don't change has none of them.
inline constexpr std::string_view kBefore = "before", kSince = "since", kOn = "on";
[[nodiscard]] std::string day_words(const Catalog& catalog, std::string_view language, const Day& day,
                                    std::string_view form = {});
[[nodiscard]] std::string list_words(const Catalog& catalog, std::string_view language,
                                     std::span<const std::string> parts);
[[nodiscard]] std::string weekdays_words(const Catalog& catalog, std::string_view language,
                                         std::span<const int> weekdays, std::string_view form = {});
[[nodiscard]] std::string surgery_words(const Catalog& catalog, std::string_view language,
                                        const Surgery& surgery);
[[nodiscard]] std::string surgery_spoken(const Catalog& catalog, std::string_view language,
                                         const Surgery& surgery);
// "Let op: op dinsdag 27 april zijn wij dicht.": whoever comes on the next of these weekdays would stand
// before a shut door. "" when the next ones are open, or when `today` is a day that no clock can know.
[[nodiscard]] std::string closed_words(const Catalog& catalog, std::string_view language,
                                       std::span<const int> weekdays, const Day& today,
                                       std::span<const Day> closed_days);
// A sentence that names weekdays, and one more when the next of them is closed.
[[nodiscard]] std::string with_closed_words(const std::string& text, const std::string& closed);
// "Sam is hier vandaag, 10–12 uur", and as one says it: "" when it isn't one of the surgery's days, when
// today is closed, when its hours are over, and when the day is one that no clock can know.
struct ShownAndSpoken {
  std::string shown, spoken;
};
[[nodiscard]] ShownAndSpoken today_words(const Catalog& catalog, std::string_view language,
                                         const Wijkverbinder& person, const LocalTime& now,
                                         std::span<const Day> closed_days);
// "Sam is hier tot 12 uur", told by somebody who is there; `minute` of the day.
[[nodiscard]] ShownAndSpoken here_until_words(const Catalog& catalog, std::string_view language,
                                              std::string_view name, int minute);
// "1 minute and 5 seconds": for the ear, where the screen shows 1:05.
[[nodiscard]] std::string duration_words(const Catalog& catalog, std::string_view language, int seconds);
[[nodiscard]] std::string problem_words(const Catalog& catalog, std::string_view language,
                                        const domain::FieldProblem& problem);
// Why a stick was left, and that nothing is lost: read from it, or written onto it.
enum class StickWay { read, write };
[[nodiscard]] std::string stick_trouble_words(const Catalog& catalog, std::string_view language, Trouble why,
                                              StickWay way);
// A count that stands alone: heard as a number, also where it could be one to ring (112).
[[nodiscard]] std::string count_words(std::uint64_t count);
// A telephone number as people read it, also while it is typed: the digits of a Dutch number in one block
// become groups (06 12 34 56 78, 0800-2000, with gaps that break no line), others stay as written.
[[nodiscard]] std::string phone_words(std::string_view number);

}  // namespace wv::content
