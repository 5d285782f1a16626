#include "crypto/envelope.h"

#include <optional>
#include <utility>

#include "base/bytes.h"
#include "crypto/codes.h"

namespace wv::crypto {
namespace {

Error refuse_plain(const char* what) {
  return {Fault::failed, "envelope.plain", std::string("the document to seal ") + what + "; this is a fault of the program"};
}

// Sealing what nobody can read afterwards would be losing it, so the document is read once before.
std::optional<Error> check_plain(const SealInput& input) {
  if (input.plain.size() > kMostEnvelopeBytes) return refuse_plain("is too large");
  std::string text = to_string(input.plain);
  const auto parsed = parse_json(text, "the document to seal");
  wipe(text);
  if (!parsed) return refuse_plain("is not JSON");
  if (!parsed.value().is_object()) return refuse_plain("is not an object");
  return std::nullopt;
}

void pad(Bytes& plain, Padding padding) {
  const auto step = static_cast<std::size_t>(padding);
  const std::size_t padded = (plain.size() + step - 1) / step * step;
  if (padded <= plain.capacity()) return plain.resize(padded, ' ');
  // Growing in place would free the unpadded copy as it is.
  Bytes larger;
  larger.reserve(padded);
  larger.assign(plain.begin(), plain.end());
  larger.resize(padded, ' ');
  wipe(plain);
  plain = std::move(larger);
}

// The members that we know in the order of CONTRACT.md, then the others.
OrderedJson ordered(const Json& object, std::initializer_list<const char*> first) {
  OrderedJson out = OrderedJson::object();
  for (const char* member : first) {
    if (object.contains(member)) out[member] = OrderedJson(object[member]);
  }
  for (const auto& [name, value] : object.items()) {
    if (!out.contains(name)) out[name] = OrderedJson(value);
  }
  return out;
}

OrderedJson ordered_jwe(const Json& jwe) {
  OrderedJson out = ordered(jwe, {"protected", "recipients", "iv", "ciphertext", "tag"});
  for (OrderedJson& recipient : out["recipients"]) {
    const Json unordered = Json(recipient);
    recipient = ordered(unordered, {"header", "encrypted_key"});
    recipient["header"] = ordered(unordered.at("header"), {"alg", "kid", "epk"});
  }
  return out;
}

OrderedJson outside(const std::string& box, const std::string& id, const std::string& queued_on,
                    const std::vector<std::string>& kids, std::uint64_t size, const std::string& sha256) {
  return {{"format", kEnvelopeFormat}, {"box", box},   {"id", id},        {"queued_on", queued_on},
          {"kids", kids},              {"size", size}, {"sha256", sha256}};
}

struct Sealing {  // what is needed once the platform has sealed
  std::string box, id, queued_on;
  std::vector<std::string> kids;
  std::uint64_t size = 0;
};

Result<SealedEnvelope> assemble(const Sealing& sealing, const std::string& jwe_text, ports::Sealer& sealer) {
  const Error not_general{Fault::failed, "seal.failed", "the platform's sealing gave no General JSON; this is a fault of the program"};
  const auto jwe = parse_json(jwe_text, "the sealed document");
  if (!jwe || !jwe.value().is_object()) return not_general;
  const auto recipients = jwe.value().find("recipients");
  const auto ciphertext = jwe.value().find("ciphertext");
  if (recipients == jwe.value().end() || !recipients->is_array()) return not_general;
  for (const Json& recipient : *recipients) {
    if (!recipient.is_object() || !recipient.contains("header")) return not_general;
  }
  if (ciphertext == jwe.value().end() || !ciphertext->is_string()) return not_general;
  const auto raw = from_base64url(ciphertext->get_ref<const std::string&>());
  if (!raw) return not_general;
  OrderedJson root = outside(sealing.box, sealing.id, sealing.queued_on, sealing.kids, sealing.size,
                             sealer.sha256_hex(raw.value()));
  root["jwe"] = ordered_jwe(jwe.value());
  return parse(root.dump() + "\n", "the sealed document", sealer);
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
  OrderedJson header = outside(box_name(box_), id_, to_iso(queued_on_), kids_, size_, sha256_);
  if (!tag_.empty()) header["tag"] = tag_;
  return header.dump() + "\n";
}

void seal(ports::Sealer& sealer, ports::Random& random, SealInput input, const Recipients& recipients,
          Answer<SealedEnvelope> answer) {
  const auto refuse = [&](Error error) {
    wipe(input.plain);
    answer(std::move(error));
  };
  if (input.id.empty()) input.id = uuid_v4(random);
  if (!is_uuid_v4(input.id)) return refuse(refuse_plain("has an id that is no UUID v4"));
  if (input.box != Box::inbox && input.box != Box::cases) return refuse(refuse_plain("is for a box that isn't sealed to readers"));
  if (recipients.empty()) {
    return refuse({Fault::bad_input, "seal.bad_key", "there is nobody to seal to; add a public key to the recipients"});
  }
  if (auto error = check_plain(input)) return refuse(std::move(*error));
  pad(input.plain, input.padding);

  Sealing sealing{box_name(input.box), input.id, to_iso(input.queued_on), {}, input.plain.size()};
  ports::SealRequest request;
  request.protected_header =
      OrderedJson{{"wv", {{"box", sealing.box}, {"id", sealing.id}, {"queued_on", sealing.queued_on}, {"size", sealing.size}}}}
          .dump();
  for (const Recipient& recipient : recipients) {
    sealing.kids.push_back(recipient.kid);
    request.recipients.push_back(recipient.jwk);
  }
  request.plain = std::move(input.plain);
  sealer.seal(std::move(request), [&sealer, sealing = std::move(sealing), answer = std::move(answer)](Result<std::string> jwe) {
    if (!jwe) return answer(jwe.error());
    answer(assemble(sealing, jwe.value(), sealer));
  });
}

void open(ports::Sealer& sealer, const SealedEnvelope& envelope, const std::string& private_jwk, Answer<std::string> answer) {
  if (envelope.box() == Box::published) {
    return answer(Error{Fault::bad_input, "envelope.open", "a published document isn't sealed; read it with its signers' keys"});
  }
  // The outside was compared with `wv` by `parse`; opening proves that `wv` is what was sealed.
  sealer.open(envelope.sealed().dump(), private_jwk, [id = envelope.id(), answer = std::move(answer)](Result<Bytes> opened) {
    if (!opened) return answer(opened.error());
    Bytes& plain = opened.value();
    while (!plain.empty() && plain.back() == ' ') plain.pop_back();
    std::string text = to_string(plain);
    wipe(plain);
    if (!parse_json(text, "document")) {
      wipe(text);
      return answer(Error{Fault::bad_input, "envelope.broken", id + ": what is sealed in it is no JSON; ask the sender for it again"});
    }
    answer(std::move(text));
  });
}

bool same(const SealedEnvelope& a, const SealedEnvelope& b) {
  return a.sha256() == b.sha256() && a.sealed() == b.sealed();
}

}  // namespace wv::crypto
