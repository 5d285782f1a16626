#include "crypto/signed_text.h"

#include <utility>

#include "base/bytes.h"

namespace wv::crypto {
namespace {

Error broken() {
  return {Fault::bad_input, "signed.broken",
          "this is no signed document (compact JWS); look at which file it is, or get it again"};
}

}  // namespace

Result<Json> claimed(std::string_view jws, const std::string& format) {
  const std::size_t first = jws.find('.'), last = jws.rfind('.');
  if (jws.size() > kMostSignedBytes || first == std::string_view::npos || first == last) return broken();
  auto payload = from_base64url(jws.substr(first + 1, last - first - 1));
  if (!payload) return broken();
  std::string text = to_string(payload.value());
  wipe(payload.value());
  auto json = parse_json(text, "the signed document");
  wipe(text);
  if (!json || !json.value().is_object()) return broken();
  const auto named = json.value().find("format");
  if (named == json.value().end() || !named->is_string() || *named != format) {
    return Error{Fault::bad_input, "signed.format",
                 "this signed document is no " + format + "; look at which file it is"};
  }
  return json;
}

std::string claimed_kid(std::string_view jws) {
  const auto header = from_base64url(jws.substr(0, jws.find('.')));
  const auto json =
      header ? parse_json(to_string(header.value()), "the header") : Result<Json>(header.error());
  if (!json || !json.value().is_object()) return "";
  const auto kid = json.value().find("kid");
  return kid == json.value().end() || !kid->is_string() ? "" : kid->get<std::string>();
}

void sign_text(ports::Sealer& sealer, std::string payload, std::string private_jwk,
               Answer<std::string> answer) {
  Bytes bytes = to_bytes(payload);
  wipe(payload);
  sealer.sign({std::move(bytes), std::move(private_jwk)}, std::move(answer));
}

void verify_text(ports::Sealer& sealer, std::string jws, const std::string& format, const Signers& keys,
                 Answer<std::string> answer) {
  if (const auto looks = claimed(jws, format); !looks) return answer(looks.error());
  std::vector<std::string> jwks;
  for (const Signer& key : keys) jwks.push_back(key.jwk);
  sealer.verify(std::move(jws), std::move(jwks), [answer = std::move(answer)](Result<Bytes> payload) {
    if (!payload) return answer(payload.error());
    std::string text = to_string(payload.value());
    wipe(payload.value());
    answer(std::move(text));
  });
}

Signer read_p256(const Json& jwk, const std::string& file, const std::string& place, Findings& findings) {
  Findings own;
  Signers keys = parse_signers(jwk.dump(-1, ' ', false, Json::error_handler_t::replace), file, own);
  for (Finding& finding : own) {
    finding.place = place + finding.place;
    findings.push_back(std::move(finding));
  }
  if (has_fault(own) || keys.size() != 1) {
    if (own.empty())
      findings.push_back(
          {Finding::Weight::fault, file, place, "one key is expected here", "write { \"kty\": … }"});
    return {};
  }
  keys.front().place = place;
  return std::move(keys.front());
}

Json to_json(const std::string& public_jwk) {
  auto parsed = parse_json(public_jwk, "key");
  Json key = parsed ? std::move(parsed).value() : Json::object();
  key.erase("kid");
  return key;
}

}  // namespace wv::crypto
