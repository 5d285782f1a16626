// How deleted bodies leave the disk of a CouchDB: by compaction, asked for every time (the last run's may
// have been lost) and waited for on every copy of the database. Each copy is a file of its own on one node,
// and says how many changes it has and up to which of them its file was compacted (couch_db.erl,
// get_db_info); the whole database says it for the quickest alone (fabric_db_info.erl). So what counts is:
// every copy has every deletion, and was compacted after them. Nothing is proven by asking for a deleted body
// where there is more than one copy: a cluster that finds it on one node writes it back to those that were
// rid of it (fabric_doc_open_revs.erl, dict_repair_docs).
#include <algorithm>
#include <optional>
#include <utility>

#include "base/json.h"
#include "sync/classify.h"
#include "sync/couchdb.h"

namespace wv::sync {

namespace {

constexpr std::uint64_t kMostBody = 64u << 20;
constexpr int kMostLooksUnmoved = 100;  // of the caller, at 0.3 s each
constexpr int kMostLooksBehind = 100;   // the nodes' own exchange takes seconds
constexpr int kLooksUntilAskedAgain =
    20;  // that it begins is asked of the nodes without waiting (fabric.erl, compact)

Json object_of(const ports::HttpReply& reply) {
  const auto parsed = parse_json(reply.body, "the reply");
  return parsed && parsed.value().is_object() ? parsed.value() : Json::object();
}

std::optional<std::uint64_t> number_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_number_unsigned() ? std::optional(found->get<std::uint64_t>())
                                                              : std::nullopt;
}

}  // namespace

struct CouchDb::Tidying {
  struct Copy {
    std::string path;   // of its file's own database, on its node
    std::string range;  // the documents that it has
    bool away =
        false;  // once seen so, in all of this run: it may have come back with what was deleted meanwhile
    bool running = false;
    std::uint64_t changes = 0, compacted = 0, alive = 0, deleted = 0;
    std::uint64_t wanted = 0;  // compacted up to here, and nothing that was deleted before is left

    bool same(const Copy& other) const { return alive == other.alive && deleted == other.deleted; }
    bool ready() const { return !running && compacted >= wanted; }
  };
  std::vector<Copy> copies;  // empty: the server shows none, and its word for the database is what there is
  bool begun = false, behind = false;
  std::uint64_t nodes = 1;  // that keep each document

  bool all_same() const {
    for (const Copy& one : copies)
      for (const Copy& other : copies)
        if (!one.away && !other.away && one.range == other.range && !one.same(other)) return false;
    return true;
  }
};

void CouchDb::tidy(crypto::Box box, Tidy step, Delivered done) {
  if (step == Tidy::begin) return begin_compaction(box, std::move(done));
  if (step == Tidy::prove) return prove(box, std::move(done));
  if (!tidying_[box]) return find_copies(box, std::move(done));
  if (tidying_[box]->copies.empty()) return look_at_database(box, std::move(done));
  look_at_copy(box, 0, std::move(done));
}

void CouchDb::begin_compaction(crypto::Box box, Delivered done) {
  auto request = request_to(settings_, "POST", box_path(settings_, box) + "/_compact");
  request.headers = {{"Content-Type", "application/json"}};
  http_.send(std::move(request), [this, box, done = std::move(done)](Result<ports::HttpReply> reply) {
    if (!reply) return done(outcome_of(reply.error()));
    if (reply.value().status == 404) return done(classify(Kind::couchdb, Step::pull, reply.value(), ""));
    if (reply.value().status / 100 != 2) return done(in_trouble("sync.not_compacted"));
    auto& known = tidying_[box];
    if (!known) known = std::make_shared<Tidying>();  // nobody looked first: then no copy is known either
    Tidying& work = *known;
    if (!work.begun)
      for (Tidying::Copy& copy : work.copies) copy.wanted = copy.changes;
    work.begun = true;
    done(going_on());
  });
}

// The nodes' own list of databases has the copies: {"by_range":{RANGE:[NODE…]},"shard_suffix":[46,49,…]}
// (mem3_util.erl). Only a server administrator sees it, and what else speaks CouchDB's API has none.
void CouchDb::find_copies(crypto::Box box, Delivered done) {
  const std::string name = box_path(settings_, box);
  http_.send(request_to(settings_, "GET", "_node/_local/_dbs/" + percent_encoded(name)),
             [this, box, name, done = std::move(done)](Result<ports::HttpReply> reply) {
               if (!reply) return done(outcome_of(reply.error()));
               auto work = std::make_shared<Tidying>();
               const Json listed = reply.value().status == 200 ? object_of(reply.value()) : Json::object();
               const Json ranges = listed.value("by_range", Json()),
                          letters = listed.value("shard_suffix", Json());
               if (ranges.is_object() && letters.is_array()) {
                 std::string suffix;
                 for (const Json& letter : letters)
                   if (letter.is_number_unsigned()) suffix += static_cast<char>(letter.get<unsigned char>());
                 for (const auto& [range, nodes] : ranges.items()) {
                   if (!nodes.is_array()) continue;
                   for (const Json& node : nodes)
                     if (node.is_string()) {
                       Tidying::Copy copy;
                       copy.path = "_node/" + percent_encoded(node.get<std::string>()) + "/" +
                                   percent_encoded("shards/" + range + "/" + name + suffix);
                       copy.range = range;
                       work->copies.push_back(std::move(copy));
                     }
                 }
               }
               tidying_[box] = std::move(work);
               tidy(box, Tidy::look, done);
             });
}

void CouchDb::look_at_copy(crypto::Box box, std::size_t at, Delivered done) {
  const auto work = tidying_[box];
  if (at == work->copies.size()) return judge_copies(box, std::move(done));
  http_.send(
      request_to(settings_, "GET", work->copies[at].path),
      [this, box, at, work, done = std::move(done)](Result<ports::HttpReply> reply) {
        Tidying::Copy& copy = work->copies[at];
        const Json said = reply && reply.value().status == 200 ? object_of(reply.value()) : Json::object();
        const auto changes = number_of(said, "update_seq"), compacted = number_of(said, "compacted_seq");
        const auto alive = number_of(said, "doc_count"), deleted = number_of(said, "doc_del_count");
        copy.away = copy.away || !changes || !compacted || !alive || !deleted;
        if (!copy.away) {
          copy.running = said.value("compact_running", Json()) != Json(false);
          copy.changes = *changes;
          copy.compacted = *compacted;
          copy.alive = *alive;
          copy.deleted = *deleted;
        }
        look_at_copy(box, at + 1, done);
      });
}

// Before: nothing runs that began before our deletions, and every copy has them. After: each was compacted
// since.
void CouchDb::judge_copies(crypto::Box box, Delivered done) {
  Tidying& work = *tidying_[box];
  std::string state;
  bool running = false, ready = true;
  for (const Tidying::Copy& copy : work.copies) {
    if (copy.away) continue;
    running = running || copy.running;
    ready = ready && copy.ready();
    state += std::to_string(copy.compacted) + (copy.running ? "+ " : " ");
  }
  if (work.begun && ready) {
    unmoved_ = 0;
    return done(going_on());
  }
  if (!work.begun && !running) {
    work.behind = !work.all_same();
    if (!work.behind || behind_ >= kMostLooksBehind) return done(going_on());
    ++behind_;
    return done(in_trouble("sync.compacting"));
  }
  if (!work.begun || running || unmoved_ % kLooksUntilAskedAgain != kLooksUntilAskedAgain - 1)
    return look_whether_it_moves(state, std::move(done));
  begin_compaction(box, [this, state, done = std::move(done)](const Outcome& outcome) {
    if (outcome.verdict != Verdict::on) return done(outcome);
    look_whether_it_moves(state, done);
  });
}

void CouchDb::look_at_database(crypto::Box box, Delivered done) {
  http_.send(request_to(settings_, "GET", box_path(settings_, box)),
             [this, box, done = std::move(done)](Result<ports::HttpReply> reply) {
               if (!reply) return done(outcome_of(reply.error()));
               if (reply.value().status == 404)
                 return done(classify(Kind::couchdb, Step::pull, reply.value(), ""));
               if (reply.value().status / 100 != 2) return done(in_trouble("sync.not_compacted"));
               const Json said = object_of(reply.value());
               const Json cluster = said.value("cluster", Json::object());
               tidying_[box]->nodes = cluster.is_object() ? number_of(cluster, "n").value_or(1) : 1;
               if (said.value("compact_running", Json()) != Json(false))
                 return look_whether_it_moves("", done);
               unmoved_ = 0;
               done(going_on());
             });
}

// Compaction of a large database takes long: it may, as long as something moves, in what we saw of it or in
// the server's own list of tasks. Once given up on, it isn't waited for at the next box either.
void CouchDb::look_whether_it_moves(const std::string& state, Delivered done) {
  http_.send(request_to(settings_, "GET", "_active_tasks"), [this, state, done = std::move(done)](
                                                                Result<ports::HttpReply> reply) {
    std::string now = state;
    const auto parsed = reply && reply.value().status == 200 ? parse_json(reply.value().body, "the tasks")
                                                             : Result<Json>(Json());
    if (parsed && parsed.value().is_array())
      for (const Json& task : parsed.value())
        if (task.is_object() && task.value("type", Json()) == Json("database_compaction"))
          now += task.value("changes_done", Json()).dump() + task.value("phase", Json()).dump() + " ";
    unmoved_ = now == state_ ? unmoved_ + 1 : 0;
    state_ = now;
    done(in_trouble(unmoved_ < kMostLooksUnmoved ? "sync.compacting" : "sync.not_compacted"));
  });
}

void CouchDb::prove(crypto::Box box, Delivered done) {
  const auto work = tidying_[box];
  if (!work || work->copies.empty()) {
    if (work && work->nodes > 1) return done(in_trouble("sync.copies_unseen"));
    return prove_next(box, 0, std::move(done));
  }
  const bool away = std::any_of(work->copies.begin(), work->copies.end(),
                                [](const Tidying::Copy& copy) { return copy.away; });
  if (away) return done(in_trouble("sync.node_away"));
  if (work->behind) return done(in_trouble("sync.node_behind"));
  look_who_is_away(std::move(done));
}

// One copy, of which nothing can be seen but this: the bodies of what this run deleted are asked for one by
// one. Of the first copy that answers (r=1), so that a cluster which hid that it is one writes nothing back.
void CouchDb::prove_next(crypto::Box box, std::size_t at, Delivered done) {
  const auto& removed = removed_[box];
  if (at == removed.size()) return look_who_is_away(std::move(done));
  const auto& [id, rev] = removed[at];
  auto request =
      request_to(settings_, "GET",
                 box_path(settings_, box) + "/" + percent_encoded(id) + "?r=1&rev=" + percent_encoded(rev));
  request.most_reply_bytes = kMostBody;
  http_.send(std::move(request), [this, box, at, done = std::move(done)](Result<ports::HttpReply> reply) {
    if (!reply) return done(outcome_of(reply.error()));
    if (reply.value().status != 404) return done(in_trouble("sync.not_compacted"));
    prove_next(box, at + 1, done);
  });
}

// A node that is away has kept its own.
void CouchDb::look_who_is_away(Delivered done) {
  http_.send(request_to(settings_, "GET", "_membership"),
             [done = std::move(done)](Result<ports::HttpReply> reply) {
               if (!reply) return done(outcome_of(reply.error()));
               const Json nodes = reply.value().status == 200 ? object_of(reply.value()) : Json::object();
               const Json there = nodes.value("all_nodes", Json::array()),
                          members = nodes.value("cluster_nodes", Json::array());
               for (const Json& member : members)
                 if (std::find(there.begin(), there.end(), member) == there.end())
                   return done(in_trouble("sync.node_away"));
               done(going_on());
             });
}

}  // namespace wv::sync
