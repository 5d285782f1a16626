// From the settings to something that sends: the password out of its file, the target, the engine.
// Failure: sync.settings (a sentence that names the file and what to do).
#pragma once
#include <memory>
#include <string>

#include "content/config.h"
#include "ports/platform.h"
#include "sync/engine.h"

namespace wv::shell {

// Reads password_file, which nobody else on the machine may be able to read.
[[nodiscard]] Result<sync::Settings> sync_settings(const content::SyncSettings& settings);

enum class FolderMay { be_missing, be_made };  // made by --setup only
[[nodiscard]] std::unique_ptr<sync::Target> open_target(ports::Platform& platform, ports::Http& http, const sync::Settings& settings,
                                                        FolderMay may = FolderMay::be_missing);
[[nodiscard]] std::unique_ptr<sync::Engine> open_engine(ports::Platform& platform, ports::Http& http, const std::string& data_folder,
                                                        const sync::Settings& settings, int retention_months, sync::Engine::Way way);

}  // namespace wv::shell
