// What the system said (errno), as the store's codes and a sentence that names the file and what to do.
#pragma once
#include <string>

#include "base/result.h"

namespace wv::linux_platform {

[[nodiscard]] Error store_error(int number, const std::string& path);
[[nodiscard]] Error damaged(const std::string& path, const std::string& what);

}  // namespace wv::linux_platform
