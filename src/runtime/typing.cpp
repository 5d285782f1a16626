#include "runtime/typing.h"

#include <algorithm>
#include <queue>
#include <set>

namespace wv::runtime {

namespace {

using content::KeyAction;

struct Typed {
  const content::KeyboardKey* key = nullptr;
  std::size_t bytes = 0;
};

std::size_t first_character(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) ++end;
  return end;
}

// The key of a layer that types the beginning of the text: rather one character than a whole ".nl",
// and rather that than nothing (a letter with its mark may be one key).
Typed key_for(const content::KeyboardLayer& layer, std::string_view text) {
  Typed best;
  const std::size_t one = first_character(text);
  for (const auto& row : layer.rows)
    for (const auto& key : row) {
      std::string_view types = key.text;
      if (key.action == KeyAction::space)
        types = " ";
      else if (key.action == KeyAction::enter)
        types = "\n";
      else if (key.action != KeyAction::text)
        continue;
      if (types.empty() || !text.starts_with(types)) continue;
      if (best.key == nullptr || types.size() == one) best = {&key, types.size()};
    }
  return best;
}

}  // namespace

std::optional<NextKey> next_key(const content::Keyboard& keyboard, std::string_view layer,
                                std::string_view text) {
  if (text.empty() || keyboard.layers.empty()) return std::nullopt;
  struct Way {
    const content::KeyboardLayer* layer;
    std::string first;  // the layer key that the way begins with
  };
  const auto* now = keyboard.layer(layer);
  std::queue<Way> ways;
  ways.push({now != nullptr ? now : &keyboard.layers.front(), {}});
  std::set<const content::KeyboardLayer*> seen{ways.front().layer};
  for (; !ways.empty(); ways.pop()) {
    const Way way = ways.front();
    if (const Typed typed = key_for(*way.layer, text); typed.key != nullptr)
      return way.first.empty() ? NextKey{typed.key->id, typed.bytes} : NextKey{way.first, 0};
    for (const auto& row : way.layer->rows)
      for (const auto& key : row) {
        const auto* to = key.action == KeyAction::layer ? keyboard.layer(key.layer) : nullptr;
        if (to != nullptr && seen.insert(to).second) ways.push({to, way.first.empty() ? key.id : way.first});
      }
  }
  return std::nullopt;
}

}  // namespace wv::runtime
