// What a 202 is worth: a cluster of three nodes by CouchDB's rules (n = 3, a quorum of two to write), nodes
// that go down, and one whose disk is lost. The question at the end: is each message here, or on a disk that
// is left?
#include <array>

#include "sync/sync_state.h"
#include "sync/support.h"

using namespace wv;
using namespace wv::sync_test;
using sync::Engine;

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;

struct Node {
  std::map<std::string, Json> documents;
  bool up = true;
};

struct Cluster {
  std::array<Node, 3> nodes;
  std::size_t later = 0;  // answered 202

  Result<HttpReply> operator()(const HttpRequest& request) {
    const std::string path = request.url.substr(request.url.find('/', 8) + 1);
    if (path.find("_changes") != std::string::npos)
      return reply(200, R"({"results":[],"last_seq":"0-x","pending":0})");
    const std::string id = path.substr(path.find('/') + 1);
    return request.method == "PUT" ? put(id, Json::parse(request.body)) : get(id);
  }
  // The nodes that have it say conflict, the others take it; a revision's name follows from the content, so
  // they agree.
  Result<HttpReply> put(const std::string& id, Json document) {
    int taken = 0, had = 0;
    document["_id"] = id;
    for (Node& node : nodes) {
      if (!node.up) continue;
      if (node.documents.contains(id))
        ++had;
      else
        node.documents[id] = document, ++taken;
    }
    if (taken >= 2) return reply(201, Json{{"ok", true}, {"id", id}, {"rev", "1-a"}}.dump());
    if (had > 0) return reply(409, R"({"error":"conflict","reason":"Document update conflict."})");
    if (taken == 0)
      return reply(500, R"({"error":"internal_server_error","reason":"No DB shards could be opened."})");
    ++later;
    return reply(202, Json{{"ok", true}, {"id", id}, {"rev", "1-a"}}.dump());
  }
  Result<HttpReply> get(const std::string& id) const {
    for (const Node& node : nodes)
      if (node.up && node.documents.contains(id)) return reply(200, node.documents.at(id).dump());
    return reply(404, R"({"error":"not_found","reason":"missing"})");
  }
  void exchange() {  // what CouchDB's internal replication does once nodes see each other again
    for (Node& from : nodes)
      for (Node& to : nodes)
        if (from.up && to.up) to.documents.insert(from.documents.begin(), from.documents.end());
  }
  void let_be_up(std::array<bool, 3> up) {
    for (std::size_t i = 0; i < up.size(); ++i) nodes[i].up = up[i];
  }
};

struct Clustered {
  Trial t;
  Cluster cluster;
  Clustered() {
    t.http.serve([this](const HttpRequest& request) { return cluster(request); });
  }
  std::size_t lost() {
    std::size_t count = 0;
    for (const std::string& id : t.ids) {
      bool there = t.has("outbox", id) || t.has("quarantine", id);
      for (const Node& node : cluster.nodes) there = there || node.documents.contains(id);
      count += there ? 0 : 1;
    }
    return count;
  }
};

// A target that tells of a 202 as the engine once took it: later again, and then a copy read back is enough.
class Believing final : public sync::Target {
 public:
  explicit Believing(std::unique_ptr<sync::Target> inner) : inner_(std::move(inner)) {}
  void deliver(const crypto::SealedEnvelope& envelope, Delivered done) override {
    inner_->deliver(envelope, [done](sync::Outcome outcome) {
      if (outcome.verdict == sync::Verdict::unsure) outcome.verdict = sync::Verdict::wait;
      outcome.read_back = false;
      done(outcome);
    });
  }
  void pull(Pull pull) override { inner_->pull(std::move(pull)); }
  void set_up(SetUpDone) override {}
  void retire(crypto::Box, Expired) override {}
  void ask_time(Delivered) override {}

 private:
  std::unique_ptr<sync::Target> inner_;
};

// Two of three nodes down, sync again and again, then the one node's disk is lost.
std::size_t lost_after_the_disk(bool believing) {
  Clustered c;
  Trial& t = c.t;
  for (int i = 0; i < 60; ++i) t.put();
  c.cluster.let_be_up({true, false, false});
  for (int run = 0; run < 3; ++run) {
    auto target = sync::make_target(t.settings, {t.http, nullptr});
    if (believing) target = std::make_unique<Believing>(std::move(target));
    t.begin(Engine::Way::once, std::move(target));  // a new process each
    t.turn();
  }
  c.cluster.nodes[0].documents.clear();
  c.cluster.let_be_up({true, true, true});
  return c.lost();
}

}  // namespace

TEST_CASE(
    "202: with two of three nodes down nothing is taken for sent, in no later round; the node's disk lost, 0 are lost") {
  CHECK(lost_after_the_disk(false) == 0);
}

TEST_CASE(
    "202, the negative control: with a 409 and an equal copy believed, the lost disk takes messages along") {
  CHECK(lost_after_the_disk(true) > 0);
}

TEST_CASE("202: once a later PUT had a 201 and ten minutes passed, the copies count and it all goes") {
  Clustered c;
  Trial& t = c.t;
  c.cluster.let_be_up({true, false, false});
  for (int i = 0; i < 20; ++i) t.put();
  t.begin(Engine::Way::background);
  t.pass(2 * kHour);
  CHECK(t.waiting() == 20);
  CHECK(c.cluster.later == 20);
  CHECK(t.http.asked.size() < 20 * 2 * 14);  // each asked again now and then, never hammered
  c.cluster.let_be_up({true, true, true});
  c.cluster.exchange();
  t.pass(2 * kHour);
  CHECK(t.waiting() == 20);  // nothing has shown yet that writing has a quorum again
  const std::string other = t.put();
  t.turn();
  CHECK(t.has("sent", other));
  t.pass(9 * kMinute);
  CHECK(t.waiting() == 20);
  t.pass(2 * kMinute);
  CHECK(t.waiting() == 0);
  CHECK(c.lost() == 0);
}

TEST_CASE("202: its own PUT's 201 is enough: the others took it, though one had it") {
  Clustered c;
  Trial& t = c.t;
  c.cluster.let_be_up({true, false, false});
  const std::string id = t.put();
  t.once();
  CHECK(t.has("outbox", id));
  c.cluster.let_be_up({true, true, true});  // and they have exchanged nothing yet
  CHECK(t.once().sent == 1);
  CHECK(t.has("sent", id));
  CHECK(c.cluster.nodes[1].documents.contains(id));
}

TEST_CASE("202: it outlives restarts, and `sync --once` from a timer ends it by the target's own clock") {
  Clustered c;
  Trial& t = c.t;
  std::int64_t server_ms = 1'780'300'800'000;  // 2026-06-01T08:00:00Z
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    auto answer = c.cluster(request);
    const std::int64_t minutes = (server_ms - 1'780'300'800'000) / kMinute;
    char date[64];
    std::snprintf(date, sizeof date, "Mon, 01 Jun 2026 %02d:%02d:00 GMT", static_cast<int>(8 + minutes / 60),
                  static_cast<int>(minutes % 60));
    if (answer) answer.value().headers.emplace_back("date", date);
    return answer;
  });
  c.cluster.let_be_up({true, false, false});
  const std::string id = t.put();
  CHECK(t.once().trouble == "sync.later");
  const Json kept = Json::parse(to_string(*t.queue.store.content(sync::kSyncStateFile)));
  CHECK(kept["unsure"].contains(id));
  c.cluster.let_be_up({true, true, true});
  c.cluster.exchange();
  t.put();
  CHECK(t.once().sent == 1);
  server_ms += 5 * kMinute;
  CHECK(t.once().sent == 0);
  t.platform.clock().set(
      {Instant{t.platform.clock().now().at.ms + 400 * 24 * kHour}, 120});  // ours jumps by a year: no matter
  CHECK(t.once().sent == 0);
  server_ms += 6 * kMinute;
  CHECK(t.once().sent == 1);
  CHECK(t.has("sent", id));
  CHECK(Json::parse(to_string(*t.queue.store.content(sync::kSyncStateFile)))["unsure"].empty());
}

TEST_CASE("202: a 201 that was already on its way when the 202 came proves nothing for it") {
  Clustered c;
  Trial& t = c.t;
  int puts = 0;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.method == "PUT") {
      const bool first_of_burst = ++puts == 2;  // the first proved the password
      c.cluster.let_be_up({true, !first_of_burst, !first_of_burst});
    }
    return c.cluster(request);
  });
  t.put();
  const std::string unsure = t.put();
  for (int i = 0; i < 5; ++i) t.put();
  t.begin(Engine::Way::background);
  t.turn();
  CHECK(t.has("outbox", unsure));
  CHECK(t.waiting() == 1);
  const Json kept = Json::parse(to_string(*t.queue.store.content(sync::kSyncStateFile)));
  CHECK(kept["unsure"][unsure].is_null());
}

TEST_CASE(
    "202: of two programs on one queue the second knows what the first met, and a save of the other's keeps it") {
  Clustered c;
  Trial& t = c.t;
  t.begin(Engine::Way::background);
  t.turn();  // the app: it has read its memory
  auto app = std::move(t.engine);
  c.cluster.let_be_up({true, false, false});
  const std::string id = t.put();
  t.once();  // `sync --once` beside it meets the 202
  app->queue_changed();
  std::swap(app, t.engine);
  t.pass(kHour);
  CHECK(t.has("outbox", id));
  CHECK(Json::parse(to_string(*t.queue.store.content(sync::kSyncStateFile)))["unsure"].contains(id));
  c.cluster.nodes[0].documents.clear();
  CHECK(c.lost() == 0);
}
