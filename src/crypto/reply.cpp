#include "crypto/reply.h"

#include <memory>
#include <optional>
#include <utility>

#include "base/bytes.h"
#include "base/sha256.h"
#include "crypto/assembly.h"
#include "crypto/codes.h"

namespace wv::crypto {
namespace {

constexpr std::size_t kTagDigits = 32;
constexpr std::size_t kKeyBytes = 32;

Error not_for_this_box() {
  return {Fault::bad_input, "envelope.open", "this envelope is from another box; look at which file it is"};
}

std::optional<Error> check_document(const Bytes& document) {
  std::string text = to_string(document);
  const auto parsed = parse_json(text, "the document to sign");
  wipe(text);
  if (!parsed || !parsed.value().is_object()) return refuse_plain("is no JSON object");
  return std::nullopt;
}

bool is_tag(const std::string& tag) {
  return tag.size() == kTagDigits && tag.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// An answer's key as a JWK; nothing when it is none.
std::optional<std::string> jwk_of(const std::string& key) {
  auto bytes = from_base64url(key);
  const bool right = bytes.ok() && bytes.value().size() == kKeyBytes;
  if (bytes) wipe(bytes.value());
  if (!right) return std::nullopt;
  return R"({"kty":"oct","k":")" + key + R"("})";
}

std::vector<std::string> keys_of(const Signers& signers) {
  std::vector<std::string> keys;
  for (const Signer& signer : signers) keys.push_back(signer.jwk);
  return keys;
}

void seal_jws(ports::Sealer& sealer, Outside outside, Bytes jws, std::string key_jwk,
              Answer<SealedEnvelope> answer) {
  pad(jws, Padding::submission);
  outside.size = jws.size();
  ports::SealRequest request;
  request.protected_header = protected_header(outside);
  request.recipients = {std::move(key_jwk)};
  request.plain = std::move(jws);
  sealer.seal(std::move(request),
              [outside = std::move(outside), answer = std::move(answer)](Result<std::string> jwe) {
                if (!jwe) return answer(jwe.error());
                answer(assemble(outside, jwe.value()));
              });
}

void verify(ports::Sealer& sealer, std::string jws, const Signers& signers, Answer<std::string> answer) {
  sealer.verify(std::move(jws), keys_of(signers), [answer = std::move(answer)](Result<Bytes> payload) {
    if (!payload) return answer(payload.error());
    std::string document = to_string(payload.value());
    wipe(payload.value());
    answer(std::move(document));
  });
}

}  // namespace

void seal_answer(ports::Sealer& sealer, ports::Random& random, AnswerInput input,
                 Answer<SealedEnvelope> answer) {
  const auto refuse = [&](Error error) {
    wipe(input.document);
    wipe(input.signer_jwk);
    answer(std::move(error));
  };
  if (input.id.empty()) input.id = uuid_v4(random);
  if (!is_uuid_v4(input.id)) return refuse(refuse_plain("has an id that is no UUID v4"));
  auto key = jwk_of(input.key);
  if (!is_tag(input.tag) || !key) {
    return refuse({Fault::bad_input, "seal.bad_key",
                   "tag and key of this answer are none; look at the submission's member `answer`"});
  }
  if (auto error = check_document(input.document)) return refuse(std::move(*error));
  Outside outside{box_name(Box::answers), input.id, to_iso(input.queued_on), {}, 0, input.tag, input.clock};
  const auto secret = std::make_shared<std::string>(std::move(*key));
  sealer.sign(
      {std::move(input.document), std::move(input.signer_jwk)},
      [&sealer, outside = std::move(outside), secret, answer = std::move(answer)](Result<std::string> jws) {
        if (!jws) return answer(jws.error());
        Bytes plain = to_bytes(jws.value());
        wipe(jws.value());
        seal_jws(sealer, outside, std::move(plain), *secret, answer);
        wipe(*secret);
      });
}

void open_answer(ports::Sealer& sealer, const SealedEnvelope& envelope, const std::string& key,
                 const Signers& signers, Answer<std::string> answer) {
  if (envelope.box() != Box::answers) return answer(not_for_this_box());
  const auto jwk = jwk_of(key);
  if (!jwk)
    return answer(
        Error{Fault::bad_input, "seal.bad_key", "this is no key of an answer; take 32 bytes in base64url"});
  open(sealer, envelope, *jwk, [&sealer, signers, answer = std::move(answer)](Result<std::string> jws) {
    if (!jws) return answer(jws.error());
    verify(sealer, std::move(jws).value(), signers, answer);
  });
}

void sign_published(ports::Sealer& sealer, ports::Random& random, PublishInput input,
                    Answer<SealedEnvelope> answer) {
  if (input.id.empty()) input.id = uuid_v4(random);
  if (!is_uuid_v4(input.id)) return answer(refuse_plain("has an id that is no UUID v4"));
  if (auto error = check_document(input.document)) return answer(std::move(*error));
  sealer.sign({std::move(input.document), std::move(input.signer_jwk)},
              [id = input.id, day = input.queued_on, clock = input.clock,
               answer = std::move(answer)](Result<std::string> jws) {
                if (!jws) return answer(jws.error());
                answer(wrap_published(id, day, clock, jws.value()));
              });
}

Result<SealedEnvelope> wrap_published(const std::string& id, const Day& queued_on, ClockWas clock,
                                      const std::string& jws) {
  const Outside outside{box_name(Box::published), id, to_iso(queued_on), {}, jws.size(), {}, clock};
  OrderedJson root = to_json(outside, sha256_hex(to_bytes(jws)));
  root["jws"] = jws;
  return parse(root.dump() + "\n", "the published document");
}

Result<SealedEnvelope> wrap_published(const Day& queued_on, ClockWas clock, const std::string& jws) {
  return wrap_published(uuid_of(jws), queued_on, clock, jws);
}

void read_published(ports::Sealer& sealer, const SealedEnvelope& envelope, const Signers& signers,
                    Answer<std::string> answer) {
  if (envelope.box() != Box::published) return answer(not_for_this_box());
  verify(sealer, envelope.sealed().get<std::string>(), signers, std::move(answer));
}

}  // namespace wv::crypto
