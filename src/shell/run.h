// From the command line to the exit status: the app on a window, a script played
// off-screen, or one of the commands.
#pragma once
#include "ports/platform.h"
#include "ports/window_host.h"

namespace wv::shell {

[[nodiscard]] int run(int argc, char** argv, ports::Platform& platform, ports::WindowHost& host);

}  // namespace wv::shell
