// How a pick-up code is written: 8 signs of Crockford's base32 (crockford.com/base32), shown as XXXX-XXXX.
// The one place that knows which signs it has, and what somebody who copies one from paper may type instead.
#pragma once
#include <string_view>

#include "base/secret.h"

namespace wv {

inline constexpr std::string_view kCodeSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
inline constexpr std::size_t kCodeLength = 8;

struct TypedCode {
  Secret signs;          // upper case, O as 0, I and L as 1; spaces, hyphens and points left out
  bool strange = false;  // there is a sign that no code has
  [[nodiscard]] bool whole() const { return !strange && signs.size() == kCodeLength; }
};
[[nodiscard]] TypedCode read_code(std::string_view typed);

}  // namespace wv
