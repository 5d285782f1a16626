// Stop while a message is stored, at every moment of the storing and with a disk that fails at every step:
// who is told "withdrawn" has no file, who is given a receipt has exactly one.
#include "player/application_fixture.h"

using namespace wv;
using namespace wv::test;

namespace {

struct Sender {
  fakes::FakePlatform platform;
  runtime::EffectRunner effects{platform, "data", example().content, example().keys.recipients};
  app::Events told;
  services::Moment now{first_moment(), 0};
  Sender() {
    effects.answer_to([this](app::Event event) { told.push_back(std::move(event)); });
  }
  fakes::MemoryStore& store() { return platform.store("data"); }
  void settle() {
    for (int i = 0; i < 200 && platform.busy(); ++i) platform.pump();
  }
  // A slow disk: one answer's round at a time.
  void send(int rounds) {
    app::StoreSubmission effect;
    effect.submission.message = "Kanarie 4711";
    effect.submission.language = "nl";
    effect.submission.channel = "kiosk";
    effect.submission.contact.way = domain::ContactWay::none;
    effects.run(std::move(effect), now);
    for (int i = 0; i < rounds && platform.busy(); ++i) platform.pump();
  }
  template <class E>
  bool heard() const {
    return std::any_of(told.begin(), told.end(),
                       [](const app::Event& event) { return std::holds_alternative<E>(event); });
  }
  std::size_t files(const std::string& folder) {
    std::size_t count = 0;
    for (const auto& name : store().names())
      count += name.starts_with(folder) && name.ends_with(".json") ? 1 : 0;
    return count;
  }
};

constexpr int kMostRounds = 12;

}  // namespace

TEST_CASE("Stop at any moment of the storing: withdrawn means no file, and it comes to an end") {
  int withdrawn = 0, kept = 0;
  for (int rounds = 0; rounds < kMostRounds; ++rounds) {
    CAPTURE(rounds);
    Sender s;
    s.send(rounds);
    const bool was_told = s.heard<app::SubmissionStored>();
    s.effects.run(app::WithdrawSubmission{}, s.now);
    s.settle();
    CHECK(s.heard<app::SubmissionStored>() == was_told);
    CHECK(s.heard<app::SubmissionWithdrawn>() != was_told);
    CHECK(s.files("outbox/") == (was_told ? 1U : 0U));
    CHECK(s.files("sent/") == 0);
    (was_told ? kept : withdrawn) += 1;
  }
  CHECK(withdrawn > 2);
  CHECK(kept > 0);
}

TEST_CASE("who walks away at any moment of the storing leaves no file either") {
  int put_under_way = 0;
  for (int rounds = 0; rounds < kMostRounds; ++rounds) {
    CAPTURE(rounds);
    Sender s;
    s.send(rounds);
    const bool was_told = s.heard<app::SubmissionStored>();
    put_under_way += !was_told && s.files("outbox/") == 1
                         ? 1
                         : 0;  // negative control: left there, as it was before, it would stay
    s.effects.run(app::ForgetVisitor{}, s.now);
    s.settle();
    CHECK(s.heard<app::SubmissionStored>() == was_told);
    CHECK(s.files("outbox/") == (was_told ? 1U : 0U));
  }
  CHECK(put_under_way > 0);
}

TEST_CASE(
    "Stop with a disk that fails, once or for good: never a receipt without a file, never a file without a word") {
  int lost = 0;
  for (const auto how : {fakes::MemoryStore::How::once, fakes::MemoryStore::How::from_then_on})
    for (int rounds = 0; rounds < kMostRounds; ++rounds)
      for (std::uint64_t nth = 1; nth < 14; ++nth) {
        CAPTURE(rounds);
        CAPTURE(nth);
        Sender s;
        s.store().fail(nth, "store.io", how);
        s.send(rounds);
        const bool was_told = s.heard<app::SubmissionStored>();
        s.effects.run(app::WithdrawSubmission{}, s.now);
        s.settle();
        const bool stored = s.heard<app::SubmissionStored>(), withdrawn = s.heard<app::SubmissionWithdrawn>();
        CHECK(stored + withdrawn + s.heard<app::SubmissionLost>() == 1);
        if (withdrawn) CHECK(s.files("outbox/") == 0);
        if (was_told) CHECK(s.files("outbox/") == 1);
        lost += s.heard<app::SubmissionLost>() ? 1 : 0;
      }
  CHECK(lost > 0);
}

TEST_CASE("what another process sent meanwhile can't be taken back: the receipt comes") {
  for (int rounds = 1; rounds < kMostRounds; ++rounds) {
    Sender s;
    s.send(rounds);
    if (s.files("outbox/") == 0 || s.heard<app::SubmissionStored>()) continue;
    for (const auto& name : s.store().names())
      if (name.starts_with("outbox/")) s.store().move(name, "sent/" + name.substr(7), [](Result<Done>) {});
    s.effects.run(app::WithdrawSubmission{}, s.now);
    s.settle();
    CHECK(s.heard<app::SubmissionStored>());
    CHECK_FALSE(s.heard<app::SubmissionWithdrawn>());
    return;
  }
  FAIL("no moment at which the file lies there and nobody was told");
}

TEST_CASE(
    "who goes back after a failed save and stops, or changes the words, leaves nothing of the failed try") {
  for (std::uint64_t nth = 1; nth < 14; ++nth)
    for (const bool changes : {false, true}) {
      CAPTURE(nth);
      Sender s;
      s.store().fail(nth, "store.io");
      s.send(100);
      if (!s.heard<app::SubmissionFailed>()) continue;
      if (changes) {
        app::StoreSubmission other;
        other.submission.message = "Andere woorden";
        other.submission.contact.way = domain::ContactWay::none;
        s.effects.run(std::move(other), s.now);
      } else {
        s.effects.run(app::ForgetVisitor{}, s.now);
      }
      s.settle();
      CHECK(s.files("outbox/") == (changes ? 1U : 0U));
    }
}

TEST_CASE(
    "on the screen: Stop while it saves ends on the first screen, with an empty outbox and no word in the tree") {
  TestApplication h;
  REQUIRE(h.play(kToReview));
  h.application.stage.post(app::SendPressed{});
  h.application.stage.step(h.player.now());
  CHECK(h.application.stage.tree().screen == "saving");
  h.application.stage.post(app::StopPressed{});
  h.application.stage.post(app::StopConfirmed{});
  h.application.stage.step(h.player.now());
  CHECK(h.application.stage.tree().screen == "saving");
  REQUIRE(h.application.stage.tree().find("saving.heading") != nullptr);
  CHECK(h.application.stage.tree().find("saving.heading")->name == "U bent gestopt.");
  REQUIRE(h.play("expect-screen attract"));
  CHECK(h.envelopes().empty());
}
