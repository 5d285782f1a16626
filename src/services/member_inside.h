// Inside this room: what a MemberDevice is made of. member_unlock.cpp: from passphrase or digits to the
// casebook; member_enrol.cpp: before it is the team's; member_device.cpp: the effects while it is open, and
// what happens elsewhere.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "crypto/enrolment.h"
#include "crypto/identity.h"
#include "crypto/words.h"
#include "services/desk_vault.h"
#include "services/event_writer.h"
#include "services/member_device.h"
#include "services/submission_job.h"

namespace wv::services {

inline constexpr char kRequestFile[] = "request.json";  // in the data folder, until the register names it
inline constexpr char kOldIdentityFile[] = "identity.old.json";
inline constexpr char kDraft[] = "draft", kStreets[] = "streets", kBehalf[] = "behalf";

struct MemberDevice::Inside : std::enable_shared_from_this<MemberDevice::Inside> {
  Inside(Tools t, crypto::Belief b, outbox::ErasedIds ids);

  struct Unlocked {  // overwritten at the lock
    crypto::Identity identity;
    Secret desk_key;
    casebook::MemberId me;
    CaseTeam team;
  };
  struct Opening {  // until the first news of the casebook
    RequestId request;
    desk::Unlocked told;
  };
  struct KeptByPin {  // both keys under the digits, in memory and nowhere else
    std::string locked;
    Secret half;  // random; with the digits as long as a passphrase, and gone with this process
    int tries = 0;
    std::int64_t until_ms = 0;  // boot clock
  };

  struct StoredFor {
    RequestId request;
    std::uint64_t epoch = 0;
    std::string seal_jwk;  // public: after a lock number and code are sealed to it
  };

  // --- member_unlock.cpp
  void unlock(desk::Unlock effect);
  void unlock_by_pin(desk::UnlockByPin effect);
  void keep_pin(const Secret& digits);
  void drop_pin();
  void opened(crypto::Identity identity, RequestId request);
  void read_desk(RequestId request);
  void open_cases(const std::shared_ptr<Opening>& now);
  void not_opened(RequestId request, const Error& error);
  void lock();

  // --- member_enrol.cpp
  void look_at_device(RequestId request = {});
  [[nodiscard]] desk::Standing standing_of(const crypto::IdentityFace& face) const;
  void look_for_ring(const std::string& seal_kid, RequestId request);
  void look_at_ring(const std::string& seal_kid, const std::shared_ptr<std::vector<ports::Entry>>& names,
                    RequestId request);
  void tell_standing(desk::Standing standing, RequestId request);
  void post_request(const crypto::EnrolmentRequest& asked, const std::shared_ptr<desk::DeviceKnown>& known,
                    std::function<void()> next);
  void drop_request();
  void words_of(const std::string& hash, std::string& to, const std::shared_ptr<desk::DeviceKnown>& owner,
                std::function<void()> next);
  [[nodiscard]] Result<crypto::Words> read_words() const;
  void enrol_failed(const Error& error, RequestId request);
  void draw_words(RequestId request);
  void make_identity(desk::MakeIdentity effect);
  void give_request(RequestId request);
  void set_identity_aside(RequestId request);
  void change_passphrase(desk::ChangePassphrase effect);

  // --- member_device.cpp
  void news(const CaseNews& told);
  void written(WrittenEvents events);
  void store(desk::StoreSubmission effect);
  void stored(const StoredFor& whom, app::SubmissionStored done);
  void job_ended();
  void after_job(std::function<void()> next);
  void lay_beside(const std::string& id, std::function<void()> then);
  void believe_now();
  void set_now(const Moment& moment);

  [[nodiscard]] const crypto::Register* content() const {
    return belief.held() == nullptr ? nullptr : &belief.held()->content;
  }
  [[nodiscard]] std::optional<casebook::MemberId> member_of(const crypto::IdentityFace& face) const;
  [[nodiscard]] desk::Team team_now(const casebook::MemberId& me) const;
  [[nodiscard]] int device_number() const;
  [[nodiscard]] Stamp stamp(bool confirmed_now) const;
  [[nodiscard]] std::vector<casebook::EnvelopeId> gone() const;
  void tell(desk::Event event, RequestId request = {});
  // Only while the same time of being open, or of opening, goes on.
  template <class T, class Step>
  std::function<void(Result<T>)> then(Step step) {
    return [weak = weak_from_this(), was = epoch, step = std::move(step)](Result<T> result) {
      const auto self = weak.lock();
      if (self && self->epoch == was) step(std::move(result));
    };
  }

  Tools tools;
  crypto::Belief belief;
  outbox::ErasedIds erased;
  Report report;
  Moment now;
  Day today;
  bool confirmed = false;  // the day, by the network
  CaseStore cases;
  DeskVault vault;
  std::shared_ptr<EventWriter> writer;
  std::optional<Unlocked> open;
  std::shared_ptr<Opening> opening;
  std::optional<KeptByPin> pin;
  std::uint64_t epoch = 0;     // counted up with each unlocking and each lock
  std::uint64_t pin_turn = 0;  // and with each PIN that is kept or dropped
  Bytes voice;                 // of the draft, while Unlocked is being told
  std::vector<casebook::CaseId> mine;
  std::map<casebook::CaseId, std::uint32_t> last_seq;
  std::map<std::string, std::string> fingerprints;  // words, by hash: each takes a third of a second
  std::shared_ptr<SubmissionJob> job;
  SubmissionTools job_tools;
  std::vector<std::function<void()>> after_job_;
};

}  // namespace wv::services
