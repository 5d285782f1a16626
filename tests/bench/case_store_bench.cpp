// case_store_bench FOLDER [CASES]   a member's device with 10,000 made-up cases of a message and four events,
//                                   sealed and signed for real in FOLDER (on a disk, not in memory): the
//                                   first look, which opens them all and keeps the cache; then unlocking with
//                                   it. A folder that an earlier run filled is used again.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <vector>

#include "base/path.h"
#include "bench_town.h"
#include "ports/ask.h"
#include "ports/make_platform.h"
#include "runtime/setup.h"
#include "services/case_store.h"

using namespace wv;

namespace {

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}
// Of the thread that draws: the worker has another core.
double cpu_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

void tell(const char* what, double got, const char* unit, double limit = 0) {
  std::printf("%-52s %9.1f %s", what, got, unit);
  if (limit > 0) std::printf("  limit %7.1f %s  ratio %.2f", limit, unit, got / limit);
  std::printf("\n");
  std::fflush(stdout);
}

struct Measured {
  std::optional<double> list_ms, page_ms;
  double whole_ms = 0, list_turn_ms = 0, worst_turn_ms = 0, cpu = 0;
  std::size_t cases = 0, events = 0;
};

// Unlocks and goes on until all is looked at and kept.
Measured unlock(ports::Platform& platform, bench::Town& town, std::size_t cases) {
  Measured measured;
  outbox::Outbox outbox(town.store());
  services::EventLog log(town.store(), platform.clock().now());
  const casebook::Viewer viewer({"sam"}, {Instant{bench::kNow}, 60}, 5, {});
  const crypto::Identity& identity = town.identity();
  services::CaseStore::Unlocked unlocked;
  unlocked.identity = {identity.face, identity.seal_jwk.clone(), identity.sign_jwk.clone()};
  unlocked.belief = town.belief();
  unlocked.today = bench::kToday;
  const double begin = now_ms(), cpu = cpu_ms();
  services::CaseStore* asked = nullptr;
  services::CaseStore store({town.store(), platform.sealer(), platform.random(), outbox, log},
                            [&](const services::CaseNews& news) {
                              const std::size_t here = asked->book()->size();
                              if (here > 0 && !measured.page_ms) measured.page_ms = now_ms() - begin;
                              if (here == cases && !measured.list_ms) {
                                const auto rows = asked->book()->rows(casebook::List::all, viewer);
                                const auto counts = asked->book()->counts(viewer);
                                if (rows.size() == cases && counts[0] > 0)
                                  measured.list_ms = now_ms() - begin;
                              }
                              if (news.whole) measured.whole_ms = now_ms() - begin;
                            });
  asked = &store;
  store.unlock(std::move(unlocked));
  while (platform.busy()) {
    platform.wait();
    const bool before = !measured.list_ms.has_value();
    const double turn = cpu_ms();
    platform.pump();
    double& worst = before ? measured.list_turn_ms : measured.worst_turn_ms;
    worst = std::max(worst, cpu_ms() - turn);
  }
  measured.cpu = cpu_ms() - cpu;
  measured.cases = store.book()->size();
  measured.events = store.counts().events;
  return measured;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "case_store_bench FOLDER [CASES]\n"), 2;
  const int cases = argc > 2 ? std::max(std::atoi(argv[2]), 1) : 10'000;
  const auto platform = ports::make_platform();
  bench::Town town(*platform, argv[1]);
  if (!town.take_again()) {
    const double begin = now_ms();
    const auto example = folder_of(runtime::default_config(*platform)) + "/municipality.json";
    if (!town.fill(cases, example)) return std::fprintf(stderr, "case_store_bench: could not fill\n"), 1;
    tell("made, sealed, signed", (now_ms() - begin) / 1000, "s");
  }
  const auto parts = ports::ask<std::vector<ports::Entry>>(
      *platform, [&](auto then) { town.store().list("casebook", then); });
  if (parts && parts.value().empty()) {
    const Measured first = unlock(*platform, town, static_cast<std::size_t>(cases));
    std::printf("%zu cases, %zu events\n", first.cases, first.events);
    tell("without a cache: the first page", first.page_ms.value_or(0), "ms");
    tell("   all of it", first.whole_ms, "ms");
    tell("   of which the drawing thread's CPU", first.cpu, "ms");
    tell("   one file, on both threads", first.whole_ms / static_cast<double>(first.cases + first.events),
         "ms");
  }
  double bytes = 0;
  const auto kept = ports::ask<std::vector<ports::Entry>>(
      *platform, [&](auto then) { town.store().list("casebook", then); });
  if (kept)
    for (const auto& part : kept.value()) bytes += static_cast<double>(part.size);
  tell("the cache", bytes / 1e6, "MB");
  for (int round = 0; round < 3; ++round) {
    const Measured cached = unlock(*platform, town, static_cast<std::size_t>(cases));
    tell("unlocked: a list of all, sorted and counted", cached.list_ms.value_or(1e9), "ms", 500);
    tell("   everything folded and searched", cached.whole_ms, "ms");
    tell("   the drawing thread's CPU", cached.cpu, "ms");
    tell("   its longest turn, to the list", cached.list_turn_ms, "ms");
    tell("   its longest turn behind the list", cached.worst_turn_ms, "ms", 16.6);
  }
  tell("memory at the most", bench::most_memory_mb(), "MB", 150);
  return 0;
}
