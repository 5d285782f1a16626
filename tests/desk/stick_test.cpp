// A stick that is read and written in one go.
#include "desk/device.h"

using namespace wv;
using namespace wv::desk;
using namespace wv::desk_test;
using At = Exchange::Step;

namespace {

const Stick kStick{"/media/rood", "RODE STICK"};

struct AtTheStick : Device {
  AtTheStick() {
    unlock();
    then(PageChosen{Page::stick});
    answer<FindSticks>(SticksFound{{kStick}});
  }
  template <class E>
  void answer(Event event) {
    REQUIRE(last<E>() != nullptr);
    event.request = last<E>()->request;
    then(event);
  }
  [[nodiscard]] const Exchange& exchange() const { return state.sticks.exchange; }
};

}  // namespace

TEST_CASE("the page of the stick looks for one, and one press reads and writes it") {
  AtTheStick d;
  CHECK(std::string(screen_name(d.state)) == "stick");
  REQUIRE(d.state.sticks.in == std::vector<Stick>{kStick});
  d.then(ExchangePressed{kStick});
  REQUIRE(d.asked<ExchangeWith>() == 1);
  CHECK(d.last<ExchangeWith>()->folder == kStick.folder);
  CHECK(d.exchange().step == At::reading);
  d.then(ExchangePressed{kStick});  // once more: it goes on
  CHECK(d.asked<ExchangeWith>() == 1);
  d.answer<ExchangeWith>(ExchangeMoved{true, 3, 12});
  CHECK(d.exchange().step == At::writing);
  CHECK(d.exchange().total == 12);
  d.answer<ExchangeWith>(ExchangeEnded{2, 9, 1, Trouble::none});
  CHECK(d.exchange().step == At::ended);
  CHECK(d.exchange().came == 2);
  CHECK(d.exchange().given == 9);
  CHECK(d.exchange().bad == 1);
  CHECK(d.asked<FindSticks>() == 2);  // it may be pulled out by now
}

TEST_CASE("a lock doesn't end an exchange, and what it came to is told after it") {
  AtTheStick d;
  d.all(ExchangePressed{kStick}, LockPressed{});
  REQUIRE(d.state.locked() != nullptr);
  d.answer<ExchangeWith>(ExchangeMoved{false, 1, 2});
  CHECK(d.exchange().done == 1);
  d.answer<ExchangeWith>(ExchangeEnded{2, 0, 0, Trouble::none});
  CHECK(d.exchange().step == At::ended);
  // The control: another ask's answer isn't taken.
  AtTheStick other;
  other.then(ExchangePressed{kStick});
  Event stale = ExchangeEnded{2, 0, 0, Trouble::none};
  stale.request = RequestId{other.last<ExchangeWith>()->request.value + 1};
  other.then(stale);
  CHECK(other.exchange().step == At::reading);
}

TEST_CASE("an exchange is stopped by hand; a late answer changes nothing; a locked desk begins none") {
  AtTheStick d;
  d.all(ExchangePressed{kStick}, ExchangeStopped{});
  CHECK(d.asked<EndExchange>() == 1);
  CHECK(d.exchange().step == At::none);
  d.answer<ExchangeWith>(ExchangeEnded{2, 0, 0, Trouble::none});
  CHECK(d.exchange().step == At::none);
  d.all(LockPressed{}, ExchangePressed{kStick});
  CHECK(d.asked<ExchangeWith>() == 1);
}
