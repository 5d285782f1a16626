// Members of the team who are away, as the register tells a kiosk: nobody is promised who isn't there.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace wv::app {

struct Absence {
  std::string name, deputy;  // as people know them
  Day from;
  std::optional<Day> until;  // the first day back
};
using Absences = std::vector<Absence>;

// Of whoever has this name, on that day; null: they are there.
[[nodiscard]] const Absence* absence_of(const Absences& absences, std::string_view name, const Day& day);

}  // namespace wv::app
