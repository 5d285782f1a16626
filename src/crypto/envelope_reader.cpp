#include "crypto/envelope_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/bytes.h"
#include "base/sha256.h"
#include "crypto/assembly.h"
#include "crypto/codes.h"

namespace wv::crypto {
namespace {

constexpr std::size_t kStep = 4096;  // the smallest padding; the other is a multiple of it
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kAnswerTagDigits = 32;
constexpr std::size_t kMostRecipients = 64;

bool is_hex(const std::string& text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::optional<Box> parse_box(const std::string& name) {
  for (const Box box : {Box::inbox, Box::answers, Box::published, Box::cases}) {
    if (name == box_name(box)) return box;
  }
  return std::nullopt;
}

constexpr const char* kRemedy =
    "; the file is damaged or not from this program: keep it, and ask for it to be sent again";

}  // namespace

bool EnvelopeReader::broken(const std::string& place, const std::string& what) {
  fault_ = {Fault::bad_input, "envelope.broken",
            file_ + ": " + (place.empty() ? "" : place + ": ") + what + kRemedy};
  return false;
}

bool EnvelopeReader::mismatch(const std::string& place, const std::string& what) {
  broken(place, what);
  fault_.code = "envelope.mismatch";
  return false;
}

const std::string* EnvelopeReader::text_member(const Json& object, const std::string& place,
                                               const char* member) {
  const auto found = object.find(member);
  if (found != object.end() && found->is_string()) return found->get_ptr<const std::string*>();
  broken(place + "/" + member, found == object.end() ? "it is missing" : "a text is expected here");
  return nullptr;
}

bool EnvelopeReader::read_bytes(const Json& object, const std::string& place, const char* member,
                                Bytes& bytes) {
  const std::string* text = text_member(object, place, member);
  if (text == nullptr) return false;
  auto decoded = from_base64url(*text);
  if (!decoded || decoded.value().empty())
    return broken(place + "/" + member, "bytes in base64url are expected here");
  bytes = std::move(decoded).value();
  return true;
}

std::optional<Error> EnvelopeReader::too_large() const {
  if (text_.size() <= kMostEnvelopeBytes) return std::nullopt;
  return Error{
      Fault::bad_input, "envelope.too_large",
      file_ + ": larger than " + std::to_string(kMostEnvelopeBytes) + " bytes, so no envelope" + kRemedy};
}

Result<SealedEnvelope> EnvelopeReader::read() {
  if (auto error = too_large()) return std::move(*error);
  auto parsed = parse_json(text_, file_);
  if (!parsed) return Error{Fault::bad_input, "envelope.broken", parsed.error().what};
  return read(parsed.value());
}

Result<SealedEnvelope> EnvelopeReader::read(const Json& root) {
  if (auto error = too_large()) return std::move(*error);
  if (!root.is_object()) {
    broken("", "an envelope, which is an object, is expected here");
    return fault_;
  }
  if (!read_outside(root) || !read_clock(root) || !read_kids(root) || !read_tag(root)) return fault_;
  const bool published = envelope_.box_ == Box::published;
  if (root.contains(published ? "jwe" : "jws")) {
    broken(published ? "/jwe" : "/jws",
           "it doesn't belong in the box " + std::string(box_name(envelope_.box_)));
    return fault_;
  }
  if (published ? !read_jws(root) : !read_jwe(root)) return fault_;
  envelope_.text_ = text_;
  return std::move(envelope_);
}

bool EnvelopeReader::read_outside(const Json& root) {
  const std::string* format = text_member(root, "", "format");
  if (format == nullptr) return false;
  if (*format != kEnvelopeFormat)
    return broken("/format", std::string("only ") + kEnvelopeFormat + " is known");
  const std::string* box = text_member(root, "", "box");
  if (box == nullptr) return false;
  const auto known_box = parse_box(*box);
  if (!known_box) return broken("/box", "no box of that name");
  const std::string* id = text_member(root, "", "id");
  if (id == nullptr) return false;
  if (!is_uuid_v4(*id)) return broken("/id", "a UUID v4 in lower case is expected here");
  const std::string* queued_on = text_member(root, "", "queued_on");
  if (queued_on == nullptr) return false;
  const auto day = parse_day(*queued_on);
  if (!day || to_iso(*day) != *queued_on)
    return broken("/queued_on", "a day like 2026-11-23 is expected here");
  const auto size = root.find("size");
  if (size == root.end() || !size->is_number_unsigned())
    return broken("/size", "a whole number is expected here");
  const std::string* sha256 = text_member(root, "", "sha256");
  if (sha256 == nullptr) return false;
  if (!is_hex(*sha256, kHashDigits))
    return broken("/sha256", "64 hex digits in lower case are expected here");
  envelope_.box_ = *known_box;
  envelope_.id_ = *id;
  envelope_.queued_on_ = *day;
  envelope_.size_ = size->get<std::uint64_t>();
  envelope_.sha256_ = *sha256;
  return true;
}

// Whoever took it away, or made an unconfirmed day a confirmed one, would have something deleted too early.
bool EnvelopeReader::read_clock(const Json& root) {
  const auto found = root.find("clock");
  if (found == root.end()) return true;
  const auto clock =
      found->is_string() ? parse_clock_name(found->get_ref<const std::string&>()) : std::nullopt;
  if (!clock) return broken("/clock", "\"confirmed\" or \"unconfirmed\" is expected here");
  envelope_.clock_ = *clock;
  return true;
}

bool EnvelopeReader::read_kids(const Json& root) {
  const auto kids = root.find("kids");
  if (kids == root.end() || !kids->is_array()) return broken("/kids", "a list of texts is expected here");
  for (const Json& kid : *kids) {
    if (!kid.is_string()) return broken("/kids", "a list of texts is expected here");
    envelope_.kids_.push_back(kid.get<std::string>());
  }
  const bool for_readers = envelope_.box_ == Box::inbox || envelope_.box_ == Box::cases;
  if (for_readers == envelope_.kids_.empty()) {
    return broken("/kids", for_readers ? "nobody could open it" : "it must be empty in this box");
  }
  return true;
}

bool EnvelopeReader::read_tag(const Json& root) {
  if (envelope_.box_ != Box::answers) {
    return root.contains("tag") ? broken("/tag", "only an answer has one") : true;
  }
  const std::string* tag = text_member(root, "", "tag");
  if (tag == nullptr) return false;
  if (!is_hex(*tag, kAnswerTagDigits)) return broken("/tag", "32 hex digits in lower case are expected here");
  envelope_.tag_ = *tag;
  return true;
}

bool EnvelopeReader::check_hash(const Bytes& raw) {
  if (raw.size() != envelope_.size_) return mismatch("/size", "it is not the size of what is sealed");
  if (sha256_hex(raw) != envelope_.sha256_)
    return mismatch("/sha256", "it is not the hash of what is sealed");
  return true;
}

bool EnvelopeReader::read_jws(const Json& root) {
  const std::string* jws = text_member(root, "", "jws");
  if (jws == nullptr) return false;
  // Whether the signature is believed is for who has the signers' keys.
  if (!is_compact_jws(*jws)) return broken("/jws", "a compact JWS is expected here");
  if (!check_hash(to_bytes(*jws))) return false;
  envelope_.sealed_ = *jws;
  return true;
}

bool EnvelopeReader::read_jwe(const Json& root) {
  const auto found = root.find("jwe");
  if (found == root.end() || !found->is_object()) return broken("/jwe", "an object is expected here");
  const Json& jwe = *found;
  // libjose authenticates an aad wrongly; an unprotected header is one that anybody may change.
  for (const char* member : {"aad", "unprotected", "header", "encrypted_key"}) {
    if (jwe.contains(member))
      return broken(std::string("/jwe/") + member, "it doesn't belong in an envelope");
  }
  if (envelope_.size_ == 0 || envelope_.size_ % kStep != 0)
    return broken("/size", "a multiple of 4096 is expected here");
  Bytes nonce, tag, ciphertext;
  if (!read_protected(jwe) || !read_recipients(jwe)) return false;
  if (!read_bytes(jwe, "/jwe", "iv", nonce) || !read_bytes(jwe, "/jwe", "tag", tag)) return false;
  if (nonce.size() != kNonceBytes) return broken("/jwe/iv", "12 bytes are expected here");
  if (tag.size() != kTagBytes) return broken("/jwe/tag", "16 bytes are expected here");
  if (!read_bytes(jwe, "/jwe", "ciphertext", ciphertext) || !check_hash(ciphertext)) return false;
  envelope_.sealed_ = jwe;
  return true;
}

bool EnvelopeReader::read_protected(const Json& jwe) {
  Bytes bytes;
  if (!read_bytes(jwe, "/jwe", "protected", bytes)) return false;
  const auto parsed = parse_json(to_string(bytes), file_ + ": /jwe/protected");
  if (!parsed || !parsed.value().is_object()) return broken("/jwe/protected", "an object is expected in it");
  const Json& header = parsed.value();
  if (!header.contains("enc") || header["enc"] != "A256GCM")
    return broken("/jwe/protected", "only A256GCM is known");
  for (const char* member : {"zip", "alg", "crit"}) {
    if (header.contains(member))
      return broken("/jwe/protected", std::string(member) + " doesn't belong in it");
  }
  const auto bound = header.find("wv");
  if (bound == header.end() || !bound->is_object()) return broken("/jwe/protected", "wv is missing in it");
  const Json outside = {{"box", box_name(envelope_.box_)},
                        {"id", envelope_.id_},
                        {"queued_on", to_iso(envelope_.queued_on_)},
                        {"size", envelope_.size_}};
  for (const auto& [name, value] : outside.items()) {
    if (!bound->contains(name) || (*bound)[name] != value) {
      return mismatch("/" + name, "it is not what was written under the seal");
    }
  }
  const Json clock = envelope_.clock_ == ClockWas::unknown ? Json() : Json(clock_name(envelope_.clock_));
  if (bound->value("clock", Json()) != clock)
    return mismatch("/clock", "it is not what was written under the seal");
  // Ours bind an answer's tag too; other tools may leave it out.
  if (bound->contains("tag") && (*bound)["tag"] != envelope_.tag_)
    return mismatch("/tag", "it is not what was written under the seal");
  return true;
}

bool EnvelopeReader::read_recipients(const Json& jwe) {
  const auto recipients = jwe.find("recipients");
  if (recipients == jwe.end() || !recipients->is_array())
    return broken("/jwe/recipients", "a list is expected here");
  if (recipients->empty() || recipients->size() > kMostRecipients) {
    return broken("/jwe/recipients", "1 to " + std::to_string(kMostRecipients) + " are expected here");
  }
  for (std::size_t i = 0; i < recipients->size(); ++i) {
    if (!read_recipient((*recipients)[i], "/jwe/recipients/" + std::to_string(i))) return false;
  }
  std::vector<std::string> outside = envelope_.kids_;
  std::sort(outside.begin(), outside.end());
  std::sort(sealed_for_.begin(), sealed_for_.end());
  return outside == sealed_for_ ? true : mismatch("/kids", "they are not those of the recipients");
}

bool EnvelopeReader::read_recipient(const Json& recipient, const std::string& place) {
  if (!recipient.is_object()) return broken(place, "an object is expected here");
  const auto header = recipient.find("header");
  if (header == recipient.end() || !header->is_object())
    return broken(place + "/header", "an object is expected here");
  const std::string* alg = text_member(*header, place + "/header", "alg");
  if (alg == nullptr) return false;
  const bool answer = envelope_.box_ == Box::answers;
  const bool known = answer ? *alg == "A256KW" : *alg == "ECDH-ES+A256KW" || *alg == "RSA-OAEP-256";
  if (!known) return broken(place + "/header/alg", "an algorithm that isn't used here");
  if (!answer) {
    const std::string* kid = text_member(*header, place + "/header", "kid");
    if (kid == nullptr) return false;
    sealed_for_.push_back(*kid);
  }
  if (*alg == "ECDH-ES+A256KW" && (!header->contains("epk") || !(*header)["epk"].is_object())) {
    return broken(place + "/header/epk", "a key is expected here");
  }
  Bytes wrapped;
  return read_bytes(recipient, place, "encrypted_key", wrapped);
}

Result<SealedEnvelope> parse(std::string_view text, std::string_view file_name) {
  return EnvelopeReader(text, file_name).read();
}

Result<SealedEnvelope> parse(const Json& root, std::string_view text, std::string_view file_name) {
  return EnvelopeReader(text, file_name).read(root);
}

}  // namespace wv::crypto
