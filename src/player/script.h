// Play scripts (tests/journeys/README.md): text to commands. The whole script is read before anything is
// played; the first bad line is the answer ("tour.play:12: ...", status 2).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace wv::player {

enum class Verb {
  tap,
  hold,
  swipe,
  type,
  put,
  scroll,
  key,
  wait,
  size,
  profile,
  lang,
  text,
  contrast,
  offline,
  online,
  expect,
  expect_not,
  expect_text,
  expect_screen,
  shot,
  tree
};

struct Command {
  int line = 0;
  Verb verb = Verb::wait;
  std::string id;        // node, screen, language, profile, file name, key or contrast
  std::string text;      // what stood in quotes
  std::int64_t ms = 0;   // hold, wait; tap: how long its motion is followed, 0 until it rests
  float dx = 0, dy = 0;  // swipe, in mm
  int width = 0, height = 0;
  int percent = 100;  // text
};

[[nodiscard]] Result<std::vector<Command>> parse_script(std::string_view script, std::string_view file_name);

// "800x1280", as scripts and the command line write it: 200 to 8192 each.
[[nodiscard]] std::optional<std::pair<int, int>> parse_size(std::string_view text);

}  // namespace wv::player
