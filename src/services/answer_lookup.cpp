#include "services/answer_lookup.h"

#include "crypto/codes.h"
#include "media/picture.h"
#include "services/keys.h"

namespace wv::services {

struct AnswerLookup::Asking {  // one question; gone when nobody waits for it any more
  Found found;
  Secret number, code;  // until the keys are derived
  crypto::AnswerKeys keys;
  std::shared_ptr<replies::ReplyStore> store;
  std::optional<Error> unasked;  // why nobody could be asked elsewhere

  explicit Asking(Found to) : found(std::move(to)) {}
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;
  ~Asking() { wipe(keys.key); }
};

AnswerLookup::AnswerLookup(ports::Platform& platform, ports::Store& store, crypto::Signers signers,
                           Believes believes)
    : platform_(platform),
      store_(store),
      signers_(std::move(signers)),
      believes_(believes),
      index_(std::make_shared<replies::AnswerIndex>(store)) {}

void AnswerLookup::with_store(WithStore then) {
  const auto open = [this, then](const crypto::Signers& signers) {
    then(std::make_shared<replies::ReplyStore>(store_, platform_.sealer(), signers, index_));
  };
  if (!signers_.empty() || believes_ == Believes::signers_only) return open(signers_);
  trial_recipients(platform_, store_, [open](Result<crypto::Recipients> made) {
    crypto::Signers signers;
    if (made) {
      for (const crypto::Recipient& key : made.value()) signers.push_back({key.kid, key.jwk});
    }
    open(signers);
  });
}

void AnswerLookup::look_for_answer(const app::LookForAnswer& asked, Report report) {
  asking_ = std::make_shared<Asking>([report = std::move(report)](Answer found) {
    if (!found) return report(app::AnswerFailed{found.error().code});
    if (!found.value()) return report(app::AnswerMissed{});
    report(app::AnswerFound{std::move(*found.value())});
  });
  asking_->number = asked.number.clone();
  asking_->code = asked.code.clone();
  crypto::derive_answer_keys(platform_.sealer(), asking_->number, asking_->code,
                             [this, waiting = std::weak_ptr(asking_)](Result<crypto::AnswerKeys> keys) {
                               const auto asking = waiting.lock();
                               if (asking && keys) {
                                 asking->keys = std::move(keys).value();
                                 return begin(asking);
                               }
                               if (keys) wipe(keys.value().key);
                               if (asking) asking->found(keys.error());
                             });
}

std::shared_ptr<void> AnswerLookup::find(crypto::AnswerKeys keys, Found found) {
  auto asking = std::make_shared<Asking>(std::move(found));
  asking->keys = std::move(keys);
  begin(asking);
  return asking;
}

void AnswerLookup::begin(const std::shared_ptr<Asking>& asking) {
  with_store([this, waiting = std::weak_ptr(asking)](std::shared_ptr<replies::ReplyStore> store) {
    const auto still = waiting.lock();
    if (!still) return;
    still->store = std::move(store);
    if (fetch_) return fetch_for(still);
    look_for(still);
  });
}

void AnswerLookup::fetch_for(const std::shared_ptr<Asking>& asking) {
  fetch_(asking->keys.tag,
         [this, waiting = std::weak_ptr(asking)](Result<std::vector<crypto::SealedEnvelope>> came) {
           const auto still = waiting.lock();
           if (!still) return;
           if (!came) still->unasked = came.error();
           if (!came || came.value().empty()) return look_for(still);
           keep_for(still, came.value());
         });
}

void AnswerLookup::keep_for(const std::shared_ptr<Asking>& asking,
                            const std::vector<crypto::SealedEnvelope>& came) {
  std::vector<ports::Named> files;
  files.reserve(came.size());
  for (const crypto::SealedEnvelope& envelope : came)
    files.push_back({envelope.id() + ".json", to_bytes(envelope.text())});
  store_.write_all(crypto::box_name(crypto::Box::answers), std::move(files), ports::Store::Over::refuse,
                   [this, waiting = std::weak_ptr(asking)](const Result<std::vector<Status>>& kept) {
                     const auto still = waiting.lock();
                     if (!still) return;
                     // One that can't be kept can't be shown; one that lay here already is no fault.
                     if (!kept) return still->found(kept.error());
                     for (const Status& one : kept.value())
                       if (!one && one.error().code != "store.exists") return still->found(one.error());
                     look_for(still);
                   });
}

void AnswerLookup::look_for(const std::shared_ptr<Asking>& asking) {
  asking->store->look_up(std::exchange(asking->keys, {}), "",
                         [waiting = std::weak_ptr(asking)](Answer found) {
                           const auto still = waiting.lock();
                           if (!still) {
                             if (found && found.value()) domain::wipe(*found.value());
                             return;
                           }
                           // Not here: whether it is elsewhere nobody knows, when that couldn't be asked.
                           if (found && !found.value() && still->unasked)
                             return still->found(*still->unasked);
                           still->found(std::move(found));
                         });
}

void AnswerLookup::look_at_published(const Day& today, Report report) {
  with_store([this, today, report](std::shared_ptr<replies::ReplyStore> store) {
    store->published(today, [this, store, report](Result<std::vector<domain::PublishedDocument>> documents) {
      // A folder that can't be read shows nothing: the health screen tells why.
      if (!documents) return report(app::ResultsLooked{});
      keep(std::move(documents).value(), report);
    });
  });
}

void AnswerLookup::keep(std::vector<domain::PublishedDocument> documents, const Report& report) {
  app::ResultsLooked looked;
  pictures_.clear();
  for (domain::PublishedDocument& document : documents) {
    app::PublishedCard card;
    const std::string name = "published:" + document.id + ":" + std::to_string(document.seq);
    if (!document.picture.empty() && media::decode_picture(document.picture, name)) {
      card.picture = name;
      pictures_[name] = std::move(document.picture);
    }
    document.picture.clear();
    card.document = std::move(document);
    looked.cards.push_back(std::move(card));
  }
  report(std::move(looked));
}

const Bytes* AnswerLookup::picture(std::string_view name) const {
  const auto found = pictures_.find(name);
  return found == pictures_.end() ? nullptr : &found->second;
}

}  // namespace wv::services
