// R1 with the whole program: a resident's journey to the receipt, killed at every call that changes something
// in the data folder, from the first start on. Who saw a receipt has one message that opens; who didn't, none
// or one; and the next start goes on as if nothing had been.
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/bytes.h"
#include "places.h"
#include "platform/processes.h"
#include "scenes.h"
#include "tracer.h"

using namespace wv;
using namespace wv::faults;

namespace {

constexpr char kWords[] = "Kanarie 4711";
const std::string kScript = (source_folder() / "tests/faults/kept.play").string();

int play(const Place& place) {
  const std::string out = place.root() + "/out", data = place.data(), cache = place.root() + "-cache",
                    log = place.root() + "-log";
  ::setenv("XDG_CACHE_HOME", cache.c_str(), 1);
  ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);  // which can't be done while somebody watches
  if (std::freopen(log.c_str(), "w", stdout) == nullptr || std::freopen(log.c_str(), "a", stderr) == nullptr)
    return 98;
  begin_steps();
  ::execl(WV_PROGRAM, WV_PROGRAM, "--play", kScript.c_str(), "--out", out.c_str(), "--data", data.c_str(),
          nullptr);
  return 97;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Found {
  std::size_t messages = 0, torn = 0, plain = 0;
};

Found find(const Place& place) {
  Found found;
  if (!std::filesystem::exists(place.data())) return found;
  const auto platform = ports::make_platform();
  const std::string key = text_of(place.data() + "/trial.private.jwk");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place.data())) {
    if (!entry.is_regular_file()) continue;
    const std::string text = text_of(entry.path());
    if (text.find(kWords) != std::string::npos) ++found.plain;
    if (entry.path().parent_path().filename() != "outbox" || entry.path().extension() != ".json") continue;
    const auto envelope = crypto::parse(text, entry.path().filename().string());
    const auto opened = envelope ? crypto_test::opened(*platform, envelope.value(), key)
                                 : Result<std::string>(envelope.error());
    ++(opened && opened.value().find(kWords) != std::string::npos ? found.messages : found.torn);
  }
  return found;
}

Figures kill_everywhere(bool early) {
  Figures figures;
  const Place place;
  (void)trace([&] { return play(place); }, {});  // fills the cache of pictures
  for (std::uint64_t step = 1;; ++step) {
    place.clear();
    const Traced traced = trace([&] { return play(place); }, {What::kill, step, 0, How::once, place.data()});
    if (!traced.killed) {
      CHECK(traced.status == 0);
      break;
    }
    const bool receipt = early || std::filesystem::exists(place.root() + "/out/receipt.png");
    const Found found = find(place);
    std::string broken = found.plain > 0      ? "in the clear"
                         : found.torn > 0     ? "torn"
                         : found.messages > 1 ? "twice"
                                              : "";
    if (broken.empty() && receipt && found.messages != 1) broken = "lost";
    if (broken.empty() && !early) {
      const int again = platform_test::in_child([&] { return play(place); });
      if (again != 0 || find(place).messages != found.messages + 1) broken = "the next start fails";
    }
    figures.add(broken);
  }
  std::filesystem::remove_all(place.root() + "-cache");
  std::filesystem::remove(place.root() + "-log");
  return figures;
}

}  // namespace

TEST_CASE(
    "complaint 15: no proof of receipt, or an account is needed (decidim #5438): R1 a journey to the receipt, killed at every change of the disk") {
  if (!can_trace() || ::geteuid() != 0) {
    MESSAGE("skipped: a public device's program shows itself to root only");
    return;
  }
  const Figures figures = kill_everywhere(false);
  std::printf("R1 journey to the receipt          %5llu kills: %s\n",
              static_cast<unsigned long long>(figures.runs), figures.text().c_str());
  std::fflush(stdout);  // or each child prints it once more
  CHECK(figures.runs > 15);
  CHECK_MESSAGE(figures.broken() == 0, figures.first);
  const Figures control = kill_everywhere(true);
  CHECK(control.lost > 0);  // a receipt shown before it is kept
}
