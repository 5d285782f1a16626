// Everything that is read before the first frame: settings, words, keys and fonts. A fault means the app
// doesn't start (status 2) and says the first one in a sentence; `check` tells them all.
#pragma once
#include <functional>
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

struct PublicKeys {
  crypto::Recipients recipients;  // whom everything is sealed to; none: a trial
  crypto::Signers signers;        // whose answers and published documents are believed
  crypto::Signers authority;      // of the register; none: there is no register
  std::string first_register =
      {};  // as the settings bring it; a later one may be in force (register_keeper.h)
};

struct Setup {
  content::Content content;
  PublicKeys keys;
  std::optional<sync::Settings> sync;  // none: a trial, or no target is named
  render::PictureFolders pictures;
  std::unique_ptr<text::Fonts> fonts;
};

// The platform looks at the keys meanwhile: the answer comes when it is pumped, or at once.
void set_up(const std::string& config_file, ports::Platform& platform,
            std::function<void(Result<Setup>)> answer);

// What came with the program: beside it where it is installed, else in the source tree and the build folder.
[[nodiscard]] std::string asset_folder(ports::Platform& platform);
[[nodiscard]] std::string default_config(ports::Platform& platform);  // the example's

// The keys that the settings name. Faults go to `findings`; what the platform finds of their numbers, and of
// the register's signature, to `answer`. `believe` puts what the register says into the other two.
[[nodiscard]] PublicKeys load_keys(const ports::Files& files, const content::Config& config,
                                   Findings& findings);
void check_keys(const content::Config& config, const PublicKeys& keys, ports::Sealer& sealer,
                std::function<void(Findings)> answer);

void believe_register(const content::Config& config, PublicKeys keys, ports::Sealer& sealer, const Day& today,
                      std::function<void(PublicKeys, Findings)> answer);

// The product's pictures, and the municipality's own over them.
[[nodiscard]] render::PictureFolders picture_folders(const content::Content& content,
                                                     ports::Platform& platform);
// Which letters: the house style's, or our own.
[[nodiscard]] text::FontFiles font_files(ports::Platform& platform, const content::Content& content);
[[nodiscard]] text::FontFiles font_files(ports::Platform& platform);  // our own

}  // namespace wv::runtime
