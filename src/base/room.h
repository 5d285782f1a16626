// How much of a device's disk is left to residents: below this the health page says "full", and what comes
// from elsewhere (an import, answers, news) is no longer taken in, so that whoever stands at the screen can
// still send.
#pragma once
#include <cstdint>

namespace wv {

inline constexpr std::uint64_t kDiskFloorBytes = 50u * 1024 * 1024;

}  // namespace wv
