// The team as the register says it today, handed in when the device is unlocked: who I am, who my colleagues
// are, which days the municipality is closed. Values; this room knows no register.
#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "casebook/ids.h"

namespace wv::desk {

struct Away {
  Day from;
  std::optional<Day> until;  // the first day back
  casebook::MemberId deputy;
  [[nodiscard]] bool covers(const Day& day) const { return from <= day && (!until || day < *until); }
};

struct Member {
  casebook::MemberId id;
  std::string name;
  bool living = true;         // has a key that counts
  bool confidential = false;  // holds the key of what "{Naam} mag dit niet lezen" is sealed to
  bool alarm = true;          // is told of what nobody opens
  std::optional<Away> away = {};
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
  // Whose cases are mine today: those whom I stand in for.
  [[nodiscard]] std::vector<casebook::MemberId> absent_for(const Day& day) const {
    std::vector<casebook::MemberId> list;
    for (const Member& member : members)
      if (member.away && member.away->deputy == me && member.away->covers(day)) list.push_back(member.id);
    return list;
  }
};

}  // namespace wv::desk
