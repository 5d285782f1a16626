// An answer to what was asked before a reset, or was asked anew since, is not taken for the answer of now.
#include "app/request.h"

#include "app/opening.h"

using namespace wv;
using namespace wv::app;

namespace {

struct Asker : app_test::Opening {
  void answer(RequestId request, Event event) {
    event.request = request;
    then(event);
  }
  // To the saving page; the id under which the message was given to be stored.
  RequestId send() {
    all(StartPressed{}, KindChosen{domain::Kind::question}, TextPut{domain::Field::message, "Kanarie"},
        NextPressed{}, ChoiceToggled{"contact", "here"}, NextPressed{}, SendPressed{});
    REQUIRE(on<Saving>());
    return last<StoreSubmission>()->request;
  }
  RequestId look_for_answer() {
    all(StartPressed{}, TrackOpened{}, TextPut{domain::Field::number, "0070001232"},
        TextPut{domain::Field::code, "k7m49qxd"}, TrackAsked{});
    return last<LookForAnswer>()->request;
  }
  void leave() { all(StopPressed{}, StopConfirmed{}); }
  RequestId open_pad() {
    all(StartPressed{}, HealthOpened{}, HostEvent{SettingsAsked{}});
    return last<LookAtPin>()->request;
  }
  RequestId try_pin() {
    answer(open_pad(), HostEvent{PinLooked{true, 0}});
    for (const char digit : std::string("314159")) then(HostEvent{PinDigit{digit}});
    return last<TryPin>()->request;
  }
  void enter_settings() {
    answer(try_pin(), HostEvent{PinTried{true, 0}});
    REQUIRE(on<SettingsPage>());
  }
};

const SubmissionStored kStored{"0070001232", "K7M4-9QXD"};

}  // namespace

TEST_CASE("a receipt of the visitor before is not shown to the next one, who is saving too") {
  Asker a;
  const RequestId old = a.send();
  a.all(StopPressed{}, StopConfirmed{}, SubmissionWithdrawn{});
  const RequestId now = a.send();
  CHECK(old != now);
  a.answer(old, SubmissionStored{kStored.number.clone(), kStored.code.clone()});
  REQUIRE(a.on<Saving>());
  a.answer(old, SubmissionFailed{"store.full"});
  CHECK(a.on<Saving>()->failure == Trouble::none);
  a.answer(now, SubmissionStored{kStored.number.clone(), kStored.code.clone()});  // the control
  CHECK(a.on<Receipt>());
}

TEST_CASE("the answer to the first try counts until the second was asked; then the second's") {
  Asker a;
  const RequestId first = a.send();
  a.answer(first, SubmissionFailed{"store.full"});
  CHECK(a.on<Saving>()->failure == Trouble::store_full);
  a.then(TryAgainPressed{});
  const RequestId second = a.last<StoreSubmission>()->request;
  a.answer(first, SubmissionFailed{"store.io"});
  CHECK(a.on<Saving>()->failure == Trouble::none);
  a.answer(second, SubmissionFailed{"store.io"});
  CHECK(a.on<Saving>()->failure == Trouble::store_io);
}

TEST_CASE("Stop: a receipt that was under way still counts, an older withdrawal doesn't") {
  Asker a;
  a.send();
  a.leave();
  const RequestId old = a.last<WithdrawSubmission>()->request;
  a.answer(old, SubmissionWithdrawn{});
  REQUIRE(a.on<Attract>());
  const RequestId message = a.send();
  a.leave();
  a.answer(old, SubmissionWithdrawn{});
  CHECK(a.on<Saving>());
  a.answer(message, SubmissionStored{kStored.number.clone(), kStored.code.clone()});
  REQUIRE(a.on<Receipt>());
  CHECK(a.on<Receipt>()->despite_stop);
}

TEST_CASE("an answer that another visitor asked for is shown to nobody") {
  Asker a;
  const RequestId old = a.look_for_answer();
  a.leave();
  const RequestId now = a.look_for_answer();
  const domain::AnswerDocument document{"7f3a9b00-0000-4000-8000-000000000001",
                                        1,
                                        domain::AnswerStatus::answered,
                                        domain::Role::fixer,
                                        "De lamp brandt weer.",
                                        "nl",
                                        {},
                                        ""};
  a.answer(old, AnswerFound{domain::clone(document)});
  CHECK_FALSE(a.state.session.answer);
  a.answer(old, AnswerMissed{});
  CHECK(a.on<Track>()->answer == Track::Answer::looking);
  a.answer(now, AnswerFound{domain::clone(document)});
  CHECK(a.on<AnswerPage>());
}

TEST_CASE("a PIN that somebody else tried opens nothing") {
  Asker a;
  const RequestId old = a.try_pin();
  a.leave();
  const RequestId now = a.try_pin();
  a.answer(old, HostEvent{PinTried{true, 0}});
  CHECK_FALSE(a.on<SettingsPage>());
  a.answer(old, HostEvent{PinFailed{}});
  CHECK(a.state.host.pin.notice == PinPad::Notice::nothing);
  a.answer(now, HostEvent{PinTried{true, 0}});
  CHECK(a.on<SettingsPage>());
}

TEST_CASE("a transfer, sticks and a round of the parked of the host before say nothing of this one's") {
  Asker a;
  const Stick stick{"/stick", "STICK"};
  const auto begin = [&] {
    a.enter_settings();
    a.answer(a.last<FindSticks>()->request, HostEvent{SticksFound{{stick}}});
    a.all(HostEvent{ExportPressed{stick}}, HostEvent{RequeuePressed{}});
    return std::pair{a.last<ExportTo>()->request, a.last<RequeueParked>()->request};
  };
  const auto [old_transfer, old_requeue] = begin();
  const RequestId old_sticks = a.last<FindSticks>()->request;
  a.leave();
  const auto [transfer, requeue] = begin();
  Transfer ended;
  ended.moved = 5;
  Requeue back;
  back.back = 3;
  a.answer(old_transfer, HostEvent{TransferMoved{4, 5}});
  a.answer(old_transfer, HostEvent{TransferEnded{ended}});
  CHECK(a.state.host.transfer.running);
  CHECK(a.state.host.transfer.total == 0);
  a.answer(old_requeue, HostEvent{RequeueEnded{back}});
  CHECK(a.state.host.requeue.what == Requeue::What::running);
  a.answer(old_sticks, HostEvent{SticksFound{}});
  CHECK(a.state.host.sticks.size() == 1);
  a.answer(transfer, HostEvent{TransferEnded{ended}});
  a.answer(requeue, HostEvent{RequeueEnded{back}});
  CHECK(a.state.host.transfer.moved == 5);
  CHECK(a.state.host.requeue.back == 3);
}

TEST_CASE("the last look at the queue and at what is published counts; what nobody asked for does too") {
  Asker a;
  a.then(StartPressed{});
  const RequestId old = a.last<LookAtQueue>()->request;
  a.then(HealthOpened{});
  const RequestId now = a.last<LookAtQueue>()->request;
  const auto waiting = [](std::uint64_t count) {
    Waiting w;
    w.known = true;
    w.count = count;
    return QueueLooked{w};
  };
  a.answer(now, waiting(2));
  a.answer(old, waiting(1));
  CHECK(a.state.waiting.count == 2);
  a.answer({}, waiting(3));  // the program's own look at its start
  CHECK(a.state.waiting.count == 3);
  a.then(ResultsOpened{});
  const RequestId first = a.last<LookAtPublished>()->request;
  a.all(BackPressed{}, ResultsOpened{});
  a.answer(first, ResultsLooked{{PublishedCard{}}});
  CHECK(a.state.published.empty());
  a.answer(a.last<LookAtPublished>()->request, ResultsLooked{{PublishedCard{}}});
  CHECK(a.state.published.size() == 1);
}

TEST_CASE("a voice of the visitor before completes nobody's page") {
  Asker a;
  const auto record = [&] {
    a.all(StartPressed{}, KindChosen{domain::Kind::question}, VoiceOpened{}, VoiceBegun{});
    return a.last<RecordVoice>()->request;
  };
  const RequestId old = record();
  a.leave();
  const RequestId now = record();
  a.answer(old, VoiceRecorded{9000});
  CHECK_FALSE(a.state.session.draft->voice);
  a.answer(now, VoiceRecorded{9000});
  CHECK(a.state.session.draft->voice);
}
