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
#include "crypto/recipients.h"
#include "ports/platform.h"
#include "replies/shelf.h"

namespace wv::services {

// A trial without named signers believes the trial's own key, so that a newcomer can try the whole way.
enum class Believes { signers_only, trial_key_too };

class ReplyDesk {
 public:
  using Tell = std::function<void(app::Event)>;

  ReplyDesk(ports::Platform& platform, ports::Store& store, crypto::Signers signers, Believes believes);

  void look_for_answer(const app::LookForAnswer& asked, Tell tell);
  void look_at_published(const Day& today, Tell tell);
  void forget() { asking_.reset(); }
  // The picture of a card, by the name in PublishedCard; null when there is none.
  [[nodiscard]] const Bytes* picture(std::string_view name) const;

 private:
  struct Asking;
  using WithShelf = std::function<void(std::shared_ptr<replies::Shelf>)>;
  void with_shelf(WithShelf then);
  void keep(std::vector<domain::PublishedDocument> documents, const Tell& tell);

  ports::Platform& platform_;
  ports::Store& store_;
  crypto::Signers signers_;
  Believes believes_;
  std::shared_ptr<Asking> asking_;
  std::map<std::string, Bytes, std::less<>> pictures_;
};

}  // namespace wv::services
