// The same events in whatever order they come are the same case. The seven below hold all that could tell
// the orders apart: setters that don't know of each other at the same moment, a join and a part of two
// cases, a cycle, an absent parent, an erasure, and an ended key's event that only another vouches for.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "casebook/fold.h"
#include "casebook/support.h"

using namespace wv;
using namespace wv::casebook;
using namespace wv::casebook::test;

namespace {

std::vector<Event> seven() {
  return {
      Made(1, 100, Handed{{"noor"}}).at(20).after({98}),
      Made(2, 100, Handed{{"ilse"}}).at(20).by(kNoor),
      Made(3, 100, Joined{a_case(101)}).at(30).after({1, 99}),
      Made(4, 101, Parted{a_case(100)}).at(10).after({3}).by(kIlse),
      Made(5, 101, Closed{}).at(50).after({6}).by(kGone),
      Made(6, 101, Joined{a_case(100)}).at(45).after({5, 4}).by(kNoor),
      Made(7, 100, Erase{{envelope(2)}}).at(40).after({2}),
  };
}

// How many of all orders of these events are told otherwise than the first one is.
template <class Tell>
std::size_t told_otherwise(const std::vector<Event>& events, Tell tell, std::size_t& orders) {
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::string first;
  std::size_t other = 0;
  orders = 0;
  do {
    std::vector<Event> arrived;
    for (const std::size_t i : order) arrived.push_back(events[i]);
    const std::string told = tell(arrived);
    if (orders++ == 0) first = told;
    if (told != first) ++other;
  } while (std::next_permutation(order.begin(), order.end()));
  return other;
}

// What a fold would be that takes its events as they come: the last to arrive holds.
std::string holder_by_arrival(const std::vector<Event>& arrived) {
  std::string holder;
  for (const Event& event : arrived) {
    if (const auto* handed = std::get_if<Handed>(&event.body)) holder = handed->to.text;
  }
  return holder;
}

// Nearly right: by parents and time, as it should, but of two at the same moment the one that came first.
std::string order_without_ids(std::vector<Event> arrived) {
  std::stable_sort(arrived.begin(), arrived.end(),
                   [](const Event& a, const Event& b) { return a.at < b.at; });
  std::string order;
  for (const Event& event : arrived) order += to_text(event.id);
  return order;
}

}  // namespace

TEST_CASE("the fold of seven events is the same in all 5,040 orders") {
  std::size_t orders = 0;
  const auto tell = [](const std::vector<Event>& arrived) {
    return describe(folded(arrived, {100, 101}).all);
  };
  CHECK(told_otherwise(seven(), tell, orders) == 0);
  CHECK(orders == 5040);
}

TEST_CASE("the seven events do hold what could tell orders apart") {
  const auto folds = folded(seven(), {100, 101});
  REQUIRE(folds.all.size() == 1);  // joined, parted, and joined again by one that knew of it
  const Folded& f = folds.one();
  CHECK(f.on_the_way == 2);
  CHECK(std::count_if(f.thread.begin(), f.thread.end(), [](const Entry& e) { return e.circular; }) == 2);
  CHECK(std::count_if(f.thread.begin(), f.thread.end(), [](const Entry& e) { return e.hidden; }) == 1);
  CHECK(std::none_of(f.thread.begin(), f.thread.end(), [](const Entry& e) { return e.apart; }));
  CHECK(f.links.size() == 1);
}

TEST_CASE("negative control: a fold that takes the order of arrival is caught") {
  std::size_t orders = 0;
  CHECK(told_otherwise(seven(), holder_by_arrival, orders) == 2520);
  CHECK(told_otherwise(seven(), order_without_ids, orders) == 2520);
}
