#include "runtime/setup.h"

#include <memory>
#include <optional>
#include <utility>

#include "base/path.h"
#include "crypto/belief.h"
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

std::optional<std::string> read_keys(const ports::Files& files, const std::string& file, const char* remedy,
                                     Findings& findings) {
  if (file.empty()) return std::nullopt;
  auto text = services::read_file(files, file, kMostKeyBytes);
  if (!text) {
    findings.push_back({Finding::Weight::fault, file, "", "can't be read", remedy});
    return std::nullopt;
  }
  settle_encoding(text.value());
  return std::move(text).value();
}

}  // namespace

PublicKeys load_keys(const ports::Files& files, const content::Config& config, Findings& findings) {
  PublicKeys keys;
  if (const auto text = read_keys(files, config.recipients,
                                  "put the municipality's public keys there (RFC 7517)", findings))
    keys.recipients = crypto::parse_recipients(*text, config.recipients, findings);
  if (const auto text = read_keys(files, config.signers,
                                  "put the public keys of those who sign answers there (RFC 7517)", findings))
    keys.signers = crypto::parse_signers(*text, config.signers, findings);
  constexpr char kExport[] = "put there what `wijkverbinder register export` made";
  if (const auto text = read_keys(files, config.authority, kExport, findings))
    keys.authority = crypto::parse_signers(*text, config.authority, findings);
  if (auto text = read_keys(files, config.first_register, kExport, findings)) {
    while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
    keys.first_register = std::move(*text);
  }
  return keys;
}

void check_keys(const content::Config& config, const PublicKeys& keys, ports::Sealer& sealer,
                std::function<void(Findings)> answer) {
  crypto::check_keys(
      sealer, config.recipients, keys.recipients,
      [&sealer, file = config.signers, signers = keys.signers, answer = std::move(answer)](Findings found) {
        crypto::check_keys(sealer, file, signers, [found = std::move(found), answer](Findings more) mutable {
          found.insert(found.end(), more.begin(), more.end());
          answer(std::move(found));
        });
      });
}

void believe_register(const content::Config& config, PublicKeys keys, ports::Sealer& sealer, const Day& today,
                      std::function<void(PublicKeys, Findings)> answer) {
  if (keys.first_register.empty()) return answer(std::move(keys), {});
  const auto shared = std::make_shared<PublicKeys>(std::move(keys));
  crypto::read_register(
      sealer, shared->first_register, shared->authority,
      [shared, today, file = config.first_register,
       answer = std::move(answer)](Result<crypto::SignedRegister> read) {
        Findings findings;
        if (!read) {
          findings.push_back(
              {Finding::Weight::fault, file, "", read.error().what,
               "put there what `wijkverbinder register export` made, and authority.jwks.json too"});
          return answer(std::move(*shared), std::move(findings));
        }
        const crypto::Register& content = read.value().content;
        shared->recipients = crypto::current_recipients(content);
        shared->signers = crypto::member_signers(content, today);
        if (crypto::is_overdue(content, today))
          findings.push_back({Finding::Weight::warning, file, "/next",
                              "the next register was due on " + to_iso(content.next),
                              "ask whoever keeps the register; a newer one may lie in the data folder"});
        answer(std::move(*shared), std::move(findings));
      });
}

std::string asset_folder(ports::Platform& platform) {
  const std::string program = platform.folders().program, beside = path_in(program, "assets");
  return !program.empty() && platform.files().is_folder(beside) ? beside : built::assets();
}

std::string default_config(ports::Platform& platform) {
  return path_in(asset_folder(platform), "example/config.json");
}

render::PictureFolders picture_folders(const content::Content& content, ports::Platform& platform) {
  render::PictureFolders folders;
  if (const std::string program = platform.folders().program; !program.empty()) {
    folders.pictures.push_back(path_in(program, "pictures"));
    folders.icons.push_back(path_in(program, "icons"));
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

text::FontFiles font_files(ports::Platform& platform) {
  const ports::Files& files = platform.files();
  text::FontFiles fonts{platform.folders().fonts,
                        [&files](const std::string& path) { return files.is_file(path); }};
  if (files.lends()) fonts.lend = [&files](const std::string& path) { return files.lend(path); };
  return fonts;
}

text::FontFiles font_files(ports::Platform& platform, const content::Content& content) {
  const content::Style& style = content.municipality.style;
  text::FontFiles files = font_files(platform);
  files.regular = style.regular;
  files.medium = style.medium;
  files.semibold = style.semibold;
  files.bold = style.bold;
  return files;
}

namespace {

// What is left once settings and keys were read: the target's password, the letters.
Status open_rest(Setup& setup, ports::Platform& platform) {
  const content::Config& config = setup.content.config;
  if (!config.trial && !config.sync.type.empty()) {
    auto target = services::sync_settings(platform.files(), config);
    if (!target) return target.error();
    setup.sync = std::move(target).value();
  }
  auto fonts = text::open_fonts(font_files(platform, setup.content));
  if (!fonts) return fonts.error();
  setup.fonts = std::move(fonts).value();
  return Done{};
}

// Two things at once: the platform looks at the keys while the rest is opened.
struct Start {
  Setup setup;
  std::optional<Findings> keys;
  std::optional<Status> rest;
  std::function<void(Result<Setup>)> answer;

  void end_if_done() {
    if (!keys || !rest) return;
    if (has_fault(*keys)) return answer(faults_of(*keys));
    if (!*rest) return answer(rest->error());
    answer(std::move(setup));
  }
};

}  // namespace

void set_up(const std::string& config_file, ports::Platform& platform,
            std::function<void(Result<Setup>)> answer) {
  Findings findings;
  const auto start = std::make_shared<Start>();
  start->answer = std::move(answer);
  Setup& setup = start->setup;
  setup.content = content::load_content(platform.files(), asset_folder(platform), config_file, findings,
                                        content::Languages::when_shown);
  setup.content.version = built::version();
  setup.content.update = content::read_update_told(platform.files(), config_file);
  const content::Config& config = setup.content.config;
  if (!has_fault(findings)) setup.keys = load_keys(platform.files(), config, findings);
  if (has_fault(findings)) return start->answer(faults_of(findings));
  if (!config.trial && setup.keys.recipients.empty() && setup.keys.first_register.empty())
    return start->answer(
        Error{Fault::bad_input, "setup.no_recipients",
              config.recipients + ": holds no key; put the municipality's public keys there."});
  check_keys(config, setup.keys, platform.sealer(), [start, &platform](Findings refused) {
    believe_register(start->setup.content.config, start->setup.keys, platform.sealer(),
                     day_of(platform.clock().now()),
                     [start, refused](PublicKeys keys, Findings more) mutable {
                       start->setup.keys = std::move(keys);
                       refused.insert(refused.end(), more.begin(), more.end());
                       start->keys = std::move(refused);
                       start->end_if_done();
                     });
  });
  setup.pictures = picture_folders(setup.content, platform);
  start->rest = open_rest(setup, platform);
  start->end_if_done();
}

}  // namespace wv::runtime
