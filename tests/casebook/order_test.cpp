#include "casebook/order.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

#include "casebook/support.h"

using namespace wv;
using namespace wv::casebook;
using namespace wv::casebook::test;

namespace {

std::vector<const Event*> pointers(const std::vector<Event>& events) {
  std::vector<const Event*> list;
  for (const Event& event : events) list.push_back(&event);
  return list;
}

std::vector<int> order_of(const std::vector<Event>& events) {
  const auto list = pointers(events);
  const History history(list);
  std::vector<int> numbers;
  for (Position p = 0; p < history.size(); ++p)
    numbers.push_back(static_cast<int>(history.at(p).id.low & 0xF));
  return numbers;
}

}  // namespace

TEST_CASE("the least by time and id of those whose parents are taken") {
  CHECK(order_of({Made(1, 100, Taken{}).at(30), Made(2, 100, Taken{}).at(10),
                  Made(3, 100, Taken{}).at(20)}) == std::vector{2, 3, 1});
  // The same moment: the id decides.
  CHECK(order_of({Made(3, 100, Taken{}).at(5), Made(1, 100, Taken{}).at(5), Made(2, 100, Taken{}).at(5)}) ==
        std::vector{1, 2, 3});
  // A clock an hour behind: the child still comes after its parent.
  CHECK(order_of({Made(1, 100, Taken{}).at(60), Made(2, 100, Taken{}).at(0).after({1}),
                  Made(3, 100, Taken{}).at(70)}) == std::vector{1, 2, 3});
  // "Repeatedly": 4 is free at once when 1 is taken, and is less than 2.
  CHECK(order_of({Made(1, 100, Taken{}).at(1), Made(2, 100, Taken{}).at(5),
                  Made(4, 100, Taken{}).at(2).after({1})}) == std::vector{1, 4, 2});
}

TEST_CASE("absent parents hold nothing back and are counted once each") {
  const std::vector<Event> events = {Made(1, 100, Taken{}).after({8, 9}),
                                     Made(2, 100, Taken{}).after({9, 1})};
  const auto list = pointers(events);
  const History history(list);
  CHECK(history.size() == 2);
  CHECK(history.first_circular() == 2);
  REQUIRE(history.absent().size() == 2);
  CHECK(history.absent()[0] == envelope(8));
  CHECK(history.absent()[1] == envelope(9));
}

TEST_CASE("a cycle's rest follows in the order of time and id") {
  const std::vector<Event> events = {Made(1, 100, Taken{}).at(9).after({2}),
                                     Made(2, 100, Taken{}).at(8).after({3}),
                                     Made(3, 100, Taken{}).at(7).after({1}), Made(4, 100, Taken{}).at(99),
                                     Made(5, 100, Taken{}).at(1).after({3})};  // hangs on the cycle
  CHECK(order_of(events) == std::vector{4, 5, 3, 2, 1});
  const auto list = pointers(events);
  CHECK(History(list).first_circular() == 1);
  CHECK(order_of({Made(1, 100, Taken{}).after({1}), Made(2, 100, Taken{})}) == std::vector{2, 1});  // itself
}

TEST_CASE("who knew of whom, as a search through the parents says, cycles too") {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    const int count = 1 + static_cast<int>(random() % 90);
    std::vector<Event> events;
    for (int i = 0; i < count; ++i) {
      std::set<int> parents;
      for (auto n = random() % 3; n > 0; --n) {
        const int last = round % 3 == 0 ? count : std::max(i, 1);  // each third round: any, so cycles
        parents.insert(static_cast<int>(random() % static_cast<unsigned>(last)));
      }
      events.push_back(
          Made(i, 1000, Taken{}).at(static_cast<int>(random() % 50)).after({parents.begin(), parents.end()}));
    }
    const auto list = pointers(events);
    const History history(list);
    std::vector<Position> all(history.size());
    for (Position p = 0; p < history.size(); ++p) all[p] = p;
    std::set<std::pair<std::size_t, std::size_t>> told, searched;
    history.each_known(all, all, [&](std::size_t source, std::size_t reader) {
      told.insert({source, reader});
    });
    for (Position reader = 0; reader < history.size(); ++reader) {
      std::vector<Position> to_do(history.parents(reader).begin(), history.parents(reader).end());
      while (!to_do.empty()) {
        const Position next = to_do.back();
        to_do.pop_back();
        if (!searched.insert({next, reader}).second) continue;
        to_do.insert(to_do.end(), history.parents(next).begin(), history.parents(next).end());
      }
    }
    CHECK(told == searched);
  }
}

TEST_CASE("a long history, and a cycle made on purpose, come to their end") {
  constexpr int kMany = 3000;
  std::vector<Event> events;
  for (int i = 0; i < kMany; ++i) {
    // One ring through all of them, in an order that no pass from end to end follows.
    events.push_back(Made(i, 9999, Taken{}).at(i * 7919 % kMany).after({(i + 1) % kMany}));
  }
  const auto list = pointers(events);
  const History history(list);
  CHECK(history.first_circular() == 0);
  std::vector<Position> all(history.size());
  for (Position p = 0; p < history.size(); ++p) all[p] = p;
  std::size_t pairs = 0;
  history.each_known(all, all, [&](std::size_t, std::size_t) { ++pairs; });
  CHECK(pairs == static_cast<std::size_t>(kMany) * kMany);
}
