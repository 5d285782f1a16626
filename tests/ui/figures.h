// The sweep's figures as the file that `wijkverbinder check --conformance` goes by, with what they were
// measured on.
#pragma once
#include <string>

#include "tally.h"

namespace wv::ui {

void write_figures(const std::string& file, const Tally& tally, std::size_t screens,
                   const std::string& municipality);

}  // namespace wv::ui
