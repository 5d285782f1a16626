// `wijkverbinder check`: everything that can be wrong before a resident sees it, every fault on a line of
// its own on stdout, a summary on stderr. Returns the exit status: 0 no fault, 1 faults, 2 no such settings.
#pragma once
#include <string>

#include "ports/platform.h"

namespace wv::shell {

[[nodiscard]] int run_check(const std::string& config_file, ports::Platform& platform);

}  // namespace wv::shell
