#include "services/device_key.h"

#include <string>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"

namespace wv::services {
namespace {

constexpr std::size_t kSaltBytes = 16;

// The private number of a JWK.
Secret number_of(const Secret& jwk) {
  auto json = parse_json(jwk, "key");
  if (!json || !json.value().is_object() || !json.value().contains("d") || !json.value()["d"].is_string())
    return {};
  std::string& number = json.value()["d"].get_ref<std::string&>();
  Secret secret{std::string_view(number)};
  wipe(number);
  return secret;
}

}  // namespace

// The number is 256 random bits, so nothing has to be made slow: the least of Argon2id parts the purposes.
void derive_device_key(ports::Sealer& sealer, const Secret& seal_jwk, std::string_view purpose,
                       std::function<void(Result<Secret>)> answer) {
  ports::StretchRequest request;
  request.password = number_of(seal_jwk);
  request.salt = std::string(purpose);
  request.salt.resize(kSaltBytes, '\0');
  request.memory_kib = 8;
  request.passes = 1;
  request.length = 32;
  sealer.stretch(std::move(request), [answer = std::move(answer)](Result<Bytes> key) {
    if (!key) return answer(key.error());
    Secret jwk(R"({"kty":"oct","k":")");
    jwk.append(Secret(to_base64url(key.value())));
    jwk.append(R"("})");
    wipe(key.value());
    answer(std::move(jwk));
  });
}

}  // namespace wv::services
