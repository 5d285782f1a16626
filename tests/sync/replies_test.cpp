// N1: what every kind of reply leads to. A scripted server stores nothing, so whatever leaves the outbox is
// lost.
#include "sync/classify.h"
#include "sync/support.h"

using namespace wv;
using namespace wv::sync_test;
using sync::Verdict;

namespace {

constexpr char kPage[] = "<!DOCTYPE html><html><body>Log in to the Wi-Fi</body></html>";

struct Case {
  const char* name;
  HttpReply put;
  const char* trouble;  // of the run
  std::size_t waiting = 1;
};

std::vector<Case> cases() {
  const auto json = [](int status, const char* body) {
    return reply(status, body, {{"content-type", "application/json"}});
  };
  const auto page = [](int status) {
    return reply(status, kPage, {{"content-type", "text/html; charset=utf-8"}});
  };
  return {
      {"200 with a captive portal", page(200), "sync.portal"},
      {"201 with a captive portal", page(201), "sync.portal"},
      {"202 with a captive portal", page(202), "sync.portal"},
      {"a portal without a content type", reply(201, kPage), "sync.portal"},
      {"a portal that begins with spaces", reply(200, "\n  \t<HTML><head>"), "sync.portal"},
      {"a portal after a byte order mark", reply(200, "\xEF\xBB\xBF<!doctype html>"), "sync.portal"},
      {"a portal that says it is JSON", json(201, kPage), "sync.portal"},
      {"200 instead of 201", json(200, R"({"ok":true})"), "sync.unclear"},
      {"201 and no body", reply(201), "sync.unclear"},
      {"201 cut in the middle", json(201, R"({"ok":true,"id":)"), "sync.unclear"},
      {"201 with garbage", json(201, "\x01\x02\x03"), "sync.unclear"},
      {"201 with somebody else's id",
       json(201, R"({"ok":true,"id":"00000000-0000-4000-8000-000000000000","rev":"1-a"})"), "sync.unclear"},
      {"201 that isn't ok", json(201, R"({"ok":false,"rev":"1-a"})"), "sync.unclear"},
      {"201 with a list", json(201, R"([{"ok":true}])"), "sync.unclear"},
      {"201 nested beyond reason", json(201, std::string(5000, '[').c_str()), "sync.unclear"},
      {"202, not yet on disk", json(202, R"({"ok":true,"id":"x","rev":"1-a"})"), "sync.later"},
      {"203", json(203, "{}"), "sync.unclear"},
      {"204", reply(204), "sync.unclear"},
      {"206", json(206, "{}"), "sync.unclear"},
      {"226", json(226, "{}"), "sync.unclear"},
      {"301 to another host", reply(301, "", {{"location", "https://elsewhere.example/"}}), "sync.redirect"},
      {"302 to a portal", reply(302, kPage, {{"location", "http://portal.example/"}}), "sync.redirect"},
      {"303", reply(303), "sync.redirect"},
      {"304", reply(304), "sync.redirect"},
      {"307", reply(307), "sync.redirect"},
      {"308", reply(308), "sync.redirect"},
      {"400", json(400, R"({"error":"bad_request"})"), "sync.refused"},
      {"401", json(401, R"({"error":"unauthorized"})"), "sync.denied"},
      {"402", reply(402), "sync.unclear"},
      {"403", json(403, R"({"error":"forbidden"})"), "sync.denied"},
      {"404", json(404, R"({"error":"not_found"})"), "sync.no_box"},
      {"405", reply(405), "sync.unclear"},
      {"406", reply(406), "sync.unclear"},
      {"407", reply(407), "sync.proxy_login"},
      {"408", reply(408), "sync.busy"},
      {"409 and nothing there", json(409, R"({"error":"conflict"})"), "sync.unclear"},
      {"410", reply(410), "sync.unclear"},
      {"412", reply(412), "sync.unclear"},
      {"413", reply(413), "sync.refused"},
      {"414", reply(414), "sync.unclear"},
      {"415", reply(415), "sync.unclear"},
      {"418", reply(418), "sync.unclear"},
      {"422", reply(422), "sync.refused"},
      {"423", reply(423), "sync.locked"},
      {"425", reply(425), "sync.busy"},
      {"428", reply(428), "sync.unclear"},
      {"429", reply(429, "", {{"retry-after", "120"}}), "sync.busy"},
      {"431", reply(431), "sync.unclear"},
      {"451", reply(451), "sync.unclear"},
      {"500", reply(500), "sync.server"},
      {"501", reply(501), "sync.server"},
      {"502 of a proxy", page(502), "sync.server"},
      {"503", reply(503, "", {{"retry-after", "garbage"}}), "sync.busy"},
      {"504", reply(504), "sync.server"},
      {"507", reply(507), "sync.full"},
      {"511", page(511), "sync.portal"},
      {"599", reply(599), "sync.server"},
      {"a status that is none", reply(0), "sync.unclear"},
      {"an endless body", reply(201, std::string((1u << 20) + 1, ' ')), "sync.unclear"},
  };
}

// A target that believes every reply: what N1 must catch.
class Eager final : public sync::Target {
 public:
  explicit Eager(ports::Http& http) : http_(http) {}
  void deliver(const crypto::SealedEnvelope&, Delivered done) override {
    http_.send({}, [done](Result<HttpReply>) {
      sync::Outcome outcome;
      outcome.verdict = Verdict::acknowledged;
      done(outcome);
    });
  }
  void pull(Pull pull) override { pull.ended({Verdict::on, "", {}, {}}, ""); }
  void set_up(SetUpDone) override {}
  void retire(crypto::Box, Expired) override {}
  void ask_time(Delivered) override {}

 private:
  ports::Http& http_;
};

}  // namespace

TEST_CASE("N1: no reply but a valid acknowledgement removes anything, and each is told by its own code") {
  std::size_t replies = 0;
  for (const Case& c : cases()) {
    INFO(c.name);
    Trial t;
    const std::string id = t.put();
    t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      if (request.method == "PUT") return c.put;
      return t.couch(request);
    });
    const auto status = t.once();
    CHECK(status.trouble == c.trouble);
    CHECK(status.sent == 0);
    CHECK(t.has("outbox", id));
    CHECK(t.lost() == 0);
    ++replies;
  }
  for (const char* code :
       {"http.offline", "http.cut", "http.timeout", "http.tls", "http.too_large", "http.cancelled"}) {
    INFO(code);
    Trial t;
    t.put();
    t.http.serve([&](const HttpRequest&) -> Result<HttpReply> { return broke(code); });
    CHECK(t.once().sent == 0);
    CHECK(t.waiting() == 1);
    ++replies;
  }
  CHECK(replies >= 40);
  MESSAGE("replies tried: " << replies);
}

TEST_CASE(
    "N1, the negative control: a target that believes every reply loses an envelope, and the question finds it") {
  Trial t;
  t.put();
  t.http.serve([](const HttpRequest&) -> Result<HttpReply> { return reply(503); });
  t.begin(sync::Engine::Way::once, std::make_unique<Eager>(t.http));
  t.turn();
  CHECK(t.lost() == 1);
}

TEST_CASE(
    "a lost acknowledgement, a second uploader: what lies there already is compared, and the same counts as sent") {
  Trial t;
  const std::string id = t.put();
  int puts = 0;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    auto answer = t.couch(request);
    if (request.method == "PUT" && ++puts == 1) return broke("http.cut");  // stored, and nobody hears it
    return answer;
  });
  CHECK(t.once().sent == 0);
  CHECK(t.has("outbox", id));
  CHECK(t.once().sent == 1);
  CHECK(t.has("sent", id));
  CHECK(t.couch.boxes["inbox"].size() == 1);
}

TEST_CASE("a 201 that can't be read is asked again by GET, and believed when the envelope lies there") {
  Trial t;
  const std::string id = t.put();
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    auto answer = t.couch(request);
    if (request.method == "PUT") return reply(201, "");
    return answer;
  });
  CHECK(t.once().sent == 1);
  CHECK(t.has("sent", id));
}

TEST_CASE("another document with our id: ours goes to quarantine, whole, and the others flow") {
  Trial t;
  const std::string id = t.put();
  t.put();
  const auto before = t.queue.store.content("outbox/" + id + ".json");
  const auto other = crypto_test::sealed(t.platform, {t.queue.key.open}, id, R"({"another":"document"})");
  t.couch.boxes["inbox"][id] = Json::parse(other.text());
  const auto status = t.once();
  CHECK(status.parked == 1);
  CHECK(status.sent == 1);
  CHECK(t.queue.store.content("quarantine/" + id + ".json") == before);
  const auto reason = Json::parse(to_string(*t.queue.store.content("quarantine/" + id + ".reason.json")));
  CHECK(reason["code"] == "sync.conflict");
}

TEST_CASE("a changed hair at the target is another envelope, not ours") {
  Trial t;
  const std::string id = t.put();
  Json copy = Json::parse(to_string(*t.queue.store.content("outbox/" + id + ".json")));
  copy["jwe"]["recipients"][0]["encrypted_key"] = "AAAA";  // the hash over the ciphertext still fits
  t.couch.boxes["inbox"][id] = copy;
  CHECK(t.once().sent == 0);
  CHECK_FALSE(t.has("sent", id));
  CHECK(t.lost() == 0);
}

TEST_CASE("webdav: PUT, MOVE without overwriting, read back; only that acknowledges") {
  struct Row {
    const char* name;
    int put, move;
    enum class There { same, other, torn, missing } there;
    std::size_t sent, parked;
    const char* trouble;
  };
  using There = Row::There;
  const Row rows[] = {
      {"made", 201, 201, There::same, 1, 0, ""},
      {"no content", 204, 204, There::same, 1, 0, ""},
      {"already there, the same", 201, 412, There::same, 1, 0, ""},
      {"already there, another", 201, 412, There::other, 0, 1, ""},
      {"moved, and it reads back torn", 201, 201, There::torn, 0, 0, "sync.unclear"},
      {"moved, and it isn't there", 201, 201, There::missing, 0, 0, "sync.unclear"},
      {"PUT 200, a portal", 200, 201, There::same, 0, 0, "sync.portal"},
      {"PUT 404", 404, 201, There::same, 0, 0, "sync.no_box"},
      {"PUT 409", 409, 201, There::same, 0, 0, "sync.no_box"},
      {"PUT 413", 413, 201, There::same, 0, 0, "sync.refused"},
      {"PUT 507", 507, 201, There::same, 0, 0, "sync.full"},
      {"PUT 401", 401, 201, There::same, 0, 0, "sync.denied"},
      {"PUT 302", 302, 201, There::same, 0, 0, "sync.redirect"},
      {"PUT 206", 206, 201, There::same, 1, 0, ""},
      {"PUT 423", 423, 201, There::same, 0, 0, "sync.locked"},
      {"MOVE 200, and it is there", 201, 200, There::same, 1, 0, ""},
      {"MOVE 202, and it is there", 201, 202, There::same, 1, 0, ""},
      {"MOVE 202, and it isn't there yet", 201, 202, There::missing, 0, 0, "sync.unclear"},
      {"MOVE 423", 201, 423, There::same, 0, 0, "sync.locked"},
      {"MOVE 507", 201, 507, There::same, 0, 0, "sync.full"},
      {"MOVE 502 in every form", 201, 502, There::same, 0, 0, "sync.destination"},
      {"MOVE 400 in every form", 201, 400, There::same, 0, 0, "sync.destination"},
      {"MOVE 207", 201, 207, There::same, 0, 0, "sync.unclear"},
      {"MOVE 403", 201, 403, There::same, 0, 0, "sync.denied"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    Trial t;
    t.settings.type = "webdav";
    const std::string id = t.put();
    const std::string ours = to_string(*t.queue.store.content("outbox/" + id + ".json"));
    const std::string other =
        crypto_test::sealed(t.platform, {t.queue.key.open}, id, R"({"another":1})").text();
    t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      if (request.method == "PUT") return reply(row.put, kPage, {{"content-type", "text/html"}});
      if (request.method == "MOVE") {
        REQUIRE(request.headers.size() == 2);
        CHECK(request.headers[0].second.ends_with("/inbox/" + id + ".json"));
        CHECK(request.headers[1] == std::pair<std::string, std::string>{"Overwrite", "F"});
        return reply(row.move);
      }
      if (request.method == "PROPFIND")
        return reply(207, R"(<D:multistatus xmlns:D="DAV:"></D:multistatus>)");
      if (request.method == "DELETE") return reply(204);
      if (row.there == There::missing) return reply(404);
      return reply(200, row.there == There::same    ? ours
                        : row.there == There::other ? other
                                                    : ours.substr(0, ours.size() / 2));
    });
    const auto status = t.once();
    CHECK(status.sent == row.sent);
    CHECK(status.parked == row.parked);
    if (row.sent + row.parked == 0) CHECK(status.trouble == row.trouble);
    CHECK(t.waiting() == 1 - row.sent - row.parked);
  }
}

TEST_CASE("every row of the table is reached by its own status, and no two rows stand in each other's way") {
  for (const sync::Row& row : sync::table()) {
    for (const sync::Kind kind : {sync::Kind::couchdb, sync::Kind::webdav}) {
      const bool of_kind = row.kind == sync::Row::For::both ||
                           (row.kind == sync::Row::For::couchdb) == (kind == sync::Kind::couchdb);
      if (!of_kind) continue;
      const auto outcome = sync::classify(kind, row.step, reply(row.least), "an id");
      CHECK(outcome.verdict == row.verdict);
      CHECK(outcome.trouble == row.trouble);
    }
  }
}

TEST_CASE("dates of a server") {
  CHECK(sync::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == 784'111'777'000);
  for (const char* odd : {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                          "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 2026 08:49:37 GMT"})
    CHECK_FALSE(sync::parse_http_date(odd).has_value());
  sync::Outcome outcome;
  sync::read_times(
      reply(503, "",
            {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}, {"retry-after", "Sun, 06 Nov 1994 08:51:37 GMT"}}),
      outcome);
  CHECK(outcome.retry_after_ms == 120'000);
  sync::Outcome forever;
  sync::read_times(reply(503, "", {{"retry-after", "999999999"}}), forever);
  CHECK(forever.retry_after_ms == 86'400'000);
}

TEST_CASE("every trouble has a sentence of its own") {
  std::set<std::string> sentences;
  for (const char* code :
       {"sync.offline",      "sync.timeout",    "sync.portal",  "sync.tls",         "sync.redirect",
        "sync.denied",       "sync.no_box",     "sync.server",  "sync.busy",        "sync.full",
        "sync.later",        "sync.unclear",    "sync.refused", "sync.refuses_all", "sync.conflict",
        "sync.disk",         "sync.settings",   "sync.locked",  "sync.destination", "sync.proxy_login",
        "sync.proxy_denied", "sync.proxy_down", "sync.not_tls"}) {
    const std::string sentence = sync::sentence_of(code);
    CHECK(sentence.find(code) == std::string::npos);
    CHECK(sentences.insert(sentence).second);
  }
}
