// The stage on a real window: sleeps until a finger, a key, an answer of the platform or the stage's own
// next moment; draws nothing when nothing changed (F3). Ends on SIGTERM or when the window is closed.
#pragma once
#include "ports/platform.h"
#include <functional>

#include "runtime/stage.h"
#include "shell/window.h"

namespace wv::shell {

// `measure`: what the screen is now; asked when the window's size changed (turned, another resolution,
// another screen).
void run_loop(runtime::Stage& stage, Window& window, render::Textures& textures, ports::Platform& platform,
              std::function<ui::Device()> measure);

}  // namespace wv::shell
