#include "services/reply_desk.h"

#include "crypto/codes.h"
#include "media/picture.h"
#include "services/keys.h"

namespace wv::services {

struct ReplyDesk::Asking {  // one visitor's question; gone when nobody waits for it any more
  Secret number, code;
  Tell tell;

  Asking(const app::LookForAnswer& asked, Tell teller)
      : number(asked.number.clone()), code(asked.code.clone()), tell(std::move(teller)) {}
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;
  ~Asking() = default;
};

ReplyDesk::ReplyDesk(ports::Platform& platform, ports::Store& store, crypto::Signers signers,
                     Believes believes)
    : platform_(platform), store_(store), signers_(std::move(signers)), believes_(believes) {}

void ReplyDesk::with_shelf(WithShelf then) {
  const auto open = [this, then](const crypto::Signers& signers) {
    then(std::make_shared<replies::Shelf>(store_, platform_.sealer(), signers));
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

void ReplyDesk::look_for_answer(const app::LookForAnswer& asked, Tell tell) {
  asking_ = std::make_shared<Asking>(asked, std::move(tell));
  const std::weak_ptr<Asking> waiting = asking_;
  with_shelf([this, waiting](std::shared_ptr<replies::Shelf> shelf) {
    const auto asking = waiting.lock();
    if (!asking) return;
    crypto::derive_answer_keys(
        platform_.sealer(), asking->number, asking->code, [waiting, shelf](Result<crypto::AnswerKeys> keys) {
          const auto still = waiting.lock();
          if (!still) {
            if (keys) wipe(keys.value().key);
            return;
          }
          if (!keys) return still->tell(app::AnswerFailed{keys.error().code});
          shelf->look_up(std::move(keys).value(), "",
                         [waiting, shelf](Result<std::optional<domain::AnswerDocument>> found) {
                           const auto asked_for = waiting.lock();
                           if (asked_for && !found)
                             return asked_for->tell(app::AnswerFailed{found.error().code});
                           if (!found || !found.value()) {
                             if (asked_for) asked_for->tell(app::AnswerMissed{});
                             return;
                           }
                           if (!asked_for) return domain::wipe(*found.value());
                           asked_for->tell(app::AnswerFound{std::move(*found.value())});
                         });
        });
  });
}

void ReplyDesk::look_at_published(const Day& today, Tell tell) {
  with_shelf([this, today, tell](std::shared_ptr<replies::Shelf> shelf) {
    shelf->published(today, [this, shelf, tell](Result<std::vector<domain::PublishedDocument>> documents) {
      // A folder that can't be read shows nothing: the health screen tells why.
      if (!documents) return tell(app::ResultsLooked{});
      keep(std::move(documents).value(), tell);
    });
  });
}

void ReplyDesk::keep(std::vector<domain::PublishedDocument> documents, const Tell& tell) {
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
  tell(std::move(looked));
}

const Bytes* ReplyDesk::picture(std::string_view name) const {
  const auto found = pictures_.find(name);
  return found == pictures_.end() ? nullptr : &found->second;
}

}  // namespace wv::services
