#include "sync/couchdb.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "base/json.h"
#include "outbox/names.h"
#include "sync/classify.h"

namespace wv::sync {

namespace {

constexpr std::uint64_t kMostReadBack = 8u << 20;  // an envelope is at most 4 MB; somebody else may have indented it
constexpr std::uint64_t kMostPage = 64u << 20;
constexpr int kPage = 25;

// The administrator may do what the law asks (retire); nobody else changes or deletes anything. A replicated write
// (new_edits=false) that goes on from no revision is compared with none, so that it could put another document before
// ours: it is known by the revisions that it brings, which a new document never has.
constexpr char kRule[] =
    "function (newDoc, oldDoc, userCtx) {"
    " if (userCtx.roles.indexOf('_admin') >= 0) { return; }"
    " if (oldDoc || newDoc._deleted) { throw({forbidden: 'create only'}); }"
    " if (newDoc._revisions && newDoc._revisions.start > 0) { throw({forbidden: 'no replication'}); }"
    " if (newDoc._attachments) { throw({forbidden: 'envelopes only'}); }"
    " if (newDoc.format !== 'wijkverbinder-envelope/1' || newDoc.id !== newDoc._id) { throw({forbidden: 'envelopes only'}); }"
    " }";
constexpr char kRulePath[] = "/_design/wijkverbinder";
constexpr char kRole[] = "wijkverbinder";

// What the server adds to a document begins with an underscore; what is left is the envelope's file.
std::string file_of(const Json& document) {
  Json file = Json::object();
  for (const auto& [name, value] : document.items())
    if (!name.starts_with("_")) file[name] = value;
  return file.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string query_of(const Json& seq) {
  return percent_encoded(seq.is_string() ? seq.get<std::string>() : seq.dump());
}

Outcome failed(const Error& error) { return outcome_of(error); }

Error setup_error(const std::string& what, const ports::HttpReply& reply) {
  const bool denied = reply.status == 401 || reply.status == 403;
  return {Fault::not_now, denied ? "sync.denied" : "sync.unclear",
          what + ": the target answered " + std::to_string(reply.status) +
              (denied ? "; --setup needs an administrator's user and password_file" : "; look at its log, then try again")};
}

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
    if (const auto document = row.find("doc"); document != row.end() && document->is_object()) work->pull.found(file_of(*document));
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

// --- setting up ------------------------------------------------------------------------------------------

struct CouchDb::Setup {
  Told told;
  std::size_t box = 0;
  bool made = false;
  std::vector<std::string> lines;
};

void CouchDb::set_up(Told told) {
  auto work = std::make_shared<Setup>();
  work->told = std::move(told);
  make_box(work);
}

void CouchDb::make_box(const std::shared_ptr<Setup>& work) {
  if (work->box == std::size(kBoxes)) {
    work->lines.push_back("rights: give each device a user of its own (a document in _users) with the role \"" + std::string(kRole) +
                          "\" and no other; it may then read and create, and change or delete nothing");
    work->lines.push_back("an administrator's password stays off the devices: put the device's own user and password_file into its settings");
    return work->told(work->lines);
  }
  const std::string name = box_path(settings_, kBoxes[work->box]);
  http_.send(request_to(settings_, "PUT", name), [this, work, name](Result<ports::HttpReply> reply) {
    if (!reply) return work->told(Error{Fault::not_now, outcome_of(reply.error()).trouble, reply.error().what});
    const int status = reply.value().status;
    if (status != 201 && status != 202 && status != 412) return work->told(setup_error("database " + name, reply.value()));
    work->made = status != 412;
    work->lines.push_back("database " + name + (work->made ? ": made" : ": is there"));
    if (work->made) return let_devices_in(work);
    look_who_enters(work);
  });
}

// Only for a database that we made: who may enter an older one is somebody's decision already.
void CouchDb::let_devices_in(const std::shared_ptr<Setup>& work) {
  const std::string name = box_path(settings_, kBoxes[work->box]);
  auto request = request_to(settings_, "PUT", name + "/_security");
  request.headers = {{"Content-Type", "application/json"}};
  request.body = Json{{"admins", {{"names", Json::array()}, {"roles", {"_admin"}}}}, {"members", {{"names", Json::array()}, {"roles", {kRole}}}}}.dump();
  http_.send(std::move(request), [this, work, name](Result<ports::HttpReply> reply) {
    const bool let_in = reply && reply.value().status >= 200 && reply.value().status < 300;
    if (!let_in) work->lines.push_back("database " + name + ": who may enter could not be set; set its _security to the role \"" + std::string(kRole) + "\"");
    make_rule(work);
  });
}

void CouchDb::look_who_enters(const std::shared_ptr<Setup>& work) {
  const std::string name = box_path(settings_, kBoxes[work->box]);
  http_.send(request_to(settings_, "GET", name + "/_security"), [this, work, name](Result<ports::HttpReply> reply) {
    if (!reply) return work->told(Error{Fault::not_now, outcome_of(reply.error()).trouble, reply.error().what});
    const auto parsed = parse_json(reply.value().body, "who may enter");
    const Json members = parsed && parsed.value().is_object() ? parsed.value().value("members", Json::object()) : Json::object();
    const Json roles = members.is_object() ? members.value("roles", Json::array()) : Json::array();
    const bool with_role = roles.is_array() && std::find(roles.begin(), roles.end(), Json(kRole)) != roles.end();
    if (!with_role)
      work->lines.push_back("database " + name + ": who may enter was left as it is; devices enter when its _security has the role \"" + std::string(kRole) + "\" among its members");
    make_rule(work);
  });
}

void CouchDb::make_rule(const std::shared_ptr<Setup>& work) {
  const std::string name = box_path(settings_, kBoxes[work->box]);
  http_.send(request_to(settings_, "GET", name + kRulePath), [this, work, name](Result<ports::HttpReply> reply) {
    if (!reply) return work->told(Error{Fault::not_now, outcome_of(reply.error()).trouble, reply.error().what});
    if (reply.value().status == 404) return put_rule(work, "");
    const auto parsed = parse_json(reply.value().body, "the rule");
    if (reply.value().status != 200 || !parsed || !parsed.value().is_object()) return work->told(setup_error("the rule of " + name, reply.value()));
    if (parsed.value().value("validate_doc_update", Json()) == Json(kRule)) {
      ++work->box;
      return make_box(work);
    }
    const Json rev = parsed.value().value("_rev", Json());
    put_rule(work, rev.is_string() ? rev.get<std::string>() : "");
  });
}

void CouchDb::put_rule(const std::shared_ptr<Setup>& work, const std::string& rev) {
  const std::string name = box_path(settings_, kBoxes[work->box]);
  auto request = request_to(settings_, "PUT", name + kRulePath);
  request.headers = {{"Content-Type", "application/json"}};
  OrderedJson rule = {{"_id", "_design/wijkverbinder"}, {"language", "javascript"}, {"validate_doc_update", kRule}};
  if (!rev.empty()) rule["_rev"] = rev;
  request.body = rule.dump();
  http_.send(std::move(request), [this, work, name](Result<ports::HttpReply> reply) {
    if (!reply) return work->told(Error{Fault::not_now, outcome_of(reply.error()).trouble, reply.error().what});
    if (reply.value().status != 201 && reply.value().status != 202) return work->told(setup_error("the rule of " + name, reply.value()));
    work->lines.push_back("database " + name + ": create only");
    ++work->box;
    make_box(work);
  });
}

void CouchDb::ask_time(Delivered done) {
  http_.send(request_to(settings_, "GET", ""), [done = std::move(done)](Result<ports::HttpReply> reply) {
    done(reply ? classify(Kind::couchdb, Step::pull, reply.value(), "") : failed(reply.error()));
  });
}

// --- retiring --------------------------------------------------------------------------------------------

struct CouchDb::Retiring {
  crypto::Box box;
  Expired expired;
  std::string after;  // the last id seen
  std::deque<std::pair<std::string, std::string>> past;  // id and rev
  bool last_page = false;
  std::uint64_t removed = 0;
};

void CouchDb::retire(crypto::Box box, Expired expired) {
  auto work = std::make_shared<Retiring>();
  work->box = box;
  work->expired = std::move(expired);
  next_page(work);
}

void CouchDb::next_page(const std::shared_ptr<Retiring>& work) {
  std::string path = box_path(settings_, work->box) + "/_all_docs?include_docs=true&limit=" + std::to_string(kPage);
  if (!work->after.empty()) path += "&skip=1&startkey=" + percent_encoded(Json(work->after).dump());
  auto request = request_to(settings_, "GET", path);
  request.most_reply_bytes = 2 * kMostPage;
  http_.send(std::move(request), [this, work](Result<ports::HttpReply> reply) {
    if (!reply) return work->expired.ended(failed(reply.error()), work->removed);
    Outcome outcome = classify(Kind::couchdb, Step::pull, reply.value(), "");
    if (outcome.verdict != Verdict::on) return work->expired.ended(outcome, work->removed);
    const auto parsed = parse_json(reply.value().body, "the page");
    const Json page = parsed ? parsed.value() : Json();
    if (!page.is_object() || !page.contains("rows") || !page["rows"].is_array()) {
      outcome.verdict = Verdict::wait;
      outcome.trouble = "sync.unclear";
      return work->expired.ended(outcome, work->removed);
    }
    work->last_page = page["rows"].size() < kPage;
    for (const Json& row : page["rows"]) {
      if (!row.is_object() || !row.value("id", Json()).is_string()) continue;
      work->after = row["id"].get<std::string>();
      const Json doc = row.value("doc", Json::object());
      if (!outbox::id_of(work->after + ".json") || !doc.is_object()) continue;
      const Json queued_on = doc.value("queued_on", Json()), rev = doc.value("_rev", Json());
      if (!queued_on.is_string() || !rev.is_string()) continue;
      const auto day = parse_day(queued_on.get<std::string>());
      if (day && work->expired.is_past(*day)) work->past.emplace_back(work->after, rev.get<std::string>());
    }
    remove_next(work);
  });
}

void CouchDb::remove_next(const std::shared_ptr<Retiring>& work) {
  if (work->past.empty()) {
    if (work->last_page) return compact(work);
    return next_page(work);
  }
  const auto [id, rev] = work->past.front();
  work->past.pop_front();
  const std::string path = box_path(settings_, work->box) + "/" + id + "?rev=" + percent_encoded(rev);
  http_.send(request_to(settings_, "DELETE", path), [this, work](Result<ports::HttpReply> reply) {
    if (!reply) return work->expired.ended(failed(reply.error()), work->removed);
    const int status = reply.value().status;
    if (status == 200 || status == 202) ++work->removed;
    // Gone or changed meanwhile: the next run sees to it.
    else if (status != 404 && status != 409) return work->expired.ended(classify(Kind::couchdb, Step::pull, reply.value(), ""), work->removed);
    remove_next(work);
  });
}

// A deleted document's body stays on the server's disk until its database is compacted.
void CouchDb::compact(const std::shared_ptr<Retiring>& work) {
  Outcome done;
  done.verdict = Verdict::on;
  if (work->removed == 0) return work->expired.ended(done, 0);
  auto request = request_to(settings_, "POST", box_path(settings_, work->box) + "/_compact");
  request.headers = {{"Content-Type", "application/json"}};
  http_.send(std::move(request), [work, done](Result<ports::HttpReply>) { work->expired.ended(done, work->removed); });
}

}  // namespace wv::sync
