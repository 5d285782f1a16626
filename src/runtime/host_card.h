// What hangs beside a device, as a PDF of A5 pages: for the host what the sign at the logo means, what to do
// and whom to ring; for visitors slips to write number and code on, a page in each of the device's languages.
// Blocks for some ten milliseconds.
#pragma once
#include <string>

#include "content/content.h"
#include "text/font.h"

namespace wv::runtime {

// `language`: the host's.
[[nodiscard]] std::string draw_host_card(text::Fonts& fonts, const content::Content& content,
                                         const std::string& language);

}  // namespace wv::runtime
