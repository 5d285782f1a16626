#include "crypto/erased.h"

#include <optional>
#include <utility>

#include "crypto/codes.h"

namespace wv::crypto {
namespace {

Error broken(const std::string& why) {
  return {Fault::bad_input, "erased.broken",
          "what is to be erased can't be read: " + why + "; ask for it again"};
}

std::optional<std::vector<std::string>> ids_of(const Json& json, const char* member) {
  if (!json.is_object() || !json.contains(member) || !json[member].is_array()) return std::nullopt;
  std::vector<std::string> ids;
  for (const Json& id : json[member]) {
    if (!id.is_string() || !is_uuid_v4(id.get_ref<const std::string&>())) return std::nullopt;
    ids.push_back(id.get<std::string>());
  }
  if (ids.empty() || ids.size() > kMostErased) return std::nullopt;
  return ids;
}

Result<EraseRequest> request_of(const std::string& payload) {
  const auto parsed = parse_json(payload, "the event");
  if (!parsed) return broken("no JSON");
  const Json& json = parsed.value();
  if (json.value("kind", Json()) != "erase") return broken("this event asks for something else");
  const auto of = json.find("case");
  if (of == json.end() || !of->is_string() || !is_uuid_v4(of->get_ref<const std::string&>()))
    return broken("it names no case");
  const auto ids = json.contains("body") ? ids_of(json["body"], "envelopes") : std::nullopt;
  if (!ids) return broken("/body/envelopes is no list of 1 to 1000 ids");
  return EraseRequest{of->get<std::string>(), *ids};
}

Result<Erased> erased_of(const std::string& payload) {
  const auto parsed = parse_json(payload, "the document");
  if (!parsed) return broken("no JSON");
  const auto ids = ids_of(parsed.value(), "ids");
  const auto on = parsed.value().find("on");
  const auto day =
      on != parsed.value().end() && on->is_string() ? parse_day(on->get<std::string>()) : std::nullopt;
  if (!ids || !day) return broken("ids or day are missing");
  return Erased{*ids, *day};
}

}  // namespace

void read_erase_request(ports::Sealer& sealer, std::string jws, const Signers& members,
                        Answer<EraseRequest> answer) {
  verify_text(sealer, std::move(jws), kEventFormat, members,
              [answer = std::move(answer)](Result<std::string> payload) {
                if (!payload) return answer(payload.error());
                answer(request_of(payload.value()));
              });
}

void sign_erased(ports::Sealer& sealer, const Erased& erased, std::string authority_jwk,
                 Answer<std::string> answer) {
  const OrderedJson json = {{"format", kErasedFormat}, {"ids", erased.ids}, {"on", to_iso(erased.on)}};
  sign_text(sealer, json.dump(), std::move(authority_jwk), std::move(answer));
}

void read_erased(ports::Sealer& sealer, std::string jws, const Signers& authority, Answer<Erased> answer) {
  verify_text(sealer, std::move(jws), kErasedFormat, authority,
              [answer = std::move(answer)](Result<std::string> payload) {
                if (!payload) return answer(payload.error());
                answer(erased_of(payload.value()));
              });
}

}  // namespace wv::crypto
