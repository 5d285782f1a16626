// Events and answers of one call of the desk, planned and not sealed yet: what each will say, under which id,
// and to whom it is sealed. All of it is settled while the device is open, so that it can be signed and
// sealed after a lock as well, without the casebook. Owner of the words and of the key that signs: the batch.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "base/stamp.h"
#include "casebook/casebook.h"
#include "crypto/identity.h"
#include "desk/update.h"
#include "ports/random.h"
#include "services/case_team.h"

namespace wv::services {

struct AnswerToSeal {
  casebook::EnvelopeId id;
  casebook::CaseId case_id;
  Stamp stamp;
  Secret key;  // base64url, of number and code
  domain::AnswerDocument document;
};

struct EventToSeal {
  casebook::Event event;
  Stamp stamp;
  std::vector<AnswerToSeal> answers;
};

struct DeedToSeal {  // a row: whole, or not at all
  casebook::CaseId about;
  std::vector<RequestId> follows;
  crypto::Recipients to;
  std::vector<EventToSeal> events;
  std::optional<casebook::EnvelopeId> voice;  // the attachment of its note
  std::optional<Error> refused;
};

struct EventBatch {
  RequestId request;
  Secret sign_jwk;
  casebook::KeyId by;
  Bytes voice;
  std::vector<DeedToSeal> deeds;

  EventBatch() = default;
  EventBatch(EventBatch&&) = default;
  EventBatch& operator=(EventBatch&&) = default;
  ~EventBatch() { wipe(voice); }
};

struct EventPlan {
  const casebook::Casebook& book;
  std::function<std::optional<Stamp>(casebook::CaseId)> stamp_of;
  const CaseTeam& team;
  const crypto::Identity& identity;
  ports::Random& random;
  LocalTime now;
  Stamp fresh;                                          // of a case that begins here
  std::map<casebook::CaseId, std::uint32_t>& last_seq;  // of the answers that were planned before
};

// What can't be done is refused row by row: cases.no_case, cases.no_recipient, answer.no_keys.
[[nodiscard]] EventBatch plan_events(const EventPlan& plan, desk::AddEvents add, Bytes voice);

}  // namespace wv::services
