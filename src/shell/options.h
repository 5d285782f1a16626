// The command line (`--help` prints it). A word it doesn't know, a value that is missing or wrong is an
// Error with the sentence for stderr (status 2); nothing is guessed.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/state.h"
#include "desk/state.h"
#include "base/result.h"
#include "base/time.h"
#include "ports/platform.h"
#include "ui/kit/frame.h"

namespace wv::shell {

struct Options {
  enum class What { app, help, version } what = What::app;
  std::string data;                  // the queue and the device's state
  std::string config;                // the settings; "": the example's
  std::optional<app::Mode> mode;     // none: as the settings say, else a kiosk's
  std::optional<desk::Mode> desk;    // the wijkverbinder's side; none: residents'
  std::optional<ui::Device> device;  // --profile or --size; none: the real screen
  std::optional<float> dpi;
  app::Settings shown;  // how the device greets; a language of "": the first of the settings
  ui::Motion motion = ui::Motion::on;
  std::string play;       // script; "": a window
  std::string out = ".";  // for the script's pictures and trees
  LocalTime now;          // when the script begins
  bool inspect = false;   // ImGui's own metrics and id stack over it
  bool by_keys = false;   // the script's taps without sight, by the four keys
};

// `folders`: the platform's, for what is not named.
[[nodiscard]] Result<Options> parse_options(std::span<const std::string_view> words,
                                            const ports::Folders& folders);
[[nodiscard]] std::string usage(const ports::Folders& folders);

}  // namespace wv::shell
