// Which mounted folders are sticks: what desktops and servers mount under /media, /run/media and /mnt from
// a device of their own. $WIJKVERBINDER_STICKS (folders with ':' between them) names more, for machines
// that mount elsewhere. Reads the kernel's list only: a stick that hangs can't hang this.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ports/platform.h"

namespace wv::linux_platform {

// `mounts` as in /proc/self/mounts (proc(5): fields by spaces, \040 for a space in them).
[[nodiscard]] std::vector<ports::Stick> sticks_of(std::string_view mounts, std::string_view more);

// Whether `folder` lies where sticks are mounted, on the disk that is there while none is in.
[[nodiscard]] bool a_stick_belongs_in(const std::string& folder);

}  // namespace wv::linux_platform
