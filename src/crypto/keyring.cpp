#include "crypto/keyring.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "crypto/thumbprint.h"

namespace wv::crypto {
namespace {

Error broken() {
  return {Fault::bad_input, "keyring.broken",
          "this keyring can't be read; ask whoever keeps the register for a new one"};
}

void wipe_json(Json& json) {
  if (json.is_string()) return wipe(json.get_ref<std::string&>());
  if (!json.is_structured()) return;
  for (Json& part : json) wipe_json(part);
}

// The document with the halves in it; the caller wipes it.
std::string document_of(const KeyringInput& input) {
  std::string text = R"({"format":")" + std::string(kKeyringFormat) + R"(","for":")" + input.device.kid +
                     R"(","issued":")" + to_iso(input.issued) + R"(","keys":[)";
  std::size_t most = text.size() + 2;
  for (const Half& half : input.halves) most += half.jwk.size() + 1;
  std::string whole;  // of its final size, so that growing leaves nothing behind
  whole.reserve(most);
  whole += text;
  for (const Half& half : input.halves) {
    if (whole.back() == '}') whole += ',';
    whole += half.jwk.view();
  }
  return whole += "]}";
}

Result<std::vector<Half>> halves_of(const std::string& payload, const std::string& kid) {
  auto parsed = parse_json(payload, "the keyring");
  if (!parsed) return broken();
  Json& json = parsed.value();
  const auto read = [&]() -> Result<std::vector<Half>> {
    if (!json.contains("for") || json["for"] != kid)
      return Error{Fault::bad_input, "keyring.not_for_us",
                   "this keyring names another device; it stays unused"};
    if (!json.contains("keys") || !json["keys"].is_array()) return broken();
    std::vector<Half> halves;
    for (const Json& key : json["keys"]) {
      std::string text = key.dump();
      auto named = thumbprint(text);
      if (!named) {
        wipe(text);
        return broken();
      }
      halves.push_back({std::move(named).value(), Secret(std::move(text))});
    }
    return halves;
  };
  auto halves = read();
  wipe_json(json);
  return halves;
}

struct Counting {
  std::vector<Half> halves, counted;
  std::vector<std::string> kids;  // that stand in the register
  Answer<std::vector<Half>> answer;
};

// The platform computes the public key: a text that only claims another's x and y is found out by signing.
void count_next(ports::Sealer& sealer, const std::shared_ptr<Counting>& counting, std::size_t at) {
  if (at == counting->halves.size()) return counting->answer(std::move(counting->counted));
  const Half& half = counting->halves[at];
  const auto next = [&sealer, counting, at] { count_next(sealer, counting, at + 1); };
  if (std::find(counting->kids.begin(), counting->kids.end(), half.kid) == counting->kids.end())
    return next();
  sealer.sign({to_bytes(half.kid), std::string(half.jwk.view())},
              [&sealer, counting, at, next](Result<std::string> jws) {
                if (!jws) return next();
                Json open = to_json(std::string(counting->halves[at].jwk.view()));
                if (open.contains("d")) wipe_json(open["d"]);
                open.erase("d");
                sealer.verify(jws.value(), {open.dump()}, [counting, at, next](Result<Bytes> right) {
                  if (right) counting->counted.push_back(std::move(counting->halves[at]));
                  next();
                });
              });
}

}  // namespace

void seal_keyring(ports::Sealer& sealer, ports::Random& random, KeyringInput input,
                  Answer<SealedEnvelope> answer) {
  const Recipients device{{input.device.kid, input.device.jwk, ""}};
  sign_text(sealer, document_of(input), std::move(input.authority_jwk),
            [&sealer, &random, device, id = input.id, day = input.issued, clock = input.clock,
             answer = std::move(answer)](Result<std::string> jws) {
              if (!jws) return answer(jws.error());
              SealInput seal_input{Box::cases, id, day, to_bytes(jws.value()), Padding::submission, clock};
              wipe(jws.value());
              seal(sealer, random, std::move(seal_input), device, answer);
            });
}

void open_keyring(ports::Sealer& sealer, const SealedEnvelope& envelope, const Secret& seal_jwk,
                  const Signers& authority, Answer<std::vector<Half>> answer) {
  auto kid = thumbprint(std::string(seal_jwk.view()));
  if (!kid) return answer(kid.error());
  open(sealer, envelope, std::string(seal_jwk.view()),
       [&sealer, authority, kid = kid.value(), answer = std::move(answer)](Result<std::string> jws) {
         if (!jws) return answer(jws.error());
         verify_text(sealer, std::move(jws).value(), kKeyringFormat, authority,
                     [kid, answer](Result<std::string> payload) {
                       if (!payload) return answer(payload.error());
                       auto halves = halves_of(payload.value(), kid);
                       wipe(payload.value());
                       answer(std::move(halves));
                     });
       });
}

void count_halves(ports::Sealer& sealer, std::vector<Half> halves, const Register& content,
                  Answer<std::vector<Half>> answer) {
  const auto counting = std::make_shared<Counting>();
  counting->halves = std::move(halves);
  for (const TeamKey& key : content.team) counting->kids.push_back(key.key.kid);
  for (const ConfidentialKey& key : content.confidential) counting->kids.push_back(key.key.kid);
  counting->answer = std::move(answer);
  count_next(sealer, counting, 0);
}

std::optional<Day> erase_on(const Register& content, const std::string& kid) {
  for (const DroppedKey& key : content.dropped)
    if (key.kid == kid) return add_days(key.on, kDaysAfterDropped);
  return std::nullopt;
}

}  // namespace wv::crypto
