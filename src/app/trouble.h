// What went wrong (base/trouble.h), under this room's name.
#pragma once
#include "base/trouble.h"

namespace wv::app {

using wv::code_of;
using wv::parse_trouble;
using wv::Trouble;

}  // namespace wv::app
