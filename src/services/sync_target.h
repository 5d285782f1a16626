// From the settings to something that sends: the password out of its file, the target, the engine.
// Failure: sync.settings, sync.ca_file, settings.demo (a sentence that names the file and what to do).
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "content/config.h"
#include "ports/platform.h"
#include "sync/engine.h"

namespace wv::services {

// Reads password_file, which nobody else on the machine may be able to read, and looks at ca_file.
[[nodiscard]] Status look_at_ca_file(const ports::Files& files, const content::SyncSettings& settings);
[[nodiscard]] Result<sync::Settings> sync_settings(const ports::Files& files,
                                                   const content::SyncSettings& settings);
// Of all settings: those of a made-up municipality (its register says `demo`) go nowhere but to the folder
// `server` that was made with it, or to a server on this machine.
[[nodiscard]] Result<sync::Settings> sync_settings(const ports::Files& files, const content::Config& config);

// That file while the program runs: what is in it now, when it is another password than the last one. One
// that others can read, or that is half written, counts as none.
class PasswordFile {
 public:
  PasswordFile(const ports::Files& files, std::string file, std::string password);
  ~PasswordFile();
  PasswordFile(const PasswordFile&) = delete;
  PasswordFile& operator=(const PasswordFile&) = delete;
  [[nodiscard]] std::optional<std::string> read();
  [[nodiscard]] std::optional<std::string> read_if_touched();  // since the last look

 private:
  const ports::Files& files_;
  std::string file_, password_;
  std::optional<std::int64_t> touched_;
};

enum class FolderMay { be_missing, be_made };  // made by --setup only
[[nodiscard]] std::unique_ptr<sync::Target> open_target(ports::Platform& platform, ports::Http& http,
                                                        const sync::Settings& settings,
                                                        FolderMay may = FolderMay::be_missing);
[[nodiscard]] std::unique_ptr<sync::Engine> open_engine(ports::Platform& platform, ports::Http& http,
                                                        const std::string& data_folder,
                                                        const sync::Settings& settings, int retention_months,
                                                        sync::Engine::Way way);
// A member's: an identity lies in its data folder. Messages and events come down to it; to a kiosk never.
[[nodiscard]] bool is_member_device(const ports::Files& files, const std::string& data_folder);

}  // namespace wv::services
