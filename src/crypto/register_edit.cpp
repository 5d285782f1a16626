#include "crypto/register_edit.h"

#include <algorithm>
#include <utility>

namespace wv::crypto {
namespace {

constexpr std::size_t kLeastOfKid = 6;

Error refuse(std::string what) { return {Fault::bad_input, "register.member", std::move(what)}; }

Member* find_member(Register& content, const std::string& id) {
  const auto found = std::find_if(content.members.begin(), content.members.end(),
                                  [&](const Member& member) { return member.id == id; });
  return found == content.members.end() ? nullptr : &*found;
}

Member* find_living(Register& content, const std::string& id, const Day& today) {
  Member* member = find_member(content, id);
  return member == nullptr || member->term.ended(today) ? nullptr : member;
}

Status check_new(Register& content, const NewDevice& device, const Day& today) {
  const Member* member = find_member(content, device.member);
  if (member == nullptr && device.name.empty())
    return refuse(device.member + ": there is no member of this id yet; give --name too");
  if (member != nullptr && member->term.ended(today))
    return refuse(device.member + ": this member has ended; take another id");
  if (device.confidential && content.confidential.empty())
    return refuse("there is no confidential key in this register yet");
  for (const Device* other : living_devices(content, today))
    if (device.number && other->number == device.number)
      return refuse("another device gives receipt numbers with this --number; take one that is free");
  return Done{};
}

void end(Term& term, const Day& today) {
  if (!term.ended(today)) term.until = std::max(today, term.from);
}

bool begins(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

}  // namespace

Status add_device(Register& content, const EnrolmentRequest& request, const NewDevice& device,
                  const Day& today) {
  if (Status fits = check_new(content, device, today); !fits) return fits;
  if (Status fresh = refuse_seen(request, all_kids(content)); !fresh) return fresh;
  Member* member = find_member(content, device.member);
  if (member == nullptr) {
    content.members.push_back({device.member, device.name, device.neighbourhoods, {today, std::nullopt}, {}});
    member = &content.members.back();
  } else {
    if (!device.name.empty()) member->name = device.name;
    if (!device.neighbourhoods.empty()) member->neighbourhoods = device.neighbourhoods;
  }
  member->devices.push_back({request.seal, request.sign, {today, std::nullopt}, device.number});
  if (!device.confidential) return Done{};
  auto& holders = content.confidential.front().holders;
  if (std::find(holders.begin(), holders.end(), device.member) == holders.end())
    holders.push_back(device.member);
  return Done{};
}

Result<bool> end_member(Register& content, const std::string& id, const Day& today) {
  Member* member = find_member(content, id);
  if (member == nullptr) return refuse(id + ": there is no member of this id; `register show` lists them");
  if (member->term.ended(today)) return refuse(id + ": this member has ended before");
  end(member->term, today);
  for (Device& device : member->devices) end(device.term, today);
  member->away.reset();
  std::erase(content.alarm, id);
  for (Member& other : content.members)
    if (other.away && other.away->deputy == id) other.away.reset();  // residents are named nobody who left
  bool held = false;
  for (ConfidentialKey& key : content.confidential) held = std::erase(key.holders, id) > 0 || held;
  return held;
}

Status set_absence(Register& content, const std::string& id, std::optional<Absence> away, const Day& today) {
  Member* member = find_living(content, id, today);
  if (member == nullptr)
    return refuse(id + ": there is no living member of this id; `register show` lists them");
  if (away && away->deputy == id) return refuse(id + ": a deputy is somebody else");
  if (away && find_living(content, away->deputy, today) == nullptr)
    return refuse(away->deputy + ": the deputy is no living member; `register show` lists them");
  if (away && away->term.ended(today)) return refuse(id + ": these days have passed");
  member->away = std::move(away);
  return Done{};
}

Status set_alarm(Register& content, std::vector<std::string> members, const Day& today) {
  for (const std::string& id : members)
    if (find_living(content, id, today) == nullptr)
      return refuse(id + ": there is no living member of this id; `register show` lists them");
  content.alarm = std::move(members);
  return Done{};
}

Result<bool> end_device(Register& content, const std::string& id, const std::string& kid, const Day& today) {
  Member* member = find_member(content, id);
  if (member == nullptr) return refuse(id + ": there is no member of this id; `register show` lists them");
  Device* found = nullptr;
  for (Device& device : member->devices) {
    if (kid.size() < kLeastOfKid || (!begins(device.seal.kid, kid) && !begins(device.sign.kid, kid)))
      continue;
    if (found != nullptr) return refuse(kid + ": two devices begin with this; give more of it");
    found = &device;
  }
  if (found == nullptr) return refuse(kid + ": no device of this member; `register show` lists them");
  if (found->term.ended(today)) return refuse(kid + ": this device has ended before");
  end(found->term, today);
  return std::any_of(content.confidential.begin(), content.confidential.end(),
                     [&](const ConfidentialKey& key) {
                       return std::find(key.holders.begin(), key.holders.end(), id) != key.holders.end();
                     });
}

void put_team_key(Register& content, Signer key, Signer recovery, const Day& today) {
  content.team.insert(content.team.begin(), {std::move(key), std::move(recovery), today});
}

std::vector<std::string> droppable(const Register& content, const Day& today, int retention_months,
                                   const std::map<std::string, Day>& last_seen) {
  std::vector<std::string> kids;
  for (std::size_t i = 1; i < content.team.size(); ++i) {
    Day last = content.team[i - 1].from;
    const std::string& kid = content.team[i].key.kid;
    if (const auto seen = last_seen.find(kid); seen != last_seen.end()) last = std::max(last, seen->second);
    if (add_months(last, retention_months + kMonthsAfterRetention) <= today) kids.push_back(kid);
  }
  return kids;
}

void drop_key(Register& content, const std::string& kid, const Day& today) {
  for (const TeamKey& key : content.team)
    if (key.key.kid == kid) {
      content.dropped.push_back({key.key.kid, today});
      content.dropped.push_back({key.recovery.kid, today});
    }
  std::erase_if(content.team, [&](const TeamKey& key) { return key.key.kid == kid; });
}

std::vector<const Device*> living_devices(const Register& content, const Day& today) {
  std::vector<const Device*> devices;
  for (const Member& member : content.members)
    for (const Device& device : member.devices)
      if (!member.term.ended(today) && !device.term.ended(today)) devices.push_back(&device);
  return devices;
}

}  // namespace wv::crypto
