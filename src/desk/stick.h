// A memory stick that carries a team's messages where there is no network: what came is read from it, then
// what colleagues and kiosks are to get is written onto it, in one go. All of it is sealed, so a lock doesn't
// end it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/trouble.h"

namespace wv::desk {

struct Stick {
  std::string folder, name;
  bool operator==(const Stick&) const = default;
};

struct Exchange {
  enum class Step { none, reading, writing, ended } step = Step::none;
  std::string stick;                  // its name
  std::uint64_t done = 0, total = 0;  // files, of the step that it is at
  std::uint64_t came = 0, given = 0;  // once it has ended: new here, new on the stick
  std::uint64_t bad = 0;              // files that say something untrue: passed over
  Trouble trouble = Trouble::none;    // why it ended early
  [[nodiscard]] bool running() const { return step == Step::reading || step == Step::writing; }
};

struct Sticks {
  bool looked = false;
  std::vector<Stick> in;
  Exchange exchange;
};

}  // namespace wv::desk
