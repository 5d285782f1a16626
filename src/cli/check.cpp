#include "cli/check.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>
#include <string_view>

#include "base/path.h"
#include "content/content.h"
#include "media/picture.h"
#include "ports/ask.h"
#include "services/sync_target.h"
#include "runtime/recordings.h"
#include "runtime/setup.h"
#include "runtime/slides.h"

namespace wv::cli {

namespace {

std::vector<std::string> picture_names(const ports::Files& files, const render::PictureFolders& folders) {
  std::set<std::string> names;
  for (const auto& folder : folders.pictures)
    if (const auto found = files.list(folder))
      for (const std::string& name : found.value())
        if (ending_of(name) == ".png") names.emplace(stem_of(name));
  return {names.begin(), names.end()};
}

// The municipality's own pictures come from anywhere: each is opened as a kiosk would (D7).
void check_pictures(const ports::Files& files, const render::PictureFolders& folders, Findings& findings) {
  for (const auto& [name, path] : folders.own)
    if (const auto image = media::load_picture(files, path); !image)
      findings.push_back(
          {Finding::Weight::fault, path, "", image.error().what, "use a JPEG or PNG that opens elsewhere"});
}

std::string code_points(const std::vector<char32_t>& missing) {
  std::string out;
  for (const char32_t c : missing) {
    std::array<char, 16> one{};
    std::snprintf(one.data(), one.size(), " U+%04X", static_cast<unsigned>(c));
    out += one.data();
  }
  return out;
}

void check_glyphs(const content::Content& content, text::Fonts& fonts, Findings& findings) {
  for (const auto& language : content.config.languages)
    for (const auto& [key, entry] : content.catalog.texts(language))
      for (const auto& [form, words] : entry.forms)
        if (const auto missing = text::missing_glyphs(fonts, words); !missing.empty())
          findings.push_back({Finding::Weight::fault, language, key, "no font has" + code_points(missing),
                              "install fonts-noto-core or change the text"});
  for (const auto& [name, keyboard] : content.keyboards)
    for (const auto& layer : keyboard.layers)
      for (const auto& row : layer.rows)
        for (const auto& key : row)
          if (const auto missing = text::missing_glyphs(fonts, key.text + key.label); !missing.empty())
            findings.push_back({Finding::Weight::fault, "keyboards/" + name + ".json",
                                layer.id + "/" + key.id, "no font has" + code_points(missing),
                                "install fonts-noto-core or change the key"});
}

// What stands in the files that `sync` names; that they are there the settings' reader has looked.
void check_sync(const content::Config& config, const ports::Files& files, Findings& findings) {
  const bool there = !has_fault(findings);
  content::SyncSettings sync = config.sync;
  if (const auto authorities = services::look_at_ca_file(files, sync);
      !authorities && files.is_file(sync.ca_file))
    findings.push_back({Finding::Weight::fault, config.file, "/sync/ca_file", authorities.error().what,
                        "nothing can be sent before that"});
  sync.ca_file.clear();
  if (const auto target = services::sync_settings(files, sync); !target && there)
    findings.push_back({Finding::Weight::fault, config.file, "/sync/password_file", target.error().what,
                        "give it its own user only"});
}

void check_keys(const content::Config& config, ports::Platform& platform, Findings& findings) {
  const runtime::PublicKeys keys = runtime::load_keys(platform.files(), config, findings);
  const auto refused = ports::ask<Findings>(
      platform, [&](auto answer) { runtime::check_keys(config, keys, platform.sealer(), answer); });
  const auto said = ports::ask<Findings>(platform, [&](auto answer) {
    runtime::believe_register(
        config, keys, platform.sealer(), day_of(platform.clock().now()),
        [answer](const runtime::PublicKeys&, Findings more) { answer(std::move(more)); });
  });
  if (said) findings.insert(findings.end(), said.value().begin(), said.value().end());
  if (refused)
    findings.insert(findings.end(), refused.value().begin(), refused.value().end());
  else
    findings.push_back({Finding::Weight::fault, config.file, "/recipients", refused.error().what, ""});
}

}  // namespace

int run_check(const std::string& config_file, ports::Platform& platform, const AboutScreen& about_screen) {
  const ports::Files& files = platform.files();
  if (!files.is_file(config_file)) {
    std::fprintf(stderr, "wijkverbinder: %s: there are no settings here; name them with --config.\n",
                 config_file.c_str());
    return 2;
  }
  Findings findings;
  const content::Content content =
      content::load_content(files, runtime::asset_folder(platform), config_file, findings);
  const runtime::Slides slides = runtime::find_slides(files, content.municipality.slides);
  const render::PictureFolders folders = runtime::picture_folders(content, platform);
  for (const auto& skipped : slides.skipped)
    findings.push_back({Finding::Weight::warning, skipped.file, "", "is not shown: " + skipped.why,
                        skipped.file == content.municipality.slides
                            ? "make it, or leave \"slides\" out"
                            : "use JPEG or PNG, at most 16 MB and 24 megapixels"});
  content::check_content(content, picture_names(files, folders), findings);
  check_pictures(files, folders, findings);
  runtime::check_recordings(content, findings);
  check_sync(content.config, files, findings);
  check_keys(content.config, platform, findings);
  if (content.config.signers.empty() && content.config.first_register.empty() && !content.config.trial)
    findings.push_back({Finding::Weight::warning, config_file, "/signers",
                        "it is missing, so no answer and no news is shown here",
                        "name the file with the public keys of those who sign answers"});
  if (auto fonts = text::open_fonts(runtime::font_files(platform, content)))
    check_glyphs(content, *fonts.value(), findings);
  else
    findings.push_back({Finding::Weight::fault, "fonts", "", fonts.error().what, "install it"});

  for (const Finding& f : findings) std::printf("%s\n", to_line(f).c_str());
  const auto faults = std::count_if(findings.begin(), findings.end(),
                                    [](const Finding& f) { return f.weight == Finding::Weight::fault; });
  const auto warnings = static_cast<std::ptrdiff_t>(findings.size()) - faults;
  std::fprintf(stderr, "screen: %s\n", about_screen(content.config, platform).c_str());
  std::fprintf(stderr, "%s: %d fault%s, %d warning%s\n", config_file.c_str(), static_cast<int>(faults),
               faults == 1 ? "" : "s", static_cast<int>(warnings), warnings == 1 ? "" : "s");
  return faults == 0 ? 0 : 1;
}

}  // namespace wv::cli
