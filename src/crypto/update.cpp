#include "crypto/update.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/sha256.h"

namespace wv::crypto {
namespace {

constexpr std::size_t kMostVersion = 100, kMostDevice = 100, kHexOfSha256 = 64;

Error broken(const std::string& why) {
  return {Fault::bad_input, "update.broken",
          "what is signed there can't be read: " + why + "; ask for it again"};
}

std::string hash_of(std::string_view file) {
  return sha256_hex({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
}

bool is_hash(const std::string& text) {
  return text.size() == kHexOfSha256 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string text_at(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Update> update_of(const std::string& payload) {
  const auto parsed = parse_json(payload, "the signed update");
  if (!parsed || !parsed.value().is_object()) return broken("no JSON");
  const Json& json = parsed.value();
  Update update;
  const std::string kind = text_at(json, "kind");
  if (kind != kind_name(Update::Kind::package) && kind != kind_name(Update::Kind::settings))
    return broken("it is neither a package nor settings");
  update.kind = kind == kind_name(Update::Kind::settings) ? Update::Kind::settings : Update::Kind::package;
  update.version = text_at(json, "version");
  if (!is_update_version(update.version)) return broken("its version is none");
  update.device = text_at(json, "device");
  if ((update.kind == Update::Kind::settings) == update.device.empty() || update.device.size() > kMostDevice)
    return broken("settings name their device, and a package none");
  update.sha256 = text_at(json, "sha256");
  const auto bytes = json.find("bytes");
  if (!is_hash(update.sha256) || bytes == json.end() || !bytes->is_number_unsigned())
    return broken("length or hash are missing");
  update.bytes = bytes->get<std::uint64_t>();
  return update;
}

}  // namespace

const char* kind_name(Update::Kind kind) { return kind == Update::Kind::settings ? "settings" : "package"; }

bool is_update_version(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '+' || c == '~' || c == '-';
  };
  return !text.empty() && text.size() <= kMostVersion && text.front() >= '0' && text.front() <= '9' &&
         std::all_of(text.begin(), text.end(), plain);
}

Update describe(Update::Kind kind, std::string version, std::string device, std::string_view file) {
  return {kind, std::move(version), std::move(device), file.size(), hash_of(file)};
}

Status fits(const Update& update, std::string_view file) {
  if (file.size() < update.bytes)
    return Error{Fault::bad_input, "update.other_bytes",
                 "only " + std::to_string(file.size()) + " of " + std::to_string(update.bytes) +
                     " bytes are there; copy it again"};
  if (file.size() != update.bytes || hash_of(file) != update.sha256)
    return Error{Fault::bad_input, "update.other_bytes",
                 "this isn't the file that was signed; get both files again from whoever signed them"};
  return Done{};
}

void sign_update(ports::Sealer& sealer, const Update& update, std::string authority_jwk,
                 Answer<std::string> answer) {
  OrderedJson json = {
      {"format", kUpdateFormat}, {"kind", kind_name(update.kind)}, {"version", update.version}};
  if (!update.device.empty()) json["device"] = update.device;
  json["bytes"] = update.bytes;
  json["sha256"] = update.sha256;
  sign_text(sealer, json.dump(), std::move(authority_jwk), std::move(answer));
}

void read_update(ports::Sealer& sealer, std::string jws, const Signers& authority, Answer<Update> answer) {
  verify_text(sealer, std::move(jws), kUpdateFormat, authority,
              [answer = std::move(answer)](Result<std::string> payload) {
                if (!payload) return answer(payload.error());
                answer(update_of(payload.value()));
              });
}

}  // namespace wv::crypto
