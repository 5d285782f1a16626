#include "shell/run.h"

#include <SDL.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string_view>
#include <vector>

#include "app/update.h"
#include "desk/update.h"
#include "runtime/built.h"
#include "cli/check.h"
#include "cli/conformance.h"
#include "cli/commands.h"
#include "runtime/application.h"
#include "runtime/desk_stage.h"
#include "shell/loop.h"
#include "shell/options.h"
#include "shell/sdl_audio_in.h"
#include "shell/sdl_audio_out.h"
#include "services/files.h"
#include "shell/screen_size.h"
#include "player/player.h"
#include "ports/ask.h"
#include "ui/desk/inspector.h"

namespace wv::shell {

namespace {

constexpr std::size_t kMostScriptBytes = 4u << 20;
constexpr std::int64_t kMostPicturesMs = 1500;  // made in a frame, on a slow computer
constexpr int kClosedByHost = 4;  // whoever starts the program again when it ends leaves it at that

int print_error(const Error& error) {
  std::fprintf(stderr, "wijkverbinder: %s\n", error.what.c_str());
  return exit_status(error);
}

runtime::Application::Plan plan_of(const Options& options, const content::Content& content,
                                   const ui::Device& device, ports::Platform& platform) {
  runtime::Side state =
      app::first_state(content, options.mode.value_or(app::mode_of(content)), options.shown);
  if (options.desk) state = runtime::begin_desk(desk::first_state(content, *options.desk, options.shown));
  const bool chosen = options.shown != app::Settings{};
  return {options.data,
          platform.folders().cache,
          device,
          std::move(state),
          options.motion,
          nullptr,
          SdlAudioIn::open,
          chosen ? services::KeptSettings::leave : services::KeptSettings::use,
          options.inspect ? ui::draw_inspector : nullptr};
}

Status check_language(const std::string& language, const content::Content& content,
                      const std::string& where) {
  const auto& known = content.config.languages;
  if (language.empty() || std::find(known.begin(), known.end(), language) != known.end()) return Done{};
  return Error{Fault::bad_input, "options.wrong",
               where + ": the settings have no language '" + language + "'; add it to `languages`."};
}

Result<std::vector<player::Command>> read_script(const std::string& file, const content::Content& content) {
  const auto text = services::read_file(*content.files, file, kMostScriptBytes);
  if (!text) return text.error();
  auto commands = player::parse_script(text.value(), file);
  if (!commands) return commands;
  for (const player::Command& c : commands.value())
    if (c.verb == player::Verb::lang)
      if (Status known = check_language(c.id, content, file + ":" + std::to_string(c.line)); !known)
        return known.error();
  return commands;
}

int play(runtime::Setup& setup, const Options& options, ports::Platform& platform) {
  const auto commands = read_script(options.play, setup.content);
  if (!commands) return print_error(commands.error());
  // A script hears nobody's real microphone unless it is told to.
  SDL_setenv("SDL_AUDIODRIVER", "dummy", 0);
  runtime::Application application(setup, plan_of(options, setup.content, *options.device, platform),
                                   platform);
  player::Player player(application.stage, application.effects, application.textures,
                        {options.play, options.out, options.now,
                         options.by_keys ? player::PlayedBy::keys : player::PlayedBy::touch});
  const Status played = player.play(commands.value());
  while (!application.effects.looked())
    application.effects.settle_once();  // a script that stores nothing is told of a broken disk, too
  if (const auto& failure = application.effects.failure()) {
    // What could not be kept is the cause of whatever the script missed after it: its status counts.
    Error cause = *failure;
    if (!played) cause.what += " (" + played.error().what + ")";
    return print_error(cause);
  }
  return played ? 0 : print_error(played.error());
}

ui::Device device_of(const Window& window, const Options& options, const content::Config& config) {
  if (options.device) return *options.device;
  const float dpi =
      options.dpi ? *options.dpi : believe(window.reported_size(), config.device_diagonal_inch).dpi;
  return ui::device_of(window.size().width, window.size().height, dpi);
}

// The same while it runs: a window whose size was named may still be made another size.
ui::Device device_now(const Window& window, const Options& options, const content::Config& config) {
  const auto [width, height] = window.size();
  if (!options.device) return device_of(window, options, config);
  if (width == options.device->width_px && height == options.device->height_px) return *options.device;
  return ui::device_of(width, height, options.device->px_per_real_mm() * 25.4f);
}

// Where no display answers, SDL falls back to a driver that draws into nothing: the app would run unseen.
// Somebody who names such a driver wants it.
Status find_display(ports::Platform& platform) {
  if (Status may = platform.look_at_display(); !may) return may;
  const char* named = SDL_getenv("SDL_VIDEODRIVER");
  std::string why = "no display answers";
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    why = SDL_GetError();
  } else {
    const std::string_view driver = SDL_GetCurrentVideoDriver();
    if ((named != nullptr && *named != '\0') || (driver != "offscreen" && driver != "dummy")) return Done{};
    SDL_Quit();
  }
  return Error{Fault::not_now, "window.no_display",
               "No window can be opened: " + why +
                   ". Start it on a machine with a screen, or play a script off-screen with --play."};
}

int show(runtime::Setup& setup, const Options& options, ports::Platform& platform, ports::WindowHost& host) {
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  if (Status display = find_display(platform); !display) return print_error(display.error());
  int status = 0;
  {
    auto window = Window::open(
        setup.content.municipality.name,
        options.device ? Window::Size{options.device->width_px, options.device->height_px} : Window::Size{},
        platform.may_have_graphics_card() ? Window::Card::maybe : Window::Card::none, &host);
    if (!window) {
      status = print_error(window.error());
    } else {
      runtime::Application::Plan plan = plan_of(
          options, setup.content, device_of(*window.value(), options, setup.content.config), platform);
      plan.sound = std::make_unique<SdlAudioOut>();
      runtime::Application application(setup, std::move(plan), platform);
      application.pictures.spread([&platform] { return platform.clock().steady_ms(); }, kMostPicturesMs);
      run_loop(application.stage, *window.value(), application.textures, platform, host.supervisor(),
               [&] { return device_now(*window.value(), options, setup.content.config); });
      const app::State* resident = application.stage.resident();
      if (const auto& trouble = window.value()->trouble())
        status = print_error(*trouble);
      else if (resident != nullptr && resident->host.leaving)
        status = kClosedByHost;
    }
  }
  SDL_Quit();
  return status;
}

int run_app(const Options& options, ports::Platform& platform, ports::WindowHost& host) {
  platform.harden_process();
  auto setup = ports::ask<runtime::Setup>(
      platform, [&](auto answer) { runtime::set_up(options.config, platform, std::move(answer)); });
  if (!setup) return print_error(setup.error());
  if (options.desk) {
    Findings told_by_check;
    content::add_desk_words(setup.value().content, told_by_check);
  }
  if (Status known = check_language(options.shown.language, setup.value().content, "--lang"); !known)
    return print_error(known.error());
  if (options.inspect && !setup.value().content.config.trial)
    return print_error(
        {Fault::bad_input, "options.wrong",
         "--inspect shows what the program knows, so it is for a trial only: these settings name "
         "recipients. Name other settings with --config."});
  return options.play.empty() ? show(setup.value(), options, platform, host)
                              : play(setup.value(), options, platform);
}

// How large this machine's screen is believed to be: a wrong one makes every target too small or too large
// (T1).
std::string about_screen(const content::Config& config, ports::Platform& platform) {
  std::string words = "none answers here";
  if (platform.look_at_display() && SDL_Init(SDL_INIT_VIDEO) == 0) {
    const std::string_view driver = SDL_GetCurrentVideoDriver();
    if (driver != "dummy" && driver != "offscreen") {
      const ReportedSize reported = reported_size(0);
      words = words_of(reported, believe(reported, config.device_diagonal_inch));
    }
    SDL_Quit();
  }
  return words;
}

}  // namespace

int run(int argc, char** argv, ports::Platform& platform, ports::WindowHost& host) {
  std::vector<std::string> args(argv + std::min(argc, 1), argv + argc);
  const bool check = !args.empty() && args.front() == "check";
  if (!args.empty() && cli::is_command(args.front()))
    return cli::run_command(platform, args, std::cout, std::cerr);
  if (check && std::find(args.begin(), args.end(), "--conformance") != args.end())
    return cli::run_conformance(platform, args, runtime::default_config(platform), std::cout, std::cerr);
  if (check) args.erase(args.begin());
  const std::vector<std::string_view> words(args.begin(), args.end());
  auto options = parse_options(words, platform.folders());
  if (!options) return print_error(options.error());
  if (options.value().config.empty()) options.value().config = runtime::default_config(platform);
  if (options.value().what == Options::What::help)
    return std::fputs(usage(platform.folders()).c_str(), stdout) < 0 ? 3 : 0;
  if (options.value().what == Options::What::version)
    return std::printf("wijkverbinder %s\n", runtime::built::version()) < 0 ? 3 : 0;
  return check ? cli::run_check(options.value().config, platform, about_screen)
               : run_app(options.value(), platform, host);
}

}  // namespace wv::shell
