#include "sync/door.h"

#include <utility>

#include "base/json.h"
#include "sync/classify.h"
#include "sync/couchdb_pulling.h"

namespace wv::sync {

namespace {

// No number and code give it: asked for only to learn whether the way is open.
constexpr char kNobodysTag[] = "00000000000000000000000000000000";
constexpr std::uint64_t kMostOfAnswers = 16u << 20;

// A view's rows with their documents.
std::vector<Target::Found> documents_of(Json& view) {
  std::vector<Target::Found> found;
  for (Json& row : view["rows"]) {
    if (!row.is_object()) continue;
    const auto document = row.find("doc");
    if (document != row.end() && document->is_object() && !came_back(*document))
      found.emplace_back(file_of(std::move(*document)));
  }
  return found;
}

}  // namespace

void Door::deliver(const crypto::SealedEnvelope& envelope, Delivered done) {
  couch_.deliver(envelope, std::move(done));
}

void Door::find_answers(const std::string& tag, AnswersFound found) {
  auto request = request_to(settings_, "GET", box_path(settings_, crypto::Box::answers) + "/by-tag/" + tag);
  request.headers = {{"Accept", "application/json"}};
  request.most_reply_bytes = kMostOfAnswers;
  http_.send(std::move(request), [found = std::move(found)](Result<ports::HttpReply> reply) {
    if (!reply) return found(outcome_of(reply.error()), {});
    Outcome outcome = classify(Kind::couchdb, Step::pull, reply.value(), "");
    if (outcome.verdict != Verdict::on) return found(outcome, {});
    auto view = parse_json(reply.value().body, "the answers");
    const bool whole = view && view.value().is_object() && view.value().value("rows", Json()).is_array();
    if (whole) return found(outcome, documents_of(view.value()));
    outcome.verdict = Verdict::wait;
    outcome.trouble = "sync.unclear";
    found(outcome, {});
  });
}

void Door::pull(Pull pull) {
  if (pull.box != crypto::Box::answers) return pull.ended(going_on(), pull.cursor);
  find_answers(kNobodysTag,
               [ended = std::move(pull.ended), cursor = pull.cursor](
                   const Outcome& outcome, const std::vector<Found>&) { ended(outcome, cursor); });
}

void Door::set_up(SetUpDone done) {
  done(Error{Fault::bad_input, "sync.settings",
             "this is the door that browsers use; run it with settings that name the CouchDB behind it"});
}

void Door::retire(crypto::Box, Expired expired) { expired.ended(in_trouble("sync.settings"), 0); }
void Door::ask_time(Delivered done) { done(in_trouble("sync.settings")); }
void Door::use_password(const std::string& password) {
  settings_.password = password;
  couch_.use_password(password);
}

}  // namespace wv::sync
