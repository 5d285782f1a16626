// Events of our own: signed, sealed, durable in DATA/cases, then in the outbox, then in the casebook. A power
// cut between the two leaves it in DATA/cases only; the first look of the next time queues it.
#include "crypto/codes.h"
#include "crypto/signed_text.h"
#include "services/case_session.h"

namespace wv::services {
namespace {

Error locked() {
  return {Fault::not_now, "cases.locked", "the device was locked meanwhile; nothing of it was kept"};
}

}  // namespace

struct CaseSession::Writing {
  EventDraft draft;
  Instant now;
  Stamp stamp;
  CaseStore::Answer<casebook::EnvelopeId> answer;
  std::optional<casebook::Event> event;
  std::optional<CaseFile> file;  // as the cache keeps it
  bool putting = false;          // it goes on, locked or not, and answers itself
};

namespace {

// Both puts, whoever still listens. What can't be queued doesn't stay in the cases either.
void put_both(CaseStore::Tools tools, const crypto::SealedEnvelope& envelope,
              std::function<void(Status)> answer) {
  const std::string name = std::string(name_of(CaseFolder::cases)) + "/" + envelope.id() + ".json";
  tools.store.put(name, to_bytes(envelope.text()),
                  [tools, name, envelope, answer = std::move(answer)](Result<Done> put) {
                    if (!put) return answer(put);
                    tools.outbox.put(envelope, [tools, name, answer](Result<Done> queued) {
                      if (queued) return answer(queued);
                      tools.store.remove(name, [answer, queued](Result<Done>) { answer(queued); });
                    });
                  });
}

}  // namespace

CaseSession::~CaseSession() {
  for (const auto& writing : writing_)
    if (!writing->putting) writing->answer(locked());
  for (const auto& answer : asked_to_keep_) answer(locked());
}

void CaseSession::add(EventDraft draft, Instant now, Stamp stamp,
                      CaseStore::Answer<casebook::EnvelopeId> answer) {
  const auto writing = std::make_shared<Writing>();
  writing->draft = std::move(draft);
  writing->now = now;
  writing->stamp = stamp;
  writing->answer = std::move(answer);
  writing_.push_back(writing);
  if (writing_.size() == 1) next_writing();
}

void CaseSession::next_writing() {
  if (!writing_.empty()) sign(writing_.front());
}

void CaseSession::sign(const std::shared_ptr<Writing>& writing) {
  casebook::Event event;
  event.id = *casebook::parse_id<casebook::EnvelopeId>(crypto::uuid_v4(tools_.random));
  event.queued_on = writing->stamp.day;
  event.to = writing->draft.to;
  event.case_id = casebook::case_of(event.id);
  if (writing->draft.case_id) {
    const casebook::Folded* folded = book_.find(*writing->draft.case_id);
    const auto known = cases_.find(*writing->draft.case_id);
    if (folded == nullptr || known == cases_.end())
      return written(writing, Error{Fault::not_now, "cases.no_case",
                                    "there is no such case here, or not yet; nothing was kept"});
    event.case_id = *writing->draft.case_id;
    event.parents = next_parents(*folded, writing->draft.apart);
    event.to = folded->seal;
    writing->stamp = known->second.stamp;
    event.queued_on = writing->stamp.day;
  }
  const auto by = casebook::parse_key_id(keys_.identity.face.sign.kid);
  if (keys_.team.recipients(event.to).empty() || !by)
    return written(writing, Error{Fault::not_now, "cases.no_recipient",
                                  "the register has no key to seal this to; ask whoever keeps it"});
  event.at = writing->now;
  event.by = *by;
  event.body = std::move(writing->draft.body);
  Bytes payload = to_json(event);
  std::string text = to_string(payload);
  wipe(payload);
  std::string jwk(keys_.identity.sign_jwk.view());
  CaseFile file;
  file.folder = CaseFolder::cases;
  file.id = event.id;
  file.modified_ms = kOwnTime;
  file.held = Held::event;
  file.stamp = writing->stamp;
  file.seal = event.to;
  file.key = event.by;
  file.case_id = event.case_id;
  file.content = Secret(std::string_view(text));
  writing->file = std::move(file);
  writing->event = std::move(event);
  crypto::sign_text(tools_.sealer, text, jwk, then<std::string>([this, writing](Result<std::string> jws) {
                      if (!jws) return written(writing, jws.error());
                      seal(writing, std::move(jws).value());
                    }));
  wipe(text);
  wipe(jwk);
}

void CaseSession::seal(const std::shared_ptr<Writing>& writing, std::string jws) {
  crypto::SealInput input{crypto::Box::cases, to_text(writing->event->id), writing->stamp.day,
                          to_bytes(jws),      crypto::Padding::submission, writing->stamp.clock};
  wipe(jws);
  crypto::seal(tools_.sealer, tools_.random, std::move(input), keys_.team.recipients(writing->event->to),
               then<crypto::SealedEnvelope>([this, writing](Result<crypto::SealedEnvelope> envelope) {
                 if (!envelope) return written(writing, envelope.error());
                 writing->file->bytes = envelope.value().text().size();
                 writing->putting = true;
                 put_both(tools_, envelope.value(), [weak = weak_from_this(), writing](Status status) {
                   if (const auto self = weak.lock()) return self->written(writing, status);
                   status ? writing->answer(writing->event->id) : writing->answer(status.error());
                 });
               }));
}

void CaseSession::written(const std::shared_ptr<Writing>& writing, const Status& status) {
  writing_.pop_front();
  const auto self = shared_from_this();  // who is answered may lock
  Result<casebook::EnvelopeId> answer = casebook::EnvelopeId{};
  if (status) {
    answer = writing->event->id;
    CaseDocument document;
    document.event = std::move(writing->event);
    take(*writing->file, std::move(document));
    know(*writing->file);
    to_keep_[writing->file->stamp.day].push_back(std::move(*writing->file));
    tell(whole_);
  } else {
    answer = status.error();
    // A look may have met it before it was taken away again.
    if (writing->event && known_[at(CaseFolder::cases)].contains(writing->event->id))
      drop({writing->event->case_id}), look();
  }
  writing->answer(std::move(answer));
  next_writing();
}

}  // namespace wv::services
