// SDL's events for the main loop (runtime/main_loop.h), and the waiting between its turns. Ends on SIGTERM or
// when the window is closed.
#pragma once
#include "ports/platform.h"
#include "ports/supervisor.h"
#include <functional>

#include "runtime/stage.h"
#include "shell/window.h"

namespace wv::shell {

// `measure`: what the screen is now; asked when the window's size changed (turned, another resolution,
// another screen). `supervisor`: null when nobody watches.
void run_loop(runtime::Stage& stage, Window& window, render::Textures& textures, ports::Platform& platform,
              ports::Supervisor* supervisor, std::function<ui::Device()> measure);

}  // namespace wv::shell
