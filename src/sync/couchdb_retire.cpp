// `sync --retire` on a CouchDB. Pages go by key, and shrink when documents are large; what can't be deleted
// is listed and stops nothing else. How the bodies leave the server's disk afterwards is couchdb_tidy.cpp's.
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <utility>

#include "base/json.h"
#include "outbox/names.h"
#include "outbox/retention.h"
#include "sync/classify.h"
#include "sync/couchdb.h"

namespace wv::sync {

namespace {

constexpr std::uint64_t kMostPage = 64u << 20;
constexpr int kPage = 200;
constexpr int kMostPasses = 10;    // each leaf under the winning one shows in a pass of its own
constexpr int kMostBroken = 3;     // lines that broke in a row: then the server is away
constexpr int kMostForbidden = 5;  // in a row and nothing deleted: then it is the user, not the document
constexpr int kCameBack = 3;       // 1 created, 2 deleted, 3 created anew
constexpr char kEndDigest[] =
    "77696a6b00000000000000006d656e64";  // any 32 hex digits: the revision that ends a bad one

std::int64_t generation_of(const std::string& rev) { return std::strtoll(rev.c_str(), nullptr, 10); }

std::string text_of(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// The clear member is what counts, since nobody changes it afterwards; whether the seal says the same is for
// its readers.
std::optional<Day> day_of_document(const std::string& id, const Json& document) {
  return outbox::id_of(id + ".json") ? parse_day(text_of(document, "queued_on")) : std::nullopt;
}

}  // namespace

struct CouchDb::Retiring {
  crypto::Box box;
  Expired expired;
  std::string after;  // the last id seen
  struct Leaf {
    std::string id, rev;
  };
  std::deque<Leaf> past;
  int limit = kPage, passes = 0, broken = 0, forbidden = 0;
  bool last_page = false, documents = true;
  std::uint64_t removed = 0, removed_in_pass = 0;
  std::set<std::string> reported;

  // One line for people on each document, whatever the passes.
  void report(const std::string& id, Left::Why why, const std::string& what) {
    if (expired.left && reported.insert(id).second) expired.left({id, why, what});
  }
};

void CouchDb::retire(crypto::Box box, Expired expired) {
  auto work = std::make_shared<Retiring>();
  work->box = box;
  work->expired = std::move(expired);
  removed_[box].clear();
  next_page(work);
}

void CouchDb::next_page(const std::shared_ptr<Retiring>& work) {
  std::string path = box_path(settings_, work->box) + "/_all_docs?limit=" + std::to_string(work->limit + 1);
  if (work->documents) path += "&include_docs=true&conflicts=true";
  // By the last key itself, whose row is passed over when it is still there: `skip` would pass over another
  // one when it was deleted.
  if (!work->after.empty()) path += "&startkey=" + percent_encoded(Json(work->after).dump());
  auto request = request_to(settings_, "GET", path);
  request.headers = {{"Accept", "application/json"}};
  request.most_reply_bytes = kMostPage;
  http_.send(std::move(request), [this, work](Result<ports::HttpReply> reply) {
    if (reply) return take_page(work, reply.value());
    const bool too_long = reply.error().code == "http.too_large" || reply.error().code == "http.timeout";
    if (too_long && work->limit > 1)
      work->limit = std::max(1, work->limit / 5);
    else if (reply.error().code == "http.too_large" && work->documents)
      work->documents = false;
    else if (++work->broken >= kMostBroken)
      return work->expired.ended(outcome_of(reply.error()), work->removed);
    next_page(work);
  });
}

void CouchDb::take_page(const std::shared_ptr<Retiring>& work, const ports::HttpReply& reply) {
  const Outcome outcome = classify(Kind::couchdb, Step::pull, reply, "");
  if (outcome.verdict != Verdict::on) return work->expired.ended(outcome, work->removed);
  const auto parsed = parse_json(reply.body, "the page");
  const Json page = parsed ? parsed.value() : Json();
  if (!page.is_object() || !page.contains("rows") || !page["rows"].is_array())
    return work->expired.ended(in_trouble("sync.unclear"), work->removed);
  work->broken = 0;
  const std::string before = work->after;
  for (const Json& row : page["rows"]) {
    const std::string id = row.is_object() ? text_of(row, "id") : "";
    if (id.empty() || id == before) continue;
    work->after = id;
    if (id.starts_with("_design/")) continue;
    if (!work->documents)
      work->report(id, Left::Why::in_doubt, "too large to be an envelope");
    else
      judge(work, id, row.value("doc", Json::object()));
  }
  work->last_page = page["rows"].size() <= static_cast<std::size_t>(work->limit) || work->after == before;
  if (work->limit < kPage && page["rows"].size() > static_cast<std::size_t>(work->limit))
    work->limit = std::min(kPage, work->limit * 2);
  work->documents = true;
  remove_next(work);
}

// What goes: a leaf whose numbers start at 0 or below, which no new document has; what came back under an id
// that was retired; what passed its day. Other leaves wait until they are the winning one, and are judged by
// their own day.
void CouchDb::judge(const std::shared_ptr<Retiring>& work, const std::string& id, const Json& document) {
  if (!document.is_object()) return;
  const std::string rev = text_of(document, "_rev");
  if (rev.empty()) return;
  std::vector<std::string> leaves = {rev};
  if (document.contains("_conflicts") && document["_conflicts"].is_array())
    for (const Json& other : document["_conflicts"])
      if (other.is_string()) leaves.push_back(other.get<std::string>());
  for (const std::string& leaf : leaves)
    if (generation_of(leaf) <= 0) work->past.push_back({id, leaf});
  if (generation_of(rev) <= 0) return;
  const auto day = day_of_document(id, document);
  if (outbox::id_of(id + ".json") && generation_of(rev) >= kCameBack)
    work->past.push_back({id, rev});
  else if (!day)
    work->report(id, Left::Why::in_doubt, "no envelope: it has no id or no day of ours");
  else if (const auto stamp = outbox::stamp_in(document); stamp && work->expired.is_past(id, *stamp))
    work->past.push_back({id, rev});
}

void CouchDb::remove_next(const std::shared_ptr<Retiring>& work) {
  if (work->past.empty()) {
    if (!work->last_page) return next_page(work);
    if (work->removed_in_pass == 0 || ++work->passes >= kMostPasses)
      return work->expired.ended(going_on(), work->removed);
    work->after.clear();  // once more from the start: whether nothing is left
    work->removed_in_pass = 0;
    return next_page(work);
  }
  const Retiring::Leaf leaf = work->past.front();
  work->past.pop_front();
  const std::string box = box_path(settings_, work->box);
  auto request = request_to(settings_, "DELETE",
                            box + "/" + percent_encoded(leaf.id) + "?rev=" + percent_encoded(leaf.rev));
  // A revision below 1 can't be named in an address (couch_doc.erl, parse_rev); a replicated deletion goes on
  // from it.
  const std::int64_t generation = generation_of(leaf.rev);
  if (generation <= 0) {
    request = request_to(settings_, "POST", box + "/_bulk_docs");
    request.headers = {{"Content-Type", "application/json"}};
    const std::string digest = leaf.rev.substr(leaf.rev.rfind('-') + 1);
    const Json path = {{"start", generation + 1}, {"ids", {kEndDigest, digest}}};
    request.body =
        Json{{"new_edits", false}, {"docs", {{{"_id", leaf.id}, {"_deleted", true}, {"_revisions", path}}}}}
            .dump();
  }
  http_.send(std::move(request), [this, work, leaf](Result<ports::HttpReply> reply) {
    if (!reply) {
      work->report(leaf.id, Left::Why::not_deleted, outcome_of(reply.error()).trouble);
      if (++work->broken >= kMostBroken) return work->expired.ended(outcome_of(reply.error()), work->removed);
      return remove_next(work);
    }
    work->broken = 0;
    took_away(work, leaf.id, leaf.rev, reply.value());
  });
}

void CouchDb::took_away(const std::shared_ptr<Retiring>& work, const std::string& id, const std::string& rev,
                        const ports::HttpReply& reply) {
  const int status = reply.status;
  const bool replicated = generation_of(rev) <= 0;
  const bool refused =
      replicated && reply.body.find("\"error\"") != std::string::npos;  // of a bulk: in its body
  if (!refused && (status == 200 || status == 202 || (replicated && status == 201))) {
    ++work->removed;
    ++work->removed_in_pass;
    work->forbidden = 0;
    if (!replicated) removed_[work->box].emplace_back(id, rev);
  } else if (status == 401 || (status == 403 && work->removed == 0 && ++work->forbidden >= kMostForbidden)) {
    return work->expired.ended(classify(Kind::couchdb, Step::pull, reply, ""), work->removed);
  } else if (status != 404 && status != 409) {  // those two: gone or changed meanwhile
    work->report(id, Left::Why::not_deleted,
                 "the target answered " + std::to_string(status) + " to its deletion");
  }
  remove_next(work);
}

}  // namespace wv::sync
