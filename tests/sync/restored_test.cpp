// A server that was restored from an older backup: what came to it since is gone, its sequence goes on from
// where the backup was, and answers get numbers that lie below our cursors. The fake counts as CouchDB does.
#include "sync/sync_state.h"
#include "sync/support.h"

using namespace wv;
using namespace wv::sync_test;
using sync::Engine;

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;

struct Box {
  std::map<std::string, Json> documents;
  std::map<std::uint64_t, std::pair<std::string, bool>> changes;  // by sequence: id, deleted
  std::uint64_t seq = 0;

  void put(const std::string& id, const Json& document) {
    documents[id] = document;
    note(id, false);
  }
  void remove(const std::string& id) {
    documents.erase(id);
    note(id, true);
  }

 private:
  void note(const std::string& id, bool deleted) {
    std::erase_if(changes, [&](const auto& change) { return change.second.first == id; });
    changes[++seq] = {id, deleted};
  }
};

struct CountingCouch {
  std::string uuid = "85fb71bf700c17267fef77535820e371";
  std::map<std::string, Box> boxes{{"inbox", {}}, {"answers", {}}, {"published", {}}};

  Result<HttpReply> operator()(const HttpRequest& request) {
    const std::size_t slash = request.url.find('/', 8);
    if (slash == std::string::npos || slash + 1 == request.url.size())
      return reply(200, Json{{"couchdb", "Welcome"}, {"version", "3.5.0"}, {"uuid", uuid}}.dump());
    const std::string path = request.url.substr(slash + 1), name = path.substr(0, path.find('/')),
                      rest = path.substr(path.find('/') + 1);
    if (name == "cases")
      return reply(403, R"({"error":"forbidden","reason":"You are not allowed to access this db."})");
    if (!boxes.contains(name))
      return reply(404, R"({"error":"not_found","reason":"Database does not exist."})");
    Box& box = boxes[name];
    if (rest.starts_with("_changes")) return changes(box, rest);
    if (request.method == "PUT") {
      if (box.documents.contains(rest)) return reply(409, R"({"error":"conflict"})");
      Json document = Json::parse(request.body);
      document["_id"] = rest;
      box.put(rest, document);
      return reply(201, Json{{"ok", true}, {"id", rest}, {"rev", "1-a"}}.dump());
    }
    if (box.documents.contains(rest)) return reply(200, box.documents[rest].dump());
    const bool deleted = std::any_of(box.changes.begin(), box.changes.end(),
                                     [&](const auto& change) { return change.second.first == rest; });
    return reply(404, Json{{"error", "not_found"}, {"reason", deleted ? "deleted" : "missing"}}.dump());
  }

  static Result<HttpReply> changes(const Box& box, const std::string& query) {
    const auto value = [&](const std::string& key) {
      const std::size_t at = query.find(key + "=");
      return at == std::string::npos
                 ? std::string()
                 : query.substr(at + key.size() + 1, query.find('&', at) - at - key.size() - 1);
    };
    const std::string since = value("since");
    std::uint64_t last = 0;
    if (since == "now")
      last = box.seq;
    else if (!since.empty()) {
      if (since.find("-g1AAAA") == std::string::npos)
        return reply(
            400, R"({"error":"bad_request","reason":"Malformed sequence supplied in 'since' parameter."})");
      last = std::stoull(since);
    }
    Json results = Json::array();
    for (auto change = box.changes.upper_bound(last);
         change != box.changes.end() && results.size() < std::stoull(value("limit")); ++change) {
      last = change->first;
      Json row = {{"seq", std::to_string(last) + "-g1AAAA"},
                  {"id", change->second.first},
                  {"changes", Json::array()}};
      if (change->second.second)
        row["deleted"] = true;
      else if (query.find("include_docs=true") != std::string::npos)
        row["doc"] = box.documents.at(change->second.first);
      results.push_back(row);
    }
    return reply(
        200,
        Json{{"results", results}, {"last_seq", std::to_string(last) + "-g1AAAA"}, {"pending", 0}}.dump());
  }
};

// Looks at nothing, as the engine once did.
class Trusting final : public sync::Target {
 public:
  explicit Trusting(std::unique_ptr<sync::Target> inner) : inner_(std::move(inner)) {}
  void deliver(const crypto::SealedEnvelope& envelope, Delivered done) override {
    inner_->deliver(envelope, std::move(done));
  }
  void pull(Pull pull) override {
    pull.went_back = nullptr;
    inner_->pull(std::move(pull));
  }
  void set_up(SetUpDone) override {}
  void retire(crypto::Box, Expired) override {}
  void ask_time(Delivered) override {}

 private:
  std::unique_ptr<sync::Target> inner_;
};

struct Restored {
  Trial t;
  CountingCouch couch, backup;
  int documents = 0;
  Restored() {
    t.http.serve([this](const HttpRequest& request) { return couch(request); });
  }
  std::string publish() {
    const std::string id = uuid(++documents);
    couch.boxes["published"].put(id, Json::parse(published(id)));
    return id;
  }
  // Five sent and six brought down; then a backup; then three more sent and four more brought down.
  void live() {
    for (int i = 0; i < 5; ++i) t.put();
    for (int i = 0; i < 6; ++i) publish();
    t.once();
    backup = couch;
    for (int i = 0; i < 3; ++i) t.put();
    for (int i = 0; i < 4; ++i) publish();
    t.once();
    REQUIRE(t.waiting() == 0);
  }
  Json memory() { return Json::parse(to_string(*t.queue.store.content(sync::kSyncStateFile))); }
};

}  // namespace

TEST_CASE(
    "restored: a lower sequence is noticed, what lies below the old cursor comes, and what is lost there is counted") {
  Restored r;
  r.live();
  r.couch = r.backup;
  const std::string below = r.publish();
  const auto status = r.t.once();
  CHECK(r.t.has("published", below));
  CHECK(status.missing_there == 3);
  CHECK(status.trouble == "");
  CHECK(r.t.once().missing_there == 3);  // as long as it is so, also in the next process
}

TEST_CASE(
    "restored, the negative control: who doesn't look never gets what lies below the cursor, and says nothing") {
  Restored r;
  r.live();
  r.couch = r.backup;
  const std::string below = r.publish();
  for (int i = 0; i < 3; ++i) {
    r.t.begin(Engine::Way::once,
              std::make_unique<Trusting>(sync::make_target(r.t.settings, {r.t.http, nullptr})));
    r.t.turn();
    CHECK(r.t.engine->status().missing_there == 0);
  }
  CHECK_FALSE(r.t.has("published", below));
}

TEST_CASE(
    "restored: when its sequence has grown past the old cursor again, the acknowledged ones that it lacks tell") {
  Restored r;
  r.live();
  r.couch = r.backup;
  std::vector<std::string> below;
  for (int i = 0; i < 20; ++i) below.push_back(r.publish());
  for (int i = 0; i < 20; ++i) r.couch.boxes["inbox"].put(uuid(500 + i), Json{{"of", "another device"}});
  CHECK(r.t.once().missing_there == 3);
  for (const std::string& id : below) CHECK(r.t.has("published", id));
}

TEST_CASE("restored: another uuid makes it read anew; where nothing is missing nobody is told") {
  Restored r;
  r.live();
  r.couch.uuid = "0000";
  // A database copied by replication numbers anew.
  Box& box = r.couch.boxes["published"];
  std::map<std::uint64_t, std::pair<std::string, bool>> anew;
  for (const auto& [seq, change] : box.changes) anew[anew.size() + 1] = change;
  box.changes = anew;
  const std::string id = r.publish();
  CHECK(r.t.once().missing_there == 0);
  CHECK(r.t.has("published", id));
  CHECK(r.memory()["uuid"] == "0000");
}

TEST_CASE("restored: nodes with uuids of their own, in turn, cost a reading and never an alarm") {
  Restored r;
  r.live();
  r.t.begin(Engine::Way::background);
  for (int i = 0; i < 30; ++i) {
    r.couch.uuid = i % 2 == 0 ? "aaaa" : "bbbb";
    r.t.pass(10 * kMinute);
    CHECK(r.t.engine->status().missing_there == 0);
    CHECK(r.t.engine->status().trouble == "");
  }
}

TEST_CASE(
    "restored: an app that runs on notices within an hour, and the alarm ends when somebody put them back") {
  Restored r;
  r.live();
  r.t.begin(Engine::Way::background);
  r.t.turn();
  const CountingCouch whole = r.couch;
  r.couch = r.backup;
  r.t.pass(kHour + kMinute);
  CHECK(r.t.engine->status().missing_there == 3);
  r.couch = whole;
  r.t.pass(2 * kHour);
  CHECK(r.t.engine->status().missing_there == 0);
}

TEST_CASE("restored: what was retired there has left its trace and is no loss") {
  Restored r;
  r.live();
  std::vector<std::string> all;
  for (const auto& [id, document] : r.couch.boxes["inbox"].documents) all.push_back(id);
  for (const std::string& id : all) r.couch.boxes["inbox"].remove(id);
  r.couch.uuid = "1111";  // counted anew all the same
  CHECK(r.t.once().missing_there == 0);
}

TEST_CASE("a cursor that the target can't read is begun anew, not for ever unclear") {
  for (const char* cursor : {"\"garbage\"", "\"now\"", "\"12\"", "7", "\"999-x\""}) {
    Restored r;
    r.live();
    Json memory = r.memory();
    memory["cursors"]["published"] = Json::parse(cursor);
    r.t.queue.store.damage(sync::kSyncStateFile, to_bytes(memory.dump()));
    const std::string id = r.publish();
    const auto status = r.t.once();
    CHECK(status.trouble == "");
    CHECK(status.missing_there == 0);
    CHECK(r.t.has("published", id));
    CHECK(r.memory()["cursors"]["published"].get<std::string>().find("-g1AAAA") != std::string::npos);
  }
}

TEST_CASE("what was sent to another target before is not looked for at this one") {
  Restored r;
  for (int i = 0; i < 4; ++i) r.t.put();
  r.t.once();
  r.t.queue.store.damage(sync::kSyncStateFile, to_bytes("{}"));  // another target: its memory begins
  r.couch = CountingCouch{};
  r.t.platform.clock().advance(kHour);
  r.t.put();
  CHECK(r.t.once().missing_there == 0);
  r.couch.uuid = "2222";
  CHECK(r.t.once().missing_there == 0);
}

TEST_CASE("first sync of 5,000: pages of 500, made durable a page at a time; the cursor only after them") {
  Restored r;
  for (int i = 0; i < 5'000; ++i) r.publish();
  const std::uint64_t before = r.t.queue.store.steps();
  const auto status = r.t.once();
  CHECK(status.published == 5'000);
  CHECK(r.t.asked("GET") <= 5'000 / 500 + 6);
  CHECK(r.t.queue.store.steps() - before <
        2 * 5'000 + 200);  // one write and one name each, and the rest once a page
}

TEST_CASE(
    "bringing down: cut from the power at any step, nothing is stepped over and nothing torn is taken for whole") {
  for (std::uint64_t step = 1; step < 60; ++step)
    for (const std::uint64_t kept : {std::uint64_t{0}, ~std::uint64_t{0}, std::uint64_t{0x5555}}) {
      Restored r;
      for (int i = 0; i < 8; ++i) r.publish();
      r.t.queue.store.lose_power_after(step);
      r.t.begin(Engine::Way::once);
      r.t.turn();
      r.t.queue.store.reboot(kept);
      r.t.once();
      for (int i = 1; i <= 8; ++i) {
        REQUIRE(r.t.has("published", uuid(i)));
        CHECK(Json::accept(to_string(*r.t.queue.store.content("published/" + uuid(i) + ".json"))));
      }
    }
}
