// A colleague's desk with cases to look at, and each of its screens in a state that somebody reaches.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "desk/device.h"

namespace wv::desk_test {

struct DeskScreen {
  std::string name;
  desk::Mode mode = desk::Mode::desk;
  std::function<void(Device&)> reach;  // from an unlocked desk; none: it stays locked
};
[[nodiscard]] std::vector<DeskScreen> desk_screens();
// Forty cases in six languages, with notes, promises, answers and colleagues.
void fill(Device& device);

}  // namespace wv::desk_test
