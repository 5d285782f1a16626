// Whose keys the events of a case may be signed by, as the register says it today: the one thing besides the
// events that a fold depends on. Handed in as values; this room knows no register.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "casebook/ids.h"

namespace wv::casebook {

struct KeyHolder {
  MemberId member;
  bool living = false;  // false: the key, or its member, has ended
};

class Membership {
 public:
  Membership() = default;
  // A key named twice: the first counts.
  explicit Membership(std::vector<std::pair<KeyId, KeyHolder>> keys);

  // None for a key that the register never named; its events stand apart as those of an ended one do.
  [[nodiscard]] const KeyHolder* find(const KeyId& key) const;
  [[nodiscard]] bool is_living(const KeyId& key) const {
    const KeyHolder* holder = find(key);
    return holder != nullptr && holder->living;
  }
  [[nodiscard]] MemberId member_of(const KeyId& key) const {
    const KeyHolder* holder = find(key);
    return holder == nullptr ? MemberId{} : holder->member;
  }
  [[nodiscard]] bool is_living(const MemberId& member) const;  // has a living key

 private:
  std::vector<std::pair<KeyId, KeyHolder>> keys_;  // by key
};

}  // namespace wv::casebook
