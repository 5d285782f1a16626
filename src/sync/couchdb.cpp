#include "sync/couchdb.h"

#include <cstdlib>
#include <utility>

#include "base/json.h"
#include "sync/classify.h"

namespace wv::sync {

namespace {

constexpr std::uint64_t kMostReadBack = 8u << 20;  // an envelope is at most 4 MB; somebody else may have indented it
constexpr std::uint64_t kMostPage = 64u << 20;
constexpr int kPage = 25;

// What the server adds to a document begins with an underscore; what is left is the envelope's file.
std::string file_of(const Json& document) {
  Json file = Json::object();
  for (const auto& [name, value] : document.items())
    if (!name.starts_with("_")) file[name] = value;
  return file.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// 1 created, 2 retired, 3 put again under its id: nothing brings it back (CONTRACT.md, Retention).
bool came_back(const Json& document) {
  const Json rev = document.value("_rev", Json());
  return rev.is_string() && std::strtoll(rev.get_ref<const std::string&>().c_str(), nullptr, 10) >= 3;
}

std::string query_of(const Json& seq) {
  return percent_encoded(seq.is_string() ? seq.get<std::string>() : seq.dump());
}

Outcome failed(const Error& error) { return outcome_of(error); }

}  // namespace

void CouchDb::deliver(const crypto::SealedEnvelope& envelope, Delivered done) {
  auto request = request_to(settings_, "PUT", box_path(settings_, envelope.box()) + "/" + envelope.id());
  request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  request.body = envelope.text();
  http_.send(std::move(request), [this, envelope, done = std::move(done)](Result<ports::HttpReply> reply) {
    if (!reply) return done(failed(reply.error()));
    const Outcome outcome = classify(Kind::couchdb, Step::put, reply.value(), envelope.id());
    if (outcome.verdict == Verdict::ask) return read_back(envelope, done);
    done(outcome);
  });
}

void CouchDb::read_back(const crypto::SealedEnvelope& envelope, Delivered done) {
  auto request = request_to(settings_, "GET", box_path(settings_, envelope.box()) + "/" + envelope.id());
  request.headers = {{"Accept", "application/json"}};
  request.most_reply_bytes = kMostReadBack;
  http_.send(std::move(request), [this, envelope, done = std::move(done)](Result<ports::HttpReply> reply) {
    done(reply ? compare(Kind::couchdb, reply.value(), envelope, sealer_) : failed(reply.error()));
  });
}

// --- bringing down ---------------------------------------------------------------------------------------

struct CouchDb::Pulling {
  Pull pull;
  Json seq;           // a string in CouchDB, a number elsewhere: kept as it came
  int limit = kPage;  // fewer when a page was too long
  bool documents = true;
};

void CouchDb::pull(Pull pull) {
  auto work = std::make_shared<Pulling>();
  work->pull = std::move(pull);
  const auto seq = parse_json(work->pull.cursor, "the cursor");
  if (seq && (seq.value().is_string() || seq.value().is_number())) work->seq = seq.value();
  next_changes(work);
}

void CouchDb::next_changes(const std::shared_ptr<Pulling>& work) {
  std::string path = box_path(settings_, work->pull.box) + "/_changes?limit=" + std::to_string(work->limit);
  if (work->documents) path += "&include_docs=true";
  if (!work->seq.is_null()) path += "&since=" + query_of(work->seq);
  auto request = request_to(settings_, "GET", path);
  request.headers = {{"Accept", "application/json"}};
  request.most_reply_bytes = kMostPage;
  http_.send(std::move(request), [this, work](Result<ports::HttpReply> reply) {
    if (reply) return take_changes(work, reply.value());
    const bool too_long = reply.error().code == "http.too_large";
    if (too_long && work->limit > 1) {
      work->limit = work->limit / 5;
    } else if (too_long && work->documents) {
      work->documents = false;  // one document too long to be one of ours: stepped over
    } else {
      return work->pull.ended(failed(reply.error()), work->seq.is_null() ? "" : work->seq.dump());
    }
    next_changes(work);
  });
}

void CouchDb::take_changes(const std::shared_ptr<Pulling>& work, const ports::HttpReply& reply) {
  Outcome outcome = classify(Kind::couchdb, Step::pull, reply, "");
  const auto cursor = [&] { return work->seq.is_null() ? std::string() : work->seq.dump(); };
  if (outcome.verdict != Verdict::on) return work->pull.ended(outcome, cursor());
  const auto parsed = parse_json(reply.body, "the changes");
  const Json page = parsed ? parsed.value() : Json();
  const bool whole = page.is_object() && page.contains("results") && page["results"].is_array() && page.contains("last_seq") &&
                     (page["last_seq"].is_string() || page["last_seq"].is_number());
  if (!whole) {
    outcome.verdict = Verdict::wait;
    outcome.trouble = "sync.unclear";
    return work->pull.ended(outcome, cursor());
  }
  const std::size_t count = page["results"].size();
  for (const Json& row : page["results"]) {
    if (!row.is_object() || row.value("deleted", Json()) == Json(true)) continue;
    if (const auto document = row.find("doc"); document != row.end() && document->is_object() && !came_back(*document)) work->pull.found(file_of(*document));
  }
  const Json& last = page["last_seq"];
  const bool moved = last != work->seq;
  work->seq = last;
  // A server that says "here is a full page" without going on would keep us asking for ever.
  if (count < static_cast<std::size_t>(work->limit) || !moved) return work->pull.ended(outcome, cursor());
  work->limit = kPage;
  work->documents = true;
  next_changes(work);
}

void CouchDb::ask_time(Delivered done) {
  http_.send(request_to(settings_, "GET", ""), [done = std::move(done)](Result<ports::HttpReply> reply) {
    done(reply ? classify(Kind::couchdb, Step::pull, reply.value(), "") : failed(reply.error()));
  });
}

}  // namespace wv::sync
