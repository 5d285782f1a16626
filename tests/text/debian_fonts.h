// The letters of this machine, for tests that lay out real text.
#pragma once
#include "fakes/disk_files.h"
#include "shared/debian_fonts.h"
#include "text/font.h"

namespace wv::text_test {

inline text::FontFiles fonts_in(std::vector<std::string> folders) {
  return {std::move(folders), [](const std::string& path) { return fakes::disk().is_file(path); }};
}
inline text::FontFiles debian_fonts() { return fonts_in(shared_platform::debian_font_folders()); }

}  // namespace wv::text_test
