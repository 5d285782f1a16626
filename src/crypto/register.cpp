#include "crypto/register.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/sha256.h"

namespace wv::crypto {
namespace {

OrderedJson ordered_key(const Signer& key) {
  const Json json = to_json(key.jwk);
  OrderedJson out = OrderedJson::object();
  for (const char* member : {"kty", "crv", "x", "y"})
    if (json.contains(member)) out[member] = OrderedJson(json[member]);
  return out;
}

void put_others(OrderedJson& json, const Json& others) {
  for (const auto& [name, value] : others.items()) json[name] = OrderedJson(value);
}

void put_term(OrderedJson& json, const Term& term) {
  json["from"] = to_iso(term.from);
  json["until"] = term.until ? OrderedJson(to_iso(*term.until)) : OrderedJson(nullptr);
}

OrderedJson to_json(const Device& device) {
  OrderedJson json = {{"seal", ordered_key(device.seal)}, {"sign", ordered_key(device.sign)}};
  put_term(json, device.term);
  if (device.number) json["number"] = *device.number;
  put_others(json, device.others);
  return json;
}

OrderedJson to_json(const Member& member) {
  OrderedJson json = {{"id", member.id}, {"name", member.name}, {"neighbourhoods", member.neighbourhoods}};
  put_term(json, member.term);
  json["devices"] = OrderedJson::array();
  for (const Device& device : member.devices) json["devices"].push_back(to_json(device));
  if (member.away) {
    json["away"] = OrderedJson::object();
    put_term(json["away"], member.away->term);
    json["away"]["deputy"] = member.away->deputy;
  }
  put_others(json, member.others);
  return json;
}

OrderedJson to_json(const TeamKey& key) {
  OrderedJson json = {{"kid", key.key.kid},
                      {"from", to_iso(key.from)},
                      {"jwk", ordered_key(key.key)},
                      {"recovery", ordered_key(key.recovery)}};
  put_others(json, key.others);
  return json;
}

OrderedJson to_json(const ConfidentialKey& key) {
  OrderedJson json = {{"kid", key.key.kid},
                      {"jwk", ordered_key(key.key)},
                      {"recovery", ordered_key(key.recovery)},
                      {"holders", key.holders}};
  put_others(json, key.others);
  return json;
}

template <class T>
OrderedJson list_of(const std::vector<T>& items) {
  OrderedJson list = OrderedJson::array();
  for (const T& item : items) list.push_back(to_json(item));
  return list;
}

Recipient recipient_of(const Signer& key) { return {key.kid, key.jwk, key.place}; }

}  // namespace

std::string to_text(const Register& content) {
  OrderedJson json = {{"format", kRegisterFormat}, {"seq", content.seq}};
  if (!content.prev.empty()) json["prev"] = content.prev;
  json["issued"] = to_iso(content.issued);
  json["next"] = to_iso(content.next);
  json["authority"] = OrderedJson::array();
  for (const Signer& key : content.authority) json["authority"].push_back(ordered_key(key));
  json["team"] = list_of(content.team);
  json["confidential"] = list_of(content.confidential);
  json["members"] = list_of(content.members);
  json["closed_days"] = OrderedJson::array();
  for (const Day& day : content.closed_days) json["closed_days"].push_back(to_iso(day));
  json["dropped"] = OrderedJson::array();
  for (const DroppedKey& key : content.dropped)
    json["dropped"].push_back({{"kid", key.kid}, {"on", to_iso(key.on)}});
  if (!content.alarm.empty()) json["alarm"] = content.alarm;
  put_others(json, content.others);
  return json.dump();
}

void read_register(ports::Sealer& sealer, std::string jws, const Signers& authority,
                   Answer<SignedRegister> answer) {
  verify_text(
      sealer, jws, kRegisterFormat, authority,
      [jws, answer = std::move(answer)](Result<std::string> payload) {
        if (!payload) return answer(payload.error());
        auto content = parse_register(payload.value(), "the register");
        if (!content) return answer(content.error());
        answer(SignedRegister{std::move(content).value(), jws, sha256_hex(to_bytes(payload.value()))});
      });
}

void sign_register(ports::Sealer& sealer, const Register& content, std::string authority_jwk,
                   Answer<SignedRegister> answer) {
  const std::string text = to_text(content);
  sign_text(sealer, text, std::move(authority_jwk),
            [text, answer = std::move(answer)](Result<std::string> jws) {
              if (!jws) return answer(jws.error());
              auto read = parse_register(text, "the register");  // nobody gets what couldn't be read back
              if (!read) return answer(read.error());
              answer(SignedRegister{std::move(read).value(), jws.value(), sha256_hex(to_bytes(text))});
            });
}

Recipients current_recipients(const Register& content) {
  if (content.team.empty()) return {};
  return {recipient_of(content.team.front().key), recipient_of(content.team.front().recovery)};
}

Recipients current_recipients(const ConfidentialKey& key) {
  return {recipient_of(key.key), recipient_of(key.recovery)};
}

Signers member_signers(const Register& content, const Day& day) {
  Signers signers;
  for (const Member& member : content.members) {
    if (!member.term.covers(day)) continue;
    for (const Device& device : member.devices)
      if (device.term.covers(day)) signers.push_back(device.sign);
  }
  return signers;
}

std::vector<std::string> all_kids(const Register& content) {
  std::vector<std::string> kids;
  const auto add = [&](const Signer& key) { kids.push_back(key.kid); };
  for (const Signer& key : content.authority) add(key);
  for (const TeamKey& key : content.team) add(key.key), add(key.recovery);
  for (const ConfidentialKey& key : content.confidential) add(key.key), add(key.recovery);
  for (const Member& member : content.members)
    for (const Device& device : member.devices) add(device.seal), add(device.sign);
  for (const DroppedKey& key : content.dropped) kids.push_back(key.kid);
  return kids;
}

}  // namespace wv::crypto
