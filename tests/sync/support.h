// An engine between a queue in memory and a server that a test writes; and the one question that every test
// ends with: is each envelope at the server or still here (I4)?
#pragma once
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "base/bytes.h"
#include "base/sha256.h"
#include "outbox/support.h"
#include "sync/engine.h"

namespace wv::sync_test {

using fakes::FakePlatform;
using ports::HttpReply;
using ports::HttpRequest;

inline HttpReply reply(int status, std::string body = "",
                       std::vector<std::pair<std::string, std::string>> headers = {}) {
  return {status, std::move(headers), std::move(body)};
}
inline Error broke(const char* code) { return {Fault::not_now, code, "a test's network"}; }

// CouchDB as its documentation has it, as far as a device asks.
struct CouchServer {
  std::map<std::string, std::map<std::string, Json>> boxes{
      {"inbox", {}}, {"answers", {}}, {"published", {}}, {"cases", {}}};
  std::uint64_t twice = 0;

  Result<HttpReply> operator()(const HttpRequest& request) {
    const std::string path = request.url.substr(request.url.find('/', 8) + 1);
    const std::size_t slash = path.find('/');
    const std::string box = path.substr(0, slash),
                      rest = slash == std::string::npos ? "" : path.substr(slash + 1);
    if (!boxes.contains(box))
      return reply(404, R"({"error":"not_found","reason":"Database does not exist."})");
    auto& documents = boxes[box];
    if (request.method == "PUT") {
      if (documents.contains(rest))
        return reply(409, R"({"error":"conflict","reason":"Document update conflict."})");
      documents[rest] = Json::parse(request.body);
      documents[rest]["_id"] = rest;
      documents[rest]["_rev"] = "1-967a00dff5e02add41819138abb3284d";
      return reply(201,
                   Json{{"ok", true}, {"id", rest}, {"rev", "1-967a00dff5e02add41819138abb3284d"}}.dump());
    }
    if (rest.starts_with("_changes")) return changes(documents, rest);
    if (rest.starts_with("_all_docs") && request.method == "POST") return by_keys(documents, request.body);
    if (!documents.contains(rest)) return reply(404, R"({"error":"not_found","reason":"missing"})");
    return reply(200, documents[rest].dump());
  }

 private:
  static Result<HttpReply> by_keys(const std::map<std::string, Json>& documents, const std::string& body) {
    Json rows = Json::array();
    const Json asked = Json::parse(body);
    for (const Json& key : asked["keys"]) {
      const auto found = documents.find(key.get<std::string>());
      if (found == documents.end())
        rows.push_back({{"key", key}, {"error", "not_found"}});
      else
        rows.push_back({{"id", key}, {"key", key}, {"doc", found->second}});
    }
    return reply(200, Json{{"total_rows", documents.size()}, {"rows", rows}}.dump());
  }
  // Sequence numbers are opaque texts in CouchDB 3; here with a sign that must be escaped.
  static Result<HttpReply> changes(const std::map<std::string, Json>& documents, const std::string& query) {
    const auto number = [&](const char* name) {
      const std::size_t at = query.find(name);
      return at == std::string::npos
                 ? 0UL
                 : std::strtoul(query.c_str() + at + std::string_view(name).size(), nullptr, 10);
    };
    const bool at_end = query.find("since=now") != std::string::npos;
    const std::size_t since = at_end ? documents.size() : number("since="), limit = number("limit=");
    Json results = Json::array();
    std::size_t seq = 0;
    for (const auto& [id, document] : documents)
      if (++seq > since && results.size() < limit)
        results.push_back({{"seq", std::to_string(seq) + "-g1AAAA+x"}, {"id", id}, {"doc", document}});
    const std::size_t last = std::min(since + results.size(), documents.size());
    return reply(
        200,
        Json{{"results", results}, {"last_seq", std::to_string(last) + "-g1AAAA+x"}, {"pending", 0}}.dump());
  }
};

struct Trial {
  outbox_test::Queue queue;
  FakePlatform& platform = queue.platform;
  fakes::FakeHttp& http = platform.http();
  fakes::MemoryStore& stick = platform.store("stick");
  CouchServer couch;
  sync::Settings settings{"couchdb", "https://target.example", "", "kiosk-007", "secret", ""};
  std::unique_ptr<sync::Engine> engine;
  std::set<std::string> ids;

  Trial() {
    http.serve([this](const HttpRequest& request) { return couch(request); });
  }
  ~Trial() { platform.pump(); }

  void begin(sync::Engine::Way way, std::unique_ptr<sync::Target> target = nullptr) {
    if (!target) target = sync::make_target(settings, {http, &stick});
    engine = std::make_unique<sync::Engine>(
        sync::Engine::Parts{queue.store, platform.random(), std::move(target), "a target", 12, way});
  }
  std::string put(crypto::Box box = crypto::Box::inbox) {
    auto input = crypto_test::input_of(crypto_test::kDocument);
    input.box = box;
    if (box == crypto::Box::cases) input.plain = to_bytes("e30.e30.c2ln");  // only signed documents lie there
    const auto envelope = crypto_test::try_seal(platform, std::move(input), {queue.key.open});
    REQUIRE(envelope.ok());
    REQUIRE(queue.put(envelope.value())->ok());
    ids.insert(envelope.value().id());
    if (engine) engine->queue_changed();
    return envelope.value().id();
  }
  sync::Now now() { return {platform.clock().now(), platform.clock().steady_ms()}; }
  // Until nothing is under way at this moment.
  void turn() {
    engine->tick(now());
    for (int quiet = 0; quiet < 3;) {
      quiet = platform.busy() ? 0 : quiet + 1;
      platform.pump();
      engine->tick(now());
    }
  }
  // From wake to wake, as the loop does.
  void pass(std::int64_t ms) {
    const std::int64_t end = platform.clock().steady_ms() + ms;
    turn();
    while (platform.clock().steady_ms() < end) {
      const std::int64_t wake = std::min(end, engine->next_wake_ms());
      platform.clock().advance(std::max<std::int64_t>(1, wake - platform.clock().steady_ms()));
      turn();
    }
  }
  sync::Status once() {
    begin(sync::Engine::Way::once);
    turn();
    CHECK(engine->done());
    return engine->status();
  }
  std::size_t asked(const std::string& method) const {
    return static_cast<std::size_t>(std::count_if(http.asked.begin(), http.asked.end(),
                                                  [&](const HttpRequest& r) { return r.method == method; }));
  }
  std::size_t waiting() { return queue.list().size(); }
  bool has(const std::string& folder, const std::string& id) {
    return queue.has(folder + "/" + id + ".json");
  }
  // How many of them are neither here nor, whole, at the server: the count that must be 0.
  std::size_t lost() {
    std::size_t count = 0;
    for (const std::string& id : ids) {
      bool there = has("outbox", id) || has("quarantine", id);
      for (const auto& [box, documents] : couch.boxes) there = there || documents.contains(id);
      there = there || stick.content("inbox/" + id + ".json").has_value();
      count += there ? 0 : 1;
    }
    return count;
  }
};

// A document for everyone, and ids that count.
inline std::string published(const std::string& id, const std::string& jws = "a.b.c",
                             const std::string& day = "2026-05-23") {
  return Json{{"format", "wijkverbinder-envelope/1"},
              {"box", "published"},
              {"id", id},
              {"queued_on", day},
              {"kids", Json::array()},
              {"size", jws.size()},
              {"sha256", sha256_hex(to_bytes(jws))},
              {"jws", jws}}
      .dump();
}

inline std::string uuid(int number) {
  char text[48];
  std::snprintf(text, sizeof text, "%08d-0000-4000-8000-000000000000", number);
  return text;
}

}  // namespace wv::sync_test
