// Holds one UI tree against tests/REQUIREMENTS.md: T1, T2, T5 (targets), A5, A6 (letters, contrast, nothing
// clipped or overlapping), L1 (Dutch words a screen), L2 (every text there, every glyph). Each fault is a
// sentence.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tally.h"
#include "text/font.h"
#include "ui/kit/device.h"
#include "ui/kit/tree.h"

namespace wv::ui {

struct Seen {     // in what circumstances the tree was built
  Device device;  // the whole glass
  int text = 100;
  int bottom_mm = 800;  // of the glass, above the floor
  bool lower = false;
};

[[nodiscard]] bool is_target(const Node& n);
[[nodiscard]] Flaw flaw_of(const Tree& tree, Check check, std::string_view id, std::string what);
[[nodiscard]] std::vector<Flaw> judge(const Tree& tree, const Seen& seen, text::Fonts& fonts, Tally& tally);

// L1, in Dutch: how many words a screen asks to read (terms, danger line, keys and the frame
// around every page not counted: bar, banner, "question 1 of 3", Back, Next), and how
// many messages: sentences told that are no heading and no label.
struct Reading {
  int words = 0, messages = 0;
};
[[nodiscard]] Reading reading_of(const Tree& tree);
[[nodiscard]] std::vector<Flaw> judge_dutch(const Tree& tree, Tally& tally);

}  // namespace wv::ui
