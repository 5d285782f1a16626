// Stop while a message is stored, at every moment of the storing: it is taken back, since Stop says that all is deleted.
#include "shell/house_fixture.h"

using namespace wv;
using namespace wv::shell;

namespace {

struct Sender {
  fakes::FakePlatform platform;
  EffectRunner effects{platform, "data", example().content, example().recipients};
  app::Events told;
  Moment now{parse_options({}).value().now, 0};
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
    return std::any_of(told.begin(), told.end(), [](const app::Event& event) { return std::holds_alternative<E>(event); });
  }
  std::size_t files(const std::string& folder) {
    std::size_t count = 0;
    for (const auto& name : store().names()) count += name.starts_with(folder) && name.ends_with(".json") ? 1 : 0;
    return count;
  }
};

constexpr int kMostRounds = 12;

}  // namespace

TEST_CASE("Stop at any moment of the storing: who was shown no receipt leaves no file") {
  int stopped = 0, kept = 0, put_under_way = 0;
  for (int rounds = 0; rounds < kMostRounds; ++rounds) {
    CAPTURE(rounds);
    Sender s;
    s.send(rounds);
    const bool was_told = s.heard<app::SubmissionStored>();
    put_under_way += !was_told && s.files("outbox/") == 1 ? 1 : 0;  // negative control: left there, as it was before, it would stay
    s.effects.run(app::ForgetVisitor{}, s.now);
    s.settle();
    CHECK(s.heard<app::SubmissionStored>() == was_told);
    CHECK(s.files("outbox/") == (was_told ? 1U : 0U));
    (was_told ? kept : stopped) += 1;
  }
  CHECK(stopped > 2);
  CHECK(kept > 0);
  CHECK(put_under_way > 0);
}

TEST_CASE("who goes back after a failed save and stops, or changes the words, leaves nothing of the failed try") {
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
