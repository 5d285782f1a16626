// The team as the register says it today, handed in when the device is unlocked: who I am, who my colleagues
// are, which days the municipality is closed. Values; this room knows no register.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "base/time.h"
#include "casebook/ids.h"

namespace wv::desk {

struct Member {
  casebook::MemberId id;
  std::string name;
  bool living = true;         // has a key that counts
  bool confidential = false;  // holds the key of what "{Naam} mag dit niet lezen" is sealed to
};

struct Team {
  casebook::MemberId me;
  std::vector<Member> members;
  std::vector<Day> closed_days;

  [[nodiscard]] const Member* find(const casebook::MemberId& id) const {
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.id == id; });
    return found == members.end() ? nullptr : &*found;
  }
};

}  // namespace wv::desk
