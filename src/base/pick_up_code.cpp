#include "base/pick_up_code.h"

#include <string>

#include "base/bytes.h"
#include "base/signs.h"

namespace wv {

namespace {

char code_sign(char typed) {
  if (typed >= 'a' && typed <= 'z') typed = static_cast<char>(typed - 'a' + 'A');
  if (typed == 'O') return '0';
  if (typed == 'I' || typed == 'L') return '1';
  return typed;
}

}  // namespace

TypedCode read_code(std::string_view typed) {
  TypedCode code;
  std::string plain = plain_signs(typed);
  for (const char c : plain) {
    if (c == '-' || c == ' ' || c == '.' || c == '\n') continue;
    const char sign = code_sign(c);
    code.strange = code.strange || kCodeSigns.find(sign) == std::string_view::npos;
    code.signs.push_back(sign);
  }
  wipe(plain);
  return code;
}

}  // namespace wv
