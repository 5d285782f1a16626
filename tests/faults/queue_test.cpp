// R7: eight processes put into one queue at once. Each item is there once, whole, and each number was given
// to one of them. WV_FAULTS_ALL=1: ten thousand each (minutes); else a hundred.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>

#include "base/bytes.h"
#include "platform/processes.h"
#include "scenes.h"

using namespace wv;
using namespace wv::faults;

namespace {

constexpr int kProcesses = 8;

int each() { return std::getenv("WV_FAULTS_ALL") != nullptr ? 10'000 : 100; }

enum class Care { locked, none };

// Puts `count` envelopes and writes "id number" for each that was kept.
int put_many(const Place& place, const crypto_test::Key& key, int process, int count, Care care) {
  const auto platform = ports::make_platform();
  ports::Store& store = platform->store(place.data());
  outbox::Outbox outbox(store);
  std::ofstream told(place.root() + "/told-" + std::to_string(process));
  for (int i = 0; i < count; ++i) {
    auto number =
        *fakes::answer_of<std::uint64_t>(*platform, [&](auto then) { store.count_up("device.json", then); });
    if (!number) return 1;
    if (care == Care::none) number = std::uint64_t(i) + 1;  // one who counts for itself
    const auto sealed =
        crypto_test::try_seal(*platform, crypto_test::input_of(crypto_test::kDocument), {key.open});
    if (!sealed) return 2;
    const auto put = *fakes::answer_of<Done>(*platform, [&](auto then) { outbox.put(sealed.value(), then); });
    if (!put) return 3;
    told << sealed.value().id() << " " << number.value() << "\n";
  }
  told.flush();
  return told ? 0 : 4;
}

struct Counted {
  std::size_t told = 0, lost = 0, twice = 0, torn = 0;
};

Counted run_all(int count, Care care) {
  const Place place;
  const auto platform = ports::make_platform();
  const auto key = crypto_test::new_key(*platform);
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(
        platform_test::start_child([&, process] { return put_many(place, key, process, count, care); }));
  }
  for (const pid_t child : children) CHECK(platform_test::status_of(child) == 0);

  Counted counted;
  std::set<std::string> ids;
  std::set<std::uint64_t> numbers;
  for (int process = 0; process < kProcesses; ++process) {
    std::ifstream told(place.root() + "/told-" + std::to_string(process));
    std::string id;
    for (std::uint64_t number = 0; told >> id >> number; ++counted.told) {
      if (!ids.insert(id).second || !numbers.insert(number).second) ++counted.twice;
    }
  }
  outbox::Outbox outbox(platform->store(place.data()));
  const auto items =
      fakes::answer_of<std::vector<outbox::Item>>(*platform, [&](auto then) { outbox.list(then); })->value();
  for (const auto& item : items) {
    if (ids.erase(item.id) == 0) ++counted.twice;
  }
  counted.lost = ids.size();
  counted.torn = fakes::answer_of<outbox::Report>(*platform, [&](auto then) { outbox.verify(then); })
                     ->value()
                     .bad.size();
  return counted;
}

}  // namespace

TEST_CASE("R7 eight processes on one queue: nothing lost, nothing twice") {
  const Counted counted = run_all(each(), Care::locked);
  std::printf("R7 %d processes, %zu enqueued: lost %zu, twice %zu, torn %zu\n", kProcesses, counted.told,
              counted.lost, counted.twice, counted.torn);
  CHECK(counted.told == static_cast<std::size_t>(kProcesses * each()));
  CHECK(counted.lost + counted.twice + counted.torn == 0);
}

TEST_CASE("negative control: numbers that each process counts for itself are found twice") {
  CHECK(run_all(20, Care::none).twice > 0);
}
