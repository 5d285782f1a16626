#include "crypto/locked_keys.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "base/utf8.h"
#include "crypto/thumbprint.h"

namespace wv::crypto {
namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::uint32_t kKeyBytes = 32;
// What a file may ask of the machine: enough to be raised later, too little to stop it.
constexpr std::uint32_t kLeastMemoryKib = 8192, kMostMemoryKib = 1u << 20, kMostPasses = 16;

Error broken() {
  return {Fault::bad_input, "locked.broken",
          "the file with the locked keys is damaged; take its last good copy, or enrol anew"};
}

std::string protected_part(const std::string& format, const Json& kids) {
  return OrderedJson{{"wv", {{"format", format}, {"kids", kids}}}}.dump();
}

ports::StretchRequest stretch_of(const Json& kdf, const Secret& passphrase) {
  ports::StretchRequest request;
  request.password = settle_passphrase(passphrase);
  const auto salt = from_base64url(kdf["salt"].get<std::string>());
  request.salt = to_string(salt.value());
  request.memory_kib = kdf["memory_kib"].get<std::uint32_t>();
  request.passes = kdf["passes"].get<std::uint32_t>();
  request.lanes = 1;
  request.length = kKeyBytes;
  return request;
}

bool is_number(const Json& json, const char* name, std::uint64_t least, std::uint64_t most) {
  if (!json.contains(name) || !json[name].is_number_unsigned()) return false;
  const auto value = json[name].get<std::uint64_t>();
  return value >= least && value <= most;
}

bool is_kdf(const Json& file) {
  if (!file.contains("argon2id") || !file["argon2id"].is_object()) return false;
  const Json& kdf = file["argon2id"];
  if (!kdf.contains("salt") || !kdf["salt"].is_string()) return false;
  const auto salt = from_base64url(kdf["salt"].get<std::string>());
  return salt && salt.value().size() == kSaltBytes &&
         is_number(kdf, "memory_kib", kLeastMemoryKib, kMostMemoryKib) &&
         is_number(kdf, "passes", 1, kMostPasses) && is_number(kdf, "lanes", 1, 1);
}

bool is_kids(const Json& file) {
  if (!file.contains("kids") || !file["kids"].is_array()) return false;
  for (const Json& kid : file["kids"])
    if (!kid.is_string()) return false;
  return true;
}

bool has_texts(const Json& json, std::initializer_list<const char*> names) {
  return json.is_object() && std::all_of(names.begin(), names.end(), [&](const char* name) {
           return json.contains(name) && json[name].is_string();
         });
}

// General JSON for one key.
bool is_jwe(const Json& jwe) {
  if (!has_texts(jwe, {"protected", "iv", "ciphertext", "tag"})) return false;
  if (!jwe.contains("recipients") || !jwe["recipients"].is_array() || jwe["recipients"].size() != 1)
    return false;
  const Json& recipient = jwe["recipients"][0];
  return has_texts(recipient, {"encrypted_key"}) && recipient.contains("header") &&
         has_texts(recipient["header"], {"alg"});
}

// What was bound in is what stands outside.
bool is_bound(const Json& file, const std::string& format) {
  if (!file.contains("jwe") || !is_jwe(file["jwe"])) return false;
  const Json& jwe = file["jwe"];
  const auto bytes = from_base64url(jwe["protected"].get<std::string>());
  if (!bytes) return false;
  const auto header = parse_json(to_string(bytes.value()), "the header");
  return header && header.value().is_object() && header.value().value("enc", Json()) == "A256GCM" &&
         header.value().value("wv", Json()) == Json{{"format", format}, {"kids", file["kids"]}};
}

std::string wrapping_jwk(Bytes& key) {
  std::string jwk = R"({"kty":"oct","k":")";
  jwk.reserve(jwk.size() + kKeyBytes * 2);
  std::string text = to_base64url(key);
  jwk += text;
  jwk += R"("})";
  wipe(text);
  wipe(key);
  return jwk;
}

Bytes key_set(const std::vector<Secret>& jwks) {
  std::size_t size = 16;
  for (const Secret& jwk : jwks) size += jwk.size() + 1;
  Bytes bytes;
  bytes.reserve(size);
  const auto put = [&](std::string_view text) { bytes.insert(bytes.end(), text.begin(), text.end()); };
  put(R"({"keys":[)");
  for (std::size_t i = 0; i < jwks.size(); ++i) {
    if (i > 0) put(",");
    put(jwks[i]);
  }
  put("]}");
  return bytes;
}

void wipe_members(Json& json) {
  if (json.is_string()) return wipe(json.get_ref<std::string&>());
  if (!json.is_structured()) return;
  for (Json& part : json) wipe_members(part);
}

// Each key is the one that its kid names, in their order.
Result<std::vector<Secret>> keys_of(Bytes& plain, const Json& kids) {
  std::string text = to_string(plain);
  wipe(plain);
  auto parsed = parse_json(text, "keys");
  wipe(text);
  if (!parsed) return broken();
  Json& set = parsed.value();
  std::vector<Secret> jwks;
  const bool right =
      set.is_object() && set.contains("keys") && set["keys"].is_array() && set["keys"].size() == kids.size();
  for (std::size_t i = 0; right && i < kids.size(); ++i) {
    Secret jwk(set["keys"][i].dump());
    const auto kid = thumbprint(std::string(jwk.view()));
    if (kid && kids[i] == kid.value()) jwks.push_back(std::move(jwk));
  }
  wipe_members(set);
  if (!right || jwks.size() != kids.size()) return broken();
  return jwks;
}

struct Locking {
  LockInput input;
  OrderedJson file;
  Json kids = Json::array();
};

void seal_set(ports::Sealer& sealer, const std::shared_ptr<Locking>& locking, Bytes& key,
              Answer<std::string> answer) {
  ports::SealRequest request;
  request.protected_header = protected_part(locking->input.format, locking->kids);
  request.recipients = {wrapping_jwk(key)};
  request.plain = key_set(locking->input.jwks);
  sealer.seal(std::move(request), [locking, answer = std::move(answer)](Result<std::string> sealed) {
    if (!sealed) return answer(sealed.error());
    const auto jwe = parse_json(sealed.value(), "the sealed keys");
    if (!jwe) return answer(broken());
    locking->file["jwe"] = OrderedJson(jwe.value());
    answer(locking->file.dump(1, ' ') + "\n");
  });
}

}  // namespace

Secret settle_passphrase(std::string_view typed) {
  Secret settled;
  bool blank = false;
  for (const char c : typed) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      blank = !settled.empty();
      continue;
    }
    if (blank) settled.push_back(' ');
    blank = false;
    settled.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return settled;
}

Status check_passphrase(std::string_view typed) {
  const Secret settled = settle_passphrase(typed);
  std::size_t characters = 0;
  for (const char c : settled.view()) characters += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : 1;
  if (characters >= kLeastPassphrase && is_utf8(settled)) return Done{};
  return Error{Fault::bad_input, "locked.short",
               "a passphrase has at least 14 characters; five words out of the list are a good one"};
}

void lock_keys(ports::Sealer& sealer, ports::Random& random, LockInput input, Answer<std::string> answer) {
  if (Status good = check_passphrase(input.passphrase); !good) return answer(good.error());
  const auto locking = std::make_shared<Locking>();
  locking->input = std::move(input);
  Bytes salt(kSaltBytes);
  random.fill(salt);
  const ports::StretchRequest usual;
  OrderedJson& file = locking->file;
  file["format"] = locking->input.format;
  for (const auto& [name, value] : locking->input.open.items()) file[name] = value;
  file["argon2id"] = {{"salt", to_base64url(salt)},
                      {"memory_kib", usual.memory_kib},
                      {"passes", usual.passes},
                      {"lanes", usual.lanes}};
  for (const Secret& jwk : locking->input.jwks) {
    const auto kid = thumbprint(std::string(jwk.view()));
    if (!kid) return answer(kid.error());
    locking->kids.push_back(kid.value());
  }
  file["kids"] = OrderedJson(locking->kids);
  sealer.stretch(stretch_of(Json(file["argon2id"]), locking->input.passphrase),
                 [&sealer, locking, answer = std::move(answer)](Result<Bytes> key) {
                   if (!key) return answer(key.error());
                   seal_set(sealer, locking, key.value(), answer);
                 });
}

Result<Json> read_locked(std::string_view file, const std::string& format) {
  auto parsed = parse_json(file, "the locked keys");
  if (!parsed || !parsed.value().is_object()) return broken();
  const Json& json = parsed.value();
  if (!json.contains("format") || json["format"] != format) return broken();
  if (!is_kdf(json) || !is_kids(json) || !is_bound(json, format)) return broken();
  return parsed;
}

void unlock_keys(ports::Sealer& sealer, std::string_view file, const std::string& format, Secret passphrase,
                 Answer<UnlockedKeys> answer) {
  auto json = read_locked(file, format);
  if (!json) return answer(json.error());
  const auto shared = std::make_shared<Json>(std::move(json).value());
  sealer.stretch(stretch_of((*shared)["argon2id"], passphrase), [&sealer, shared, answer = std::move(answer)](
                                                                    Result<Bytes> key) {
    if (!key) return answer(key.error());
    sealer.open((*shared)["jwe"].dump(), wrapping_jwk(key.value()), [shared, answer](Result<Bytes> plain) {
      if (!plain && plain.error().code == "seal.no_match")
        return answer(Error{Fault::bad_input, "locked.wrong_passphrase",
                            "this passphrase doesn't open it; try it once more"});
      if (!plain) return answer(broken());
      auto keys = keys_of(plain.value(), (*shared)["kids"]);
      if (!keys) return answer(keys.error());
      answer(UnlockedKeys{*shared, std::move(keys).value()});
    });
  });
}

}  // namespace wv::crypto
