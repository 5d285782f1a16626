// The host's way through PIN and settings; beside the visitor's way of visit.h, in the same room.
#pragma once
#include "app/visit.h"

namespace wv::app {

void host_event(Context& c, const HostEvent& event);
// The pad closes: its digits are overwritten.
void close_pin(State& state);
// With the visit's end: the pad, and a transfer that still runs, unless it goes on.
void forget_host(Context& c, Transfers transfers);
// Once a day, and when the network first confirms the clock.
void look_at_day(Context& c);

}  // namespace wv::app
