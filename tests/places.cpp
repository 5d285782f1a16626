#include "places.h"

namespace wv {

std::filesystem::path source_folder() { return WV_SOURCE_DIR; }

}  // namespace wv
