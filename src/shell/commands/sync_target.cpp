#include "shell/commands/sync_target.h"

#include <filesystem>
#include <system_error>

#include "base/bytes.h"
#include "shell/commands/context.h"

namespace wv::shell {

namespace {

constexpr std::size_t kMostPasswordBytes = 4096;

Result<std::string> read_password(const std::string& file) {
  namespace fs = std::filesystem;
  const auto refuse = [&](const std::string& what) { return Error{Fault::bad_input, "sync.settings", file + ": " + what}; };
  std::error_code error;
  const fs::perms perms = fs::status(file, error).permissions();
  if (error) return refuse("the password can't be read; look at the file and its rights");
  if ((perms & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
    return refuse("others on this machine can read or change this password; run chmod 600 on it");
  auto text = read_named_file(file, kMostPasswordBytes);
  if (!text) return refuse("the password can't be read; look at the file and its rights");
  const std::size_t end = text.value().find_first_of("\r\n");
  std::string password = text.value().substr(0, end);
  wipe(text.value());
  if (password.empty()) return refuse("there is no password in its first line; write it there");
  return password;
}

}  // namespace

Result<sync::Settings> sync_settings(const content::SyncSettings& settings) {
  sync::Settings out{settings.type, settings.url, settings.prefix, settings.user, {}, settings.ca_file};
  if (settings.password_file.empty()) return out;
  auto password = read_password(settings.password_file);
  if (!password) return password.error();
  out.password = std::move(password).value();
  return out;
}

PasswordFile::PasswordFile(std::string file, std::string password) : file_(std::move(file)), password_(std::move(password)) {
  std::error_code error;
  const auto touched = std::filesystem::last_write_time(file_, error);
  if (!error) touched_ = touched;
}

PasswordFile::~PasswordFile() { wipe(password_); }

std::optional<std::string> PasswordFile::read() {
  auto found = read_password(file_);
  if (!found || found.value() == password_) return std::nullopt;
  password_ = found.value();
  return std::move(found).value();
}

std::optional<std::string> PasswordFile::read_if_touched() {
  std::error_code error;
  const auto touched = std::filesystem::last_write_time(file_, error);
  if (error || touched_ == touched) return std::nullopt;
  if (!read_password(file_)) return std::nullopt;  // looked at again next time: somebody may be at work on it
  touched_ = touched;
  return read();
}

std::unique_ptr<sync::Target> open_target(ports::Platform& platform, ports::Http& http, const sync::Settings& settings, FolderMay may) {
  ports::Store* folder = nullptr;
  if (settings.type == "folder") folder = may == FolderMay::be_made ? &platform.store(settings.url) : &platform.foreign_store(settings.url);
  return sync::make_target(settings, {http, platform.sealer(), folder});
}

std::unique_ptr<sync::Engine> open_engine(ports::Platform& platform, ports::Http& http, const std::string& data_folder,
                                          const sync::Settings& settings, int retention_months, sync::Engine::Way way) {
  const std::string place = settings.type + "\n" + settings.url + "\n" + settings.prefix;
  return std::make_unique<sync::Engine>(sync::Engine::Parts{platform.store(data_folder), platform.sealer(), platform.random(),
                                                            open_target(platform, http, settings), platform.sealer().sha256_hex(to_bytes(place)),
                                                            retention_months, way});
}

}  // namespace wv::shell
