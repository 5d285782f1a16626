// golden [--accept]: plays the scripts that lie here off-screen and compares their pictures with the goldens.
// See README.md, and alike.h for what is alike.
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "alike.h"
#include "app/update.h"
#include "media/picture.h"
#include "places.h"
#include "ports/make_platform.h"
#include "services/files.h"
#include "runtime/application.h"
#include "shell/options.h"
#include "player/player.h"
#include "ports/ask.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::shell;

namespace {

namespace fs = std::filesystem;

const fs::path kGolden = golden::folder();
const fs::path kOut = WV_GOLDEN_OUT;

// Numbers and codes differ each time: grey in both pictures.
Result<media::Image> half_without_volatile(const fs::path& picture, const fs::path& tree_file) {
  auto image = media::load_picture(fakes::disk(), picture);
  if (!image) return image;
  const auto text = services::read_file(fakes::disk(), tree_file.string(), 4u << 20);
  if (!text) return text.error();
  const auto tree = parse_json(text.value(), tree_file.string());
  if (!tree) return tree.error();
  media::Image& whole = image.value();
  for (const Json& node : tree.value()["nodes"]) {
    if (!node.value("volatile", false)) continue;
    const auto r = node["rect_px"].get<std::vector<double>>();
    const render::Box box = render::Box{static_cast<int>(r[0]) - 2, static_cast<int>(r[1]) - 2,
                                        static_cast<int>(r[0] + r[2]) + 3, static_cast<int>(r[1] + r[3]) + 3}
                                .intersect({0, 0, whole.width, whole.height});
    for (int y = box.top; y < box.bottom; ++y)
      for (int x = box.left; x < box.right; ++x)
        whole.argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(whole.width) +
                   static_cast<std::size_t>(x)] = 0xFF808080u;
  }
  return media::resample(whole, whole.width / 2, whole.height / 2);
}

// A script and the municipality it is played in.
struct Album {
  const char* script;
  const char* config;
};
constexpr Album kAlbums[] = {{"golden.play", "assets/example/config.json"},
                             {"story.play", "assets/example/config.json"},
                             {"harbour.play", "assets/example-harbour/config.json"}};

Status play(ports::Platform& platform, const runtime::Setup& setup, const char* script,
            const std::vector<player::Command>& commands) {
  runtime::Application application(
      setup,
      {(kOut / "data").string(),
       {},
       *ui::profile("kiosk-21"),
       app::first_state(setup.content, app::Mode::kiosk, {"nl", app::TextSize::normal}),
       ui::Motion::on},
      platform);
  player::Player player(application.stage, application.effects, application.textures,
                        {script, kOut, parse_options({}, {"", "data", ""}).value().now});
  return player.play(commands);
}

enum class Accept { no, yes };

struct Count {
  int passed = 0, failed = 0;
};

Status compare(const Album& album, ports::Platform& platform, Accept accept, Count& count) {
  auto setup = ports::ask<runtime::Setup>(platform, [&](auto answer) {
    runtime::set_up((wv::source_folder() / album.config).string(), platform, answer);
  });
  if (!setup) return setup.error();
  const auto script = services::read_file(fakes::disk(), (kGolden / album.script).string(), 1u << 20);
  if (!script) return script.error();
  const auto commands = player::parse_script(script.value(), album.script);
  if (!commands) return commands.error();
  if (const Status played = play(platform, setup.value(), album.script, commands.value()); !played)
    return played;
  for (const player::Command& c : commands.value()) {
    if (c.verb != player::Verb::shot) continue;
    const std::string name = c.id.substr(0, c.id.size() - 4);
    const auto now = half_without_volatile(kOut / c.id, kOut / (name + ".json"));
    if (!now) return now.error();
    if (accept == Accept::yes)
      if (const Status saved = media::save_png(fakes::disk(), now.value(), kGolden / c.id); !saved)
        return saved;
    const std::string wrong = golden::difference(name, now.value(), kOut);
    ++(wrong.empty() ? count.passed : count.failed);
    if (!wrong.empty()) std::printf("FAILED %s: %s\n", name.c_str(), wrong.c_str());
  }
  return Done{};
}

}  // namespace

int main(int argc, char** argv) {
  const Accept accept = argc > 1 && std::strcmp(argv[1], "--accept") == 0 ? Accept::yes : Accept::no;
  fs::remove_all(kOut);
  fs::create_directories(kOut);
  const auto platform = ports::make_platform();
  Count count;
  for (const Album& album : kAlbums)
    if (const Status compared = compare(album, *platform, accept, count); !compared) {
      std::fprintf(stderr, "golden: %s\n", compared.error().what.c_str());
      return 1;
    }
  std::printf("%d passed, %d failed\n", count.passed, count.failed);
  return count.failed == 0 ? 0 : 1;
}
