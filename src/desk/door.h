// At the door: a list of streets without people, the quick note, and a submission that the wijkverbinder
// writes for somebody who says so. Of a street it keeps three counts and a day, never a house or a name:
// whoever finds the tablet learns nothing of who was at home.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "base/time.h"
#include "base/trouble.h"
#include "domain/draft.h"
#include "domain/validation.h"

namespace wv::desk {

enum class DoorMark { spoken, nobody, come_back };

struct Street {
  std::string name;
  int spoken = 0, nobody = 0, come_back = 0;
  std::optional<Day> last;
  [[nodiscard]] int& count(DoorMark mark) {
    return mark == DoorMark::spoken ? spoken : mark == DoorMark::nobody ? nobody : come_back;
  }
};
inline constexpr std::size_t kMostStreets = 200;
inline constexpr std::size_t kMostStreetBytes = 80;

struct Behalf {  // for a resident, with their say-so; they get number and code like anyone
  domain::Draft draft;
  bool agreed = false;
  enum class Step { writing, saving, kept } step = Step::writing;
  Trouble trouble = Trouble::none;  // it couldn't be kept; the words stand
  std::vector<domain::FieldProblem> problems;
  Secret number, code;
};

struct Door {
  enum class Page { visit, street, behalf } page = Page::visit;
  std::vector<Street> streets;
  std::optional<std::size_t> at;      // the street one is in
  std::optional<DoorMark> last_mark;  // that can be taken back
  Secret new_street;
  std::optional<Behalf> behalf;
};

}  // namespace wv::desk
