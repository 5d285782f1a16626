// A resident's own telephone: nothing is wiped while one is away, a receipt stays there when it is asked for,
// and its answer comes up by itself.
#include "app/kept.h"

#include "app/receipt.h"
#include "opening.h"

using namespace wv;
using namespace wv::app;

namespace {

constexpr std::int64_t kMinute = 60;

struct Own : app_test::Opening {
  explicit Own(Mode mode = Mode::own, bool possible = true) {
    state = first_state(app_test::example(), mode, {"nl", TextSize::normal});
    effects.clear();
    at_ms(0);
    then(KeptLooked{possible, {}});
  }
  void send() {
    all(StartPressed{}, KindChosen{domain::Kind::question},
        TextPut{domain::Field::message, "Waar is de bus?"}, NextPressed{}, ChoiceToggled{"contact", "here"},
        NextPressed{});
    REQUIRE(on<Review>() != nullptr);
    then(SendPressed{});
    then(SubmissionStored{"0070001232", "K7M4-9QXD"});
    REQUIRE(on<Receipt>() != nullptr);
  }
};

KeptShown one(bool answered, bool news) {
  return {"0070001232", domain::Kind::question, {2026, 6, 1}, answered, news};
}

}  // namespace

TEST_CASE("on one's own telephone nobody is asked whether they are there, and nothing is wiped") {
  for (const Mode mode : {Mode::own, Mode::event}) {
    Own o(mode);
    o.all(StartPressed{}, KindChosen{domain::Kind::question},
          TextPut{domain::Field::message, "Waar is de bus?"});
    for (int minute = 1; minute < 200; ++minute) o.at(minute * kMinute);
    const bool still = o.state.session.draft && o.state.session.draft->message == "Waar is de bus?";
    CHECK(still == (mode == Mode::own));
    CHECK(o.state.overlay != Overlay::idle);
    if (mode == Mode::own) CHECK(next_wake_ms(o.state, app_test::example()) > o.state.now_ms);
  }
}

TEST_CASE("a telephone that lay in a pocket all night still shows what was being written") {
  Own o;
  o.all(StartPressed{}, KindChosen{domain::Kind::question},
        TextPut{domain::Field::message, "Waar is de bus?"});
  o.then(TimePassed{LocalTime{Instant{1780300800000 + 8 * 3'600'000}, 120}, 8 * 3'600'000, 8 * 3'600'000});
  CHECK(o.on<Form>() != nullptr);
  CHECK(o.state.session.draft->message == "Waar is de bus?");
}

TEST_CASE("number and code stay in sight, and the message says that it came from the web") {
  Own o;
  o.send();
  CHECK(o.last<StoreSubmission>()->submission.channel == "web");
  for (int minute = 1; minute < 60; ++minute) o.at(minute * kMinute);
  REQUIRE(o.on<Receipt>() != nullptr);
  CHECK(receipt_left_ms(o.state, *o.on<Receipt>()) > 0);
}

TEST_CASE("a receipt is kept when it is asked for, once, and said so only when it is") {
  Own o;
  o.send();
  CHECK(o.asked<KeepReceipt>() == 0);
  o.then(KeepPressed{});
  o.then(KeepPressed{});
  REQUIRE(o.asked<KeepReceipt>() == 1);
  CHECK(o.last<KeepReceipt>()->number == "0070001232");
  CHECK(o.last<KeepReceipt>()->kind == domain::Kind::question);
  CHECK(o.on<Receipt>()->kept == Receipt::Kept::keeping);
  o.then(ReceiptKept{false});
  CHECK(o.on<Receipt>()->kept == Receipt::Kept::failed);
  o.then(KeepPressed{});
  o.then(ReceiptKept{true});
  CHECK(o.on<Receipt>()->kept == Receipt::Kept::kept);
}

TEST_CASE("where the device has no key of its own nothing is kept") {
  Own o(Mode::own, false);
  o.send();
  o.then(KeepPressed{});
  CHECK(o.asked<KeepReceipt>() == 0);
}

TEST_CASE(
    "answers are asked for at the start, every ten minutes and when the network is back; elsewhere never") {
  for (const Mode mode : {Mode::own, Mode::kiosk}) {
    Own o(mode);
    CHECK(o.asked<LookAtKept>() == (mode == Mode::own ? 1 : 0));
    o.then(KeptLooked{true, {one(false, false)}});
    if (mode == Mode::kiosk) {
      for (int minute = 1; minute < 60; ++minute) o.at(minute * kMinute);
      CHECK(o.asked<FetchKept>() == 0);
      continue;
    }
    CHECK(o.asked<FetchKept>() == 1);
    o.at(9 * kMinute);
    CHECK(o.asked<FetchKept>() == 1);
    CHECK(next_wake_ms(o.state, app_test::example()) <= 10 * kMinute * 1000);
    o.at(10 * kMinute);
    CHECK(o.asked<FetchKept>() == 2);
    Connection away;
    away.trouble = Trouble::sync_offline;
    o.then(ConnectionChanged{away});
    o.then(ConnectionChanged{Connection{}});
    o.at(11 * kMinute);
    CHECK(o.asked<FetchKept>() == 3);
    o.then(NetworkCame{});  // the page is looked at again; not each time when that is often
    CHECK(o.asked<FetchKept>() == 3);
    o.at(12 * kMinute);
    o.then(NetworkCame{});
    o.then(NetworkCame{});
    CHECK(o.asked<FetchKept>() == 4);
  }
}

TEST_CASE("what is kept opens by a touch, and what was opened is no news") {
  Own o;
  o.then(KeptLooked{true, {one(true, true)}});
  CHECK(has_news(o.state));
  o.all(StartPressed{}, TrackOpened{});
  CHECK(o.state.session.editing.field == domain::Field::none);  // no keyboard over it
  const std::size_t looked = o.asked<LookAtKept>();
  o.then(KeptOpened{0});
  o.then(KeptOpened{0});
  REQUIRE(o.asked<OpenKept>() == 1);
  domain::AnswerDocument answer;
  answer.text = Secret("De lijn 4.");
  o.then(AnswerFound{answer});
  CHECK(o.on<AnswerPage>() != nullptr);
  CHECK(o.asked<LookAtKept>() == looked + 1);
  o.then(KeptLooked{true, {one(true, false)}});
  CHECK_FALSE(has_news(o.state));
  CHECK(o.state.answer_tries.at_ms.empty());  // nobody guessed
}

TEST_CASE(
    "what is kept stays when the visit ends, goes when it is removed, and nothing beyond the list is touched") {
  Own o;
  o.then(KeptLooked{true, {one(false, false)}});
  o.all(StartPressed{}, TrackOpened{}, StopConfirmed{});
  CHECK(o.state.kept.receipts.size() == 1);
  o.all(StartPressed{}, TrackOpened{}, KeptOpened{7}, KeptForgotten{7});
  CHECK(o.asked<OpenKept>() == 0);
  CHECK(o.asked<ForgetKept>() == 0);
  o.then(KeptForgotten{0});
  CHECK(o.last<ForgetKept>()->number == "0070001232");
  o.then(KeptLooked{true, {}});
  CHECK(o.state.kept.receipts.empty());
}
