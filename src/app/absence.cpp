#include "app/absence.h"

#include <algorithm>

namespace wv::app {

const Absence* absence_of(const Absences& absences, std::string_view name, const Day& day) {
  const auto found = std::find_if(absences.begin(), absences.end(), [&](const Absence& absence) {
    return absence.name == name && absence.from <= day && (!absence.until || day < *absence.until);
  });
  return found == absences.end() ? nullptr : &*found;
}

}  // namespace wv::app
