// queue_bench enqueue FOLDER COUNT   F6: Outbox::put beside a bare write, fsync, rename, fsync of the same
//                                    bytes on the same disk, turn by turn; medians and their ratio
// queue_bench look DATA              R6: what a start asks of the queue, and how long the screen waits for it
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "crypto/codes.h"
#include "crypto/thumbprint.h"
#include "fakes/fake_platform.h"
#include "outbox/outbox.h"
#include "ports/make_platform.h"

using namespace wv;

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double median(std::vector<double>& times) {
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

// As little as durable takes, with the folder held open.
bool bare(int folder, const std::string& name, const std::string& text) {
  const int file = ::openat(folder, ".bare", O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (file < 0) return false;
  const bool good =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  ::close(file);
  return good && ::renameat(folder, ".bare", folder, name.c_str()) == 0 && ::fsync(folder) == 0;
}

int enqueue(const std::string& root, int count) {
  const auto platform = ports::make_platform();
  const std::string jwk = fakes::answer_of<std::string>(*platform, [&](auto then) {
                            platform->sealer().make_key(then);
                          })->value();
  const std::string open = fakes::answer_of<std::string>(*platform, [&](auto then) {
                             platform->sealer().public_of(jwk, then);
                           })->value();
  const crypto::Recipients readers{{crypto::thumbprint(jwk).value(), open}};
  const std::string bare_folder = root + "/bare";
  std::filesystem::create_directories(bare_folder);
  const int folder = ::open(bare_folder.c_str(), O_RDONLY | O_DIRECTORY);
  outbox::Outbox outbox(platform->store(root + "/data"));
  std::vector<double> bare_ms, put_ms, seal_ms;
  for (int i = 0; i < count; ++i) {
    auto begin = Clock::now();
    const auto sealed = fakes::answer_of<crypto::SealedEnvelope>(*platform, [&](auto then) {
      crypto::seal(platform->sealer(), platform->random(),
                   {crypto::Box::inbox, "", Day{2026, 11, 23}, to_bytes(R"({"message":"bank"})"),
                    crypto::Padding::submission},
                   readers, then);
    });
    seal_ms.push_back(ms_since(begin));
    const auto& envelope = sealed->value();
    const auto put = [&] {
      begin = Clock::now();
      const bool good =
          fakes::answer_of<Done>(*platform, [&](auto then) { outbox.put(envelope, then); })->ok();
      put_ms.push_back(ms_since(begin));
      return good;
    };
    const auto plainly = [&] {
      begin = Clock::now();
      const bool good = bare(folder, envelope.id() + ".json", envelope.text());
      bare_ms.push_back(ms_since(begin));
      return good;
    };
    // Whoever comes second may find the disk warm: they take turns.
    const bool good = i % 2 == 0 ? put() && plainly() : plainly() && put();
    if (!good) {
      std::fprintf(stderr, "queue_bench: %s can't be written\n", root.c_str());
      return 3;
    }
  }
  ::close(folder);
  const double bare_time = median(bare_ms), put_time = median(put_ms);
  std::printf(
      "F6 enqueue beside write+fsync+rename+fsync  %.3f ms and %.3f ms (medians of %d)  limit 1.20  ratio %.2f\n",
      put_time, bare_time, count, put_time / bare_time);
  std::printf("   sealing, for comparison                  %.3f ms\n", median(seal_ms));
  return 0;
}

int look(const std::string& data) {
  const auto platform = ports::make_platform();
  outbox::Outbox outbox(platform->store(data));
  const auto begin = Clock::now();
  std::uint64_t waiting = 0;
  double longest = 0;
  outbox.sweep([](Result<std::uint64_t>) {});
  outbox.summary([&](Result<outbox::Summary> summary) { waiting = summary ? summary.value().waiting : 0; });
  while (platform->busy()) {
    platform->wait();
    const auto pumped = Clock::now();
    platform->pump();
    longest = std::max(longest, ms_since(pumped));
  }
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const double all = ms_since(begin);
  std::printf("R6 %llu waiting: looked through in    %.2f s  limit 2 s  ratio %.2f\n",
              static_cast<unsigned long long>(waiting), all / 1000, all / 2000);
  std::printf("   the screen waits at most            %.1f ms  limit 33 ms  ratio %.2f\n", longest,
              longest / 33);
  std::printf("   memory at its highest               %ld MB\n", used.ru_maxrss / 1024);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "enqueue" && argc == 4) return enqueue(argv[2], std::atoi(argv[3]));
  if (what == "look" && argc == 3) return look(argv[2]);
  std::fprintf(stderr, "usage: queue_bench enqueue FOLDER COUNT | look DATA\n");
  return 2;
}
