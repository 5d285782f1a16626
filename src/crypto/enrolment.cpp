#include "crypto/enrolment.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "crypto/reply.h"

namespace wv::crypto {
namespace {

constexpr std::size_t kNonceBytes = 16;
constexpr std::size_t kMostNameBytes = 200;
constexpr char kFingerprintSalt[] = "wv/fingerprint/1";  // 16 bytes

Error broken(const std::string& why) {
  return {Fault::bad_input, "request.broken", "the request " + why + "; let the device make a new one"};
}

// The compact form of a flattened one, what its envelope carries, or the text itself when it is compact
// already.
Result<std::string> compact_of(std::string_view file) {
  while (!file.empty() && (file.back() == '\n' || file.back() == '\r' || file.back() == ' '))
    file.remove_suffix(1);
  if (file.empty() || file.front() != '{') return std::string(file);
  const auto json = parse_json(file, "the request");
  if (!json) return broken("is no JSON");
  if (json.value().contains("box")) {
    const auto envelope = parse(file, "the request");
    if (!envelope) return envelope.error();
    if (envelope.value().box() != Box::published) return broken("is something sealed");
    return envelope.value().sealed().get<std::string>();
  }
  std::string compact;
  for (const char* part : {"protected", "payload", "signature"}) {
    if (!json.value().contains(part) || !json.value()[part].is_string()) return broken("lacks a part");
    compact += (compact.empty() ? "" : ".") + json.value()[part].get<std::string>();
  }
  return compact;
}

std::string flattened(const std::string& compact) {
  const std::size_t first = compact.find('.'), last = compact.rfind('.');
  return OrderedJson{{"payload", compact.substr(first + 1, last - first - 1)},
                     {"protected", compact.substr(0, first)},
                     {"signature", compact.substr(last + 1)}}
             .dump() +
         "\n";
}

Result<EnrolmentRequest> request_of(const Json& json) {
  Findings findings;
  ObjectReader reader(json, "the request", "", findings);
  EnrolmentRequest request;
  request.name = reader.required_text("name");
  const std::string nonce = reader.required_text("nonce");
  const Json* seal = reader.required_object("seal");
  const Json* sign = reader.required_object("sign");
  if (seal != nullptr) request.seal = read_p256(*seal, "the request", "/seal", findings);
  if (sign != nullptr) request.sign = read_p256(*sign, "the request", "/sign", findings);
  if (has_fault(findings)) return broken("isn't whole");
  const auto bytes = from_base64url(nonce);
  if (!bytes || bytes.value().size() != kNonceBytes) return broken("has no chance in it");
  if (request.name.size() > kMostNameBytes) return broken("has a name that is too long");
  if (request.seal.kid == request.sign.kid) return broken("has one key in two places");
  return request;
}

}  // namespace

void make_request(ports::Sealer& sealer, ports::Random& random, const Identity& identity, std::string name,
                  Answer<std::string> answer) {
  Bytes nonce(kNonceBytes);
  random.fill(nonce);
  const OrderedJson document = {{"format", kRequestFormat},
                                {"name", repair_utf8(name)},
                                {"seal", OrderedJson(to_json(identity.face.seal.jwk))},
                                {"sign", OrderedJson(to_json(identity.face.sign.jwk))},
                                {"nonce", to_base64url(nonce)}};
  sign_text(sealer, document.dump(), std::string(identity.sign_jwk.view()),
            [answer = std::move(answer)](Result<std::string> jws) {
              if (!jws) return answer(jws.error());
              answer(flattened(jws.value()));
            });
}

void read_request(ports::Sealer& sealer, std::string_view file, Answer<EnrolmentRequest> answer) {
  const auto compact = compact_of(file);
  if (!compact) return answer(compact.error());
  const auto json = claimed(compact.value(), kRequestFormat);
  if (!json) return answer(json.error());
  auto request = request_of(json.value());
  if (!request) return answer(request.error());
  request.value().jws = compact.value();
  request.value().sha256 = sha256_hex(to_bytes(compact.value()));
  verify_text(sealer, compact.value(), kRequestFormat, {request.value().sign},
              [request = request.value(), answer = std::move(answer)](Result<std::string> payload) {
                if (!payload) return answer(broken("isn't signed by its own key"));
                answer(request);
              });
}

Result<SealedEnvelope> wrap_request(const EnrolmentRequest& request, const Day& queued_on, ClockWas clock) {
  return wrap_published(queued_on, clock, request.jws);
}

Status refuse_seen(const EnrolmentRequest& request, const std::vector<std::string>& seen) {
  for (const std::string* kid : {&request.seal.kid, &request.sign.kid})
    if (std::find(seen.begin(), seen.end(), *kid) != seen.end())
      return Error{
          Fault::bad_input, "request.seen_key",
          "a key of this request stood in the register before; let the device enrol anew, with new keys"};
  return Done{};
}

void fingerprint(ports::Sealer& sealer, const Words& words, std::string sha256, Answer<std::string> answer) {
  ports::StretchRequest request;
  request.password = Secret(sha256);
  request.salt = kFingerprintSalt;
  request.length = kFingerprintBytes;
  sealer.stretch(std::move(request), [words, answer = std::move(answer)](Result<Bytes> bytes) {
    if (!bytes) return answer(bytes.error());
    answer(fingerprint_words(words, bytes.value()));
  });
}

std::string authority_hash(const Signers& authority) {
  std::vector<std::string> kids;
  for (const Signer& key : authority) kids.push_back(key.kid);
  std::sort(kids.begin(), kids.end());
  std::string text;
  for (const std::string& kid : kids) text += kid + "\n";
  return sha256_hex(to_bytes(text));
}

}  // namespace wv::crypto
