// The wijkverbinder's side on the stage: its state, what it shows, and what its effects ask for. While a
// resident has the tablet it has no state, and hears nothing.
#pragma once
#include "desk/state.h"
#include "runtime/desk_side.h"

namespace wv::runtime {

// Makes the effects' half of it as well (EffectRunner::open_desk).
[[nodiscard]] BeginDesk begin_desk(desk::State state);

}  // namespace wv::runtime
