#include "services/case_team.h"

#include <utility>
#include <vector>

namespace wv::services {

CaseTeam::CaseTeam(const crypto::Register& content) : team_(crypto::current_recipients(content)) {
  for (const crypto::Member& member : content.members) {
    for (const crypto::Device& device : member.devices) {
      devices_.insert(device.seal.kid);
      const auto id = casebook::parse_key_id(device.sign.kid);
      if (!id) continue;
      signers_.emplace(device.sign.kid, SigningKey{device.sign, *id, {member.id}, member.term, device.term});
    }
  }
  for (const crypto::TeamKey& key : content.team) seals_.emplace(key.key.kid, casebook::Seal::team);
  for (const crypto::ConfidentialKey& key : content.confidential)
    seals_.emplace(key.key.kid, casebook::Seal::confidential);
  if (!content.confidential.empty()) confidential_ = crypto::current_recipients(content.confidential.front());
}

const CaseTeam::SigningKey* CaseTeam::find(const std::string& kid) const {
  const auto found = signers_.find(kid);
  return found == signers_.end() ? nullptr : &found->second;
}

std::optional<casebook::Seal> CaseTeam::seal_of(const std::string& kid) const {
  const auto found = seals_.find(kid);
  if (found == seals_.end()) return std::nullopt;
  return found->second;
}

casebook::Membership CaseTeam::membership(const Day& today) const {
  std::vector<std::pair<casebook::KeyId, casebook::KeyHolder>> keys;
  for (const auto& [kid, key] : signers_)
    keys.emplace_back(key.id, casebook::KeyHolder{key.member, key.covers(today)});
  return casebook::Membership(std::move(keys));
}

}  // namespace wv::services
