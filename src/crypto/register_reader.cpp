// Reads a register's payload strictly: the first faults of its text, then whether it makes sense as a whole.
#include "crypto/register.h"

#include <algorithm>
#include <set>
#include <utility>

namespace wv::crypto {
namespace {

constexpr std::size_t kMostMembers = 1000, kMostDevices = 32;
constexpr std::size_t kMostTeamKeys = 256, kMostDays = 1000;
constexpr int kMostDeviceNumber = 899;  // those from 900 on are drawn by people's own devices
constexpr std::size_t kHashDigits = 64;

Error broken(const Findings& findings) {
  const auto fault = std::find_if(findings.begin(), findings.end(),
                                  [](const Finding& f) { return f.weight == Finding::Weight::fault; });
  return {Fault::bad_input, "register.broken", to_line(*fault)};
}

// What of an object no name here asks for, so that a later version's members aren't lost.
Json others_of(const Json& object, std::initializer_list<const char*> known) {
  Json others = object.is_object() ? object : Json::object();
  for (const char* name : known) others.erase(name);
  return others;
}

class RegisterReader {
 public:
  explicit RegisterReader(const std::string& file) : file_(file) {}
  Result<Register> read(std::string_view payload);

 private:
  Day read_day(ObjectReader& reader, const char* member);
  Term read_term(ObjectReader& reader, const Json& object, const std::string& place);
  Signer read_key(ObjectReader& reader, const char* member);
  TeamKey read_team_key(const Json& json, const std::string& place);
  ConfidentialKey read_confidential(const Json& json, const std::string& place);
  Member read_member(const Json& json, const std::string& place);
  Device read_device(const Json& json, const std::string& place);
  std::optional<Absence> read_absence(const Json* json, const std::string& place);
  DroppedKey read_dropped(const Json& json, const std::string& place);
  void read_top(const Json& root, Register& content);
  void judge(const Register& content);
  void fault(const std::string& place, std::string what, std::string remedy) {
    findings_.push_back({Finding::Weight::fault, file_, place, std::move(what), std::move(remedy)});
  }
  template <class Item, class Read>
  std::vector<Item> read_list(const Json* list, const std::string& place, std::size_t most, Read read) {
    std::vector<Item> items;
    if (list == nullptr) return items;
    if (list->size() > most) {
      fault(place, "more than " + std::to_string(most) + " stand here", "take some out");
      return items;
    }
    for (std::size_t i = 0; i < list->size(); ++i)
      items.push_back(read((*list)[i], place + "/" + std::to_string(i)));
    return items;
  }

  const std::string& file_;
  Findings findings_;
};

Day RegisterReader::read_day(ObjectReader& reader, const char* member) {
  const std::string text = reader.required_text(member);
  const auto day = parse_day(text);
  if (!text.empty() && (!day || to_iso(*day) != text))
    reader.fault(member, "no day", "write it like 2026-11-23");
  return day.value_or(Day{});
}

Term RegisterReader::read_term(ObjectReader& reader, const Json& object, const std::string& place) {
  Term term;
  term.from = read_day(reader, "from");
  if (!object.is_object() || !object.contains("until") || object["until"].is_null()) return term;
  term.until = read_day(reader, "until");
  if (*term.until < term.from) fault(place + "/until", "it ends before it begins", "mend one of the days");
  return term;
}

Signer RegisterReader::read_key(ObjectReader& reader, const char* member) {
  const Json* json = reader.required_object(member);
  return json == nullptr ? Signer{} : read_p256(*json, file_, reader.place_of(member), findings_);
}

TeamKey RegisterReader::read_team_key(const Json& json, const std::string& place) {
  ObjectReader reader(json, file_, place, findings_);
  TeamKey key;
  const std::string kid = reader.required_text("kid");
  key.from = read_day(reader, "from");
  key.key = read_key(reader, "jwk");
  key.recovery = read_key(reader, "recovery");
  if (kid != key.key.kid) fault(place + "/kid", "it is not the thumbprint of the key", "copy it again");
  key.others = others_of(json, {"kid", "from", "jwk", "recovery"});
  return key;
}

ConfidentialKey RegisterReader::read_confidential(const Json& json, const std::string& place) {
  ObjectReader reader(json, file_, place, findings_);
  ConfidentialKey key;
  const std::string kid = reader.required_text("kid");
  key.key = read_key(reader, "jwk");
  key.recovery = read_key(reader, "recovery");
  key.holders = reader.optional_texts("holders");
  if (kid != key.key.kid) fault(place + "/kid", "it is not the thumbprint of the key", "copy it again");
  key.others = others_of(json, {"kid", "jwk", "recovery", "holders"});
  return key;
}

Device RegisterReader::read_device(const Json& json, const std::string& place) {
  ObjectReader reader(json, file_, place, findings_);
  Device device;
  device.seal = read_key(reader, "seal");
  device.sign = read_key(reader, "sign");
  device.term = read_term(reader, json, place);
  if (const auto number = reader.optional_int("number", 0, kMostDeviceNumber))
    device.number = static_cast<int>(*number);
  device.others = others_of(json, {"seal", "sign", "from", "until", "number"});
  return device;
}

std::optional<Absence> RegisterReader::read_absence(const Json* json, const std::string& place) {
  if (json == nullptr) return std::nullopt;
  ObjectReader reader(*json, file_, place, findings_);
  Absence absence;
  absence.term = read_term(reader, *json, place);
  absence.deputy = reader.required_text("deputy");
  return absence;
}

Member RegisterReader::read_member(const Json& json, const std::string& place) {
  ObjectReader reader(json, file_, place, findings_);
  Member member;
  member.id = reader.required_text("id");
  const bool plain =
      member.id.size() <= 64 &&
      member.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!plain) fault(place + "/id", "no id of a member", "use small letters, digits and hyphens, at most 64");
  member.name = reader.required_text("name");
  member.neighbourhoods = reader.optional_texts("neighbourhoods");
  member.term = read_term(reader, json, place);
  member.devices = read_list<Device>(reader.required_array("devices"), place + "/devices", kMostDevices,
                                     [&](const Json& j, const std::string& p) { return read_device(j, p); });
  member.away = read_absence(reader.optional_object("away"), place + "/away");
  member.others = others_of(json, {"id", "name", "neighbourhoods", "from", "until", "devices", "away"});
  return member;
}

DroppedKey RegisterReader::read_dropped(const Json& json, const std::string& place) {
  ObjectReader reader(json, file_, place, findings_);
  DroppedKey key;
  key.kid = reader.required_text("kid");
  key.on = read_day(reader, "on");
  return key;
}

void RegisterReader::read_top(const Json& root, Register& content) {
  ObjectReader reader(root, file_, "", findings_);
  content.seq = static_cast<std::uint64_t>(reader.required_int("seq", 1, INT64_MAX));
  content.prev = reader.optional_text("prev").value_or("");
  const bool hash = content.prev.size() == kHashDigits &&
                    content.prev.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (content.seq == 1 ? !content.prev.empty() : !hash)
    fault("/prev", "no hash of the register before it", "64 hex digits; the first register has none");
  content.issued = read_day(reader, "issued");
  content.next = read_day(reader, "next");
  if (content.next < content.issued)
    fault("/next", "it lies before the day of issue", "mend one of the days");
  const auto key = [&](const Json& j, const std::string& p) { return read_p256(j, file_, p, findings_); };
  content.authority = read_list<Signer>(reader.required_array("authority"), "/authority", 8, key);
  content.team = read_list<TeamKey>(reader.required_array("team"), "/team", kMostTeamKeys,
                                    [&](const Json& j, const std::string& p) { return read_team_key(j, p); });
  content.confidential = read_list<ConfidentialKey>(
      reader.optional_array("confidential"), "/confidential", kMostTeamKeys,
      [&](const Json& j, const std::string& p) { return read_confidential(j, p); });
  content.members = read_list<Member>(reader.required_array("members"), "/members", kMostMembers,
                                      [&](const Json& j, const std::string& p) { return read_member(j, p); });
  content.dropped =
      read_list<DroppedKey>(reader.optional_array("dropped"), "/dropped", kMostTeamKeys * 4,
                            [&](const Json& j, const std::string& p) { return read_dropped(j, p); });
  for (const std::string& text : reader.optional_texts("closed_days")) {
    const auto day = parse_day(text);
    if (!day || to_iso(*day) != text)
      fault("/closed_days", "no day", "write it like 2026-12-25");
    else
      content.closed_days.push_back(*day);
  }
  if (content.closed_days.size() > kMostDays)
    fault("/closed_days", "too many days", "take the past ones out");
  content.alarm = reader.optional_texts("alarm");
  content.others = others_of(root, {"format", "seq", "prev", "issued", "next", "authority", "team",
                                    "confidential", "members", "closed_days", "dropped", "alarm"});
}

void RegisterReader::judge(const Register& content) {
  if (content.authority.empty()) fault("/authority", "nobody could sign the next one", "add a public key");
  if (content.team.empty()) fault("/team", "nobody could read what is sent", "add a team key");
  std::set<std::string> seen;
  for (const std::string& kid : all_kids(content))
    if (!kid.empty() && !seen.insert(kid).second)
      return fault("", "the key " + kid + " stands there twice", "each key has one purpose: take one out");
  std::set<std::string> ids;
  for (const Member& member : content.members)
    if (!ids.insert(member.id).second) fault("/members", "two members have one id", "give one another id");
}

Result<Register> RegisterReader::read(std::string_view payload) {
  const auto parsed = parse_json(payload, file_);
  if (!parsed) return Error{Fault::bad_input, "register.broken", parsed.error().what};
  const Json& root = parsed.value();
  if (!root.is_object() || !root.contains("format") || root["format"] != kRegisterFormat) {
    fault("/format", std::string("only ") + kRegisterFormat + " is known", "look at which file it is");
    return broken(findings_);
  }
  Register content;
  read_top(root, content);
  if (!has_fault(findings_)) judge(content);
  if (has_fault(findings_)) return broken(findings_);
  return content;
}

}  // namespace

Result<Register> parse_register(std::string_view payload, const std::string& file) {
  return RegisterReader(file).read(payload);
}

}  // namespace wv::crypto
