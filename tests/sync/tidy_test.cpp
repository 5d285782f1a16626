// Whether deleted bodies have left the disk of a CouchDB, where each node keeps copies of its own: GET on a
// copy tells how far it was compacted (couch_db.erl, get_db_info), the whole database only what the quickest
// of them says.
#include <memory>

#include "sync/support.h"
#include "sync/target.h"

using namespace wv;
using namespace wv::sync_test;
using Tidy = sync::Target::Tidy;

namespace {

struct Copy {
  std::uint64_t changes = 10, compacted = 2, alive = 1, deleted = 9;
  bool running = false, answers = true, compacts = true;
};

struct Cluster {
  std::map<std::string, Copy> nodes{{"a@10.0.0.1", {}}, {"b@10.0.0.2", {}}, {"c@10.0.0.3", {}}};
  bool shows_copies = true;  // a proxy hides them
  int copies_of_each = 3;
  int documents_asked_for = 0;

  Result<HttpReply> operator()(const HttpRequest& request) {
    const std::string path = sync::percent_decoded(request.url.substr(request.url.find('/', 8) + 1));
    if (path == "_node/_local/_dbs/inbox") return shows_copies ? reply(200, listed().dump()) : reply(404);
    if (path.starts_with("_node/")) return copy(path);
    if (path == "_membership") return reply(200, membership().dump());
    if (path == "_active_tasks") return reply(200, "[]");
    if (path == "inbox/_compact") {
      for (auto& [name, one] : nodes)
        if (one.answers && one.compacts) one.compacted = one.changes;
      return reply(202, R"({"ok":true})");
    }
    // One of them is never at it when it is asked: the quickest.
    if (path == "inbox")
      return reply(200, Json{{"compact_running", false}, {"cluster", {{"n", copies_of_each}}}}.dump());
    ++documents_asked_for;
    return reply(404);
  }

 private:
  [[nodiscard]] Json listed() const {
    Json names = Json::array();
    for (const auto& [name, one] : nodes) names.push_back(name);
    return {{"shard_suffix", {46, 49}},
            {"by_range", {{"00000000-7fffffff", names}, {"80000000-ffffffff", names}}}};
  }
  [[nodiscard]] Json membership() const {
    Json all = Json::array(), there = Json::array();
    for (const auto& [name, one] : nodes) {
      all.push_back(name);
      if (one.answers) there.push_back(name);
    }
    return {{"all_nodes", there}, {"cluster_nodes", all}};
  }
  [[nodiscard]] HttpReply copy(const std::string& path) const {
    for (const auto& [name, one] : nodes) {
      if (!path.starts_with("_node/" + name + "/shards/")) continue;
      CHECK(path.ends_with("/inbox.1"));
      if (!one.answers) return reply(404, R"({"error":"nodedown"})");
      return reply(200, Json{{"update_seq", one.changes},
                             {"compacted_seq", one.compacted},
                             {"doc_count", one.alive},
                             {"doc_del_count", one.deleted},
                             {"compact_running", one.running}}
                            .dump());
    }
    return reply(404);
  }
};

struct Office {
  fakes::FakePlatform platform;
  Cluster cluster;
  std::unique_ptr<sync::Target> target;

  Office() {
    sync::Settings settings;
    settings.type = "couchdb";
    settings.url = "http://127.0.0.1:5984";
    platform.http().serve([this](const HttpRequest& request) { return cluster(request); });
    target = sync::make_target(settings, {platform.http(), nullptr});
  }
  sync::Outcome once(Tidy step) {
    sync::Outcome said;
    target->tidy(crypto::Box::inbox, step, [&](const sync::Outcome& outcome) { said = outcome; });
    fakes::settle(platform);
    return said;
  }
  // As `sync --retire` goes about it; `meanwhile` at each time that it waits.
  std::string whole(const std::function<void(int look)>& meanwhile = nullptr) {
    int looks = 0;
    for (const Tidy step : {Tidy::look, Tidy::begin, Tidy::look, Tidy::prove}) {
      sync::Outcome said = once(step);
      while (said.trouble == "sync.compacting" && ++looks < 1000) {
        if (meanwhile) meanwhile(looks);
        said = once(step);
      }
      if (said.verdict != sync::Verdict::on) return said.trouble;
    }
    return "gone";
  }
};

}  // namespace

TEST_CASE("what every copy was rid of is gone, and no body is asked for: that would bring it back") {
  Office office;
  CHECK(office.whole() == "gone");
  CHECK(office.cluster.documents_asked_for == 0);
}

TEST_CASE("a copy that still compacts is waited for, though the database says that nothing runs") {
  Office office;
  office.cluster.nodes["b@10.0.0.2"].compacts = false;
  bool waited = false;
  CHECK(office.whole([&](int look) {
    waited = true;
    Copy& slow = office.cluster.nodes["b@10.0.0.2"];
    slow.running = look < 30;
    if (look == 40) slow.compacted = slow.changes;
  }) == "gone");
  CHECK(waited);
  // The control: what the database itself says, where copies can't be seen, is said too early; so it isn't
  // believed.
  Office blind;
  blind.cluster.nodes["b@10.0.0.2"].compacts = false;
  blind.cluster.shows_copies = false;
  CHECK(blind.whole() == "sync.copies_unseen");
}

TEST_CASE("a copy that never compacts, one that is away, and one that lacks deletions are each told") {
  Office never, away, behind;
  never.cluster.nodes["c@10.0.0.3"].compacts = false;
  CHECK(never.whole() == "sync.not_compacted");
  away.cluster.nodes["c@10.0.0.3"].answers = false;
  CHECK(away.whole() == "sync.node_away");
  behind.cluster.nodes["c@10.0.0.3"].deleted = 4;
  CHECK(behind.whole() == "sync.node_behind");
  Office later;
  later.cluster.nodes["c@10.0.0.3"].deleted = 4;
  CHECK(later.whole([&](int look) {
    if (look == 5) later.cluster.nodes["c@10.0.0.3"].deleted = 9;
  }) == "gone");
}

TEST_CASE("a node that was away before and is back after isn't believed: its file is as it was") {
  for (const bool comes_back : {false, true}) {
    Office office;
    Copy& c = office.cluster.nodes["c@10.0.0.3"];
    c.answers = !comes_back;  // the control: it was there all along
    CHECK(office.once(Tidy::look).verdict == sync::Verdict::on);
    CHECK(office.once(Tidy::begin).verdict == sync::Verdict::on);
    c.answers = true;
    CHECK(office.once(Tidy::look).verdict == sync::Verdict::on);
    const sync::Outcome said = office.once(Tidy::prove);
    CHECK(said.trouble == (comes_back ? "sync.node_away" : ""));
  }
}

TEST_CASE("one node that shows no copies is asked for the bodies") {
  Office office;
  office.cluster.shows_copies = false;
  office.cluster.copies_of_each = 1;
  CHECK(office.whole() == "gone");
}
