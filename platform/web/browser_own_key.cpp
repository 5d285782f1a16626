#include "browser_own_key.h"

#include <cstdint>
#include <utility>

// js/own_key.js; each copies what it is given before it returns.
extern "C" {
void wv_own_seal(int ticket, const std::uint8_t* plain, int size);
void wv_own_open(int ticket, const std::uint8_t* sealed, int size);
}

namespace wv::web_platform {

int BrowserOwnKey::ticket(Answer answer) {
  return mailbox_.expect([answer = std::move(answer)](Reply reply) {
    answer(reply.ok() ? Result<Bytes>(std::move(reply.bytes))
                      : Result<Bytes>(reply.error("the receipts kept here")));
  });
}

void BrowserOwnKey::seal(Bytes plain, Answer answer) {
  wv_own_seal(ticket(std::move(answer)), plain.data(), static_cast<int>(plain.size()));
  wipe(plain);
}

void BrowserOwnKey::open(Bytes sealed, Answer answer) {
  wv_own_open(ticket(std::move(answer)), sealed.data(), static_cast<int>(sealed.size()));
}

}  // namespace wv::web_platform
