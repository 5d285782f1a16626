// ports::OwnKey in a browser: an AES-GCM key that WebCrypto never gives out (`extractable: false`), kept by
// the browser itself in IndexedDB. Whoever clears the site's data takes it away, and what it sealed with it.
#pragma once
#include "mailbox.h"
#include "ports/own_key.h"

namespace wv::web_platform {

class BrowserOwnKey final : public ports::OwnKey {
 public:
  explicit BrowserOwnKey(Mailbox& mailbox) : mailbox_(mailbox) {}
  void seal(Bytes plain, Answer answer) override;
  void open(Bytes sealed, Answer answer) override;

 private:
  [[nodiscard]] int ticket(Answer answer);
  Mailbox& mailbox_;
};

}  // namespace wv::web_platform
