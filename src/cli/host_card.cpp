// host-card OUT.pdf: what to hang beside a device, from the same settings as the device's.
#include <algorithm>

#include "base/bytes.h"
#include "runtime/host_card.h"
#include "runtime/setup.h"
#include "cli/context.h"

namespace wv::cli {

Outcome host_card_command(const Context& context) {
  const auto& positions = context.arguments.positions;
  if (positions.size() != 1) return wrong_usage("use: host-card OUT.pdf [--config FILE] [--lang LANG]");
  ports::Platform& platform = context.platform;
  std::string config = context.arguments.value("--config"), language = context.arguments.value("--lang");
  if (config.empty()) config = runtime::default_config(platform);
  if (!platform.files().is_file(config))
    return Error{Fault::bad_input, "config.missing",
                 config + ": there are no settings here; name them with --config"};
  Findings findings;
  const content::Content content =
      content::load_content(platform.files(), runtime::asset_folder(platform), config, findings);
  for (const Finding& finding : findings)
    if (finding.weight == Finding::Weight::fault)
      return Error{Fault::bad_input, "config.fault", to_line(finding)};
  const auto& languages = content.config.languages;
  if (language.empty()) language = languages.front();
  if (std::find(languages.begin(), languages.end(), language) == languages.end())
    return Error{Fault::bad_input, "config.language", language + ": the settings don't name this language"};
  const auto fonts = text::open_fonts(runtime::font_files(platform, content));
  if (!fonts) return fonts.error();
  const Bytes pdf = to_bytes(runtime::draw_host_card(*fonts.value(), content, language));
  const std::span<const std::uint8_t> part(pdf);
  if (const auto written = platform.files().write(positions[0], {&part, 1}); !written) return written.error();
  context.out << positions[0] << ": " << 1 + languages.size()
              << " pages of A5; print them at their own size\n";
  return 0;
}

}  // namespace wv::cli
