// The order of the lists is kept between two looks, and only what changed is put in its place: whatever
// happened in between, on whatever day one looks, it is the order of all of it sorted anew.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "casebook/casebook.h"
#include "casebook/support.h"

using namespace wv;
using namespace wv::casebook;
using namespace wv::casebook::test;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

// 2026-12-01, or so many days later.
Viewer viewer_of(int day, int term) {
  return Viewer({"sam"}, {Instant{1'796'115'600'000 + day * kDayMs}, 60}, term, {});
}

using Told = std::vector<std::string>;
std::string told_of(const Row& row) {
  return to_text(row.summary->id) + std::to_string(static_cast<int>(row.hurt)) + (row.late ? "late" : "") +
         std::to_string(row.days_left) + std::string(row.summary->words.view());
}

Told kept(const Casebook& book, const Viewer& viewer) {
  Told told;
  for (const Row& row : book.rows(List::all, viewer)) told.push_back(told_of(row));
  return told;
}

Told sorted_anew(const Casebook& book, const Viewer& viewer) {
  std::vector<Row> rows;
  for (const Summary* summary : book.summaries()) rows.push_back(row_of(*summary, viewer));
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return sort_key(a) < sort_key(b); });
  Told told;
  for (const Row& row : rows) told.push_back(told_of(row));
  return told;
}

Body some_body(int which, int day) {
  switch (which) {
    case 0: return Opened{};
    case 1: return Closed{};
    case 2: return Reopened{};
    case 3: return Joined{a_case(1 + day)};
    default: return Promise{add_days({2026, 12, 1}, day - 4), ""};
  }
}

}  // namespace

TEST_CASE("the order that is kept is the order of all of it sorted anew, whatever happens in between") {
  std::mt19937 random(20261130);
  const auto up_to = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  Casebook book;
  book.set_membership(team());
  CHECK(kept(book, viewer_of(0, 5)).empty());  // from here on there is an order to be kept
  std::vector<Summary> before(10);
  for (std::size_t i = 0; i < before.size(); ++i) before[i].id = a_case(static_cast<int>(i) + 1);
  book.preview(std::move(before));
  int day = 0, term = 5, next = 1000, other = 0;
  std::size_t most = 0;
  Told last;
  for (int step = 0; step < 2'000; ++step) {
    const int number = 1 + up_to(40);
    switch (up_to(12)) {
      case 0:
      case 1:
      case 2: {
        domain::Submission one = submission(number, "bericht " + std::to_string(step));
        one.created_at.at.ms -= up_to(9) * kDayMs;
        book.add(envelope(number), std::move(one));
        break;
      }
      case 3: book.forget(a_case(number)); break;
      case 4:
        if (up_to(6) == 0) day += up_to(3);
        break;
      case 5:
        if (up_to(6) == 0) term = 3 + up_to(4);
        break;
      case 6:
        if (step == 1'500) book.end_preview();
        break;
      case 7:
        if (up_to(20) == 0) book.set_membership(up_to(2) == 0 ? team() : team_without_gone_ever());
        break;
      default: book.add(Made(next++, number, some_body(up_to(9), up_to(9))).at(up_to(500)).by(1 + up_to(3)));
    }
    if (up_to(3) == 0) continue;  // several things between two looks
    book.refresh();
    const Viewer viewer = viewer_of(day, term);
    const Told now = kept(book, viewer);
    REQUIRE(now == sorted_anew(book, viewer));
    CHECK(now.size() == book.size());
    CHECK(book.counts(viewer)[static_cast<std::size_t>(List::all)] == book.size());
    most = std::max(most, now.size());
    other += now != last ? 1 : 0;
    last = now;
  }
  // It did go through much.
  CHECK(most > 25);
  CHECK(other > 500);
}
