// Stop while a message is stored: what was typed dies at once (S2), what may lie on the disk is taken back,
// and the screen says what is true.
#include <initializer_list>
#include "app/opening.h"

using namespace wv;
using namespace wv::app;
using app_test::example;

namespace {

struct Saved : app_test::Opening {
  Saved() : Opening("tr") {
    all(StartPressed{}, LanguageChosen{"nl"}, KindChosen{domain::Kind::question},
        TextPut{domain::Field::message, "Kanarie"}, NextPressed{}, ChoiceToggled{"contact", "here"},
        NextPressed{}, SendPressed{});
    REQUIRE(on<Saving>());
    effects.clear();
  }
  void stop() {
    then(StopPressed{});
    then(StopConfirmed{});
  }
};

}  // namespace

TEST_CASE("Stop while it is saved: the words are gone at once, and it is taken back before the visit ends") {
  Saved v;
  v.stop();
  REQUIRE(v.on<Saving>());
  CHECK(v.on<Saving>()->stopping);
  CHECK_FALSE(v.state.session.draft);
  CHECK(v.state.shown.language == "nl");  // whoever reads on reads their own language
  CHECK(v.asked<WithdrawSubmission>() == 1);
  CHECK(v.asked<ForgetVisitor>() == 0);
  v.then(SubmissionWithdrawn{});
  CHECK(v.on<Attract>());
  CHECK(v.asked<ForgetVisitor>() == 1);
  CHECK(v.state.shown.language == "tr");
}

TEST_CASE("when it was too late the receipt comes, and says so") {
  Saved v;
  v.stop();
  v.then(SubmissionStored{"0070001232", "K7M4-9QXD"});
  REQUIRE(v.on<Receipt>());
  CHECK(v.on<Receipt>()->despite_stop);
  CHECK(v.on<Receipt>()->number == "0070001232");
  CHECK(v.on<Receipt>()->way == domain::ContactWay::here);
  Saved usual;
  usual.then(SubmissionStored{"0070001232", "K7M4-9QXD"});
  CHECK_FALSE(usual.on<Receipt>()->despite_stop);  // negative control
}

TEST_CASE("when it can't be said, that is said, and the page ends by itself") {
  Saved v;
  v.at(5);
  v.stop();
  v.then(SubmissionLost{"store.io"});
  REQUIRE(v.on<Saving>());
  CHECK(v.on<Saving>()->lost);
  v.at(64);
  CHECK(v.on<Saving>());
  v.at(66);
  CHECK(v.on<Attract>());
}

TEST_CASE("a disk that never answers keeps nobody on the page, and nothing undoes the Stop") {
  Saved v;
  v.stop();
  for (const Event& event : std::initializer_list<Event>{BackPressed{}, TryAgainPressed{}, SendPressed{},
                                                         SubmissionFailed{"store.io"}, NextPressed{}})
    v.then(event);
  REQUIRE(v.on<Saving>());
  CHECK(v.on<Saving>()->failure == Trouble::none);
  CHECK(v.asked<StoreSubmission>() == 0);
  v.at(59);
  CHECK(v.on<Saving>());
  CHECK(next_wake_ms(v.state, example()) == 60'000);
  v.at(61);
  CHECK(v.on<Attract>());
  CHECK(v.asked<ForgetVisitor>() == 1);
}

TEST_CASE("Stop twice ends the visit; after a failure Stop takes back what the failed try may have left") {
  Saved v;
  v.stop();
  v.stop();
  CHECK(v.on<Attract>());
  Saved failed;
  failed.then(SubmissionFailed{"store.io"});
  failed.stop();
  CHECK(failed.asked<WithdrawSubmission>() == 1);
}

TEST_CASE("help and the health page over a saving: the receipt still comes, and Stop still takes it back") {
  const auto opened = [](Saved& v) {
    v.then(HelpOpened{});
    v.then(HealthOpened{});
    REQUIRE(v.on<Health>());
  };
  Saved kept;
  opened(kept);
  kept.then(SubmissionStored{"0070001232", "K7M4-9QXD"});
  CHECK(kept.on<Receipt>());
  Saved failed;
  opened(failed);
  failed.then(SubmissionFailed{"store.full"});
  failed.then(BackPressed{});
  REQUIRE(failed.on<Saving>());
  CHECK(failed.on<Saving>()->failure == Trouble::store_full);
  Saved stopped;
  opened(stopped);
  stopped.stop();
  CHECK(stopped.asked<WithdrawSubmission>() == 1);
  CHECK_FALSE(stopped.state.session.draft);
}
