#include "services/member_device.h"

#include <utility>

namespace wv::services {

struct MemberDevice::Inside {
  Tools tools;
  crypto::Belief belief;
  outbox::ErasedIds erased;
  Report report;
};

MemberDevice::MemberDevice(Tools tools, crypto::Belief belief, outbox::ErasedIds erased)
    : in_(std::make_shared<Inside>(Inside{std::move(tools), std::move(belief), std::move(erased), {}})) {}
MemberDevice::~MemberDevice() = default;

void MemberDevice::answer_to(Report listener) { in_->report = std::move(listener); }

void MemberDevice::run(desk::Unlock, const Moment&) {}
void MemberDevice::run(desk::UnlockByPin, const Moment&) {}
void MemberDevice::run(desk::KeepPin, const Moment&) {}
void MemberDevice::run(desk::DropPin, const Moment&) {}
void MemberDevice::run(desk::SealDraft, const Moment&, Bytes) {}
void MemberDevice::run(desk::Lock, const Moment&) {}
void MemberDevice::run(desk::AddEvents, const Moment&, Bytes) {}
void MemberDevice::run(desk::StoreSubmission, const Moment&) {}
void MemberDevice::run(desk::KeepStreets, const Moment&) {}
Bytes MemberDevice::take_voice() { return {}; }
void MemberDevice::hear(casebook::CaseId, casebook::EnvelopeId, Answer<Bytes>) {}
void MemberDevice::register_changed(crypto::Belief belief) { in_->belief = std::move(belief); }
void MemberDevice::erased(const outbox::ErasedIds& ids) { in_->erased = ids; }
void MemberDevice::files_changed() {}
void MemberDevice::day_changed(const Moment&, bool) {}
void MemberDevice::idle() {}
const casebook::Casebook* MemberDevice::book() const { return nullptr; }
CaseCounts MemberDevice::counts() const { return {}; }
std::vector<KioskKey> MemberDevice::kiosk_keys() const { return {}; }
std::size_t MemberDevice::unwritten() const { return 0; }

}  // namespace wv::services
