// A member's device, unlocked for one command: its identity by the passphrase, the register that it believes,
// and all cases that lie here, opened. Everything is overwritten when this goes. Failure, besides those of
// the store, the sealer and the settings: cases.no_identity, cases.no_register, cases.not_enrolled,
// cases.ended, cases.no_case, cases.several.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "cli/context.h"
#include "services/case_store.h"
#include "services/case_team.h"
#include "services/erasure_keeper.h"
#include "services/register_keeper.h"

namespace wv::cli {

class CaseDesk {
 public:
  [[nodiscard]] static Result<std::unique_ptr<CaseDesk>> open(const Context& context);
  ~CaseDesk();
  CaseDesk(const CaseDesk&) = delete;
  CaseDesk& operator=(const CaseDesk&) = delete;

  [[nodiscard]] const casebook::Casebook& book() const { return *cases_->book(); }
  [[nodiscard]] casebook::Viewer viewer() const;
  [[nodiscard]] const casebook::MemberId& me() const { return me_; }
  [[nodiscard]] casebook::Membership membership() const;
  [[nodiscard]] bool is_member(const std::string& id) const;
  [[nodiscard]] services::CaseCounts counts() const { return cases_->counts(); }
  // By its id, the beginning of it (six characters at least), or a receipt number.
  [[nodiscard]] Result<casebook::CaseId> find(const std::string& name) const;

  // Durable here and in the outbox.
  [[nodiscard]] Result<casebook::EnvelopeId> add(casebook::CaseId id, casebook::Body body);
  // An answer to that submission, signed by this device and sealed under the key that number and code give;
  // the event that tells of it is the caller's.
  [[nodiscard]] Result<casebook::EnvelopeId> send_answer(const domain::Submission& submission,
                                                         domain::AnswerDocument document);

 private:
  explicit CaseDesk(const Context& context, ports::Store& store);
  Status read_settings();
  Status unlock();
  Status open_cases(crypto::Identity identity);
  void settle();

  const Context& context_;
  ports::Store& store_;
  services::EventLog log_;
  outbox::Outbox outbox_;
  std::unique_ptr<services::RegisterKeeper> keeper_;
  std::unique_ptr<services::ErasureKeeper> erasures_;
  std::unique_ptr<services::CaseStore> cases_;
  outbox::ErasedIds gone_;
  services::CaseTeam team_;
  casebook::MemberId me_;
  Secret sign_jwk_;
  int reply_term_ = 0;
  bool whole_ = false;
  std::optional<Error> trouble_;
};

}  // namespace wv::cli
