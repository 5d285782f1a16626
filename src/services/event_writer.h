// Signs, seals and keeps what a member's device did: batch after batch, in the order in which they came. Of
// each, attachments and answers before the event that names them; DATA's folders first, then the queue, each
// in one durable write. A row that can't be kept whole is refused and leaves nothing behind. Batches go on
// when the device is locked meanwhile; what was to be kept then and can't be written stays here, as
// ciphertext, and `retry` writes it. Owner of a batch: this, until it is sealed; then it is overwritten.
// The platform must not be pumped after this is gone.
// Failure, by row: the codes of plan_events, of the sealer, the store and the outbox.
#pragma once
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "outbox/outbox.h"
#include "services/case_reader.h"
#include "services/event_batch.h"
#include "services/event_log.h"

namespace wv::services {

struct WrittenEvents {
  RequestId request;
  std::vector<ReadCaseFile> files;  // as CaseStore::take_own takes them
  std::vector<casebook::CaseId> cases;
  struct Refused {
    std::size_t deed = 0;
    std::string code;
  };
  std::vector<Refused> refused;
};

class EventWriter : public std::enable_shared_from_this<EventWriter> {
 public:
  struct Tools {
    ports::Store& store;
    ports::Sealer& sealer;
    ports::Random& random;
    outbox::Outbox& outbox;
    EventLog& log;
  };
  using Answer = std::function<void(WrittenEvents)>;

  explicit EventWriter(Tools tools) : tools_(tools) {}

  void write(EventBatch batch, Answer answer);
  // The device is being locked: of what is under way nothing is refused any more for want of room.
  void keep_all();
  // What is held is tried once more; `written` runs when something of it was.
  void retry(std::function<void()> written);
  [[nodiscard]] std::size_t held() const { return held_.size(); }
  [[nodiscard]] bool busy() const { return !works_.empty(); }

 private:
  struct Unwritten {
    CaseFolder folder = CaseFolder::cases;
    crypto::SealedEnvelope envelope;
  };
  struct Made {
    std::size_t deed = 0;
    crypto::SealedEnvelope envelope;
    ReadCaseFile own;
  };
  struct Job {
    std::size_t deed = 0, event = 0;
    std::optional<std::size_t> answer;
    bool voice = false;
  };
  struct Work;
  using SharedWork = std::shared_ptr<Work>;

  void begin(const SharedWork& work);
  void next_job(const SharedWork& work);
  void seal_voice(const SharedWork& work, const Job& job);
  void seal_answer(const SharedWork& work, const Job& job);
  void sign_event(const SharedWork& work, const Job& job);
  void sealed(const SharedWork& work, const Job& job, Result<crypto::SealedEnvelope> envelope,
              ReadCaseFile own);
  void write_folder(const SharedWork& work, std::size_t folder);
  void queue(const SharedWork& work);
  void clean_up(const SharedWork& work);
  void end(const SharedWork& work);
  void write_held(std::vector<Unwritten> held, std::size_t folder, std::function<void()> written);

  Tools tools_;
  std::deque<SharedWork> works_;
  std::vector<Unwritten> held_;
  bool retrying_ = false;
  // The last event that each call made of each case, while it isn't known to have been refused.
  std::map<std::pair<std::uint64_t, casebook::CaseId>, casebook::EnvelopeId> last_of_;
};

}  // namespace wv::services
