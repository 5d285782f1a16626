#include "services/case_store.h"

#include <utility>

#include "services/case_session.h"

namespace wv::services {

CaseStore::CaseStore(Tools tools, Told told) : tools_(tools), told_(std::move(told)) {}
CaseStore::~CaseStore() = default;

void CaseStore::unlock(Unlocked unlocked) {
  lock();
  const auto session = session_ = std::make_shared<CaseSession>(tools_, std::move(unlocked), told_);
  session->look();
}

void CaseStore::believe(crypto::Belief belief, const Day& today, std::optional<Day> day_to_delete_by) {
  if (const auto session = session_) session->believe(std::move(belief), today, day_to_delete_by);
}

// What this thread worked with lies on its stack as well.
void CaseStore::lock() {
  session_.reset();
  wipe_stack();
}

void CaseStore::look() {
  if (const auto session = session_) session->look();
}

void CaseStore::erase(std::span<const casebook::EnvelopeId> ids) {
  if (const auto session = session_) session->erase(ids);
}

void CaseStore::add(EventDraft draft, Instant now, Stamp stamp, Answer<casebook::EnvelopeId> answer) {
  if (const auto session = session_) return session->add(std::move(draft), now, stamp, std::move(answer));
  answer(Error{Fault::not_now, "cases.locked", "the device is locked; nothing was kept"});
}

void CaseStore::take_own(std::vector<ReadCaseFile> files) {
  if (const auto session = session_) session->take_own(std::move(files));
}

std::optional<Stamp> CaseStore::stamp_of(casebook::CaseId id) const {
  return session_ ? session_->stamp_of(id) : std::nullopt;
}

void CaseStore::open_attachment(casebook::EnvelopeId id, Answer<Bytes> answer) {
  if (const auto session = session_) return session->open_attachment(id, std::move(answer));
  answer(Error{Fault::not_now, "cases.locked", "the device is locked; nothing was opened"});
}

void CaseStore::keep(Answer<Done> answer) {
  if (const auto session = session_) return session->keep(std::move(answer));
  answer(Error{Fault::not_now, "cases.locked", "the device is locked; nothing was kept"});
}

const casebook::Casebook* CaseStore::book() const { return session_ ? &session_->book() : nullptr; }

CaseCounts CaseStore::counts() const { return session_ ? session_->counts() : CaseCounts{}; }

std::vector<SealedTo> CaseStore::sealed_to() const {
  return session_ ? session_->sealed_to() : std::vector<SealedTo>{};
}

}  // namespace wv::services
