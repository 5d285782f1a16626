// Everything that is read before the first frame: settings, words, keys and fonts. A fault means the app
// doesn't start (status 2) and says the first one in a sentence; `check` tells them all.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "content/content.h"
#include "crypto/recipients.h"
#include "ports/platform.h"
#include "shell/pictures.h"
#include "sync/target.h"
#include "text/font.h"

namespace wv::shell {

struct Setup {
  content::Content content;
  crypto::Recipients recipients;  // empty: a trial
  std::optional<sync::Settings> sync;  // none: a trial, or no target is named
  crypto::Signers signers;        // whose answers and published documents are believed
  std::unique_ptr<text::Fonts> fonts;
};

[[nodiscard]] Result<Setup> set_up(const std::string& config_file, ports::Sealer& sealer);

// The keys of the settings' `recipients`; faults go to `findings`. Empty for a trial.
[[nodiscard]] crypto::Recipients load_recipients(const content::Config& config, ports::Sealer& sealer,
                                                 Findings& findings);

// The keys of the settings' `signers`; likewise. Empty where nobody is named.
[[nodiscard]] crypto::Signers load_signers(const content::Config& config, ports::Sealer& sealer, Findings& findings);

// The product's pictures, and the municipality's own over them.
[[nodiscard]] PictureFolders picture_folders(const content::Content& content);
// Which letters: the house style's, or our own.
[[nodiscard]] text::FontFiles font_files(const content::Content& content);

// A whole file of at most `most_bytes`; missing, unreadable or larger is bad input.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t most_bytes);

}  // namespace wv::shell
