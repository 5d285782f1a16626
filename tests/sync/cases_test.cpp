// A member's device: messages and events come down too, the newest first and a page at a time, and what it
// holds is offered again to a server that lost it. A kiosk does nothing of that.
#include "sync/sync_state.h"
#include "sync/support.h"

using namespace wv;
using namespace wv::sync_test;
using sync::Engine;

namespace {

struct Member {
  Trial t;
  bool keeps = true;

  // The nth message that came to the server, the later the higher.
  void came(int number) {
    t.couch.boxes["inbox"][uuid(number)] = Json::parse(t.queue.envelope(uuid(number)).text());
  }
  sync::Status once() {
    t.begin(Engine::Way::once);
    t.engine->keep_cases(keeps);
    t.turn();
    CHECK(t.engine->done());
    return t.engine->status();
  }
  // An event of our own, sent and kept; what Trial::put makes is kept in the queue only.
  std::string event() {
    const std::string id = t.put(crypto::Box::cases);
    t.queue.store.damage("cases/" + id + ".json", *t.queue.store.content("outbox/" + id + ".json"));
    return id;
  }
  std::vector<std::string> pages() const {
    std::vector<std::string> bodies;
    for (const HttpRequest& request : t.http.asked)
      if (request.method == "POST") bodies.push_back(request.body);
    return bodies;
  }
};

}  // namespace

TEST_CASE("messages come down to a member's device, the newest first, by pages of 250") {
  Member m;
  for (int i = 1; i <= 300; ++i) m.came(i);
  const sync::Status status = m.once();
  CHECK(status.messages == 300);
  CHECK(status.all_done);
  const auto pages = m.pages();
  REQUIRE(pages.size() == 2);
  const Json first = Json::parse(pages[0])["keys"];
  CHECK(first.size() == 250);
  CHECK(first[0] == uuid(300));
  CHECK(first[249] == uuid(51));
  CHECK(Json::parse(pages[1])["keys"].size() == 50);
  const auto here = crypto::parse(to_string(*m.t.queue.store.content("inbox/" + uuid(7) + ".json")), "it");
  REQUIRE(here.ok());
  CHECK(
      crypto::same(here.value(), crypto::parse(m.t.couch.boxes["inbox"][uuid(7)].dump(), "theirs").value()));
}

TEST_CASE("negative control: a kiosk asks neither for messages nor for events") {
  Member m;
  m.keeps = false;
  m.came(1);
  CHECK(m.once().messages == 0);
  CHECK(m.pages().empty());
  CHECK_FALSE(m.t.has("inbox", uuid(1)));
  for (const HttpRequest& request : m.t.http.asked) {
    CHECK(request.url.find("/inbox/") == std::string::npos);
    CHECK(request.url.find("/cases/") == std::string::npos);
  }
}

TEST_CASE(
    "a line that breaks after the first page leaves the newest here, and only the rest is asked for again") {
  Member m;
  for (int i = 1; i <= 300; ++i) m.came(i);
  int posts = 0;
  m.t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.method == "POST" && ++posts == 2) return broke("http.cut");
    return m.t.couch(request);
  });
  CHECK_FALSE(m.once().all_done);
  CHECK(m.t.has("inbox", uuid(300)));
  CHECK(m.t.has("inbox", uuid(51)));
  CHECK_FALSE(m.t.has("inbox", uuid(50)));
  const sync::Status status = m.once();
  CHECK(status.messages == 50);
  CHECK(status.all_done);
  CHECK(Json::parse(m.pages().back())["keys"].size() == 50);
}

TEST_CASE("a full disk in the middle of a page: nothing is stepped over, and it says so") {
  constexpr int kMany = 12;
  const auto came = [](Member& m) {
    for (int i = 1; i <= kMany; ++i) m.came(i);
  };
  std::uint64_t steps = 0;
  {
    Member dry;
    came(dry);
    const std::uint64_t from = dry.t.queue.store.steps();
    REQUIRE(dry.once().messages == kMany);
    steps = dry.t.queue.store.steps() - from;
  }
  int refused = 0;
  for (const char* code : {"store.full", "store.io"})
    for (const auto how : {fakes::MemoryStore::How::once, fakes::MemoryStore::How::from_then_on})
      for (std::uint64_t nth = 1; nth <= steps; ++nth) {
        CAPTURE(code);
        CAPTURE(nth);
        Member m;
        came(m);
        m.t.queue.store.fail(nth, code, how);
        const sync::Status status = m.once();
        m.t.queue.store.fail(0, "");
        std::uint64_t kept = 0;
        for (int i = 1; i <= kMany; ++i) kept += m.t.has("inbox", uuid(i)) ? 1 : 0;
        if (kept < kMany) {
          ++refused;
          CHECK_FALSE(status.all_done);
          CHECK(status.trouble == "sync.disk");
        }
        CHECK(m.once().messages == kMany - kept);  // with room again the rest comes, and only that
        for (int i = 1; i <= kMany; ++i) CHECK(m.t.has("inbox", uuid(i)));
      }
  CHECK(refused > 4);
}

TEST_CASE("a clock that is off by more than a year calls nothing past, unless the target says the same") {
  constexpr std::int64_t kOff = 549LL * 86'400'000;  // the fake clock begins on 2026-06-01, 08:00 UTC
  for (const bool confirmed : {true, false}) {
    CAPTURE(confirmed);
    Member m;
    const auto sent = crypto_test::try_seal(m.t.platform,
                                            {crypto::Box::inbox,
                                             uuid(1),
                                             {2026, 5, 1},
                                             to_bytes(crypto_test::kDocument),
                                             crypto::Padding::submission,
                                             ClockWas::confirmed},
                                            {m.t.queue.key.open});
    m.t.couch.boxes["inbox"][uuid(1)] = Json::parse(sent.value().text());
    m.t.platform.clock().set({Instant{m.t.platform.clock().now().at.ms + kOff}, 120});
    m.t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      auto answer = m.t.couch(request);
      if (answer)
        answer.value().headers.emplace_back(
            "date", confirmed ? "Thu, 02 Dec 2027 08:00:30 GMT" : "Mon, 01 Jun 2026 08:00:30 GMT");
      return answer;
    });
    m.t.put();  // whose acknowledgement tells the target's day
    m.t.begin(Engine::Way::background);
    m.t.engine->keep_cases(true);
    m.t.turn();
    CHECK(m.t.engine->status().clock_confirmed == confirmed);
    CHECK(m.t.has("inbox", uuid(1)) != confirmed);
  }
}

TEST_CASE("what was erased, and what lies here, isn't asked for") {
  Member m;
  for (int i = 1; i <= 3; ++i) m.came(i);
  m.t.begin(Engine::Way::once);
  m.t.engine->keep_cases(true);
  m.t.engine->refuse(std::make_shared<const std::set<std::string>>(std::set<std::string>{uuid(2)}));
  m.t.turn();
  CHECK(m.t.engine->status().messages == 2);
  CHECK_FALSE(m.t.has("inbox", uuid(2)));
  CHECK(Json::parse(m.pages().at(0))["keys"] == Json::array({uuid(3), uuid(1)}));
}

TEST_CASE("all is done only when every box was seen and everything acknowledged") {
  Member m;
  m.came(1);
  SUBCASE("so") { CHECK(m.once().all_done); }
  SUBCASE("one box isn't there") {
    m.t.couch.boxes.erase("cases");
    CHECK_FALSE(m.once().all_done);
  }
  SUBCASE("one message isn't taken") {
    m.t.put();
    m.t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      if (request.method == "PUT") return reply(503);
      return m.t.couch(request);
    });
    const sync::Status status = m.once();
    CHECK_FALSE(status.all_done);
    CHECK(status.waiting == 1);
  }
}

TEST_CASE("a server that lost something gets it again from a member's device, a colleague's too") {
  Member m;
  std::vector<std::string> sent;
  for (int i = 0; i < 3; ++i) sent.push_back(m.event());
  m.came(1);
  m.came(2);
  REQUIRE(m.once().all_done);
  const Json before = m.t.couch.boxes["inbox"][uuid(2)];
  m.t.couch.boxes["cases"].erase(sent[1]);
  m.t.couch.boxes["inbox"].erase(uuid(2));
  SUBCASE("a member's device") {
    const sync::Status status = m.once();
    CHECK(status.offered == 2);
    CHECK(status.missing_there == 0);
    CHECK(m.t.couch.boxes["cases"].contains(sent[1]));
    CHECK(m.t.couch.boxes["inbox"].contains(uuid(2)));
    CHECK(m.t.has("sent", sent[1]));
    CHECK(m.t.has("cases", sent[1]));
    CHECK(m.once().offered == 0);
  }
  SUBCASE("negative control: a kiosk, which keeps no content, can only say so") {
    m.keeps = false;
    const sync::Status status = m.once();
    CHECK(status.offered == 0);
    CHECK(status.missing_there == 1);
    CHECK_FALSE(m.t.couch.boxes["cases"].contains(sent[1]));
  }
  SUBCASE("what was erased isn't offered") {
    m.t.begin(Engine::Way::once);
    m.t.engine->keep_cases(true);
    m.t.engine->refuse(std::make_shared<const std::set<std::string>>(std::set<std::string>{uuid(2)}));
    m.t.turn();
    CHECK(m.t.engine->status().offered == 1);
    CHECK_FALSE(m.t.couch.boxes["inbox"].contains(uuid(2)));
  }
}

TEST_CASE("a stick that is the target gives a member's device everything too") {
  Member m;
  m.t.settings.type = "folder";
  for (int i = 1; i <= 3; ++i)
    m.t.stick.damage("inbox/" + uuid(i) + ".json", to_bytes(m.t.queue.envelope(uuid(i)).text()));
  CHECK(m.once().messages == 3);
  CHECK(m.t.has("inbox", uuid(3)));
  m.keeps = false;
  CHECK(m.once().messages == 0);
}
