// Complaints that people made about other programs (tests/faults/README.md): each is a test under its own
// number and words, of the smallest thing that shows it. What tries them in depth is listed in
// tests/faults/README.md.
#include "outbox/retention.h"
#include "sync/support.h"

using namespace wv;
using namespace wv::sync_test;
using sync::Engine;

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;

std::optional<Bytes> in_outbox(Trial& t, const std::string& id) {
  return t.queue.store.content("outbox/" + id + ".json");
}

}  // namespace

TEST_CASE("complaint 1: deleted though sending failed (getodk #1017)") {
  const std::vector<std::function<Result<HttpReply>(const HttpRequest&)>> failures = {
      [](const HttpRequest&) { return Result<HttpReply>(broke("http.offline")); },
      [](const HttpRequest&) { return Result<HttpReply>(broke("http.cut")); },
      [](const HttpRequest&) { return Result<HttpReply>(broke("http.tls")); },
      [](const HttpRequest&) {
        return reply(200, "<html>Log in</html>", {{"content-type", "text/html"}});
      },
      [](const HttpRequest&) { return reply(201, R"({"ok":true,"id":"another","rev":"1-a"})"); },
      [](const HttpRequest&) { return reply(202, R"({"ok":true})"); },
      [](const HttpRequest&) { return reply(500); },
      [](const HttpRequest&) { return reply(413); },
      [](const HttpRequest&) { return reply(401); },
  };
  for (const auto& failure : failures) {
    Trial t;
    const std::string id = t.put();
    const auto before = in_outbox(t, id);
    // What the server says of reading back must not count for having written.
    t.http.serve([&](const HttpRequest& request) {
      return request.method == "PUT" ? failure(request) : Result<HttpReply>(reply(404));
    });
    for (int run = 0; run < 3; ++run) CHECK(t.once().sent == 0);
    CHECK(in_outbox(t, id) == before);
    CHECK_FALSE(t.has("sent", id));
  }
}

TEST_CASE("complaint 2: queue erased when storage was not ready (getodk #48)") {
  for (const char* code : {"store.io", "store.denied", "store.missing", "store.read_only"}) {
    Trial t;
    std::map<std::string, std::optional<Bytes>> before;
    for (int i = 0; i < 3; ++i) {
      const std::string id = t.put();
      before[id] = in_outbox(t, id);
    }
    t.queue.store.fail(1, code, fakes::MemoryStore::How::from_then_on);
    t.begin(Engine::Way::background);
    t.pass(kHour);
    t.queue.outbox.sweep([](const Result<std::uint64_t>&) {});
    outbox::retire(t.queue.store, 1, {2099, 1, 1}, outbox::Confirmed::yes,
                   [](const Result<outbox::Retired>&) {});
    fakes::settle(t.platform);
    t.queue.store.fail(0, "");
    for (const auto& [id, content] : before) CHECK((in_outbox(t, id) == content || t.has("sent", id)));
    CHECK(t.lost() == 0);
    t.pass(31 * kMinute);
    CHECK(t.waiting() == 0);
    CHECK(t.couch.boxes["inbox"].size() == 3);
  }
}

TEST_CASE("complaint 3: sent twice (collect #3517)") {
  Trial t;
  int heard = 0;
  // The server keeps each one, and its word is lost three times; the program begins anew each time.
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    auto answer = t.couch(request);
    if (request.method == "PUT" && ++heard <= 15) return broke("http.cut");
    return answer;
  });
  for (int i = 0; i < 5; ++i) t.put();
  for (int run = 0; run < 4; ++run) t.once();
  CHECK(heard == 20);
  CHECK(t.couch.boxes["inbox"].size() == 5);
  CHECK(t.waiting() == 0);
  CHECK(t.lost() == 0);
  CHECK(t.queue.summary().quarantined == 0);
}

TEST_CASE("complaint 4: acknowledged but attachments missing (kobocat #432)") {
  Trial t;
  // An attachment is an envelope of its own, stored before its message; the server doesn't take it for a
  // while.
  const std::string attachment = t.put(), message = t.put();
  bool takes = false;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (!takes && request.method == "PUT" && request.url.ends_with(attachment)) return reply(503);
    return t.couch(request);
  });
  t.begin(Engine::Way::background);
  t.pass(10 * kMinute);
  CHECK(t.has("sent", message));
  CHECK(t.has("outbox", attachment));  // one word for the one, and none for the other
  CHECK_FALSE(t.has("sent", attachment));
  CHECK(t.engine->status().trouble != "");
  takes = true;
  t.pass(31 * kMinute);
  CHECK(t.couch.boxes["inbox"].contains(attachment));
  CHECK(t.has("sent", attachment));
}

TEST_CASE("complaint 7: browser cleared, all gone (kpi #5121)") {
  Trial t;
  const std::string first = t.put(), second = t.put();
  t.http.serve([](const HttpRequest&) -> Result<HttpReply> { return broke("http.offline"); });
  t.once();
  // All that is beside the queue goes, or is spoiled: nothing of it decides what waits.
  for (const std::string& name : t.queue.store.names())
    if (!name.starts_with("outbox/")) t.queue.store.damage(name, to_bytes("{"));
  CHECK(t.waiting() == 2);
  t.http.serve([&](const HttpRequest& request) { return t.couch(request); });
  CHECK(t.once().sent == 2);
  CHECK((t.has("sent", first) && t.has("sent", second)));
}

TEST_CASE("complaint 8: one stuck record blocks all (enketo #1226)") {
  const std::vector<std::function<Result<HttpReply>()>> ways = {
      [] { return reply(500); }, [] { return broke("http.cut"); }, [] { return broke("http.timeout"); },
      [] { return reply(400); }, [] { return reply(418); }};
  for (const auto& way : ways) {
    Trial t;
    const std::string stuck = t.put(), stuck_too = t.put();
    for (int i = 0; i < 60; ++i) t.put();
    t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      if (request.url.ends_with(stuck) || request.url.ends_with(stuck_too)) return way();
      return t.couch(request);
    });
    t.begin(Engine::Way::background);
    t.pass(10 * kMinute);
    CHECK(t.couch.boxes["inbox"].size() == 60);
    CHECK(t.lost() == 0);
  }
}

TEST_CASE("complaint 9: deletable while sending (collect #6125)") {
  Trial t;
  const std::string id = t.put();
  std::size_t kept_meanwhile = 0;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.method == "PUT") {  // while it is on its way its retention day comes, and somebody clears up
      outbox::retire(t.queue.store, 1, {2099, 1, 1}, outbox::Confirmed::yes,
                     [](const Result<outbox::Retired>&) {});
      t.queue.outbox.sweep([](const Result<std::uint64_t>&) {});
      kept_meanwhile += t.has("outbox", id) ? 1 : 0;
      return broke("http.cut");
    }
    return t.couch(request);
  });
  t.begin(Engine::Way::background);
  t.pass(10 * kMinute);
  CHECK(kept_meanwhile > 1);
  CHECK(t.has("outbox", id));
  t.http.serve([&](const HttpRequest& request) { return t.couch(request); });
  t.pass(31 * kMinute);
  CHECK(t.has("sent", id));
  CHECK(t.couch.boxes["inbox"].contains(id));
}
