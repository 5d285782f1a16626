// From Send to receipt under every failure of the disk: no receipt without a file, never two files (I1, I2).
#include "player/application_fixture.h"

#include "base/bytes.h"
#include "base/json.h"
#include "domain/receipt.h"

using namespace wv;
using namespace wv::test;

namespace {

struct Runner {
  fakes::FakePlatform platform;
  runtime::EffectRunner effects{platform, "data", example().content, example().keys.recipients};
  app::Events told;
  services::Moment now{first_moment(), 0};
  Runner() {
    effects.answer_to([this](app::Event event) { told.push_back(std::move(event)); });
  }
  void settle() {
    for (int i = 0; i < 200 && platform.busy(); ++i) platform.pump();
  }
  void send(const std::string& message) {
    told.clear();
    app::StoreSubmission effect;
    effect.submission.message = message;
    effect.submission.language = "nl";
    effect.submission.channel = "kiosk";
    effect.submission.contact.way = domain::ContactWay::none;
    effects.run(effect, now);
    settle();
  }
  template <class E>
  const E* heard() const {
    for (const auto& event : told)
      if (const auto* e = std::get_if<E>(&event)) return e;
    return nullptr;
  }
  std::vector<std::string> envelopes() {
    std::vector<std::string> names;
    for (const auto& name : platform.store("data").names())
      if (name.starts_with("outbox/") && name.ends_with(".json")) names.push_back(name);
    return names;
  }
};

}  // namespace

TEST_CASE("a message says whether the network had confirmed its day, and lies on none before the release") {
  const auto sent_at = [](const char* moment, bool confirmed) {
    Runner r;
    r.now = {*parse_rfc3339(moment), 0};
    app::StoreSubmission effect;
    effect.submission.message = "Kanarie 4711";
    effect.submission.language = "nl";
    effect.submission.channel = "kiosk";
    effect.submission.contact.way = domain::ContactWay::none;
    effect.clock_confirmed = confirmed;
    r.effects.run(effect, r.now);
    r.settle();
    REQUIRE(r.envelopes().size() == 1);
    const Json json = Json::parse(to_string(*r.platform.store("data").content(r.envelopes()[0])));
    return json["queued_on"].get<std::string>() + " " + json.value("clock", "absent");
  };
  for (const char* dead : {"1970-01-01T00:00:10Z", "2000-01-01T00:00:10Z", "2024-11-28T10:00:00+01:00"})
    for (const bool confirmed : {false, true})
      CHECK(sent_at(dead, confirmed) == to_iso(release_day()) + " unconfirmed");
  CHECK(sent_at("2026-11-28T10:00:00+01:00", false) == "2026-11-28 unconfirmed");
  CHECK(sent_at("2026-11-28T10:00:00+01:00", true) == "2026-11-28 confirmed");
  CHECK(sent_at("2035-01-01T10:00:00+01:00", false) ==
        "2035-01-01 unconfirmed");  // it ran ahead, and says that nobody knows
}

TEST_CASE("a submission becomes a file, a number and a code") {
  Runner r;
  r.send("Kanarie 4711");
  const auto* stored = r.heard<app::SubmissionStored>();
  REQUIRE(stored != nullptr);
  CHECK(domain::valid_receipt_number(stored->number));
  CHECK(stored->number.view().starts_with("007"));
  CHECK(stored->code.size() == 9);
  CHECK(stored->code.view()[4] == '-');
  CHECK(r.envelopes().size() == 1);
  const Secret first = stored->number.clone();
  r.send("Kanarie 4711");  // another visitor with the same words is another submission
  REQUIRE(r.heard<app::SubmissionStored>() != nullptr);
  CHECK(r.heard<app::SubmissionStored>()->number != first);
  CHECK(r.envelopes().size() == 2);
  CHECK_FALSE(r.effects.failure());
}

TEST_CASE("whatever step of the disk fails, trying again gives one file and one receipt") {
  Runner whole;
  whole.send("x");
  const std::uint64_t steps = whole.platform.store("data").steps();
  REQUIRE(steps > 8);
  int failures = 0;
  for (std::uint64_t nth = 1; nth <= steps; ++nth) {
    Runner r;
    r.platform.store("data").fail(nth, "store.io");
    r.send("Kanarie 4711");
    if (r.heard<app::SubmissionFailed>() != nullptr) {
      ++failures;
      CHECK(r.heard<app::SubmissionStored>() == nullptr);
      CHECK(r.effects.failure());
      CHECK(r.envelopes().size() <= 1);
      const auto before = r.envelopes();
      r.send("Kanarie 4711");
      if (!before.empty()) CHECK(r.envelopes() == before);  // the same id
    }
    REQUIRE_MESSAGE(r.heard<app::SubmissionStored>() != nullptr, "step " << nth);
    CHECK_MESSAGE(r.envelopes().size() == 1, "step " << nth);
    CHECK_FALSE(r.effects.failure());
  }
  CHECK(failures > 5);
}

TEST_CASE("a disk that stays full never gives a receipt, and says why") {
  Runner r;
  r.platform.store("data").fail(1, "store.full", fakes::MemoryStore::How::from_then_on);
  for (int i = 0; i < 3; ++i) {
    r.send("Kanarie 4711");
    REQUIRE(r.heard<app::SubmissionFailed>() != nullptr);
    CHECK(r.heard<app::SubmissionFailed>()->code == "store.full");
    CHECK(r.heard<app::SubmissionStored>() == nullptr);
  }
}

TEST_CASE("who left is told nothing, and the next one starts anew") {
  Runner r;
  app::StoreSubmission effect;
  effect.submission.message = "Kanarie 4711";
  effect.submission.contact.way = domain::ContactWay::none;
  r.effects.run(effect, r.now);
  r.effects.run(app::ForgetVisitor{}, r.now);
  r.settle();
  CHECK(r.heard<app::SubmissionStored>() == nullptr);
  CHECK(r.heard<app::SubmissionFailed>() == nullptr);
  CHECK(r.envelopes().size() <= 1);
}

TEST_CASE("changed words after a failure are a new submission") {
  Runner r;
  r.platform.store("data").fail(1, "store.full", fakes::MemoryStore::How::once);
  r.send("Kanarie 4711");
  REQUIRE(r.heard<app::SubmissionFailed>() != nullptr);
  r.send("Kanarie 4712");
  CHECK(r.heard<app::SubmissionStored>() != nullptr);
  CHECK(r.envelopes().size() == 1);
}

TEST_CASE("the first start makes a trial's key, the second finds it") {
  fakes::FakePlatform platform;
  const auto settle = [&] {
    for (int i = 0; i < 200 && platform.busy(); ++i) platform.pump();
  };
  const auto start = [&] {
    runtime::EffectRunner effects(platform, "data", example().content, {});
    effects.answer_to([](const app::Event&) {});
    effects.prepare();
    settle();
  };
  start();
  const auto key = platform.store("data").content("trial.private.jwk");
  REQUIRE(key);
  start();
  CHECK(platform.store("data").content("trial.private.jwk") == key);
}

TEST_CASE("the queue is looked at for the honest lines of receipt and health") {
  Runner r;
  r.send("Kanarie 4711");
  r.told.clear();
  r.effects.run(app::LookAtQueue{}, r.now);
  r.settle();
  const auto* looked = r.heard<app::QueueLooked>();
  REQUIRE(looked != nullptr);
  CHECK(looked->waiting.known);
  CHECK(looked->waiting.count == 1);
  CHECK(looked->waiting.free_bytes);
  CHECK(looked->waiting.trouble == app::Trouble::none);
}

TEST_CASE(
    "a device that can't keep anything is known at the start and after a restart, before anybody sends") {
  Runner r;
  auto& store = static_cast<fakes::MemoryStore&>(r.platform.store("data"));
  for (const char* code : {"store.read_only", "store.io", "store.full", "store.denied"}) {
    store.cannot_keep(code);
    r.told.clear();
    r.effects.prepare();
    r.settle();
    const auto* looked = r.heard<app::QueueLooked>();
    REQUIRE(looked != nullptr);
    CHECK(looked->waiting.keeping == app::parse_trouble(code));
    REQUIRE(r.effects.failure().has_value());  // status 3 of a script that stores nothing
    CHECK(r.effects.failure()->fault == Fault::not_now);
  }
  store.cannot_keep("");
  r.told.clear();
  r.effects.run(app::LookAtQueue{}, r.now);  // only counts: what was rehearsed last stands
  r.settle();
  CHECK(r.heard<app::QueueLooked>()->waiting.keeping == app::Trouble::store_denied);
  r.told.clear();
  r.effects.run(app::LookAtQueue{.rehearse = true}, r.now);
  r.settle();
  CHECK(r.heard<app::QueueLooked>()->waiting.keeping == app::Trouble::none);
  CHECK_FALSE(r.effects.failure().has_value());
}

TEST_CASE(
    "device.json gone while messages lie there is told until the device has another number; a new one isn't") {
  Runner r;
  auto& store = static_cast<fakes::MemoryStore&>(r.platform.store("data"));
  const auto anew = [&] {
    r.told.clear();
    r.effects.run(app::LookAtQueue{}, r.now);
    r.settle();
    return r.heard<app::QueueLooked>()->waiting.numbers_anew;
  };
  CHECK_FALSE(anew());
  r.send("Kanarie 4711");
  CHECK_FALSE(anew());
  REQUIRE(fakes::answer_of<Done>(r.platform, [&](auto then) { store.remove("device.json", then); })->ok());
  CHECK(anew());
  r.send("Kanarie 4712");
  CHECK(anew());
}

TEST_CASE("how the screen greets is found at the start, unless the command line said it") {
  Runner r;
  r.effects.run(app::KeepSettings{{"ar", app::TextSize::largest, app::Contrast::inverse, true, true}}, r.now);
  r.settle();
  const auto found = [&](services::KeptSettings kept) {
    r.told.clear();
    r.effects.prepare(kept);
    r.settle();
    const auto* host = r.heard<app::HostEvent>();
    return host != nullptr && std::holds_alternative<app::DeviceSettingsFound>(*host);
  };
  CHECK(found(services::KeptSettings::use));
  CHECK_FALSE(found(services::KeptSettings::leave));
}

TEST_CASE("each answer carries the id of what was asked") {
  Runner r;
  const auto answered = [&](app::Effect effect) {
    r.told.clear();
    std::visit(
        [](auto& asked) {
          if constexpr (requires { asked.request; }) asked.request = {4711};
        },
        effect);
    r.effects.run(std::move(effect), r.now);
    r.settle();
    REQUIRE_FALSE(r.told.empty());
    for (const app::Event& event : r.told) CHECK(event.request == app::RequestId{4711});
  };
  app::StoreSubmission send;
  send.submission.message = "Kanarie 4711";
  send.submission.contact.way = domain::ContactWay::none;
  answered(std::move(send));
  answered(app::LookAtQueue{});
  answered(app::LookAtPublished{});
  answered(app::LookForAnswer{Secret("0070001232"), Secret("K7M49QXD"), {}});
  answered(app::LookAtDay{{2026, 11, 28}, true, {}});
  answered(app::LookAtPin{});
  answered(app::KeepPin{Secret("314159"), {}});
  answered(app::TryPin{Secret("314159"), {}});
  answered(app::FindSticks{});
  answered(app::ExportTo{"stick", {}});
  answered(app::ImportFrom{"stick", {}});
  answered(app::RequeueParked{});
  r.effects.run(app::ForgetVisitor{}, r.now);
  answered(app::WithdrawSubmission{});
}
