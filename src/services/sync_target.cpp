#include "services/sync_target.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/sha256.h"
#include "content/certificates.h"
#include "crypto/identity.h"
#include "crypto/register.h"
#include "services/files.h"

namespace wv::services {

namespace {

constexpr std::size_t kMostPasswordBytes = 4096;
constexpr std::size_t kMostAuthorityBytes = 8u << 20, kMostRegisterBytes = 1u << 20;
constexpr char kDemoServer[] = "server";

// Nothing but a made-up municipality has it, and whoever took it out would have to sign anew.
bool is_demo(const ports::Files& files, const std::string& first_register) {
  auto text = first_register.empty() ? Result<std::string>(Error{})
                                     : read_named_file(files, first_register, kMostRegisterBytes);
  if (!text) return false;
  while (!text.value().empty() && text.value().back() == '\n') text.value().pop_back();
  const auto json = crypto::claimed(text.value(), crypto::kRegisterFormat);
  return json && json.value().value("demo", Json()) == Json(true);
}

// From UTF-16 when it says so, or when every other byte is zero as an editor of another system leaves it.
std::optional<std::string> from_utf16(std::string_view text) {
  const bool little = text.starts_with("\xFF\xFE"), big = text.starts_with("\xFE\xFF");
  const bool marked = little || big, zero_first = text.size() > 1 && text[0] == '\0' && text[1] != '\0';
  if (text.size() % 2 != 0) return std::nullopt;
  const std::size_t high = big || (!marked && zero_first) ? 0 : 1;
  std::u32string points;
  for (std::size_t i = marked ? 2 : 0; i < text.size(); i += 2) {
    const auto unit = static_cast<char32_t>(static_cast<unsigned char>(text[i + high]) << 8 |
                                            static_cast<unsigned char>(text[i + 1 - high]));
    const bool pair = !points.empty() && points.back() >= 0xD800 && points.back() < 0xDC00 &&
                      unit >= 0xDC00 && unit < 0xE000;
    if (pair)
      points.back() = 0x10000 + ((points.back() - 0xD800) << 10) + (unit - 0xDC00);
    else
      points.push_back(unit);
  }
  std::string out = encode_utf8(points);
  std::fill(points.begin(), points.end(), U'\0');
  return out;
}

// Its first line, whatever an editor put around it: a byte order mark, UTF-16, CRLF.
std::optional<std::string> first_line(std::string& text) {
  const bool wide =
      text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || text.find('\0') != std::string::npos;
  if (wide) {
    auto narrow = from_utf16(text);
    wipe(text);
    if (!narrow) return std::nullopt;
    text = std::move(*narrow);
  }
  const std::size_t from = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::size_t end = text.find_first_of("\r\n", from);
  return text.substr(from, end == std::string::npos ? end : end - from);
}

Result<std::string> read_password(const ports::Files& files, const std::string& file) {
  const auto refuse = [&](const std::string& what) {
    return Error{Fault::bad_input, "sync.settings", file + ": " + what};
  };
  const auto facts = files.look(file);
  if (!facts) return refuse("the password can't be read; look at the file and its rights");
  if (!facts->private_to_us)
    return refuse("others on this machine can read or change this password; run chmod 600 on it");
  auto text = read_named_file(files, file, kMostPasswordBytes);
  if (!text) return refuse("the password can't be read; look at the file and its rights");
  auto line = first_line(text.value());
  wipe(text.value());
  if (!line) return refuse("this is no plain text; save it as UTF-8, the password alone in its first line");
  std::string password = std::move(*line);
  if (password.empty()) return refuse("there is no password in its first line; write it there");
  const bool odd = std::any_of(password.begin(), password.end(),
                               [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (!odd) return password;
  wipe(password);
  return refuse(
      "there is a control character in its first line, which no password can have (RFC 7617); write the password alone there");
}

}  // namespace

Status look_at_ca_file(const ports::Files& files, const content::SyncSettings& settings) {
  if (settings.ca_file.empty()) return Done{};
  const auto content = read_named_file(files, settings.ca_file, kMostAuthorityBytes);
  const std::string fault = content ? content::fault_of_certificates(content.value())
                                    : "it can't be read; look at the file and its rights";
  if (fault.empty()) return Done{};
  return Error{Fault::bad_input, "sync.ca_file", settings.ca_file + ": " + fault};
}

Result<sync::Settings> sync_settings(const ports::Files& files, const content::SyncSettings& settings) {
  if (const Status authorities = look_at_ca_file(files, settings); !authorities) return authorities.error();
  sync::Settings out{settings.type, settings.url, settings.prefix, settings.user, {}, settings.ca_file};
  if (settings.password_file.empty()) return out;
  auto password = read_password(files, settings.password_file);
  if (!password) return password.error();
  out.password = std::move(password).value();
  return out;
}

Result<sync::Settings> sync_settings(const ports::Files& files, const content::Config& config) {
  if (!is_demo(files, config.first_register)) return sync_settings(files, config.sync);
  const std::string own = path_in(folder_of(config.first_register), kDemoServer);
  const bool folder = config.sync.type == "folder" && tidy_path(config.sync.url) == tidy_path(own);
  // Plain http is for this machine only (content/address.h).
  if (!folder && !config.sync.url.starts_with("http://"))
    return Error{Fault::bad_input, "settings.demo",
                 config.file + ": /sync: this municipality is made up, so it goes to no real target; name " +
                     own + ", or a server on this machine"};
  return sync_settings(files, config.sync);
}

PasswordFile::PasswordFile(const ports::Files& files, std::string file, std::string password)
    : files_(files), file_(std::move(file)), password_(std::move(password)) {
  if (const auto facts = files_.look(file_)) touched_ = facts->modified;
}

PasswordFile::~PasswordFile() { wipe(password_); }

std::optional<std::string> PasswordFile::read() {
  auto found = read_password(files_, file_);
  if (!found || found.value() == password_) return std::nullopt;
  password_ = found.value();
  return std::move(found).value();
}

std::optional<std::string> PasswordFile::read_if_touched() {
  const auto facts = files_.look(file_);
  if (!facts || touched_ == facts->modified) return std::nullopt;
  if (!read_password(files_, file_))
    return std::nullopt;  // looked at again next time: somebody may be at work on it
  touched_ = facts->modified;
  return read();
}

std::unique_ptr<sync::Target> open_target(ports::Platform& platform, ports::Http& http,
                                          const sync::Settings& settings, FolderMay may) {
  ports::Store* folder = nullptr;
  if (settings.type == "folder")
    folder = &platform.foreign_store(settings.url, may == FolderMay::be_made ? ports::Foreign::may_be_made
                                                                             : ports::Foreign::must_be_there);
  return sync::make_target(settings, {http, folder});
}

std::unique_ptr<sync::Engine> open_engine(ports::Platform& platform, ports::Http& http,
                                          const std::string& data_folder, const sync::Settings& settings,
                                          int retention_months, sync::Engine::Way way) {
  const std::string place = settings.type + "\n" + settings.url + "\n" + settings.prefix;
  return std::make_unique<sync::Engine>(sync::Engine::Parts{
      platform.store(data_folder), platform.random(), open_target(platform, http, settings),
      sha256_hex(to_bytes(place)), retention_months, way, is_member_device(platform.files(), data_folder)});
}

bool is_member_device(const ports::Files& files, const std::string& data_folder) {
  return files.is_file(path_in(data_folder, crypto::kIdentityFile));
}

}  // namespace wv::services
