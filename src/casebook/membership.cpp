#include "casebook/membership.h"

#include <algorithm>

namespace wv::casebook {

Membership::Membership(std::vector<std::pair<KeyId, KeyHolder>> keys) : keys_(std::move(keys)) {
  std::stable_sort(keys_.begin(), keys_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
}

const KeyHolder* Membership::find(const KeyId& key) const {
  const auto found = std::lower_bound(keys_.begin(), keys_.end(), key,
                                      [](const auto& entry, const KeyId& k) { return entry.first < k; });
  return found != keys_.end() && found->first == key ? &found->second : nullptr;
}

bool Membership::is_living(const MemberId& member) const {
  return std::any_of(keys_.begin(), keys_.end(),
                     [&](const auto& entry) { return entry.second.living && entry.second.member == member; });
}

}  // namespace wv::casebook
