#include "sync/couchdb.h"

#include <cstdlib>
#include <utility>

#include "base/json.h"
#include "sync/classify.h"
#include "sync/couchdb_pulling.h"

namespace wv::sync {

namespace {

constexpr std::uint64_t kMostReadBack =
    8u << 20;  // an envelope is at most 4 MB; somebody else may have indented it
// Of what comes down: this many at once, or as many as these bytes hold. One envelope is always less.
constexpr int kMostOfAPage = CouchPage::kMost, kMostOfIds = 2'000;
constexpr std::uint64_t kMostChanges = CouchPage::kMostBytes;
constexpr std::uint64_t kEnoughToSee = 64u << 10;  // of a document whose being there is all that we ask

std::string query_of(const Json& seq) {
  return percent_encoded(seq.is_string() ? seq.get<std::string>() : seq.dump());
}

// How many changes a sequence counts: CouchDB's begins with it, others' is it.
std::optional<std::uint64_t> count_of(const Json& seq) {
  if (seq.is_number_unsigned()) return seq.get<std::uint64_t>();
  if (!seq.is_string()) return std::nullopt;
  const std::string text = seq.get<std::string>();
  constexpr std::size_t kMostDigits = 18;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > kMostDigits || (digits < text.size() && text[digits] != '-'))
    return std::nullopt;
  return std::stoull(text.substr(0, digits));
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
    done(reply ? compare(Kind::couchdb, reply.value(), envelope) : failed(reply.error()));
  });
}

// --- bringing down ---------------------------------------------------------------------------------------

void CouchDb::pull(Pull pull) {
  auto work = std::make_shared<Pulling>();
  work->pull = std::move(pull);
  const auto seq = parse_json(work->pull.cursor, "the cursor");
  // A damaged file may hold any text, and to "now" CouchDB answers gladly, with nothing.
  if (seq && count_of(seq.value())) {
    work->seq = seq.value();
    work->from_cursor = true;
  }
  work->documents = !work->pull.seen && !work->pull.newest_first;
  if (!work->documents) work->limit = kMostOfIds;
  next_changes(work);
}

void CouchDb::next_changes(const std::shared_ptr<Pulling>& work) {
  std::string path = box_path(settings_, work->pull.box) + "/_changes?limit=" + std::to_string(work->limit);
  if (work->documents) path += "&include_docs=true";
  if (!work->seq.is_null()) path += "&since=" + query_of(work->seq);
  auto request = request_to(settings_, "GET", path);
  request.headers = {{"Accept", "application/json"}};
  request.most_reply_bytes = kMostChanges;
  http_.send(std::move(request), [this, work](Result<ports::HttpReply> reply) {
    if (reply) return take_changes(work, reply.value());
    const bool too_long = reply.error().code == "http.too_large";
    if (too_long && work->limit > 1) {
      work->limit = std::max(1, work->limit / 4);
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
  // 400 is CouchDB's "Malformed sequence supplied in 'since' parameter": after a change of its software or
  // its shards.
  if (work->from_cursor && reply.status == 400) return begin_anew(work);
  if (outcome.verdict != Verdict::on) return work->pull.ended(outcome, cursor());
  auto parsed = parse_json(reply.body, "the changes");
  Json page = parsed ? std::move(parsed).value() : Json();
  const bool whole = page.is_object() && page.contains("results") && page["results"].is_array() &&
                     page.contains("last_seq") &&
                     (page["last_seq"].is_string() || page["last_seq"].is_number());
  if (!whole) {
    outcome.verdict = Verdict::wait;
    outcome.trouble = "sync.unclear";
    return work->pull.ended(outcome, cursor());
  }
  const std::size_t count = page["results"].size();
  const Json& last = page["last_seq"];
  const bool moved = last != work->seq;
  work->seq = last;
  // A server that says "here is a full page" without going on would keep us asking for ever.
  const bool all = count < static_cast<std::size_t>(work->limit) || !moved;
  if (reply.body.size() < kMostChanges / 4)
    work->limit = std::min(work->asks_for_ids() ? kMostOfIds : kMostOfAPage, work->limit * 2);
  work->documents = !work->asks_for_ids();
  if (!all) next_changes(work);  // it is on its way while this one is looked at
  for (Json& row : page["results"]) {
    if (work->pull.seen && row.is_object() && row.value("id", Json()).is_string())
      work->pull.seen(row["id"].get<std::string>());
    if (!row.is_object() || row.value("deleted", Json()) == Json(true)) continue;
    if (work->pull.newest_first) work->want(row);
    if (work->asks_for_ids()) continue;  // a server may give documents that nobody asked for
    if (const auto document = row.find("doc");
        document != row.end() && document->is_object() && !came_back(*document))
      work->pull.found(file_of(std::move(*document)));
  }
  work->some = work->some || count > 0;
  if (!all) return;
  if (work->from_cursor && !work->some && work->pull.went_back) return compare_with_end(work, outcome);
  work->outcome = outcome;
  if (work->pull.newest_first && !work->pull.seen) return next_newest(work);
  work->pull.ended(outcome, cursor());
}

void CouchDb::begin_anew(const std::shared_ptr<Pulling>& work) {
  work->seq = Json();
  work->from_cursor = false;
  work->wanted.clear();
  if (work->pull.went_back) work->pull.went_back();
  next_changes(work);
}

// Nothing is new. Or nothing is left: the number before the first hyphen of a sequence counts the changes,
// and a server that went back has a lower one at its end than our cursor's. Asked about the end it tells its
// own.
void CouchDb::compare_with_end(const std::shared_ptr<Pulling>& work, const Outcome& outcome) {
  auto request =
      request_to(settings_, "GET", box_path(settings_, work->pull.box) + "/_changes?limit=1&since=now");
  request.headers = {{"Accept", "application/json"}};
  http_.send(std::move(request), [this, work, outcome](Result<ports::HttpReply> reply) {
    const auto parsed = reply && reply.value().status == 200 ? parse_json(reply.value().body, "the end")
                                                             : Result<Json>(Error{});
    const Json last =
        parsed && parsed.value().is_object() ? parsed.value().value("last_seq", Json()) : Json();
    const auto ours = count_of(work->seq), theirs = count_of(last);
    if (ours && theirs && *theirs < *ours) return begin_anew(work);
    work->pull.ended(outcome, work->seq.dump());
  });
}

// --- looking ---------------------------------------------------------------------------------------------

struct CouchDb::Looking {
  Look look;
  Seen seen;
  Outcome outcome;
  std::size_t at = 0;
};

void CouchDb::look(Look look) {
  auto work = std::make_shared<Looking>();
  work->look = std::move(look);
  http_.send(request_to(settings_, "GET", ""), [this, work](Result<ports::HttpReply> reply) {
    work->outcome = reply ? classify(Kind::couchdb, Step::pull, reply.value(), "") : failed(reply.error());
    const Verdict verdict = work->outcome.verdict;
    if (!reply || verdict == Verdict::stop || verdict == Verdict::locked)
      return work->look.ended(work->outcome, {});
    // A proxy may let this page through to nobody; then the server just has no name here.
    const auto parsed = parse_json(reply.value().body, "the welcome");
    if (verdict == Verdict::on && parsed && parsed.value().is_object() &&
        parsed.value().value("uuid", Json()).is_string())
      work->seen.uuid = parsed.value()["uuid"].get<std::string>();
    work->outcome.verdict = Verdict::on;
    ask_for_next(work);
  });
}

// One after the other, and by plain GET, which a proxy's list of what devices may ask allows.
void CouchDb::ask_for_next(const std::shared_ptr<Looking>& work) {
  if (work->at == work->look.sent.size()) return work->look.ended(work->outcome, work->seen);
  const auto& [box, id] = work->look.sent[work->at++];
  auto request = request_to(settings_, "GET", box_path(settings_, box) + "/" + id);
  request.headers = {{"Accept", "application/json"}};
  request.most_reply_bytes = kEnoughToSee;
  http_.send(std::move(request), [this, work](Result<ports::HttpReply> reply) {
    const bool too_long = !reply && reply.error().code == "http.too_large";  // so it is there
    if (!reply && !too_long) return work->look.ended(failed(reply.error()), {});
    if (reply && reply.value().status == 404) {
      const auto parsed = parse_json(reply.value().body, "the reply");
      if (parsed && parsed.value().is_object() && parsed.value().value("reason", Json()) == Json("missing"))
        ++work->seen.missing;
    }
    ask_for_next(work);
  });
}

void CouchDb::ask_time(Delivered done) {
  http_.send(request_to(settings_, "GET", ""), [done = std::move(done)](Result<ports::HttpReply> reply) {
    done(reply ? classify(Kind::couchdb, Step::pull, reply.value(), "") : failed(reply.error()));
  });
}

}  // namespace wv::sync
