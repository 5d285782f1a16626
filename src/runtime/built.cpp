// The only file that is compiled anew for each commit and for each folder.
#include "runtime/built.h"

namespace wv::runtime::built {

const char* version() { return WV_VERSION; }
const char* assets() { return WV_ASSET_DIR; }
const char* pictures() { return WV_PICTURE_DIR; }
const char* icons() { return WV_ICON_DIR; }

}  // namespace wv::runtime::built
