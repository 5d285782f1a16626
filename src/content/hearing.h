// Hears a cry for help, or of an official letter, in what somebody typed: by the words of every language of
// the settings, and by the detector of assets/help/cries.bin. That file is read at the first message, so that
// the start doesn't wait for it, and kept for as long as the program runs; one thread asks. A detector that
// can't be read, or hasn't come yet, hears nothing, the words still do: loading tells of a missing file,
// `check` of a damaged one.
// Nothing of the text is kept, marked or logged (S6).
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "content/content.h"
#include "domain/cries.h"

namespace wv::ports {
class Files;
}

namespace wv::content {

[[nodiscard]] Result<domain::CryDetector> read_detector(const ports::Files& files, const std::string& assets);

// `language` is that of the screen: it decides only where the text leaves its own open.
[[nodiscard]] domain::Cry hear(const Content& content, std::string_view text, std::string_view language);
// The same with another detector, or none.
[[nodiscard]] domain::Cry hear(const Content& content, const domain::CryDetector* detector,
                               std::string_view text, std::string_view language);

}  // namespace wv::content
