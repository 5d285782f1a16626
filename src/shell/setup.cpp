#include "shell/setup.h"

#include <fstream>

#include "base/utf8.h"
#include "shell/built.h"
#include "shell/commands/sync_target.h"
#include "shell/options.h"

namespace wv::shell {

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

Result<std::string> read_file(const std::string& path, std::size_t most_bytes) {
  std::ifstream file(path, std::ios::binary);
  std::string text(most_bytes + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file && !(file.eof() && file.gcount() >= 0 && !file.bad()))
    return Error{Fault::bad_input, "file.unreadable",
                 path + ": can't be read; check the name and its rights."};
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > most_bytes)
    return Error{Fault::bad_input, "file.too_large", path + ": is larger than such a file can be."};
  return text;
}

crypto::Recipients load_recipients(const content::Config& config, ports::Sealer& sealer, Findings& findings) {
  if (config.recipients.empty()) return {};
  auto text = read_file(config.recipients, kMostKeyBytes);
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
  auto text = read_file(config.signers, kMostKeyBytes);
  if (!text) {
    findings.push_back({Finding::Weight::fault, config.signers, "", "can't be read",
                        "put the public keys of those who sign answers there (RFC 7517)"});
    return {};
  }
  settle_encoding(text.value());
  return crypto::parse_signers(text.value(), config.signers, sealer, findings);
}

PictureFolders picture_folders(const content::Content& content) {
  PictureFolders folders = default_folders();
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

Result<Setup> set_up(const std::string& config_file, ports::Sealer& sealer) {
  Findings findings;
  Setup setup;
  setup.content = content::load_content(asset_folder(), config_file, findings);
  setup.content.version = built::version();
  if (!has_fault(findings)) setup.recipients = load_recipients(setup.content.config, sealer, findings);
  if (!has_fault(findings)) setup.signers = load_signers(setup.content.config, sealer, findings);
  if (has_fault(findings)) return faults_of(findings);
  if (!setup.content.config.trial && setup.recipients.empty())
    return Error{
        Fault::bad_input, "setup.no_recipients",
        setup.content.config.recipients + ": holds no key; put the municipality's public keys there."};
  const content::Config& config = setup.content.config;
  if (!config.trial && !config.sync.type.empty()) {
    auto target = sync_settings(config.sync);
    if (!target) return target.error();
    setup.sync = std::move(target).value();
  }
  auto fonts = text::open_fonts(font_files(setup.content));
  if (!fonts) return fonts.error();
  setup.fonts = std::move(fonts).value();
  return setup;
}

}  // namespace wv::shell
