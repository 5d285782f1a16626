// The number on a receipt: never twice, whoever asks, and never from the beginning again.
#include <algorithm>
#include <set>

#include "base/json.h"
#include "durable_folder.h"
#include "platform/processes.h"
#include "platform/temporary_folder.h"
#include "system.h"

using namespace wv;
using namespace wv::platform_test;
using linux_platform::DurableFolder;

TEST_CASE("eight processes of five hundred each get four thousand different numbers") {
  constexpr int kProcesses = 8, kEach = 500;
  TemporaryFolder folder;
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(start_child([&folder, process] {
      linux_platform::GetrandomRandom random;
      DurableFolder data(folder / "data", random);
      std::string numbers;
      for (int i = 0; i < kEach; ++i) {
        const auto number = data.count_up("device.json");
        if (!number) return 1;
        numbers += std::to_string(number.value()) + "\n";
      }
      write_text(folder / std::to_string(process), numbers);
      return 0;
    }));
  }
  for (const pid_t child : children) CHECK(status_of(child) == 0);
  std::set<long> numbers;
  for (int process = 0; process < kProcesses; ++process) {
    std::ifstream file(folder / std::to_string(process));
    for (long number; file >> number;) numbers.insert(number);
  }
  CHECK(numbers.size() == kProcesses * kEach);
  CHECK(*numbers.rbegin() == kProcesses * kEach);
}

TEST_CASE("a damaged counter is told, whichever byte it is, and never counts on") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  DurableFolder data(folder / "data", random);
  for (int i = 0; i < 17; ++i) REQUIRE(data.count_up("device.json").ok());
  const std::string good = read_text(folder / "data/device.json");
  const auto refused = [&](const std::string& text) {
    write_text(folder / "data/device.json", text);
    const auto counted = data.count_up("device.json");
    return !counted.ok() && counted.error().code == "store.io" && read_text(folder / "data/device.json") == text;
  };
  const std::size_t whole = good.find_last_of('}');
  for (std::size_t at = 0; at <= whole; ++at) {
    CAPTURE(at);
    std::string flipped = good;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    CHECK(refused(flipped));
    CHECK(refused(good.substr(0, at)));
  }
  CHECK(refused(std::string(good.size(), '\0')));
  CHECK(refused(R"({"counter":1})"));
  write_text(folder / "data/device.json", good);
  CHECK(data.count_up("device.json").value() == 18);
}

TEST_CASE("a killed counter never gives a number again") {
  constexpr int kKills = 40;
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  std::uint64_t highest = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = start_child([&] {
      DurableFolder data(folder / "data", random);
      while (true) {
        const std::uint64_t number = data.count_up("device.json").value();
        if (::write(ends[1], &number, sizeof number) != sizeof number) return 1;
      }
    });
    ::close(ends[1]);
    const auto take_number = [&] {
      std::uint64_t number = 0;
      if (::read(ends[0], &number, sizeof number) != sizeof number) return false;
      CHECK(number > highest);
      highest = number;
      return true;
    };
    if (kill % 2 == 0) CHECK(take_number());  // it is well under way; the others are killed while they begin
    ::usleep(static_cast<useconds_t>(137 * kill));
    ::kill(child, SIGKILL);
    (void)status_of(child);
    while (take_number()) {
    }
    ::close(ends[0]);
  }
  CHECK(highest > 0);
}
