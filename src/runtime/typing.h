// How a text is typed on the keyboard that is on the screen: which key comes next, changing layers on
// the way. Keyboards are data (assets/keyboards), so nothing here knows a language.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "content/content.h"

namespace wv::runtime {

struct NextKey {
  std::string id;         // "keyboard." and this is the node
  std::size_t types = 0;  // bytes of the text that it types; 0: it changes the layer
};
// None when no layer that can be reached has the next character.
[[nodiscard]] std::optional<NextKey> next_key(const content::Keyboard& keyboard, std::string_view layer,
                                              std::string_view text);

}  // namespace wv::runtime
