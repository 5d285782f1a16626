#include "crypto/thumbprint.h"

#include <array>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/json.h"
#include "base/sha256.h"

namespace wv::crypto {

namespace {

using Members = std::span<const std::string_view>;
constexpr std::array<std::string_view, 4> kCurve{"crv", "kty", "x", "y"};
constexpr std::array<std::string_view, 3> kRsa{"e", "kty", "n"};
constexpr std::array<std::string_view, 2> kSymmetric{"k", "kty"};

// RFC 7638 §3.2: the required members of the kind of key, in the order of their names.
Members members_of(std::string_view kind) {
  if (kind == "EC") return kCurve;
  if (kind == "RSA") return kRsa;
  if (kind == "oct") return kSymmetric;
  return {};
}

}  // namespace

Result<std::string> thumbprint(const std::string& jwk) {
  const Error bad{Fault::bad_input, "seal.bad_key", "this is no JWK (RFC 7517); look at the file"};
  const auto parsed = parse_json(jwk, "key");
  if (!parsed || !parsed.value().is_object()) return bad;
  const Json& key = parsed.value();
  const auto kind = key.find("kty");
  if (kind == key.end() || !kind->is_string()) return bad;
  const Members members = members_of(kind->get<std::string>());
  if (members.empty()) return bad;
  Json required = Json::object();  // sorted, and dumped without a space
  for (const std::string_view name : members) {
    const auto member = key.find(name);
    if (member == key.end() || !member->is_string()) return bad;
    required[std::string(name)] = *member;
  }
  std::string text = required.dump();
  const auto digest = sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  wipe(text);
  return to_base64url(digest);
}

}  // namespace wv::crypto
