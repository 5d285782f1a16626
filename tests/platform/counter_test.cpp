// The number on a receipt: never twice, whoever asks, and never from the beginning again.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>

#include "base/bytes.h"
#include "base/json.h"
#include "durable_folder.h"
#include "platform/processes.h"
#include "platform/temporary_folder.h"
#include "system.h"

using namespace wv;
using namespace wv::platform_test;
using linux_platform::DurableFolder;

TEST_CASE("eight processes of a hundred each get eight hundred different numbers") {
  constexpr int kProcesses = 8, kEach = 100;
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
  CHECK(*numbers.rbegin() - *numbers.begin() == kProcesses * kEach - 1);
}

TEST_CASE("a damaged counter is told, whichever byte it is, and never counts on") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  DurableFolder data(folder / "data", random);
  std::uint64_t last = 0;
  for (int i = 0; i < 17; ++i) last = data.count_up("device.json").value();
  const std::string good = read_text(folder / "data/device.json");
  std::filesystem::remove(folder / "data/device.json.copy");  // as builds before it left it
  const auto refused = [&](const std::string& text) {
    write_text(folder / "data/device.json", text);
    const auto counted = data.count_up("device.json");
    return !counted.ok() && counted.error().code == "store.io" &&
           read_text(folder / "data/device.json") == text;
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
  CHECK(data.count_up("device.json").value() == last + 1);
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

TEST_CASE("each copy of device.json mends the other, and no number or member of it is lost or comes again") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  DurableFolder data(folder / "data", random);
  REQUIRE(data.set_member("device.json", "pin", "", R"({"wrong":3})").ok());
  std::uint64_t last = data.count_up("device.json").value();
  const std::string one = folder / "data/device.json", copy = folder / "data/device.json.copy";
  for (const std::string& broken : {one, copy}) {
    const std::string good = read_text(broken);
    for (const std::string& text : {std::string(), good.substr(0, good.size() / 2),
                                    std::string(good.size(), '\0'), std::string("gone")}) {
      CAPTURE(broken);
      CAPTURE(text);
      if (text == "gone")
        std::filesystem::remove(broken);
      else
        write_text(broken, text);
      const auto counted = data.count_up("device.json");
      REQUIRE(counted.ok());
      CHECK(counted.value() == ++last);
      CHECK(data.member("device.json", "pin").value() == R"({"wrong":3})");
      CHECK(read_text(one) == read_text(copy));
    }
  }
  // An older device.json put back by hand: the copy knows better.
  const std::string older = read_text(one);
  last = data.count_up("device.json").value();
  write_text(one, older);
  CHECK(data.count_up("device.json").value() == last + 1);
}

TEST_CASE(
    "a store that is new begins at a random place; one that is gone, or an older copy, goes on and says so") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  const auto opened = [&](bool remembers) {
    auto data = std::make_unique<DurableFolder>(folder / "data", random);
    if (remembers) data->remember_numbers_at(folder / "state", "numbers.json");
    return data;
  };
  std::set<std::uint64_t> beginnings;
  for (int i = 0; i < 20; ++i) {
    beginnings.insert(opened(false)->count_up("device.json").value());
    std::filesystem::remove_all(folder / "data");
  }
  CHECK(beginnings.size() > 15);
  CHECK(*beginnings.rbegin() - *beginnings.begin() > 100'000);

  std::uint64_t last = opened(true)->count_up("device.json").value();
  CHECK(opened(true)->member("device.json", "began").value().empty());
  std::filesystem::copy(folder / "data", folder / "backup", std::filesystem::copy_options::recursive);
  for (int i = 0; i < 5; ++i) last = opened(true)->count_up("device.json").value();
  for (const bool whole : {true, false}) {  // gone, then an older copy in its place
    std::filesystem::remove_all(folder / "data");
    if (!whole)
      std::filesystem::copy(folder / "backup", folder / "data", std::filesystem::copy_options::recursive);
    CHECK(opened(true)->member("device.json", "began").value() == R"({"why":"anew"})");
    CHECK(opened(true)->count_up("device.json").value() == ++last);
    CHECK(opened(true)->member("device.json", "began").value() == R"({"why":"anew"})");
  }
  // The control: whoever remembers nothing gives a number out again.
  std::filesystem::remove_all(folder / "data");
  std::filesystem::copy(folder / "backup", folder / "data", std::filesystem::copy_options::recursive);
  CHECK(opened(false)->count_up("device.json").value() <= last);
  // A place that can't be written costs no number.
  auto without = std::make_unique<DurableFolder>(folder / "data", random);
  without->remember_numbers_at("/dev/null/none", "numbers.json");
  CHECK(without->count_up("device.json").ok());
}

TEST_CASE("a rehearsal finds every way in which a data folder can keep nothing, and leaves nothing behind") {
  TemporaryFolder folder;
  linux_platform::GetrandomRandom random;
  const std::vector<std::string> folders = {"", "outbox"};
  const auto rehearsed = [&] {
    const Status kept = DurableFolder(folder / "data", random).rehearse(folders, "device.json");
    return kept ? std::string() : kept.error().code;
  };
  CHECK(rehearsed().empty());  // a new one: made
  CHECK(std::filesystem::is_empty(folder / "data"));
  DurableFolder data(folder / "data", random);
  REQUIRE(data.count_up("device.json").ok());
  REQUIRE(data.put("outbox/a.json", to_bytes("a")).ok());
  CHECK(rehearsed().empty());
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "data/outbox"), {}) == 1);

  std::filesystem::rename(folder / "data/outbox", folder / "away");
  write_text(folder / "data/outbox", "a file");
  CHECK(rehearsed() == "store.io");
  std::filesystem::remove(folder / "data/outbox");
  std::filesystem::create_symlink("/dev/null/none", folder / "data/outbox");
  CHECK_FALSE(rehearsed().empty());
  std::filesystem::remove(folder / "data/outbox");
  std::filesystem::rename(folder / "away", folder / "data/outbox");
  CHECK(rehearsed().empty());

  for (const char* name : {"device.json", "device.json.copy"})
    write_text(folder / ("data/" + std::string(name)), "{torn");
  CHECK(rehearsed() == "store.io");
  std::filesystem::remove_all(folder / "data");
  write_text(folder / "data", "a file");
  CHECK(rehearsed() == "store.io");
  std::filesystem::remove(folder / "data");

  // No room: a disk of 64 KiB, then one that can only be read.
  std::filesystem::create_directory(folder / "data");
  if (std::system(
          ("mount -t tmpfs -o size=64k,mode=700 none '" + (folder / "data") + "' 2>/dev/null").c_str()) !=
      0) {
    MESSAGE("nothing can be mounted here: a full and a read-only disk are not tried");
    return;
  }
  std::filesystem::create_directory(folder / "data/outbox");
  CHECK(rehearsed().empty());
  CHECK(std::system(("cat /dev/zero > '" + (folder / "data/fill") + "' 2>/dev/null").c_str()) != 0);
  CHECK(rehearsed() == "store.full");
  std::filesystem::remove(folder / "data/fill");
  CHECK(rehearsed().empty());
  CHECK(std::system(("mount -o remount,ro '" + (folder / "data") + "'").c_str()) == 0);
  CHECK(rehearsed() == "store.read_only");
  CHECK(std::system(("umount '" + (folder / "data") + "'").c_str()) == 0);
}
