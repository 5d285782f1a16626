// How a service answers: with an event of app/event.h, when the platform is pumped.
#pragma once
#include <functional>

#include "app/event.h"

namespace wv::services {

using Report = std::function<void(app::Event)>;

}  // namespace wv::services
