#include "crypto/envelope.h"

#include <optional>
#include <utility>

#include "base/bytes.h"
#include "crypto/assembly.h"
#include "crypto/codes.h"

namespace wv::crypto {
namespace {

// Sealing what nobody can read afterwards would be losing it, so the document is read once before.
std::optional<Error> check_plain(const SealInput& input) {
  if (input.plain.size() > kMostEnvelopeBytes) return refuse_plain("is too large");
  std::string text = to_string(input.plain);
  if (input.box == Box::cases) {
    const bool is_jws = is_compact_jws(text);
    wipe(text);
    return is_jws ? std::nullopt : std::optional<Error>(refuse_plain("is no signed one"));
  }
  const auto parsed = parse_json(text, "the document to seal");
  wipe(text);
  if (!parsed) return refuse_plain("is not JSON");
  if (!parsed.value().is_object()) return refuse_plain("is not an object");
  return std::nullopt;
}

}  // namespace

const char* box_name(Box box) {
  switch (box) {
    case Box::inbox: return "inbox";
    case Box::answers: return "answers";
    case Box::published: return "published";
    case Box::cases: return "cases";
  }
  return "";
}

std::string SealedEnvelope::header_text() const {
  return to_json({box_name(box_), id_, to_iso(queued_on_), kids_, size_, tag_, clock_}, sha256_).dump() +
         "\n";
}

void seal(ports::Sealer& sealer, ports::Random& random, SealInput input, const Recipients& recipients,
          Answer<SealedEnvelope> answer) {
  const auto refuse = [&](Error error) {
    wipe(input.plain);
    answer(std::move(error));
  };
  if (input.id.empty()) input.id = uuid_v4(random);
  if (!is_uuid_v4(input.id)) return refuse(refuse_plain("has an id that is no UUID v4"));
  if (input.box != Box::inbox && input.box != Box::cases)
    return refuse(refuse_plain("is for a box that isn't sealed to readers"));
  if (recipients.empty()) {
    return refuse(
        {Fault::bad_input, "seal.bad_key", "there is nobody to seal to; add a public key to the recipients"});
  }
  if (auto error = check_plain(input)) return refuse(std::move(*error));
  pad(input.plain, input.padding);

  Outside outside{box_name(input.box), input.id, to_iso(input.queued_on), {}, input.plain.size(), {},
                  input.clock};
  ports::SealRequest request;
  request.protected_header = protected_header(outside);
  for (const Recipient& recipient : recipients) {
    outside.kids.push_back(recipient.kid);
    request.recipients.push_back(recipient.jwk);
  }
  request.plain = std::move(input.plain);
  sealer.seal(std::move(request),
              [outside = std::move(outside), answer = std::move(answer)](Result<std::string> jwe) {
                if (!jwe) return answer(jwe.error());
                answer(assemble(outside, jwe.value()));
              });
}

void open(ports::Sealer& sealer, const SealedEnvelope& envelope, const std::string& private_jwk,
          Answer<std::string> answer) {
  if (envelope.box() == Box::published) {
    return answer(Error{Fault::bad_input, "envelope.open",
                        "a published document isn't sealed; read it with its signers' keys"});
  }
  // The outside was compared with `wv` by `parse`; opening proves that `wv` is what was sealed.
  sealer.open(
      envelope.sealed().dump(), private_jwk,
      [id = envelope.id(), is_signed = envelope.box() != Box::inbox,
       answer = std::move(answer)](Result<Bytes> opened) {
        if (!opened) return answer(opened.error());
        Bytes& plain = opened.value();
        while (!plain.empty() && plain.back() == ' ') plain.pop_back();
        std::string text = to_string(plain);
        wipe(plain);
        if (is_signed ? !is_compact_jws(text) : !parse_json(text, "document").ok()) {
          wipe(text);
          return answer(Error{Fault::bad_input, "envelope.broken",
                              id + ": what is sealed in it is no document; ask the sender for it again"});
        }
        answer(std::move(text));
      });
}

bool same(const SealedEnvelope& a, const SealedEnvelope& b) {
  return a.sha256() == b.sha256() && a.sealed() == b.sealed();
}

}  // namespace wv::crypto
