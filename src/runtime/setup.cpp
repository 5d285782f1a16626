#include "runtime/setup.h"

#include <filesystem>
#include <system_error>

#include "base/utf8.h"
#include "runtime/built.h"
#include "services/files.h"
#include "services/sync_target.h"

namespace wv::runtime {

namespace {

constexpr std::size_t kMostKeyBytes = 1u << 20;

// One line for stderr: the first faults, and how to see the others.
Error faults_of(const Findings& findings) {
  constexpr int kTold = 3;
  std::string line;
  int count = 0;
  for (const Finding& f : findings)
    if (f.weight == Finding::Weight::fault && ++count <= kTold)
      line += (line.empty() ? "" : "; ") + to_line(f);
  if (count > kTold)
    line += "; and " + std::to_string(count - kTold) + " more, which `wijkverbinder check` tells";
  return {Fault::bad_input, "setup.fault", line};
}

}  // namespace

crypto::Recipients load_recipients(const content::Config& config, ports::Sealer& sealer, Findings& findings) {
  if (config.recipients.empty()) return {};
  auto text = services::read_file(config.recipients, kMostKeyBytes);
  if (!text) {
    findings.push_back({Finding::Weight::fault, config.recipients, "", "can't be read",
                        "put the municipality's public keys there (RFC 7517)"});
    return {};
  }
  settle_encoding(text.value());
  return crypto::parse_recipients(text.value(), config.recipients, sealer, findings);
}

crypto::Signers load_signers(const content::Config& config, ports::Sealer& sealer, Findings& findings) {
  if (config.signers.empty()) return {};
  auto text = services::read_file(config.signers, kMostKeyBytes);
  if (!text) {
    findings.push_back({Finding::Weight::fault, config.signers, "", "can't be read",
                        "put the public keys of those who sign answers there (RFC 7517)"});
    return {};
  }
  settle_encoding(text.value());
  return crypto::parse_signers(text.value(), config.signers, sealer, findings);
}

std::string asset_folder(const ports::Folders& folders) {
  const auto beside = std::filesystem::path(folders.program) / "assets";
  std::error_code error;
  return !folders.program.empty() && std::filesystem::is_directory(beside, error) ? beside.string()
                                                                                  : built::assets();
}

std::string default_config(const ports::Folders& folders) {
  return (std::filesystem::path(asset_folder(folders)) / "example" / "config.json").string();
}

render::PictureFolders picture_folders(const content::Content& content, const ports::Folders& places) {
  render::PictureFolders folders;
  if (!places.program.empty()) {
    folders.pictures.push_back(std::filesystem::path(places.program) / "pictures");
    folders.icons.push_back(std::filesystem::path(places.program) / "icons");
  }
  folders.pictures.emplace_back(built::pictures());
  folders.icons.emplace_back(built::icons());
  for (const auto& [name, path] : content.municipality.style.pictures) folders.own[name] = path;
  if (!content.municipality.logo.empty()) folders.own["logo"] = content.municipality.logo;
  if (!content.municipality.wijkverbinders.empty() &&
      !content.municipality.wijkverbinders.front().picture.empty())
    folders.own["wijkverbinder"] = folders.own["wijkverbinder-small"] =
        content.municipality.wijkverbinders.front().picture;
  return folders;
}

text::FontFiles font_files(const content::Content& content) {
  const content::Style& style = content.municipality.style;
  text::FontFiles files;
  files.regular = style.regular;
  files.medium = style.medium;
  files.semibold = style.semibold;
  files.bold = style.bold;
  return files;
}

Result<Setup> set_up(const std::string& config_file, ports::Platform& platform) {
  Findings findings;
  Setup setup;
  setup.content = content::load_content(asset_folder(platform.folders()), config_file, findings,
                                        content::Languages::when_shown);
  setup.content.version = built::version();
  if (!has_fault(findings))
    setup.recipients = load_recipients(setup.content.config, platform.sealer(), findings);
  if (!has_fault(findings)) setup.signers = load_signers(setup.content.config, platform.sealer(), findings);
  if (has_fault(findings)) return faults_of(findings);
  if (!setup.content.config.trial && setup.recipients.empty())
    return Error{
        Fault::bad_input, "setup.no_recipients",
        setup.content.config.recipients + ": holds no key; put the municipality's public keys there."};
  setup.pictures = picture_folders(setup.content, platform.folders());
  const content::Config& config = setup.content.config;
  if (!config.trial && !config.sync.type.empty()) {
    auto target = services::sync_settings(config.sync);
    if (!target) return target.error();
    setup.sync = std::move(target).value();
  }
  auto fonts = text::open_fonts(font_files(setup.content));
  if (!fonts) return fonts.error();
  setup.fonts = std::move(fonts).value();
  return setup;
}

}  // namespace wv::runtime
