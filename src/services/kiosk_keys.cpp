#include "services/kiosk_keys.h"

#include <map>
#include <utility>

namespace wv::services {
namespace {

Follows follows(std::size_t age, const Day& last, const crypto::Register& content, const Day& today) {
  const Day& since = content.team.front().from;
  if (age == 0) return Follows::yes;
  // On the day itself the register may have come after the message.
  if (last <= since) return Follows::unknown;
  return days_between(since, today) < kDaysToFollow ? Follows::not_yet : Follows::no;
}

}  // namespace

std::vector<KioskKey> kiosk_keys(std::span<const SealedTo> messages, const crypto::Register& content,
                                 const Day& today) {
  std::map<std::string, std::size_t> ages;  // 0 is the current key
  for (std::size_t i = 0; i < content.team.size(); ++i) ages.emplace(content.team[i].key.kid, i);
  std::map<std::string, std::pair<Day, std::size_t>> newest;
  for (const SealedTo& message : messages) {
    const auto age = ages.find(message.kid);
    if (age == ages.end()) continue;
    const std::pair found(message.day, age->second);
    const auto [known, fresh] = newest.emplace(message.device, found);
    if (!fresh && known->second < found) known->second = found;
  }
  std::vector<KioskKey> keys;
  for (const auto& [device, last] : newest)
    keys.push_back({device, last.first, content.team[last.second].key.kid,
                    follows(last.second, last.first, content, today)});
  return keys;
}

}  // namespace wv::services
