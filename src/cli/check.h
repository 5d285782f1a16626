// `wijkverbinder check`: everything that can be wrong before a resident sees it, every fault on a line of
// its own on stdout, a summary on stderr. Returns the exit status: 0 no fault, 1 faults, 2 no such settings.
#pragma once
#include <functional>
#include <string>

#include "content/config.h"
#include "ports/platform.h"

namespace wv::cli {

// How large the screen is believed to be, in words.
using AboutScreen = std::function<std::string(const content::Config&, ports::Platform&)>;
[[nodiscard]] int run_check(const std::string& config_file, ports::Platform& platform,
                            const AboutScreen& about_screen);

}  // namespace wv::cli
