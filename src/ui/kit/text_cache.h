// Laid-out texts, kept while screens repeat them frame after frame. What was not asked for during a
// whole frame goes, so a resident's words leave with their screen; `forget` empties it at once.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "text/font.h"
#include "text/layout.h"

namespace wv::ui {

class TextCache {
 public:
  explicit TextCache(text::Fonts& fonts) : fonts_(fonts) {}
  [[nodiscard]] const text::Layout& lay(std::string_view words, const text::Style& style, float width_px);
  void end_frame();  // drops what the frame did not use
  void forget();

 private:
  struct Entry {
    text::Layout layout;
    std::uint64_t frame = 0;
  };
  text::Fonts& fonts_;
  std::unordered_map<std::string, Entry> entries_;
  std::uint64_t frame_ = 1;
};

}  // namespace wv::ui
