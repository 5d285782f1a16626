// Asking for an answer: kind about slips, patient after misses, and nothing left behind. And leafing through.
#include "app/opening.h"

using namespace wv;
using namespace wv::app;
using app_test::example;

namespace {

domain::AnswerDocument answer(domain::Role role = domain::Role::fixer) {
  return {"7f3a9b00-0000-4000-8000-000000000001",
          1,
          domain::AnswerStatus::answered,
          role,
          "De lamp brandt weer.",
          "nl",
          {},
          ""};
}

struct Visit : app_test::Opening {
  std::int64_t second = 0;

  Visit() { then(Touched{}); }
  void at(std::int64_t now) {
    second = now;
    Opening::at(now);
    then(Touched{});
  }
  void open() {
    then(StartPressed{});
    then(TrackOpened{});
    then(TextPut{domain::Field::number, "007 000 123 2"});
    then(TextPut{domain::Field::code, "k7m4-9qxd"});
  }
  std::size_t asked() const { return Opening::asked<LookForAnswer>(); }
  void miss() {
    then(TrackAsked{});
    then(AnswerMissed{});
  }
  Track::Answer says() const { return std::get<Track>(state.screen).answer; }
};

}  // namespace

TEST_CASE("a slip is told and asks nobody; number and code go out as they are meant") {
  Visit v;
  v.open();
  v.then(TextPut{domain::Field::number, "0070001233"});  // Damm: the last digit is wrong
  v.then(TrackAsked{});
  CHECK(v.says() == Track::Answer::wrong);
  CHECK(v.state.session.editing.field == domain::Field::number);
  CHECK(v.asked() == 0);
  v.then(TextPut{domain::Field::number, "007 000 123 2"});
  v.then(TextPut{domain::Field::code, "K7M4"});
  v.then(TrackAsked{});
  CHECK(v.says() == Track::Answer::wrong);
  CHECK(v.state.session.editing.field == domain::Field::code);
  v.then(TextPut{domain::Field::code, "k7m4-9qxd"});
  v.then(TrackAsked{});
  CHECK(v.says() == Track::Answer::looking);
  v.then(TrackAsked{});  // once is enough
  REQUIRE(v.asked() == 1);
  for (const auto& e : v.effects) {
    if (const auto* look = std::get_if<LookForAnswer>(&e)) CHECK(look->number == "0070001232");
  }
  v.then(AnswerMissed{});
  CHECK(v.says() == Track::Answer::unknown);
}

TEST_CASE("what is found is shown, goes with Back, and is gone with the visitor") {
  Visit v;
  v.open();
  v.then(TrackAsked{});
  v.then(AnswerFound{answer()});
  REQUIRE(std::holds_alternative<AnswerPage>(v.state.screen));
  REQUIRE(v.state.session.answer.has_value());
  CHECK_FALSE(v.state.session.hidden);
  v.then(BackPressed{});
  CHECK(std::holds_alternative<Track>(v.state.screen));
  CHECK(v.says() == Track::Answer::none);
  CHECK_FALSE(v.state.session.answer.has_value());
  v.then(TrackAsked{});
  v.then(AnswerFound{answer(domain::Role::mediator)});
  CHECK(v.state.session.hidden);  // a conversation starts behind the curtain
  v.then(ReceiptClosed{});
  CHECK(std::holds_alternative<Attract>(v.state.screen));
  CHECK_FALSE(v.state.session.answer.has_value());
  CHECK(v.state.session.track_number.empty());
}

TEST_CASE("an answer that comes after its visitor left is nobody's") {
  Visit v;
  v.open();
  v.then(TrackAsked{});
  v.then(StopConfirmed{});
  v.then(AnswerFound{answer()});
  CHECK(std::holds_alternative<Attract>(v.state.screen));
  CHECK_FALSE(v.state.session.answer.has_value());
  v.open();
  v.then(AnswerFound{answer()});
  CHECK(std::holds_alternative<Track>(v.state.screen));
}

TEST_CASE("five misses ask for a minute, no more, and Stop doesn't shorten it") {
  Visit v;
  v.open();
  for (int i = 0; i < 5; ++i) v.miss();
  CHECK(v.asked() == 5);
  v.then(TrackAsked{});
  CHECK(v.says() == Track::Answer::patience);
  CHECK(v.asked() == 5);
  v.then(StopConfirmed{});
  v.open();
  v.then(TrackAsked{});
  CHECK(v.says() == Track::Answer::patience);
  v.at(59);
  v.then(TrackAsked{});
  CHECK(v.says() == Track::Answer::patience);
  v.at(61);
  v.then(TrackAsked{});
  CHECK(v.says() == Track::Answer::looking);
  CHECK(v.asked() == 6);
  v.then(AnswerMissed{});
  CHECK(v.says() == Track::Answer::unknown);  // it starts anew: no longer wait than a minute, ever
}

TEST_CASE(
    "who asks and stops before the reply has asked; who finds hasn't missed; early visitors of a day are no guessers") {
  Visit v;
  for (int i = 0; i < 5; ++i) {
    v.open();
    v.then(TrackAsked{});
    v.then(StopConfirmed{});
  }
  v.open();
  v.then(TrackAsked{});
  CHECK(v.says() == Track::Answer::patience);

  Visit finds;
  for (int i = 0; i < 12; ++i) {
    finds.open();
    finds.then(TrackAsked{});
    finds.then(AnswerFound{answer()});
    CHECK(std::holds_alternative<AnswerPage>(finds.state.screen));
    finds.then(ReceiptClosed{});
  }

  Visit slow;
  for (int i = 0; i < 12; ++i) {
    slow.at(i * 200);
    slow.open();
    slow.miss();
    CHECK(slow.says() == Track::Answer::unknown);
    slow.then(StopConfirmed{});
  }
}

TEST_CASE("trouble is told as trouble, and typing takes it away") {
  Visit v;
  v.open();
  v.then(TrackAsked{});
  v.then(AnswerFailed{"store.io"});
  CHECK(v.says() == Track::Answer::trouble);
  v.then(TrackAsked{});
  v.then(AnswerFailed{"sync.offline"});
  CHECK(v.says() == Track::Answer::unreached);
  v.then(TextPut{domain::Field::code, "k7m4-9qxe"});
  CHECK(v.says() == Track::Answer::none);
}

TEST_CASE("leafing stops at both ends, and what is gone isn't pointed at") {
  Visit v;
  v.then(StartPressed{});
  v.then(ResultsOpened{});
  const auto at = [&] { return std::get<Results>(v.state.screen).at; };
  v.then(ResultsTurned{1});
  CHECK(at() == 0);
  v.then(ResultsLooked{std::vector<PublishedCard>(3)});
  v.then(ResultsTurned{-1});
  CHECK(at() == 0);
  for (int i = 0; i < 5; ++i) v.then(ResultsTurned{1});
  CHECK(at() == 2);
  v.then(ResultsLooked{std::vector<PublishedCard>(1)});
  CHECK(at() == 0);
  v.then(BackPressed{});
  CHECK(std::holds_alternative<Home>(v.state.screen));
}
