// The release day is a constant that somebody raises by hand: held to what the repository knows.
#include "base/stamp.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>

#include "places.h"

using namespace wv;

namespace {

// The day of the last commit; none where the sources came without their history.
std::optional<Day> day_of_last_commit() {
  const std::string command = "git -C '" + source_folder().string() + "' log -1 --format=%cs 2>/dev/null";
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::array<char, 32> line{};
  const bool read = std::fgets(line.data(), line.size(), pipe) != nullptr;
  ::pclose(pipe);
  return read ? parse_day(std::string(line.data()).substr(0, 10)) : std::nullopt;
}

}  // namespace

TEST_CASE("the release day is no day to come, and not long ago") {
  CHECK(release_day() >= first_release_day());
  const auto last = day_of_last_commit();
  if (!last) return;
  CHECK(release_day() <= *last);
  // A year of work and no release: raise WV_RELEASE_DAY, so that a dead clock is known by it.
  CHECK(days_between(release_day(), *last) < 400);
}

TEST_CASE("no day before the release is written, whoever confirmed it") {
  for (const ClockWas clock : {ClockWas::unknown, ClockWas::unconfirmed, ClockWas::confirmed}) {
    CHECK(stamp_of({1970, 1, 1}, clock) == Stamp{release_day(), ClockWas::unconfirmed});
    CHECK(stamp_of(add_days(release_day(), -1), clock) == Stamp{release_day(), ClockWas::unconfirmed});
    CHECK(stamp_of(release_day(), clock) == Stamp{release_day(), clock});
    CHECK(stamp_of({2030, 1, 1}, clock) == Stamp{{2030, 1, 1}, clock});
  }
  CHECK(parse_clock_name("confirmed") == ClockWas::confirmed);
  CHECK(parse_clock_name("unconfirmed") == ClockWas::unconfirmed);
  CHECK_FALSE(parse_clock_name("unknown"));
}
