// Looks for what comes back, when the app asks: an answer by number and code, and the published documents
// with their pictures. Tells by event, once, when the platform is pumped. Owner of number, code and keys
// while it looks: this; all of them are overwritten. After `forget` nothing of the visitor before is told any
// more. The platform must not be pumped after this is gone.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "app/event.h"
#include "app/update.h"
#include "base/bytes.h"
#include "crypto/codes.h"
#include "crypto/recipients.h"
#include "ports/platform.h"
#include "replies/reply_store.h"
#include "sync/engine.h"

namespace wv::services {

// A trial without named signers believes the trial's own key, so that a newcomer can try the whole way.
enum class Believes { signers_only, trial_key_too };

class AnswerLookup {
 public:
  using Report = std::function<void(app::Event)>;

  AnswerLookup(ports::Platform& platform, ports::Store& store, crypto::Signers signers, Believes believes);

  // Where answers don't all come down by themselves (SyncSession::find_answers): asked first, each time. When
  // that fails what lies here is shown, and nothing here is no miss but AnswerFailed with the trouble's code.
  using Fetch = std::function<void(const std::string& tag, sync::Engine::Answers answers)>;
  void fetch_by(Fetch fetch) { fetch_ = std::move(fetch); }
  void believe(crypto::Signers signers) { signers_ = std::move(signers); }
  // The same by the keys of number and code: for whoever keeps them. Told while what this gives is held.
  using Answer = Result<std::optional<domain::AnswerDocument>>;
  using Found = std::function<void(Answer found)>;
  [[nodiscard]] std::shared_ptr<void> find(crypto::AnswerKeys keys, Found found);
  void look_for_answer(const app::LookForAnswer& asked, Report report);
  void look_at_published(const Day& today, Report report);
  void forget() { asking_.reset(); }
  // The picture of a card, by the name in PublishedCard; null when there is none.
  [[nodiscard]] const Bytes* picture(std::string_view name) const;

 private:
  struct Asking;
  void begin(const std::shared_ptr<Asking>& asking);
  void fetch_for(const std::shared_ptr<Asking>& asking);
  void keep_for(const std::shared_ptr<Asking>& asking, const std::vector<crypto::SealedEnvelope>& came);
  void look_for(const std::shared_ptr<Asking>& asking);
  using WithStore = std::function<void(std::shared_ptr<replies::ReplyStore>)>;
  void with_store(WithStore then);
  void keep(std::vector<domain::PublishedDocument> documents, const Report& report);

  ports::Platform& platform_;
  ports::Store& store_;
  crypto::Signers signers_;
  Believes believes_;
  Fetch fetch_;
  std::shared_ptr<replies::AnswerIndex> index_;
  std::shared_ptr<Asking> asking_;
  std::map<std::string, Bytes, std::less<>> pictures_;
};

}  // namespace wv::services
