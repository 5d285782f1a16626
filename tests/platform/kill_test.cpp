// SIGKILL at random moments of putting (R1): what was acknowledged is there and whole, nothing torn is
// visible. The negative control writes under the final name, and these same checks must catch it.
#include <fcntl.h>

#include "base/bytes.h"
#include "durable_folder.h"
#include "platform/processes.h"
#include "platform/temporary_folder.h"
#include "system.h"

using namespace wv;
using namespace wv::platform_test;
using linux_platform::DurableFolder;

namespace {

constexpr int kKills = 60;
constexpr std::size_t kBytes = 300'000;

std::string content_of(int number) {
  return std::string(kBytes, static_cast<char>('a' + number % 26)) + std::to_string(number);
}

// One that doesn't know better.
bool write_badly(const std::string& folder, int number) {
  const int file =
      ::open((folder + "/outbox/" + std::to_string(number)).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const std::string content = content_of(number);
  bool good = file >= 0;
  for (std::size_t at = 0; good && at < content.size(); at += 4096) {
    const std::size_t length = std::min<std::size_t>(4096, content.size() - at);
    good = ::write(file, content.data() + at, length) == static_cast<ssize_t>(length);
  }
  return ::close(file) == 0 && good;
}

struct Found {
  int acknowledged = 0, lost = 0, torn = 0;
};

template <class Put>
Found kill_and_look(const Put& put) {
  Found found;
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "data/outbox");
  int first = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = start_child([&] {
      for (int number = first;; ++number) {
        if (!put(folder / "data", number)) return 1;
        if (::write(ends[1], &number, sizeof number) != sizeof number) return 2;
      }
    });
    ::close(ends[1]);
    const auto take_acknowledged = [&] {
      int number = 0;
      if (::read(ends[0], &number, sizeof number) != sizeof number) return false;
      ++found.acknowledged;
      if (read_text(folder / ("data/outbox/" + std::to_string(number))) != content_of(number)) ++found.lost;
      return true;
    };
    if (kill % 2 == 0)
      CHECK(take_acknowledged());  // it is well under way; the others are killed while they begin
    ::usleep(static_cast<useconds_t>(311 * kill % 9000));
    ::kill(child, SIGKILL);
    (void)status_of(child);
    while (take_acknowledged()) {
    }
    ::close(ends[0]);
    for (const auto& entry : std::filesystem::directory_iterator(folder / "data/outbox")) {
      const std::string name = entry.path().filename().string();
      if (name.rfind(".tmp-", 0) != 0 && read_text(entry.path().string()) != content_of(std::stoi(name)))
        ++found.torn;
      std::filesystem::remove(entry.path());
    }
    first += 100'000;
  }
  return found;
}

}  // namespace

TEST_CASE("killed at any moment, nothing acknowledged is lost and nothing torn is visible") {
  linux_platform::GetrandomRandom random;
  const Found found = kill_and_look([&](const std::string& folder, int number) {
    DurableFolder data(folder, random);
    return data.put("outbox/" + std::to_string(number), to_bytes(content_of(number))).ok();
  });
  CHECK(found.acknowledged > 0);
  CHECK(found.lost == 0);
  CHECK(found.torn == 0);
}

TEST_CASE("negative control: writing under the final name is caught") {
  const Found found = kill_and_look(write_badly);
  CHECK(found.torn > 0);
}
