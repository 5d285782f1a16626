// When and how often: waits, jumps of the clock, the network coming and going, many at once, bringing down.
#include <cmath>

#include "sync/support.h"

using namespace wv;
using namespace wv::sync_test;
using sync::Engine;

namespace {

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

}  // namespace

TEST_CASE("what is put while it runs goes at once, the oldest first, and then it sleeps") {
  Trial t;
  t.begin(Engine::Way::background);
  t.turn();
  std::vector<std::string> order;
  for (int i = 0; i < 40; ++i) order.push_back(t.put());
  t.turn();
  CHECK(t.waiting() == 0);
  CHECK(t.couch.boxes["inbox"].size() == 40);
  std::vector<std::string> asked;
  for (const auto& request : t.http.asked)
    if (request.method == "PUT") asked.push_back(request.url.substr(request.url.rfind('/') + 1));
  CHECK(asked == order);
  CHECK(t.engine->status().trouble == "");
  CHECK(t.engine->status().last_sent_ms == t.platform.clock().now().at.ms);
  CHECK(t.engine->next_wake_ms() - t.platform.clock().steady_ms() > 5 * kMinute);  // only to look for answers
}

TEST_CASE("the password and the user are in the request's own members and nowhere else") {
  Trial t;
  t.put();
  t.once();
  REQUIRE_FALSE(t.http.asked.empty());
  for (const auto& request : t.http.asked) {
    CHECK(request.user == "kiosk-007");
    CHECK(request.password == "secret");
    CHECK(request.url.find("secret") == std::string::npos);
    CHECK(request.body.find("secret") == std::string::npos);
    for (const auto& [name, value] : request.headers) CHECK(value.find("secret") == std::string::npos);
  }
}

TEST_CASE(
    "back-off: from 5 s, doubling to 30 min, full jitter; a day without a network is quiet, and then it all goes") {
  Trial t;
  bool down = true;
  std::vector<std::int64_t> tries;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.method == "PUT") tries.push_back(t.platform.clock().steady_ms());
    if (down) return broke("http.offline");
    return t.couch(request);
  });
  for (int i = 0; i < 5; ++i) t.put();
  t.begin(Engine::Way::background);
  t.pass(kDay);
  CHECK(t.waiting() == 5);
  CHECK(t.engine->status().trouble == "sync.offline");
  CHECK(t.engine->status().next_try_ms.has_value());
  CHECK(tries.size() > 48);   // at least as often as every half hour
  CHECK(tries.size() < 600);  // five envelopes, all day
  const std::int64_t last = tries.back();
  CHECK(t.platform.clock().steady_ms() - last <= 31 * kMinute);
  down = false;
  t.pass(31 * kMinute);
  CHECK(t.waiting() == 0);
  CHECK(t.engine->status().trouble == "");
  CHECK(t.lost() == 0);
}

TEST_CASE("the drawn waits stay within their bounds and use them") {
  fakes::FakeRandom random(7);
  sync::Waits waits(random);
  for (int failures = 1; failures <= 40; ++failures) {
    const double most = std::min(30.0 * kMinute, 5.0 * kSecond * std::pow(2, failures - 1));
    double sum = 0;
    for (int i = 0; i < 200; ++i) {
      const auto drawn = static_cast<double>(waits.draw_ms(failures));
      CHECK(drawn >= 1000);
      CHECK(drawn <= most);
      sum += drawn;
    }
    CHECK(sum / 200 > 0.4 * most);
    CHECK(sum / 200 < 0.65 * most);
  }
}

TEST_CASE("Retry-After is honoured, for the target as a whole") {
  Trial t;
  bool busy = true;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (busy && request.method == "PUT") return reply(429, "", {{"retry-after", "3600"}});
    return t.couch(request);
  });
  t.put();
  t.begin(Engine::Way::background);
  t.pass(kMinute);
  t.put();
  const std::size_t before = t.asked("PUT");
  t.pass(58 * kMinute);
  CHECK(t.asked("PUT") == before);
  busy = false;
  t.pass(5 * kMinute);
  CHECK(t.waiting() == 0);
}

TEST_CASE("N4: 401 stops everything, keeps the queue and tells; a person's \"now\" begins again") {
  Trial t;
  bool revoked = true;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return revoked ? reply(401) : t.couch(request);
  });
  for (int i = 0; i < 3; ++i) t.put();
  t.begin(Engine::Way::background);
  t.turn();
  const std::size_t asked = t.http.asked.size();
  CHECK(asked == 1);
  t.put();
  t.pass(20 * kHour);
  CHECK(t.http.asked.size() >= 4);  // one at a time, after half an hour and more, then seldom and seldomer
  CHECK(t.http.asked.size() <= 6);
  CHECK(t.waiting() == 4);
  CHECK(t.engine->status().trouble == "sync.denied");
  revoked = false;
  t.engine->try_now();
  t.pass(kMinute);
  CHECK(t.waiting() == 0);
  CHECK(t.engine->status().trouble == "");
}

TEST_CASE(
    "N4: refused five times is parked with its reason, the count outlives the program, the rest flows") {
  Trial t;
  const std::string bad = t.put();
  t.put();
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.url.ends_with(bad) && request.method == "PUT") return reply(413);
    return t.couch(request);
  });
  for (int run = 1; run <= 4; ++run) {
    const auto status = t.once();  // a new engine each time, as after a restart
    CHECK(t.has("outbox", bad));
    CHECK(status.sent == (run == 1 ? 1 : 0));
  }
  const auto before = t.queue.store.content("outbox/" + bad + ".json");
  CHECK(t.once().parked == 1);
  CHECK(t.queue.store.content("quarantine/" + bad + ".json") == before);
  CHECK(t.waiting() == 0);
}

TEST_CASE(
    "N4: a target that refuses every message parks none, told as its own fault; mended it gets all of them") {
  for (const int status : {400, 413, 422}) {
    Trial t;
    for (int i = 0; i < 20; ++i) t.put();
    bool well = false;
    t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      return request.method == "PUT" && !well ? reply(status) : t.couch(request);
    });
    for (int run = 0; run < 8; ++run)
      CHECK(t.once().trouble == "sync.refuses_all");  // a new engine each time
    t.begin(Engine::Way::background);
    t.pass(24 * kHour);
    CHECK(t.engine->status().trouble == "sync.refuses_all");
    CHECK(t.asked("PUT") < 20 * 8 + 300);  // a day of knocking, not of hammering
    CHECK(t.queue.summary().quarantined == 0);
    CHECK(t.waiting() == 20);
    well = true;
    t.pass(31 * kMinute);
    CHECK(t.waiting() == 0);
    CHECK(t.queue.summary().quarantined == 0);
    CHECK(t.lost() == 0);
  }
}

TEST_CASE(
    "N4: what the target refused while it was well is parked; a fault of the target meanwhile doesn't add to its count") {
  Trial t;
  const std::string bad = t.put();
  t.put();
  bool well = true;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.method == "PUT" && (!well || request.url.ends_with(bad))) return reply(400);
    return t.couch(request);
  });
  CHECK(t.once().sent == 1);
  well = false;
  const std::string good = t.put();
  for (int run = 0; run < 9; ++run) t.once();
  CHECK(t.has("outbox", bad));
  CHECK(t.has("outbox", good));
  well = true;
  CHECK(t.once().sent == 1);
  CHECK(t.has("outbox", bad));
  for (int run = 0; run < 3; ++run) t.once();
  CHECK(t.has("quarantine", bad));
  CHECK(t.has("sent", good));
}

TEST_CASE("N4: refusals that a build of before counted don't park anything at the next one") {
  Trial t;
  const std::string id = t.put();
  t.queue.store.damage(
      sync::kSyncStateFile,
      to_bytes(
          R"({"format":"wijkverbinder-sync/1","target":"a target","mark":"ab","cursors":{},"refused":{")" +
          id + R"(":4}})"));
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return request.method == "PUT" ? reply(400) : t.couch(request);
  });
  for (int run = 0; run < 6; ++run) t.once();
  CHECK(t.has("outbox", id));
}

TEST_CASE("once: what the line lost is told by what lost it, though others came through afterwards") {
  Trial t;
  for (int i = 0; i < 60; ++i) t.put();
  int puts = 0;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.method == "PUT" && ++puts % 3 == 0) return broke("http.cut");
    return t.couch(request);
  });
  const auto status = t.once();
  CHECK(t.waiting() == 20);
  CHECK(status.sent == 40);
  CHECK(status.trouble == "sync.offline");
}

TEST_CASE("N4: transport faults never count: a hundred of them park nothing") {
  Trial t;
  t.put();
  t.http.serve([](const HttpRequest&) -> Result<HttpReply> { return broke("http.cut"); });
  for (int i = 0; i < 100; ++i) t.once();
  CHECK(t.waiting() == 1);
  CHECK(t.queue.summary().quarantined == 0);
}

TEST_CASE("404 on a box: that box waits and is told, the others go on") {
  Trial t;
  t.couch.boxes.erase("inbox");
  const std::string here = t.put();
  const std::string there = t.put(crypto::Box::cases);
  t.begin(Engine::Way::background);
  t.pass(kMinute);
  CHECK(t.has("outbox", here));
  CHECK(t.has("sent", there));
  CHECK(t.engine->status().trouble == "sync.no_box");
  t.couch.boxes["inbox"];
  t.pass(31 * kMinute);
  CHECK(t.waiting() == 0);
  CHECK(t.engine->status().trouble == "");
}

TEST_CASE("I6: a file that can't be read is parked, untouched, and the others go") {
  Trial t;
  const std::string bad = t.put();
  t.put();
  t.queue.store.damage("outbox/" + bad + ".json", to_bytes("{\"format\":"));
  const auto status = t.once();
  CHECK(status.sent == 1);
  CHECK(status.parked == 1);
  CHECK(to_string(*t.queue.store.content("quarantine/" + bad + ".json")) == "{\"format\":");
}

TEST_CASE(
    "R5: 200 jumps of the wall, to 1970, 2038, ten years back and on: nothing lost, nothing twice, no hammering") {
  fakes::FakeRandom random(5);
  std::size_t most = 0;
  for (int number = 0; number < 200; ++number) {
    Trial t;
    bool down = true;
    t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      return down ? Result<HttpReply>(broke("http.offline")) : t.couch(request);
    });
    for (int i = 0; i < 3; ++i) t.put();
    t.begin(Engine::Way::background);
    t.turn();
    const std::int64_t start = t.platform.clock().now().at.ms;
    const std::int64_t ways[] = {
        start - 10 * 365 * kDay, 0, 2'147'483'648'000, start + 10 * 365 * kDay, start + kHour, start - kHour};
    for (int jump = 0; jump < 5; ++jump) {
      std::array<std::uint8_t, 2> chance{};
      random.fill(chance);
      t.platform.clock().set(
          {Instant{ways[static_cast<std::size_t>(chance[0] + number) % std::size(ways)]}, 120});
      t.pass(chance[1] * kSecond);
      CHECK_FALSE(t.engine->status().clock_confirmed);
    }
    most = std::max(most, t.asked("PUT"));
    CHECK(t.waiting() == 3);
    down = false;
    t.pass(31 * kMinute);
    CHECK(t.waiting() == 0);
    CHECK(t.couch.boxes["inbox"].size() == 3);
    CHECK(t.lost() == 0);
  }
  CHECK(most < 150);  // three envelopes, five jumps, up to 21 minutes
}

TEST_CASE("a Date of the target's confirms the clock, one that is off does not, a jump takes it back") {
  Trial t;
  const char* date = "Mon, 01 Jun 2026 08:00:30 GMT";  // the fake clock begins at 08:00:00 UTC
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    auto answer = t.couch(request);
    if (answer) answer.value().headers.emplace_back("date", date);
    return answer;
  });
  t.put();
  t.begin(Engine::Way::background);
  t.turn();
  CHECK(t.engine->status().clock_confirmed);
  t.platform.clock().set({Instant{t.platform.clock().now().at.ms + kHour}, 120});
  t.turn();
  CHECK_FALSE(t.engine->status().clock_confirmed);
  t.put();
  t.pass(kMinute);
  CHECK_FALSE(t.engine->status().clock_confirmed);  // the target still says another hour
  date = "Mon, 01 Jun 2026 09:01:00 GMT";
  t.put();
  t.pass(kMinute);
  CHECK(t.engine->status().clock_confirmed);
}

TEST_CASE("a machine that slept for a night tries at once when it wakes") {
  Trial t;
  bool down = true;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return down ? Result<HttpReply>(broke("http.offline")) : t.couch(request);
  });
  t.put();
  t.begin(Engine::Way::background);
  t.pass(6 * kHour);  // waits are long by now
  down = false;
  t.platform.clock().set(
      {Instant{t.platform.clock().now().at.ms + 8 * kHour}, 120});  // the steady clock stood still
  CHECK(t.engine->next_wake_ms() - t.platform.clock().steady_ms() <= kMinute);
  t.pass(kMinute);
  CHECK(t.waiting() == 0);
}

TEST_CASE("the network came: what waited goes at once, and without that word it would have waited on") {
  for (const bool told : {true, false}) {
    Trial t;
    bool down = true;
    t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      return down ? Result<HttpReply>(broke("http.offline")) : t.couch(request);
    });
    for (int i = 0; i < 3; ++i) t.put();
    t.begin(Engine::Way::background);
    t.pass(6 * kHour);  // waits are long by now
    while (t.engine->status().next_try_ms.value_or(0) - t.platform.clock().now().at.ms < 3 * kMinute)
      t.pass(kMinute);
    down = false;
    if (told) t.engine->network_came();
    t.pass(5 * kSecond);
    CHECK(t.waiting() == (told ? 0 : 3));
  }
}

TEST_CASE("the network came, and the target's own Retry-After still counts; so does a refused password") {
  Trial t;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return request.method == "PUT" ? reply(503, "", {{"retry-after", "3600"}}) : t.couch(request);
  });
  t.put();
  t.begin(Engine::Way::background);
  t.pass(kMinute);
  const std::size_t before = t.asked("PUT");
  for (int i = 0; i < 30; ++i) {
    t.engine->network_came();
    t.pass(kMinute);
  }
  CHECK(t.asked("PUT") == before);
  t.engine->try_now();  // a person may
  t.turn();
  CHECK(t.asked("PUT") == before + 1);

  Trial denied;
  denied.http.serve([](const HttpRequest&) -> Result<HttpReply> { return reply(401); });
  denied.put();
  denied.begin(Engine::Way::background);
  denied.turn();
  const std::size_t asked = denied.http.asked.size();
  denied.engine->network_came();
  denied.pass(29 * kMinute);
  CHECK(denied.http.asked.size() == asked);
}

TEST_CASE("a network that comes and goes every second makes nobody hammer") {
  Trial t;
  t.http.serve([](const HttpRequest&) -> Result<HttpReply> { return broke("http.offline"); });
  for (int i = 0; i < 3; ++i) t.put();
  t.begin(Engine::Way::background);
  for (int second = 0; second < 600; ++second) {
    t.engine->network_came();
    t.pass(kSecond);
  }
  CHECK(t.http.asked.size() < 500);  // ten minutes, five times a minute, three envelopes and the answers
}

TEST_CASE("N4: a replaced password goes on at once, and a late refusal of the old one stops nothing") {
  Trial t;
  std::string right = "new";
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return request.password == right ? t.couch(request) : reply(401);
  });
  for (int i = 0; i < 20; ++i) t.put();
  t.begin(Engine::Way::background);
  t.turn();
  CHECK(t.engine->status().trouble == "sync.denied");
  t.engine->use_password("new");
  t.turn();
  CHECK(t.waiting() == 0);
  CHECK(t.engine->status().trouble == "");

  right = "newest";
  t.put();
  t.engine->tick(t.now());
  t.platform.pump();
  t.engine->tick(t.now());  // on its way, with the old one
  t.engine->use_password("newest");
  t.turn();
  CHECK(t.waiting() == 0);
  CHECK(t.engine->status().trouble == "");
}

TEST_CASE(
    "N2 in small: 30 % of everything lost in either direction, two uploaders, 300 envelopes: each there exactly once") {
  Trial t;
  fakes::FakeRandom random(11);
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    std::array<std::uint8_t, 2> chance{};
    random.fill(chance);
    if (chance[0] < 77) return broke("http.cut");  // never came there
    auto answer = t.couch(request);
    if (chance[1] < 77) return broke("http.cut");  // came, and nobody hears it
    return answer;
  });
  for (int i = 0; i < 300; ++i) t.put();
  t.begin(Engine::Way::background);
  auto first = std::move(t.engine);
  t.begin(Engine::Way::background);
  // One sends while the other waits for the hold, so each is asked as often as a process of its own would be.
  for (int turn = 0; turn < 120 * 12 && t.waiting() > 0; ++turn) {
    first->tick(t.now());
    t.pass(kMinute / 12);
    first->tick(t.now());
  }
  t.turn();
  first->tick(t.now());
  CHECK(t.waiting() == 0);
  CHECK(t.couch.boxes["inbox"].size() == 300);
  CHECK(t.lost() == 0);
  CHECK(t.queue.summary().quarantined == 0);
  while (t.platform.busy()) t.platform.pump();
}

TEST_CASE(
    "the disk is full when the acknowledgement comes: it stays, and the next try finds it there already") {
  Trial t;
  const std::string id = t.put();
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    auto answer = t.couch(request);
    if (request.method == "PUT" && t.asked("PUT") == 1)
      t.queue.store.fail(1, "store.full", fakes::MemoryStore::How::from_then_on);
    return answer;
  });
  t.begin(Engine::Way::background);
  t.turn();
  t.queue.store.fail(0, "");
  CHECK(t.has("outbox", id));
  t.pass(kMinute);
  CHECK(t.has("sent", id));
  CHECK(t.couch.boxes["inbox"].size() == 1);
}

TEST_CASE(
    "published documents come down: whole ones of that box, once, page after page; the rest is left alone") {
  Trial t;
  for (int i = 0; i < 60; ++i) t.couch.boxes["published"][uuid(i)] = Json::parse(published(uuid(i)));
  t.couch.boxes["published"][uuid(90)] = Json{{"hello", "world"}};
  t.couch.boxes["published"][uuid(91)] = Json::parse(published(uuid(91)).replace(0, 1, "{\"sha256x\":1,"));
  Json torn = Json::parse(published(uuid(92)));
  torn["jws"] = "x.y.z";  // its hash is another's
  t.couch.boxes["published"][uuid(92)] = torn;
  t.couch.boxes["answers"][uuid(93)] = Json::parse(published(uuid(93)));  // in the wrong box
  const auto status = t.once();
  CHECK(status.published == 61);
  CHECK(status.answers == 0);
  CHECK(t.has("published", uuid(7)));
  CHECK_FALSE(t.has("published", uuid(90)));
  CHECK_FALSE(t.has("published", uuid(92)));
  CHECK_FALSE(t.has("answers", uuid(93)));
  const std::string text = to_string(*t.queue.store.content("published/" + uuid(7) + ".json"));
  CHECK(text.find("_rev") == std::string::npos);
  const std::size_t asked = t.http.asked.size();
  CHECK(t.once().published == 0);
  CHECK(t.http.asked.size() - asked ==
        5);  // who it is; of each box what is new from where it was left, and, since nothing is, its end
  t.couch.boxes["published"][uuid(99)] = Json::parse(published(uuid(99)));
  CHECK(t.once().published == 1);
}

TEST_CASE("what was erased is neither asked for nor kept; without that list it would come down") {
  for (const bool erased : {true, false}) {
    CAPTURE(erased);
    Trial t;
    for (const int i : {1, 2}) t.couch.boxes["published"][uuid(i)] = Json::parse(published(uuid(i)));
    t.begin(Engine::Way::once);
    if (erased)
      t.engine->refuse(std::make_shared<const std::set<std::string>>(std::set<std::string>{uuid(1)}));
    t.turn();
    CHECK(t.has("published", uuid(1)) == !erased);
    CHECK(t.has("published", uuid(2)));
    CHECK(t.engine->status().published == (erased ? 1U : 2U));
  }
}

TEST_CASE("what passed its retention day does not come down, once the clock is confirmed") {
  Trial t;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    auto answer = t.couch(request);
    if (answer) answer.value().headers.emplace_back("date", "Mon, 01 Jun 2026 08:00:30 GMT");
    return answer;
  });
  t.couch.boxes["published"][uuid(1)] = Json::parse(published(uuid(1), "a.b.c", "2025-05-31"));
  t.couch.boxes["published"][uuid(1)]["clock"] =
      "confirmed";  // a day that nobody confirmed would be in doubt, and come down
  t.couch.boxes["published"][uuid(2)] = Json::parse(published(uuid(2), "a.b.c", "2025-06-02"));
  t.put();
  t.begin(Engine::Way::background);
  t.turn();
  CHECK_FALSE(t.has("published", uuid(1)));
  CHECK(t.has("published", uuid(2)));
}
