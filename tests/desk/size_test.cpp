// Ten thousand cases: a key of a search, a page of a sync, a range. CPU time, since the machine may be busy;
// the limits are generous, the figures are told.
#include <ctime>

#include "desk/device.h"

using namespace wv;
using namespace wv::desk;
using namespace wv::desk_test;

namespace {

constexpr int kCases = 10'000;
constexpr const char* kWords[] = {"lantaarnpaal", "stoep", "kapot",  "buurman",    "speeltuin", "afval",
                                  "boom",         "fiets", "donker", "gevaarlijk", "taalles",   "bankje"};

template <class Act>
double ms_of(Act act) {
  const std::clock_t begin = std::clock();
  act();
  return static_cast<double>(std::clock() - begin) * 1000.0 / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("ten thousand cases: opened, searched, marked, and 250 more come in") {
  Device d;
  for (int i = 1; i <= kCases; ++i) {
    std::string words;
    for (int w = 0; w < 12; ++w) words += std::string(kWords[(i * 7 + w * 5) % 12]) + " ";
    d.submit(i, words + std::to_string(i), i % 90);
  }
  d.book->refresh();
  const double opened = ms_of([&] { d.unlock(); });
  d.then(ListChosen{List::all});
  REQUIRE(d.rows().size() == kCases);
  d.then(KeyPressed{U'/', {}, false, false});
  double key = 0;
  for (const char* letter : {"l", "a", "n", "t", " ", "4"})
    key = std::max(key, ms_of([&] { d.type(letter); }));
  CHECK_FALSE(d.rows().empty());
  CHECK(d.rows().size() < kCases);
  d.named(KeyPressed::Named::escape);
  REQUIRE(d.rows().size() == kCases);
  const double range = ms_of([&] {
    d.then(RowMarked{d.open().list.rows.front(), false});
    d.then(RowMarked{d.open().list.rows.back(), true});
  });
  CHECK(d.marked().size() == kCases);
  const double taken = ms_of([&] { d.then(TakePressed{}); });
  d.then(UndoPressed{});
  for (int i = 1; i <= 250; ++i) d.submit(kCases + i, "Een nieuw bericht");
  const auto changed = d.book->refresh();
  const double page = ms_of([&] { d.then(CasesChanged{changed, {}}); });
  CHECK(d.fresh().size() == 250);
  CHECK(d.rows().size() == kCases);
  MESSAGE("opened " << opened << " ms, a key of a search " << key << " ms, range " << range << " ms, take "
                    << taken << " ms, a page of 250 " << page << " ms");
  CHECK(opened < 500);
  CHECK(key < 64);  // 16 on a quiet machine: tests/bench holds it to that
  CHECK(range < 100);
  CHECK(page < 100);
}
