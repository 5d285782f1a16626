#include "domain/kept_receipt.h"

#include "base/json.h"
#include "domain/receipt.h"
#include "domain/reply.h"

namespace wv::domain {

namespace {

constexpr char kFormat[] = "wijkverbinder-kept/1";
constexpr std::size_t kTagDigits = 32, kKeyCharacters = 43;

std::string text_of(const Json& object, const char* name) {
  const Json found = object.value(name, Json());
  return found.is_string() ? found.get<std::string>() : std::string();
}

std::uint32_t seq_of(const Json& object, const char* name) {
  const Json found = object.value(name, Json());
  return found.is_number_unsigned() && found.get<std::uint64_t>() <= kMostSeq ? found.get<std::uint32_t>()
                                                                              : 0;
}

std::optional<KeptReceipt> receipt_of(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  KeptReceipt kept;
  kept.number = Secret(text_of(json, "number"));
  kept.tag = text_of(json, "tag");
  kept.key = Secret(text_of(json, "key"));
  const auto kind = parse_kind(text_of(json, "kind"));
  const auto day = parse_day(text_of(json, "day"));
  if (!valid_receipt_number(kept.number) || kept.tag.size() != kTagDigits ||
      kept.key.size() != kKeyCharacters || !kind || !day)
    return std::nullopt;
  kept.kind = *kind;
  kept.day = *day;
  kept.known = seq_of(json, "known");
  kept.seen = seq_of(json, "seen");
  return kept;
}

}  // namespace

Bytes to_json(const std::vector<KeptReceipt>& kept) {
  OrderedJson receipts = OrderedJson::array();
  for (const KeptReceipt& one : kept)
    receipts.push_back({{"number", std::string(one.number)},
                        {"tag", one.tag},
                        {"key", std::string(one.key)},
                        {"kind", std::string(id_of(one.kind))},
                        {"day", to_iso(one.day)},
                        {"known", one.known},
                        {"seen", one.seen}});
  std::string text = OrderedJson{{"format", kFormat}, {"receipts", std::move(receipts)}}.dump();
  Bytes bytes = to_bytes(text);
  wv::wipe(text);
  return bytes;
}

Result<std::vector<KeptReceipt>> parse_kept_receipts(std::string_view text) {
  const auto json = parse_json(std::string(text), "the kept receipts");
  const bool ours = json && json.value().is_object() && text_of(json.value(), "format") == kFormat &&
                    json.value().value("receipts", Json()).is_array();
  if (!ours) return Error{Fault::bad_input, "kept.broken", "The kept receipts can't be read."};
  std::vector<KeptReceipt> kept;
  for (const Json& one : json.value()["receipts"]) {
    auto receipt = receipt_of(one);
    if (receipt && kept.size() < kMostKeptReceipts) kept.push_back(std::move(*receipt));
  }
  return kept;
}

}  // namespace wv::domain
