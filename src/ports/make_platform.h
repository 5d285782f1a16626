// The platform this program was built for. Declared here and defined by the folder under platform/ that
// CMake chose, so that nothing under src/ knows which one it is.
#pragma once
#include <memory>

#include "ports/platform.h"

namespace wv::ports {

[[nodiscard]] std::unique_ptr<Platform> make_platform();

}  // namespace wv::ports
