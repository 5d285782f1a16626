#include "crypto/assembly.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/sha256.h"

namespace wv::crypto {
namespace {

// The members that we know in the order of FORMAT.md, then the others.
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

}  // namespace

Error refuse_plain(const char* what) {
  return {Fault::failed, "envelope.plain",
          std::string("the document to seal ") + what + "; this is a fault of the program"};
}

bool is_compact_jws(std::string_view text) {
  return std::count(text.begin(), text.end(), '.') == 2 &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") ==
             std::string_view::npos;
}

OrderedJson to_json(const Outside& outside, const std::string& sha256) {
  OrderedJson json = {{"format", kEnvelopeFormat},
                      {"box", outside.box},
                      {"id", outside.id},
                      {"queued_on", outside.queued_on}};
  if (outside.clock != ClockWas::unknown) json["clock"] = clock_name(outside.clock);
  if (!outside.tag.empty()) json["tag"] = outside.tag;
  json["kids"] = outside.kids;
  json["size"] = outside.size;
  json["sha256"] = sha256;
  return json;
}

std::string protected_header(const Outside& outside) {
  OrderedJson bound = {
      {"box", outside.box}, {"id", outside.id}, {"queued_on", outside.queued_on}, {"size", outside.size}};
  if (outside.clock != ClockWas::unknown) bound["clock"] = clock_name(outside.clock);
  if (!outside.tag.empty()) bound["tag"] = outside.tag;
  return OrderedJson{{"wv", bound}}.dump();
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

Result<SealedEnvelope> assemble(const Outside& outside, const std::string& jwe_text) {
  const Error not_general{Fault::failed, "seal.failed",
                          "the platform's sealing gave no General JSON; this is a fault of the program"};
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
  OrderedJson root = to_json(outside, sha256_hex(raw.value()));
  root["jwe"] = ordered_jwe(jwe.value());
  return parse(root.dump() + "\n", "the sealed document");
}

}  // namespace wv::crypto
