#include "web_crypto_sealer.h"

#include <utility>

#include "base/json.h"

// js/sealer.js. Lists travel as JSON lists of texts. Each copies what it is given before it returns.
extern "C" {
void wv_seal(int ticket, const std::uint8_t* plain, int size, const char* header, const char* recipients);
void wv_open(int ticket, const char* jwe, const char* key);
void wv_stretch(int ticket, const char* password, int size, const char* salt, int memory_kib, int passes,
                int lanes, int length);
void wv_sign(int ticket, const std::uint8_t* payload, int size, const char* key);
void wv_verify(int ticket, const char* jws, const char* keys);
void wv_make_key(int ticket);
void wv_public_of(int ticket, const char* jwk);
}

namespace wv::web_platform {

int WebCryptoSealer::text_ticket(Answer<std::string> answer) {
  return mailbox_.expect([answer = std::move(answer)](Reply reply) {
    if (!reply.ok()) return answer(reply.error(""));
    std::string text = to_string(reply.bytes);
    wipe(reply.bytes);
    answer(std::move(text));
  });
}

int WebCryptoSealer::bytes_ticket(Answer<Bytes> answer) {
  return mailbox_.expect([answer = std::move(answer)](Reply reply) {
    answer(reply.ok() ? Result<Bytes>(std::move(reply.bytes)) : Result<Bytes>(reply.error("")));
  });
}

void WebCryptoSealer::seal(ports::SealRequest request, Answer<std::string> answer) {
  const std::string recipients = Json(request.recipients).dump();
  wv_seal(text_ticket(std::move(answer)), request.plain.data(), static_cast<int>(request.plain.size()),
          request.protected_header.c_str(), recipients.c_str());
  wipe(request.plain);
}

void WebCryptoSealer::open(std::string jwe, std::string private_jwk, Answer<Bytes> answer) {
  wv_open(bytes_ticket(std::move(answer)), jwe.c_str(), private_jwk.c_str());
  wipe(private_jwk);
}

void WebCryptoSealer::stretch(ports::StretchRequest request, Answer<Bytes> answer) {
  const std::string salt = to_hex(to_bytes(request.salt));  // it may hold zero bytes
  wv_stretch(bytes_ticket(std::move(answer)), request.password.begin(),
             static_cast<int>(request.password.size()), salt.c_str(), static_cast<int>(request.memory_kib),
             static_cast<int>(request.passes), static_cast<int>(request.lanes),
             static_cast<int>(request.length));
}

void WebCryptoSealer::sign(ports::SignRequest request, Answer<std::string> answer) {
  wv_sign(text_ticket(std::move(answer)), request.payload.data(), static_cast<int>(request.payload.size()),
          request.private_jwk.c_str());
  wipe(request.payload);
  wipe(request.private_jwk);
}

void WebCryptoSealer::verify(std::string jws, std::vector<std::string> public_jwks, Answer<Bytes> answer) {
  const std::string keys = Json(public_jwks).dump();
  wv_verify(bytes_ticket(std::move(answer)), jws.c_str(), keys.c_str());
}

void WebCryptoSealer::make_key(Answer<std::string> answer) { wv_make_key(text_ticket(std::move(answer))); }

void WebCryptoSealer::public_of(std::string jwk, Answer<std::string> answer) {
  wv_public_of(text_ticket(std::move(answer)), jwk.c_str());
  wipe(jwk);
}

}  // namespace wv::web_platform
