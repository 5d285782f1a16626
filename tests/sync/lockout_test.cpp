// A password that the target refuses, and CouchDB's answer to those who try too often: after five wrong
// passwords within five minutes it answers 403 to that user from that address, whatever the password (its
// couch_auth_lockout, on by default since 3.4: threshold 5, lifetime 300,000 ms counted from the first wrong
// one).
#include "sync/support.h"

using namespace wv;
using namespace wv::sync_test;
using sync::Engine;

namespace {

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute;

struct LockingCouch {
  Trial& t;
  std::string right = "right";
  int wrong = 0;  // of this user from this address
  std::int64_t since_ms = 0;
  std::size_t locked_out = 0;  // requests that were answered 403
  std::vector<std::int64_t> asked_ms;

  Result<HttpReply> operator()(const HttpRequest& request) {
    constexpr int kThreshold = 5;
    constexpr std::int64_t kLifetimeMs = 300'000;
    const std::int64_t now_ms = t.platform.clock().steady_ms();
    asked_ms.push_back(now_ms);
    if (wrong > 0 && now_ms - since_ms >= kLifetimeMs) wrong = 0;
    if (wrong >= kThreshold) {
      ++locked_out;
      return reply(
          403,
          R"({"error":"forbidden","reason":"Account is temporarily locked due to multiple authentication failures"})");
    }
    if (request.password == right) return t.couch(request);
    if (wrong++ == 0) since_ms = now_ms;
    return reply(401, R"({"error":"unauthorized","reason":"Name or password is incorrect."})");
  }
};

struct Locked {
  Trial t;
  LockingCouch couch{t, "right", 0, 0, 0, {}};
  explicit Locked(const std::string& password, int envelopes = 40) {
    t.settings.password = password;
    t.http.serve([this](const HttpRequest& request) { return couch(request); });
    for (int i = 0; i < envelopes; ++i) t.put();
  }
};

}  // namespace

TEST_CASE(
    "lockout: a wrong password costs one request at the start, whatever waits; the right one then goes on at once") {
  Locked l("wrong");
  Trial& t = l.t;
  t.begin(Engine::Way::background);
  t.turn();
  CHECK(t.http.asked.size() == 1);
  t.pass(3 * kHour);
  CHECK(t.http.asked.size() >= 2);  // after 30 to 60 minutes, then after twice that
  CHECK(t.http.asked.size() <= 3);
  CHECK(t.engine->status().trouble == "sync.denied");
  t.engine->use_password("right");
  t.turn();
  CHECK(t.waiting() == 0);
  CHECK(l.couch.locked_out == 0);
  CHECK(t.engine->status().trouble == "");
}

TEST_CASE(
    "lockout: the right password was refused, as by a cluster whose node with the users is away; within the hour all goes by itself") {
  Locked l("right");
  Trial& t = l.t;
  l.couch.right = "nobody's";
  t.begin(Engine::Way::background);
  t.pass(10 * kMinute);
  CHECK(t.http.asked.size() == 1);
  CHECK(t.waiting() == 40);
  l.couch.right = "right";
  t.pass(51 * kMinute);
  CHECK(t.waiting() == 0);
  CHECK(t.lost() == 0);
  CHECK(l.couch.locked_out == 0);
}

TEST_CASE(
    "lockout, the negative control: eighteen at once, as it once was, lock the right password out too") {
  Locked l("wrong", 1);
  Trial& t = l.t;
  const auto target = sync::make_target(t.settings, {t.http});
  const auto envelope = crypto_test::sealed(t.platform, {t.queue.key.open}, uuid(1), R"({"a":1})");
  for (int i = 0; i < 18; ++i) target->deliver(envelope, [](const sync::Outcome&) {});
  fakes::settle(t.platform);
  CHECK(l.couch.locked_out == 13);
  t.settings.password = "right";
  CHECK(t.once().trouble == "sync.denied");
  CHECK(t.waiting() == 1);
}

TEST_CASE(
    "lockout: three wrong passwords one after the other, restarts and a person's \"now\" between: one request each, never locked") {
  Locked l("wrong");
  Trial& t = l.t;
  t.begin(Engine::Way::background);
  t.turn();
  t.engine->use_password("wrong too");
  t.turn();
  t.engine->try_now();
  t.turn();
  t.begin(Engine::Way::background);
  t.turn();
  CHECK(t.http.asked.size() == 4);
  CHECK(l.couch.locked_out == 0);
  t.engine->use_password("right");
  t.turn();
  CHECK(t.waiting() == 0);
}

TEST_CASE(
    "lockout: others locked this address out; 403 is asked again by one request in 6 to 10 minutes, and then it all goes") {
  for (int round = 0; round < 20; ++round) {
    Locked l("right");
    Trial& t = l.t;
    for (int i = 0; i < round; ++i) {
      std::array<std::uint8_t, 4> drawn{};
      t.platform.random().fill(drawn);  // another device, another wait
    }
    l.couch.wrong = 5;
    l.couch.since_ms = t.platform.clock().steady_ms();
    t.begin(Engine::Way::background);
    t.turn();
    CHECK(t.http.asked.size() == 1);
    CHECK(t.engine->status().trouble == "sync.denied");
    REQUIRE(t.engine->status().next_try_ms.has_value());
    const std::int64_t wait_ms = *t.engine->status().next_try_ms - t.platform.clock().now().at.ms;
    CHECK(wait_ms >= 6 * kMinute);
    CHECK(wait_ms <= 10 * kMinute);
    t.pass(6 * kMinute - kSecond);
    CHECK(t.http.asked.size() == 1);
    t.pass(4 * kMinute + 2 * kSecond);
    CHECK(t.waiting() == 0);
    CHECK(l.couch.locked_out == 1);
    CHECK(t.engine->status().trouble == "");
  }
}

TEST_CASE(
    "lockout: rights that were taken away for long are asked for by one request each few minutes, no more") {
  Trial t;
  t.http.serve([](const HttpRequest&) -> Result<HttpReply> { return reply(403); });
  for (int i = 0; i < 30; ++i) t.put();
  t.begin(Engine::Way::background);
  t.pass(20 * kHour);
  CHECK(t.http.asked.size() >= 20 * 6);
  CHECK(t.http.asked.size() <= 20 * 10 + 1);
  CHECK(t.waiting() == 30);
  CHECK(t.engine->status().trouble == "sync.denied");
}

TEST_CASE("lockout: an empty queue that looks for answers stops at a refusal too") {
  Locked l("wrong", 0);
  Trial& t = l.t;
  t.begin(Engine::Way::background);
  t.pass(20 * kHour);
  CHECK(t.http.asked.size() <= 6);
  CHECK(t.engine->status().trouble == "sync.denied");
}

TEST_CASE(
    "lockout: a password that was changed at the target while nothing was sent is tried by one request, not by sixteen") {
  Locked l("right", 1);
  Trial& t = l.t;
  t.begin(Engine::Way::background);
  t.turn();
  CHECK(t.waiting() == 0);
  l.couch.right = "another";
  t.platform.clock().advance(9 * kMinute + 59 * kSecond);
  bool down = true;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return down ? Result<HttpReply>(broke("http.offline")) : l.couch(request);
  });
  for (int i = 0; i < 20; ++i) t.put();
  t.pass(kHour);
  down = false;
  t.pass(2 * kHour);
  CHECK(l.couch.locked_out == 0);
  CHECK(l.couch.wrong == 1);
}

TEST_CASE("lockout: one envelope that is forbidden by itself stops the others for minutes, not for ever") {
  Trial t;
  const std::string bad = t.put();
  for (int i = 0; i < 5; ++i) t.put();
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return request.url.ends_with(bad) ? reply(403, R"({"error":"forbidden","reason":"envelopes only"})")
                                      : t.couch(request);
  });
  t.begin(Engine::Way::background);
  t.pass(kHour);
  CHECK(t.waiting() == 1);
  CHECK(t.has("outbox", bad));
}

TEST_CASE("lockout: a box that may not be read stops no sending") {
  Trial t;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return request.url.find("/published/") != std::string::npos ? reply(403) : t.couch(request);
  });
  t.begin(Engine::Way::background);
  t.put();
  t.pass(kMinute);
  CHECK(t.waiting() == 0);
  t.put();
  t.pass(kMinute);
  CHECK(t.waiting() == 0);
  CHECK(t.http.asked.size() < 10);
}

TEST_CASE(
    "lockout: a dead network ends `sync --once` after three tries, though nothing has proven the password") {
  Trial t;
  t.http.serve([](const HttpRequest&) -> Result<HttpReply> { return broke("http.timeout"); });
  for (int i = 0; i < 50; ++i) t.put();
  CHECK(t.once().trouble == "sync.timeout");
  CHECK(t.asked("PUT") == 3);
  CHECK(t.waiting() == 50);
}
