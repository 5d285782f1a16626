// Everything read from assets and settings, as one value: loaded once, const ever after.
// `load_content` finds every fault at once; with a fault (has_fault) the app doesn't start. A broken or
// missing text is only a warning: it falls back. Files over their bound are refused unread.
#pragma once
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/path.h"
#include "content/catalog.h"
#include "content/config.h"
#include "content/form.h"
#include "content/help_words.h"
#include "content/keyboard.h"
#include "content/municipality.h"
#include "content/phrases.h"
#include "content/update_told.h"
#include "domain/cries.h"
#include "domain/kind.h"

namespace wv::ports {
class Files;
}

namespace wv::content {

struct LateDetector {  // read at the first message, so that the start doesn't wait for it (hearing.h)
  bool looked = false;
  std::optional<domain::CryDetector> detector;
};

struct Content {
  std::string version;                  // of the program; whoever loads writes it
  std::optional<UpdateTold> update;     // of the machine's last newer version; whoever loads reads it
  const ports::Files* files = nullptr;  // what the late parts are read through; must outlive all copies
  std::string assets;                   // the folder
  Config config;
  Municipality municipality;
  Catalog catalog;
  std::array<FormSpec, 4> forms;                                          // in the order of Kind
  std::map<std::string, Keyboard, std::less<>> keyboards;                 // by language or field
  std::map<std::string, HelpWords, std::less<>> words;                    // by language
  std::shared_ptr<LateDetector> late = std::make_shared<LateDetector>();  // copies of the content share it

  [[nodiscard]] std::string asset(const std::string& name) const { return tidy_path(path_in(assets, name)); }
  [[nodiscard]] const FormSpec& form(domain::Kind kind) const {
    return forms[static_cast<std::size_t>(kind)];
  }
  // Null when there is none; the languages of the settings all have one, or loading found a fault.
  [[nodiscard]] const Keyboard* keyboard(std::string_view name) const;
  [[nodiscard]] const HelpWords* help_words(std::string_view language) const;
};

// The settings and the municipality alone: for commands that show nothing.
struct DeviceSettings {
  Config config;
  Municipality municipality;
};
[[nodiscard]] DeviceSettings load_settings(const ports::Files& files, const std::string& config_file,
                                           Findings& findings);

// Whether every language is read at once, as `check` does, or Dutch alone and each other one when it is first
// shown: what is wrong in that one's texts then falls back, and is no finding.
enum class Languages { all, when_shown };
[[nodiscard]] Content load_content(const ports::Files& files, const std::string& asset_dir,
                                   const std::string& config_file, Findings& findings,
                                   Languages languages = Languages::all);

// The words of the wijkverbinder's own side (assets/desk/nl.json: a working tool in Dutch), when one is
// opened: residents' screens need none of them. A municipality's own texts go over these too.
void add_desk_words(Content& content, Findings& findings);

// What `check` tells beyond loading: texts missing, too many, empty or with other placeholders; keys of
// forms and keyboards that no catalogue has; pictures that are not in `pictures` (names without ending).
// Weak texts are warnings in the app and faults here.
void check_content(const Content& content, const std::vector<std::string>& pictures, Findings& findings);

}  // namespace wv::content
