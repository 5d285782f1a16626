// Everything that is read before the first frame: settings, words, keys and fonts. A fault means the app
// doesn't start (status 2) and says the first one in a sentence; `check` tells them all.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "content/content.h"
#include "crypto/recipients.h"
#include "ports/platform.h"
#include "render/pictures.h"
#include "sync/target.h"
#include "text/font.h"

namespace wv::runtime {

struct Setup {
  content::Content content;
  crypto::Recipients recipients;       // empty: a trial
  std::optional<sync::Settings> sync;  // none: a trial, or no target is named
  render::PictureFolders pictures;
  crypto::Signers signers;  // whose answers and published documents are believed
  std::unique_ptr<text::Fonts> fonts;
};

[[nodiscard]] Result<Setup> set_up(const std::string& config_file, ports::Platform& platform);

// What came with the program: beside it where it is installed, else in the source tree and the build folder.
[[nodiscard]] std::string asset_folder(const ports::Folders& folders);
[[nodiscard]] std::string default_config(const ports::Folders& folders);  // the example's

// The keys of the settings' `recipients`; faults go to `findings`. Empty for a trial.
[[nodiscard]] crypto::Recipients load_recipients(const content::Config& config, ports::Sealer& sealer,
                                                 Findings& findings);

// The keys of the settings' `signers`; likewise. Empty where nobody is named.
[[nodiscard]] crypto::Signers load_signers(const content::Config& config, ports::Sealer& sealer,
                                           Findings& findings);

// The product's pictures, and the municipality's own over them.
[[nodiscard]] render::PictureFolders picture_folders(const content::Content& content,
                                                     const ports::Folders& folders);
// Which letters: the house style's, or our own.
[[nodiscard]] text::FontFiles font_files(const content::Content& content);

}  // namespace wv::runtime
