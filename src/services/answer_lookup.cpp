#include "services/answer_lookup.h"

#include "crypto/codes.h"
#include "media/picture.h"
#include "services/keys.h"

namespace wv::services {

struct AnswerLookup::Asking {  // one visitor's question; gone when nobody waits for it any more
  Secret number, code;
  Report report;

  Asking(const app::LookForAnswer& asked, Report to)
      : number(asked.number.clone()), code(asked.code.clone()), report(std::move(to)) {}
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;
  ~Asking() = default;
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
    crypto::derive_answer_keys(
        platform_.sealer(), asking->number, asking->code, [waiting, store](Result<crypto::AnswerKeys> keys) {
          const auto still = waiting.lock();
          if (!still) {
            if (keys) wipe(keys.value().key);
            return;
          }
          if (!keys) return still->report(app::AnswerFailed{keys.error().code});
          store->look_up(std::move(keys).value(), "",
                         [waiting, store](Result<std::optional<domain::AnswerDocument>> found) {
                           const auto asked_for = waiting.lock();
                           if (asked_for && !found)
                             return asked_for->report(app::AnswerFailed{found.error().code});
                           if (!found || !found.value()) {
                             if (asked_for) asked_for->report(app::AnswerMissed{});
                             return;
                           }
                           if (!asked_for) return domain::wipe(*found.value());
                           asked_for->report(app::AnswerFound{std::move(*found.value())});
                         });
        });
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
