#include "ui/kit/text_cache.h"

#include <cmath>

#include "base/bytes.h"

namespace wv::ui {

const text::Layout& TextCache::lay(std::string_view words, const text::Style& style, float width_px) {
  std::string key;
  key.reserve(words.size() + 40);
  for (const auto part : {static_cast<int>(style.weight), static_cast<int>(std::lround(style.cap_px * 16)),
                          static_cast<int>(style.align), static_cast<int>(style.direction), style.max_lines,
                          style.even ? 1 : 0, static_cast<int>(std::lround(width_px))}) {
    key += std::to_string(part);
    key += ' ';
  }
  key += style.language;
  key += ' ';
  key += words;
  const auto it = entries_.find(key);
  if (it != entries_.end()) {
    it->second.frame = frame_;
    wipe(key);
    return it->second.layout;
  }
  return entries_.emplace(std::move(key), Entry{text::layout(fonts_, words, style, width_px), frame_})
      .first->second.layout;
}

void TextCache::end_frame() {
  for (auto it = entries_.begin(); it != entries_.end();)
    it = it->second.frame == frame_ ? std::next(it) : entries_.erase(it);
  ++frame_;
}

void TextCache::forget() { entries_.clear(); }

}  // namespace wv::ui
