// A submission's way to disk with neither a window nor a running program around it: a second try is the same
// message, other words are another one, and Stop leaves nothing.
#include "services/submissions.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/json.h"
#include "crypto/support.h"
#include "domain/attachment.h"
#include "fakes/fake_platform.h"

using namespace wv;

namespace {

struct Sender {
  fakes::FakePlatform platform;
  crypto_test::Key key = crypto_test::new_key(platform);
  fakes::MemoryStore& store = platform.store("data");
  outbox::Outbox outbox{store};
  services::EventLog log{store, platform.clock().now()};
  services::Submissions submissions{{platform, store, outbox, log, 7, {key.open}}};
  app::Events answers;
  const services::Report report = [this](app::Event e) { answers.push_back(std::move(e)); };

  [[nodiscard]] services::SubmissionJob::Request request(const std::string& message,
                                                         const std::string& voice = {}) {
    domain::Submission told;
    told.message = message;
    told.language = "nl";
    told.channel = "kiosk";
    told.contact.way = domain::ContactWay::none;
    told.attachments.push_back({{}, std::string(domain::kVoiceMedia), 0, {}});
    return {std::move(told), to_bytes(voice), {{2026, 11, 28}, ClockWas::confirmed}};
  }
  void send(const std::string& message, const std::string& voice = {}) {
    submissions.store(request(message, voice), report);
  }
  void settle() { fakes::settle(platform); }
  template <class E>
  const E* last() const {
    return answers.empty() ? nullptr : std::get_if<E>(&answers.back());
  }
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names = store.names();
    std::erase_if(names, [](const std::string& name) { return !name.starts_with("outbox/"); });
    return names;
  }
  // What a reader finds in the messages, voices left out.
  [[nodiscard]] std::vector<domain::Submission> messages() {
    std::vector<domain::Submission> found;
    for (const std::string& name : files()) {
      const auto envelope = crypto::parse(to_string(*store.content(name)), name);
      REQUIRE(envelope);
      crypto::open(platform.sealer(), envelope.value(), key.secret, [&](Result<std::string> plain) {
        REQUIRE(plain);
        if (auto told = domain::parse_submission(plain.value())) found.push_back(std::move(told).value());
      });
      settle();
    }
    return found;
  }
};

}  // namespace

TEST_CASE("a message and its voice: the voice first, then the message that names it, then the receipt") {
  Sender s;
  s.send("Kanarie 4711", "OggS");
  std::vector<std::size_t> counts;
  for (int i = 0; i < 100 && s.platform.busy(); ++i) {
    s.platform.pump();
    if (s.files().size() != (counts.empty() ? 0 : counts.back())) counts.push_back(s.files().size());
    if (s.files().size() == 1) CHECK(s.answers.empty());
  }
  CHECK(counts == std::vector<std::size_t>{1, 2});
  REQUIRE(s.last<app::SubmissionStored>());
  REQUIRE(s.messages().size() == 1);
  const domain::Submission told = std::move(s.messages()[0]);
  CHECK(told.receipt == s.last<app::SubmissionStored>()->number);
  REQUIRE(told.attachments.size() == 1);
  CHECK(s.store.content("outbox/" + told.attachments[0].id + ".json"));
}

TEST_CASE("whatever step fails: a second try goes on with what is there, other words are another message") {
  Sender whole;
  whole.send("x", "OggS");
  whole.settle();
  const std::uint64_t steps = whole.store.steps();
  REQUIRE(steps > 10);
  int same = 0;
  for (std::uint64_t nth = 1; nth <= 2 * steps; ++nth) {
    CAPTURE(nth);
    Sender s;
    s.store.fail((nth + 1) / 2, "store.io");
    s.send("Kanarie 4711", "OggS");
    s.settle();
    if (!s.last<app::SubmissionFailed>()) continue;
    REQUIRE(s.submissions.failure());
    const auto before = s.files();
    const bool other = nth % 2 == 0;
    s.send(other ? "Andere woorden" : "Kanarie 4711", "OggS");
    s.settle();
    REQUIRE(s.last<app::SubmissionStored>());
    CHECK_FALSE(s.submissions.failure());
    CHECK(s.files().size() == 2);
    REQUIRE(s.messages().size() == 1);
    CHECK(s.messages()[0].message == (other ? "Andere woorden" : "Kanarie 4711"));
    if (other || before.empty()) continue;
    ++same;  // what lay there is not put a second time under another id
    const auto now = s.files();
    for (const std::string& name : before) CHECK(std::find(now.begin(), now.end(), name) != now.end());
  }
  CHECK(same > 0);
}

TEST_CASE("pressed twice while it is stored: one message, one receipt") {
  Sender s;
  s.send("Kanarie 4711");
  s.platform.pump();
  s.send("Kanarie 4711");
  s.settle();
  CHECK(s.answers.size() == 1);
  CHECK(s.last<app::SubmissionStored>());
  CHECK(s.messages().size() == 1);
}

TEST_CASE("other words while the first try still runs: the receipt is of the words that were sent last") {
  int first_was_there = 0;
  for (int rounds = 0; rounds < 12; ++rounds) {
    CAPTURE(rounds);
    Sender s;
    s.send("Kanarie 4711");
    for (int i = 0; i < rounds && s.platform.busy(); ++i) s.platform.pump();
    if (!s.answers.empty()) break;
    first_was_there += s.files().empty() ? 0 : 1;  // the control: there is something to take back
    s.send("Andere woorden");
    s.settle();
    REQUIRE(s.last<app::SubmissionStored>());
    CHECK(s.answers.size() == 1);
    REQUIRE(s.messages().size() == 1);
    CHECK(s.messages()[0].message == "Andere woorden");
    CHECK(s.messages()[0].receipt == s.last<app::SubmissionStored>()->number);
  }
  CHECK(first_was_there > 0);
}

TEST_CASE("Stop, or a visitor who leaves, at any step: neither message nor voice stays") {
  int there = 0;
  for (const bool stops : {true, false})
    for (int rounds = 0; rounds < 16; ++rounds) {
      CAPTURE(rounds);
      Sender s;
      s.send("Kanarie 4711", "OggS");
      for (int i = 0; i < rounds && s.platform.busy(); ++i) s.platform.pump();
      if (s.last<app::SubmissionStored>()) break;
      there += s.files().empty() ? 0 : 1;
      stops ? s.submissions.withdraw(s.report) : s.submissions.forget();
      s.settle();
      CHECK(s.files().empty());
      CHECK(s.answers.size() == (stops ? 1U : 0U));
      if (stops) CHECK(s.last<app::SubmissionWithdrawn>());
    }
  CHECK(there > 0);
}

TEST_CASE("Stop before anything was sent, and after the receipt is under way") {
  Sender s;
  s.submissions.withdraw(s.report);
  CHECK(s.last<app::SubmissionWithdrawn>());
  s.send("Kanarie 4711");
  s.settle();
  s.submissions.withdraw(s.report);
  s.settle();
  CHECK(s.last<app::SubmissionStored>());
  CHECK(s.messages().size() == 1);
}
