// The program: a platform, and the house built on it. Everything else begins in shell/run.cpp, where the
// command line decides between the touch app, a script that is played, and the commands.
#include "ports/make_platform.h"
#include "ports/window_host.h"
#include "shell/run.h"

int main(int argc, char** argv) {
  const auto platform = wv::ports::make_platform();
  const auto host = wv::ports::make_window_host();
  return wv::shell::run(argc, argv, *platform, *host);
}
