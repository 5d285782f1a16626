#include "services/answer_lookup.h"

#include "crypto/codes.h"
#include "media/picture.h"
#include "services/keys.h"

namespace wv::services {

struct AnswerLookup::Asking {  // one visitor's question; gone when nobody waits for it any more
  Secret number, code;
  Report report;
  std::shared_ptr<replies::ReplyStore> store;
  crypto::AnswerKeys keys;
  std::optional<Error> unasked;  // why nobody could be asked elsewhere

  Asking(const app::LookForAnswer& asked, Report to)
      : number(asked.number.clone()), code(asked.code.clone()), report(std::move(to)) {}
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
  asking_ = std::make_shared<Asking>(asked, std::move(report));
  const std::weak_ptr<Asking> waiting = asking_;
  with_store([this, waiting](std::shared_ptr<replies::ReplyStore> store) {
    const auto asking = waiting.lock();
    if (!asking) return;
    asking->store = std::move(store);
    crypto::derive_answer_keys(platform_.sealer(), asking->number, asking->code,
                               [this, waiting](Result<crypto::AnswerKeys> keys) {
                                 const auto still = waiting.lock();
                                 if (!still) {
                                   if (keys) wipe(keys.value().key);
                                   return;
                                 }
                                 if (!keys) return still->report(app::AnswerFailed{keys.error().code});
                                 still->keys = std::move(keys).value();
                                 fetch_for(still);
                               });
  });
}

void AnswerLookup::fetch_for(const std::shared_ptr<Asking>& asking) {
  if (!fetch_) return look_for(*asking);
  const std::weak_ptr<Asking> waiting = asking;
  fetch_(asking->keys.tag, [this, waiting](Result<std::vector<crypto::SealedEnvelope>> came) {
    const auto still = waiting.lock();
    if (!still) return;
    if (!came) still->unasked = came.error();
    if (!came || came.value().empty()) return look_for(*still);
    keep_for(still, came.value());
  });
}

void AnswerLookup::keep_for(const std::shared_ptr<Asking>& asking,
                            const std::vector<crypto::SealedEnvelope>& came) {
  std::vector<ports::Named> files;
  files.reserve(came.size());
  for (const crypto::SealedEnvelope& envelope : came)
    files.push_back({envelope.id() + ".json", to_bytes(envelope.text())});
  const std::weak_ptr<Asking> waiting = asking;
  store_.write_all(crypto::box_name(crypto::Box::answers), std::move(files), ports::Store::Over::refuse,
                   [this, waiting](const Result<std::vector<Status>>& kept) {
                     const auto still = waiting.lock();
                     if (!still) return;
                     // One that can't be kept can't be shown; one that lay here already is no fault.
                     if (!kept) return still->report(app::AnswerFailed{kept.error().code});
                     for (const Status& one : kept.value())
                       if (!one && one.error().code != "store.exists")
                         return still->report(app::AnswerFailed{one.error().code});
                     look_for(*still);
                   });
}

void AnswerLookup::look_for(Asking& asking) {
  const std::weak_ptr<Asking> waiting = asking_;
  asking.store->look_up(std::exchange(asking.keys, {}), "",
                        [waiting](Result<std::optional<domain::AnswerDocument>> found) {
                          const auto still = waiting.lock();
                          if (!found) {
                            if (still) still->report(app::AnswerFailed{found.error().code});
                          } else if (!found.value()) {
                            // Not here: whether it is elsewhere nobody knows, when that couldn't be asked.
                            if (still && still->unasked)
                              still->report(app::AnswerFailed{still->unasked->code});
                            else if (still)
                              still->report(app::AnswerMissed{});
                          } else if (!still) {
                            domain::wipe(*found.value());
                          } else {
                            still->report(app::AnswerFound{std::move(*found.value())});
                          }
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
