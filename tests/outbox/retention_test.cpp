// D9: what has passed its day is gone and stays gone, what is unsent stays; and no clock deletes by jumping.
#include "outbox/retention.h"

#include "base/bytes.h"
#include "outbox/support.h"

using namespace wv;
using namespace wv::outbox_test;
using outbox::Calendar;
using outbox::Confirmed;

namespace {

constexpr int kMonths = 12;

std::optional<outbox::Retired> retire(Queue& queue, const Day& today, Confirmed confirmed) {
  const auto done = fakes::answer_of<outbox::Retired>(
      queue.platform, [&](auto then) { outbox::retire(queue.store, kMonths, today, confirmed, then); });
  if (!done || !done->ok()) return std::nullopt;
  return done->value();
}

// An envelope's file as far as retention looks at it.
void lay(Queue& queue, const std::string& name, const Day& queued_on) {
  queue.store.damage(
      name, to_bytes(R"({"format":"wijkverbinder-envelope/1","queued_on":")" + to_iso(queued_on) + "\"}"));
}

}  // namespace

TEST_CASE("the retention day is the same day so many months later, or that month's last") {
  using outbox::retention_day;
  CHECK(retention_day({2026, 11, 23}, 12) == Day{2027, 11, 23});
  CHECK(retention_day({2026, 1, 31}, 1) == Day{2026, 2, 28});
  CHECK(retention_day({2028, 1, 31}, 1) == Day{2028, 2, 29});
  CHECK(retention_day({2026, 12, 31}, 2) == Day{2027, 2, 28});
  CHECK(retention_day({2026, 10, 31}, 2) == Day{2026, 12, 31});
  CHECK(retention_day({2026, 10, 31}, 14) == Day{2027, 12, 31});
  CHECK(outbox::age_of({{2026, 11, 23}, ClockWas::confirmed}, 12, {2027, 11, 22}) == outbox::Age::current);
  CHECK(outbox::age_of({{2026, 11, 23}, ClockWas::confirmed}, 12, {2027, 11, 23}) == outbox::Age::past);
}

TEST_CASE("a virtual year and a half: each day what has passed its day goes, and nothing else") {
  enum class Network { daily, once, never };
  for (const Network there : {Network::daily, Network::once, Network::never}) {
    const bool network = there == Network::daily;
    Queue queue;
    Calendar calendar;
    const Day first{2026, 6, 1};
    std::size_t laid = 0, gone = 0, wrong = 0;
    for (int day = 0; day < 550; ++day) {
      const Day today = add_days(first, day);
      if (day < 300 && day % 3 == 0) {
        for (const char* folder : {"outbox", "sent", "answers", "published", "quarantine"}) {
          lay(queue, std::string(folder) + "/" + std::to_string(day) + ".json", today);
          ++laid;
        }
        lay(queue, "quarantine/" + std::to_string(day) + ".reason.json", today);
        ++laid;
      }
      const auto believed = calendar.turn(
          today, network || (there == Network::once && day == 0) ? Confirmed::yes : Confirmed::no);
      if (!believed) continue;
      const auto retired = retire(queue, *believed, network ? Confirmed::yes : Confirmed::no);
      REQUIRE(retired);
      gone += retired->files.size();
      for (int d = 0; d < std::min(300, day + 1); d += 3) {
        const bool past = d + 365 <= day;
        for (const char* folder : {"sent", "answers", "published"})
          wrong += queue.has(std::string(folder) + "/" + std::to_string(d) + ".json") == past;
        wrong += queue.has("quarantine/" + std::to_string(d) + ".json") == (past && network);
        wrong += queue.has("quarantine/" + std::to_string(d) + ".reason.json") == (past && network);
        wrong += !queue.has("outbox/" + std::to_string(d) + ".json");
      }
    }
    MESSAGE("550 days" << std::string(network                  ? " with a network: "
                                      : there == Network::once ? " with one on the first day: "
                                                               : " without: ")
                       << laid << " files laid, " << gone << " gone on their day, " << wrong << " wrong");
    CHECK(wrong == 0);
    CHECK(gone == (network ? 62 * 5 : there == Network::once ? 62 * 3 : 0));
  }
}

TEST_CASE("a clock that jumps deletes nothing; only the network is believed again") {
  const Day start{2028, 6, 1};
  int jumps = 0;
  for (const int by : {-3650, -20'605, -400, -10, 48, 60, 366, 3650, 4230, 2'000'000}) {
    Calendar calendar;
    CHECK(calendar.turn(start, Confirmed::yes) == start);
    CHECK(calendar.turn(add_days(start, 1), Confirmed::no) == add_days(start, 1));
    const Day there = add_days(start, 1 + by);
    for (int hour = 0; hour < 24; ++hour) CHECK_FALSE(calendar.turn(there, Confirmed::no));
    CHECK_FALSE(calendar.turn(add_days(there, 1), Confirmed::no));
    // Back again: as if nothing had been.
    CHECK(calendar.turn(add_days(start, 2), Confirmed::no) == add_days(start, 2));
    // There for good: a confirmed clock is believed at once, unless it says a day before the release. One
    // that goes on by itself is taken for the likeliest after kMostStep days, and deletes nothing for that.
    Calendar confirmed = calendar;
    const bool possible = there >= release_day();
    CHECK(confirmed.turn(there, Confirmed::yes) == (possible ? std::optional(there) : std::nullopt));
    CAPTURE(by);
    const int catches_up = by == -10 ? 12 : outbox::kMostStep;  // a small step back is caught up with
    for (int day = 0; day < catches_up - 1; ++day)
      CHECK_FALSE(calendar.turn(add_days(there, day), Confirmed::no));
    CHECK(calendar.turn(add_days(there, catches_up), Confirmed::no).has_value() == (by == -10));
    CHECK(calendar.believed() == (possible ? add_days(there, catches_up) : add_days(start, 2)));
    ++jumps;
  }
  CHECK(jumps == 10);
}

TEST_CASE("a device that is off for a summer goes on; one that flickers between two years believes neither") {
  Calendar calendar;
  (void)calendar.turn({2026, 6, 1}, Confirmed::yes);
  CHECK(calendar.turn({2026, 7, 16}, Confirmed::no));
  for (int day = 0; day < 100; ++day) {
    CHECK_FALSE(calendar.turn(add_days({2038, 1, 1}, day), Confirmed::no));
    CHECK_FALSE(calendar.turn({1970, 1, 1}, Confirmed::no));
  }
  CHECK(calendar.believed() == Day{2026, 7, 16});
}

TEST_CASE("the calendar outlives a restart, and a damaged one is none") {
  Calendar calendar;
  (void)calendar.turn({2026, 6, 1}, Confirmed::yes);
  (void)calendar.turn({2038, 1, 1}, Confirmed::no);
  calendar.keep_for(12);
  const auto again = Calendar::parse(calendar.to_text());
  REQUIRE(again);
  CHECK(*again == calendar);
  CHECK(Calendar::parse(Calendar().to_text()) == Calendar());
  CHECK_FALSE(Calendar::parse("nonsense"));
  CHECK_FALSE(Calendar::parse("7"));
  CHECK(Calendar::parse(R"({"believed":"yesterday"})") == Calendar());
}

TEST_CASE("a new envelope is never dated before the day that was believed") {
  Calendar calendar;
  const auto is = [](const Day& day, ClockWas clock) { return Stamp{day, clock}; };
  CHECK(calendar.stamp({1970, 1, 1}, Confirmed::no) == is(release_day(), ClockWas::unconfirmed));
  CHECK(calendar.stamp({2000, 1, 1}, Confirmed::yes) == is(release_day(), ClockWas::unconfirmed));
  CHECK(calendar.stamp({2027, 5, 1}, Confirmed::no) == is({2027, 5, 1}, ClockWas::unconfirmed));
  (void)calendar.turn({2027, 6, 1}, Confirmed::yes);
  CHECK(calendar.stamp({1970, 1, 1}, Confirmed::no) == is({2027, 6, 1}, ClockWas::unconfirmed));
  CHECK(calendar.stamp({2027, 6, 2}, Confirmed::no) == is({2027, 6, 2}, ClockWas::unconfirmed));
  CHECK(calendar.stamp({2027, 6, 2}, Confirmed::yes) == is({2027, 6, 2}, ClockWas::confirmed));
  // Where nothing is deleted a clock that jumped is passed by: what was taken back doesn't come back with it.
  CHECK(calendar.likely({1970, 1, 1}) == Day{2027, 6, 1});
  CHECK(calendar.likely({2035, 1, 1}) == Day{2027, 6, 1});
  CHECK(calendar.likely({2027, 6, 30}) == Day{2027, 6, 30});
}

TEST_CASE("a first start with a dead clock, or one that runs ahead, deletes nothing until a network came") {
  for (const Day& wrong : {Day{1970, 1, 1}, Day{2000, 1, 1}, add_days(release_day(), -1), Day{2035, 1, 1}}) {
    Calendar calendar;
    for (int day = 0; day < 100; ++day) CHECK_FALSE(calendar.turn(add_days(wrong, day), Confirmed::no));
    CHECK_FALSE(calendar.day_to_delete_by());
    CHECK(calendar.turn({2026, 11, 28}, Confirmed::yes) == Day{2026, 11, 28});
    CHECK(calendar.since() == Day{2026, 11, 28});
  }
  // What an earlier version wrote down of such a clock is not believed; what it wrote of a good one deletes
  // nothing yet.
  CHECK(Calendar::parse(R"({"believed":"1970-01-01","months":12})")->believed() == std::nullopt);
  auto earlier = Calendar::parse(R"({"believed":"2026-11-20","months":12})").value();
  CHECK_FALSE(earlier.turn({2026, 11, 21}, Confirmed::no));
  CHECK(earlier.turn({2026, 11, 22}, Confirmed::yes) == Day{2026, 11, 22});
  CHECK(earlier.turn({2026, 11, 23}, Confirmed::no) == Day{2026, 11, 23});
}

TEST_CASE("an envelope's age: known, current, or in doubt") {
  using outbox::Age;
  struct Case {
    const char* what;
    Stamp stamp;
    Age age;
  };
  const Day today{2027, 11, 28}, old{2026, 11, 28}, young{2026, 11, 29};
  const Case cases[] = {
      {"confirmed and past", {old, ClockWas::confirmed}, Age::past},
      {"of an older version, and past", {old, ClockWas::unknown}, Age::past},
      {"past by a clock that nobody confirmed", {old, ClockWas::unconfirmed}, Age::in_doubt},
      {"a dead clock's, by an older version", {{1970, 1, 1}, ClockWas::unknown}, Age::in_doubt},
      {"older than the first release", {add_days(first_release_day(), -1), ClockWas::unknown}, Age::in_doubt},
      {"confirmed, whenever that was", {{2024, 11, 28}, ClockWas::confirmed}, Age::past},
      {"a dead clock's", {release_day(), ClockWas::unconfirmed}, Age::in_doubt},
      {"not yet past, confirmed", {young, ClockWas::confirmed}, Age::current},
      {"not yet past, unconfirmed", {young, ClockWas::unconfirmed}, Age::current},
      {"of tomorrow: another zone", {{2027, 11, 29}, ClockWas::confirmed}, Age::current},
      {"years ahead", {{2035, 1, 1}, ClockWas::unconfirmed}, Age::in_doubt},
      {"years ahead, by an older version", {{2035, 1, 1}, ClockWas::unknown}, Age::in_doubt},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(outbox::age_of(c.stamp, kMonths, today) == c.age);
  }
}

TEST_CASE("what is in doubt stays on the device and is named; the same, confirmed, goes") {
  Queue queue;
  const auto lay_as = [&](const std::string& name, const std::string& day, const std::string& clock) {
    Json json = {{"queued_on", day}};
    if (!clock.empty()) json["clock"] = clock;
    queue.store.damage(name, to_bytes(json.dump()));
  };
  for (const std::string folder : {"sent/", "answers/", "published/", "quarantine/"}) {
    lay_as(folder + "dead.json", "1970-01-01", "");
    lay_as(folder + "unconfirmed.json", "2026-06-01", "unconfirmed");
    lay_as(folder + "ahead.json", "2035-01-01", "unconfirmed");
    lay_as(folder + "strange.json", "2026-06-01", "perhaps");
    lay_as(folder + "confirmed.json", "2026-06-01", "confirmed");  // the negative control
    lay_as(folder + "earlier.json", "2026-06-01", "");
  }
  const auto retired = retire(queue, {2028, 1, 1}, Confirmed::yes);
  REQUIRE(retired);
  CHECK(retired->files.size() == 8);
  CHECK(retired->in_doubt.size() == 16);
  for (const std::string folder : {"sent/", "answers/", "published/", "quarantine/"}) {
    for (const char* kept : {"dead", "unconfirmed", "ahead", "strange"})
      CHECK(queue.has(folder + kept + ".json"));
    for (const char* gone : {"confirmed", "earlier"}) CHECK_FALSE(queue.has(folder + gone + ".json"));
  }
}

TEST_CASE("what can't be read stays, and one bad file stops no other") {
  Queue queue;
  const Day old{2026, 6, 1}, today{2028, 6, 1};
  lay(queue, "sent/a.json", old);
  queue.store.damage("sent/b.json", to_bytes("nonsense"));
  queue.store.damage("sent/c.json", to_bytes(R"({"queued_on":7})"));
  lay(queue, "sent/d.json", old);
  lay(queue, "sent/readme.txt", old);
  lay(queue, "quarantine/e.json", old);
  lay(queue, "quarantine/e.2.json", today);
  lay(queue, "quarantine/e.reason.json", old);
  const auto retired = retire(queue, today, Confirmed::yes);
  REQUIRE(retired);
  CHECK(retired->files.size() == 3);
  CHECK(retired->kept == 2);
  CHECK(queue.has("sent/b.json"));
  CHECK(queue.has("sent/c.json"));
  CHECK(queue.has("sent/readme.txt"));
  CHECK(queue.has("quarantine/e.reason.json"));  // e.2.json is still there
  for (std::uint64_t nth = 1; nth < 12; ++nth) {
    Queue failing;
    for (const char* name : {"sent/a.json", "sent/b.json", "answers/c.json"}) lay(failing, name, old);
    failing.store.fail(nth, "store.io");
    const auto tried = retire(failing, today, Confirmed::yes);
    if (tried) CHECK(tried->files.size() + tried->kept == 3);
    REQUIRE(retire(failing, today, Confirmed::yes));
    CHECK(failing.store.names().empty());
  }
}

TEST_CASE("an envelope from elsewhere that has passed its day is not taken in again") {
  Queue queue;
  const auto envelope = queue.envelope();  // of 2026-11-23
  queue.outbox.retain({kMonths, Day{2027, 11, 22}});
  CHECK(queue.take_in(envelope) == outbox::Taken::stored);
  REQUIRE(queue.mark_sent(envelope.id(), envelope.sha256())->ok());
  CHECK(queue.take_in(envelope) == outbox::Taken::already_sent);
  REQUIRE(retire(queue, {2027, 11, 23}, Confirmed::yes)->files.size() == 1);
  queue.outbox.retain({kMonths, Day{2027, 11, 23}});
  CHECK(queue.take_in(envelope) == outbox::Taken::past);
  CHECK(queue.list().empty());
  // Negative control: without a day it would be back.
  queue.outbox.retain({});
  CHECK(queue.take_in(envelope) == outbox::Taken::stored);
  // And what is here unsent stays, on any day.
  REQUIRE(retire(queue, {2030, 1, 1}, Confirmed::yes));
  CHECK(queue.list().size() == 1);
}
