#include "crypto/recipients.h"
#include "crypto/thumbprint.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/bytes.h"

namespace wv::crypto {
namespace {

constexpr std::size_t kCoordinateBytes = 32;  // P-256
constexpr std::size_t kLeastModulusBits = 2048;
constexpr std::size_t kMostModulusBits = 8192;
constexpr std::size_t kMostKeys = 64;

enum class Purpose { sealing, signing };

struct Refusal {
  std::string member, what, remedy;
};

std::string text_of(const Json& key, const char* member) {
  const auto found = key.find(member);
  return found != key.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool starts_with(const std::string& text, std::string_view start) { return text.rfind(start, 0) == 0; }

std::optional<Refusal> refuse_private(const Json& key) {
  for (const char* member : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
    if (!key.contains(member)) continue;
    return Refusal{
        member, "this is a private key, and no device may hold one",
        "put in what `wijkverbinder keys public` prints, delete this copy, and take a new key if others saw it"};
  }
  return std::nullopt;
}

// What a key says of itself must not speak against its purpose; saying nothing is fine.
std::optional<Refusal> refuse_use(const Json& key, Purpose purpose) {
  const bool seals = purpose == Purpose::sealing;
  const char* remedy = seals ? "take a key that is made for encryption, or leave the member out"
                             : "take a key that is made for signatures, or leave the member out";
  if (key.contains("use") && text_of(key, "use") != (seals ? "enc" : "sig")) {
    return Refusal{"use", seals ? "this key is not for encryption" : "this key is not for signatures",
                   remedy};
  }
  const std::string alg = text_of(key, "alg");
  const bool right =
      seals ? starts_with(alg, text_of(key, "kty") == "EC" ? "ECDH-ES" : "RSA-OAEP") : alg == "ES256";
  if (key.contains("alg") && !right) return Refusal{"alg", "this key is for another algorithm", remedy};
  const auto ops = key.find("key_ops");
  if (ops == key.end()) return std::nullopt;
  if (!ops->is_array())
    return Refusal{"key_ops", "a list of texts is expected here", "write [ … ], or leave it out"};
  // WebCrypto writes an empty list for a public ECDH key, so only what names the other use speaks against it.
  for (const Json& op : *ops) {
    const bool signing = op == "sign" || op == "verify";
    if (seals && signing) return Refusal{"key_ops", "this key is for signatures", remedy};
    if (!seals && !signing) return Refusal{"key_ops", "this key is not for signatures", remedy};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_elliptic(const Json& key) {
  if (text_of(key, "crv") != "P-256")
    return Refusal{"crv", "only the curve P-256 is known here", "make a key with `wijkverbinder keys new`"};
  for (const char* member : {"x", "y"}) {
    const auto bytes = from_base64url(text_of(key, member));
    if (!bytes || bytes.value().size() != kCoordinateBytes) {
      return Refusal{member, "32 bytes in base64url are expected here", "copy the whole key again"};
    }
  }
  return std::nullopt;
}

std::size_t bits_of(const Bytes& number) {
  const auto first = std::find_if(number.begin(), number.end(), [](std::uint8_t byte) { return byte != 0; });
  if (first == number.end()) return 0;
  std::size_t bits = static_cast<std::size_t>(number.end() - first) * 8;
  for (std::uint8_t top = *first; (top & 0x80U) == 0; top = static_cast<std::uint8_t>(top << 1)) --bits;
  return bits;
}

std::optional<Refusal> refuse_rsa(const Json& key) {
  const auto modulus = from_base64url(text_of(key, "n"));
  if (!modulus || modulus.value().empty())
    return Refusal{"n", "a number in base64url is expected here", "copy the whole key again"};
  const auto exponent = from_base64url(text_of(key, "e"));
  if (!exponent || exponent.value().empty())
    return Refusal{"e", "a number in base64url is expected here", "copy the whole key again"};
  const std::size_t bits = bits_of(modulus.value());
  if (bits < kLeastModulusBits || bits > kMostModulusBits) {
    return Refusal{"n", "an RSA key of " + std::to_string(bits) + " bits",
                   "take one of 2048 to 8192 bits, or a P-256 key"};
  }
  const std::size_t exponent_bits = bits_of(exponent.value());
  if (exponent_bits < 2 || exponent_bits > 32 || (exponent.value().back() & 1U) == 0) {
    return Refusal{"e", "no usable RSA exponent", "take a key with the exponent AQAB"};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse(const Json& key, Purpose purpose) {
  if (auto refusal = refuse_private(key)) return refusal;
  const std::string kty = text_of(key, "kty");
  if (purpose == Purpose::signing && kty != "EC") {
    return Refusal{"kty", "only P-256 keys sign here (ES256)", "make a key with `wijkverbinder keys new`"};
  }
  if (kty != "EC" && kty != "RSA") {
    return Refusal{"kty", "only keys of the kinds EC (P-256) and RSA can be sealed to",
                   "make a key with `wijkverbinder keys new`"};
  }
  if (auto refusal = refuse_use(key, purpose)) return refusal;
  return kty == "EC" ? refuse_elliptic(key) : refuse_rsa(key);
}

Finding no_key(const std::string& file, const std::string& place, const Error& why) {
  return {Finding::Weight::fault, file, place, "no usable key (" + why.code + ")",
          "copy the whole key again"};
}

class Reader {
 public:
  Reader(Purpose purpose, const std::string& file, Findings& findings)
      : purpose_(purpose), file_(file), findings_(findings) {}

  void read_set(std::string_view text);

  void read_key(const Json& key, const std::string& place) {
    if (!key.is_object())
      return fault(place, "a key, which is an object, is expected here", "write { \"kty\": … }");
    if (const auto refusal = refuse(key, purpose_))
      return fault(place + "/" + refusal->member, refusal->what, refusal->remedy);
    // Only the members that make the key: a foreign kid, alg or certificate must not steer the sealing.
    Json plain = Json::object();
    for (const char* member : {"kty", "crv", "x", "y", "n", "e"}) {
      if (key.contains(member)) plain[member] = key[member];
    }
    const auto kid = thumbprint(plain.dump());
    if (!kid) return findings_.push_back(no_key(file_, place, kid.error()));
    plain["kid"] = kid.value();
    const bool twice =
        std::any_of(found.begin(), found.end(), [&](const Recipient& r) { return r.kid == kid.value(); });
    if (twice) return fault(place, "this key stands there twice", "take one out");
    found.push_back({kid.value(), plain.dump(), place});
  }

  void fault(const std::string& place, std::string what, std::string remedy) {
    findings_.push_back({Finding::Weight::fault, file_, place, std::move(what), std::move(remedy)});
  }

  Recipients found;

 private:
  Purpose purpose_;
  const std::string& file_;
  Findings& findings_;
};

void Reader::read_set(std::string_view text) {
  const bool seals = purpose_ == Purpose::sealing;
  const auto parsed = parse_json(text, file_);
  if (!parsed) {
    const std::string& what = parsed.error().what;  // it begins with the file's name already
    return fault("", what.substr(starts_with(what, file_ + ": ") ? file_.size() + 2 : 0), "");
  }
  const Json& root = parsed.value();
  // One key, as `keys public` prints it, is a set of one.
  if (root.is_object() && root.contains("kty")) return read_key(root, "");
  const auto keys = root.is_object() ? root.find("keys") : root.end();
  if (!root.is_object() || keys == root.end() || !keys->is_array()) {
    return fault("", "no JWK Set",
                 seals ? "write {\"keys\":[ … ]} with the public keys of those who read"
                       : "write {\"keys\":[ … ]} with the public keys of those who sign answers");
  }
  if (keys->empty()) {
    fault("/keys", seals ? "nobody could read what is sent" : "no answer could be believed",
          "add at least one public key");
  }
  if (keys->size() > kMostKeys)
    return fault("/keys", "more than " + std::to_string(kMostKeys) + " keys", "take some out");
  for (std::size_t i = 0; i < keys->size(); ++i) read_key((*keys)[i], "/keys/" + std::to_string(i));
}

// Of keys that were parsed: what the platform says of each, in their order.
struct Check {
  std::string file;
  std::vector<std::optional<Finding>> refused;
  std::size_t to_come = 0;
  std::function<void(Findings)> answer;

  void end() {
    Findings findings;
    for (auto& finding : refused)
      if (finding) findings.push_back(std::move(*finding));
    answer(std::move(findings));
  }
};

template <class Keys>
void check_all(ports::Sealer& sealer, const std::string& file, const Keys& keys,
               std::function<void(Findings)> answer) {
  const auto check = std::make_shared<Check>();
  check->file = file;
  check->refused.resize(keys.size());
  check->to_come = keys.size();
  check->answer = std::move(answer);
  if (keys.empty()) return check->end();
  for (std::size_t i = 0; i < keys.size(); ++i)
    sealer.public_of(keys[i].jwk, [check, i, place = keys[i].place](Result<std::string> key) {
      if (!key) check->refused[i] = no_key(check->file, place, key.error());
      if (--check->to_come == 0) check->end();
    });
}

}  // namespace

Recipients parse_recipients(std::string_view text, const std::string& file, Findings& findings) {
  Reader reader(Purpose::sealing, file, findings);
  reader.read_set(text);
  return std::move(reader.found);
}

Signers parse_signers(std::string_view text, const std::string& file, Findings& findings) {
  Reader reader(Purpose::signing, file, findings);
  reader.read_set(text);
  Signers signers;
  for (Recipient& key : reader.found)
    signers.push_back({std::move(key.kid), std::move(key.jwk), std::move(key.place)});
  return signers;
}

void check_keys(ports::Sealer& sealer, const std::string& file, const Recipients& keys,
                std::function<void(Findings)> answer) {
  check_all(sealer, file, keys, std::move(answer));
}

void check_keys(ports::Sealer& sealer, const std::string& file, const Signers& keys,
                std::function<void(Findings)> answer) {
  check_all(sealer, file, keys, std::move(answer));
}

}  // namespace wv::crypto
