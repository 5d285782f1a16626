#include "shell/options.h"

#include <charconv>
#include <system_error>

#include "cli/commands.h"
#include "runtime/setup.h"
#include "player/script.h"

namespace wv::shell {

namespace {

constexpr std::string_view kFirstMoment = "2026-06-01T10:00:00+02:00";
constexpr float kUsualDpi = 102.4f;  // of a 21.5" kiosk

Error wrong(const std::string& what) {
  return {Fault::bad_input, "options.wrong", what + " Run `wijkverbinder --help` for what there is."};
}

struct Value {
  Options& o;
  std::string_view name, text;

  [[nodiscard]] Status not_one_of(std::string_view allowed) const {
    return wrong(std::string(name) + ": '" + std::string(text) + "' should be " + std::string(allowed) + ".");
  }
};

Status read_mode(const Value& v) {
  if (v.text == "desk" || v.text == "visit") {
    v.o.desk = v.text == "desk" ? desk::Mode::desk : desk::Mode::visit;
    return Done{};
  }
  v.o.mode = app::parse_mode(v.text);
  if (!v.o.mode) return v.not_one_of("kiosk, event, own, visit or desk");
  v.o.desk.reset();
  return Done{};
}

Status read_profile(const Value& v) {
  v.o.device = ui::profile(v.text);
  if (!v.o.device) return v.not_one_of("tablet-10, table-15, kiosk-21, kiosk-32, desk or phone-6");
  return Done{};
}

Status read_screen_size(const Value& v) {
  const auto size = player::parse_size(v.text);
  if (!size) return v.not_one_of("a size such as 1080x1920");
  v.o.device = ui::device_of(size->first, size->second, kUsualDpi);
  return Done{};
}

Status read_dpi(const Value& v) {
  double dpi = 0;
  const auto [end, error] = std::from_chars(v.text.data(), v.text.data() + v.text.size(), dpi);
  if (error != std::errc() || end != v.text.data() + v.text.size() || !(dpi >= 30 && dpi <= 1000))
    return v.not_one_of("30 to 1000");
  v.o.dpi = static_cast<float>(dpi);
  return Done{};
}

Status read_text_size(const Value& v) {
  if (v.text == "100")
    v.o.shown.text = app::TextSize::normal;
  else if (v.text == "150")
    v.o.shown.text = app::TextSize::large;
  else if (v.text == "200")
    v.o.shown.text = app::TextSize::largest;
  else
    return v.not_one_of("100, 150 or 200");
  return Done{};
}

Status read_contrast(const Value& v) {
  const auto contrast = app::parse_contrast(v.text);
  if (!contrast) return v.not_one_of("normal, high or inverse");
  v.o.shown.contrast = *contrast;
  return Done{};
}

Status read_reach(const Value& v) {
  if (v.text != "normal" && v.text != "low") return v.not_one_of("normal or low");
  v.o.shown.lower = v.text == "low";
  return Done{};
}

Status read_motion(const Value& v) {
  if (v.text != "on" && v.text != "off") return v.not_one_of("on or off");
  v.o.shown.calm = v.text == "off";
  v.o.motion = v.o.shown.calm ? ui::Motion::off : ui::Motion::on;
  return Done{};
}

Status read_by(const Value& v) {
  if (v.text != "touch" && v.text != "keys") return v.not_one_of("touch or keys");
  v.o.by_keys = v.text == "keys";
  return Done{};
}

Status read_now(const Value& v) {
  const auto now = parse_rfc3339(v.text);
  if (!now) return v.not_one_of("a moment such as 2026-06-01T10:00:00+02:00");
  v.o.now = *now;
  return Done{};
}

Status keep(std::string& where, const Value& v) {
  if (v.text.empty()) return wrong(std::string(v.name) + " needs a value.");
  where = std::string(v.text);
  return Done{};
}

Status read_value(const Value& v) {
  if (v.name == "--data") return keep(v.o.data, v);
  if (v.name == "--config") return keep(v.o.config, v);
  if (v.name == "--lang") return keep(v.o.shown.language, v);
  if (v.name == "--play") return keep(v.o.play, v);
  if (v.name == "--out") return keep(v.o.out, v);
  if (v.name == "--mode") return read_mode(v);
  if (v.name == "--profile") return read_profile(v);
  if (v.name == "--size") return read_screen_size(v);
  if (v.name == "--dpi") return read_dpi(v);
  if (v.name == "--text") return read_text_size(v);
  if (v.name == "--contrast") return read_contrast(v);
  if (v.name == "--motion") return read_motion(v);
  if (v.name == "--reach") return read_reach(v);
  if (v.name == "--now") return read_now(v);
  if (v.name == "--by") return read_by(v);
  return wrong(std::string(v.name.starts_with('-') ? "There is no option '" : "There is no command '") +
               std::string(v.name) + "'.");
}

bool takes_value(std::string_view name) {
  for (const std::string_view known :
       {"--data", "--config", "--lang", "--play", "--out", "--mode", "--profile", "--size", "--dpi", "--text",
        "--contrast", "--motion", "--reach", "--now", "--by"})
    if (name == known) return true;
  return false;
}

}  // namespace

Result<Options> parse_options(std::span<const std::string_view> words, const ports::Folders& folders) {
  Options options;
  options.now = parse_rfc3339(kFirstMoment).value_or(LocalTime{});
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view name = words[i], value;
    if (name == "--help" || name == "-h") {
      options.what = Options::What::help;
      return options;
    }
    if (name == "--inspect") {
      options.inspect = true;
      continue;
    }
    if (name == "--version") {
      options.what = Options::What::version;
      return options;
    }
    if (const auto equals = name.find('=');
        name.starts_with("--") && equals != std::string_view::npos && takes_value(name.substr(0, equals))) {
      value = name.substr(equals + 1);
      name = name.substr(0, equals);
    } else if (takes_value(name)) {
      if (++i >= words.size()) return wrong(std::string(name) + " needs a value.");
      value = words[i];
    }
    if (Status read = read_value({options, name, value}); !read) return read.error();
  }
  if (options.dpi && options.device) {
    const ui::Device d = *options.device;
    options.device = ui::device_of(d.width_px, d.height_px, *options.dpi);
  }
  if (!options.play.empty() && !options.device) options.device = ui::profile("kiosk-21");
  if (options.data.empty()) options.data = folders.data;
  if (options.data.empty()) return wrong("There is no home folder for the queue; name one with --data.");
  return options;
}

std::string usage(const ports::Folders& folders) {
  return "wijkverbinder [options]                 the touch app\n"
         "  --data DIR                            queue and device state (default " +
         folders.data_rule +
         ")\n"
         "  --config FILE                         settings (default: the example)\n"
         "  --mode kiosk|event|own|visit|desk     default kiosk; own: a resident's own telephone; visit and desk: the wijkverbinder's own, by passphrase\n"
         "  --profile tablet-10|table-15|kiosk-21|kiosk-32|desk|phone-6, or --size WxH --dpi N   (default: "
         "the real screen)\n"
         "  --lang nl                             default: the first of the settings' languages\n"
         "  --text 100|150|200  --contrast normal|high|inverse  --motion on|off  --reach normal|low\n"
         "  --play SCRIPT [--out DIR] [--now TIME]   plays touches off-screen, in virtual time\n"
         "    [--by touch|keys]                   keys: the same without sight, by four keys and the voice\n"
         "  --inspect                             Dear ImGui's metrics and id stack over it; for a trial\n" +
         std::string(cli::command_usage()) +
         "wijkverbinder check [--config FILE]     settings, content, fonts, pictures, keys\n"
         "wijkverbinder check --conformance [--config FILE] [--lang nl|en] [--json|--html]   EN 301 549 and WCAG\n"
         "wijkverbinder --help | --version\n"
         "Ends with 0 done, 1 a check or expectation failed, 2 wrong usage or input, 3 not possible now.\n";
}

}  // namespace wv::shell
