// How the screen greets people (content/settings.h): `State::shown` for the visitor who is here,
// `State::device` for whoever comes next.
#pragma once
#include "content/settings.h"

namespace wv::app {

using content::Contrast;
using content::ContrastName;
using content::kContrasts;
using content::kToggles;
using content::name_of;
using content::next_of;
using content::parse_contrast;
using content::Setting;
using content::Settings;
using content::TextSize;
using content::Toggle;
using content::toggle;

}  // namespace wv::app
