#include <array>
#include <vector>

#include "domain/letters.h"
#include "domain/numbers.h"

namespace wv::domain {
namespace {

struct Length {
  char country[3];
  std::size_t letters;
};

// From the IBAN registry (ISO 13616): the EU and its neighbours, and where many residents have family.
constexpr std::array kLengths = std::to_array<Length>({
    {"NL", 18}, {"BE", 16}, {"DE", 22}, {"FR", 27}, {"GB", 22}, {"IE", 22}, {"LU", 20}, {"AT", 20},
    {"CH", 21}, {"LI", 21}, {"ES", 24}, {"PT", 25}, {"IT", 27}, {"GR", 27}, {"CY", 28}, {"MT", 31},
    {"DK", 18}, {"SE", 24}, {"NO", 15}, {"FI", 18}, {"IS", 26}, {"PL", 28}, {"CZ", 24}, {"SK", 24},
    {"HU", 28}, {"SI", 19}, {"HR", 21}, {"RO", 24}, {"BG", 22}, {"EE", 20}, {"LV", 20}, {"LT", 20},
    {"UA", 29}, {"MD", 24}, {"RS", 22}, {"BA", 20}, {"ME", 22}, {"MK", 19}, {"AL", 28}, {"XK", 20},
    {"TR", 26}, {"GE", 22}, {"AZ", 28}, {"IL", 23}, {"PS", 29}, {"JO", 30}, {"LB", 28}, {"IQ", 23},
    {"SA", 24}, {"AE", 23}, {"KW", 30}, {"QA", 29}, {"BH", 22}, {"EG", 29}, {"LY", 25}, {"TN", 24},
    {"PK", 24}, {"KZ", 20}, {"BY", 28}, {"MR", 27}, {"SM", 27}, {"MC", 27}, {"AD", 24}, {"VA", 22},
    {"GI", 23}, {"FO", 18}, {"GL", 18}, {"BR", 29}, {"DO", 28}, {"CR", 22},
});

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_alnum(char32_t c) { return is_digit(c) || is_letter(c); }
char upper(char32_t c) { return static_cast<char>(c >= U'a' && c <= U'z' ? c - 32 : c); }

// The text's signs, folded (base/signs.h), each with its place in bytes; what nobody sees is left out.
class Signs {
 public:
  explicit Signs(std::string_view text) {
    Letters letters(text);
    signs_.reserve(letters.view().size() + 1);
    ends_.reserve(letters.view().size() + 1);
    std::size_t at = 0;
    for (const char32_t c : letters) {
      at += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (is_unseen(c)) continue;
      begins_.push_back(at - (c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4));
      signs_.push_back(plain_sign(c));
      ends_.push_back(at);
    }
  }
  ~Signs() { wv::wipe(signs_.data(), signs_.size() * sizeof(char32_t)); }
  Signs(const Signs&) = delete;
  Signs& operator=(const Signs&) = delete;
  [[nodiscard]] std::size_t size() const { return signs_.size(); }
  [[nodiscard]] char32_t operator[](std::size_t i) const { return signs_[i]; }
  [[nodiscard]] Range range(std::size_t first, std::size_t last) const {
    return {begins_[first], ends_[last]};
  }

 private:
  std::u32string signs_;
  std::vector<std::size_t> begins_, ends_;
};

std::size_t length_for(char first, char second) {
  for (const Length& known : kLengths) {
    if (known.country[0] == first && known.country[1] == second) return known.letters;
  }
  return 0;
}

// The first four go to the end, letters become 10..35, and the whole is 1 modulo 97.
bool passes_mod_97(const std::string& iban) {
  int rest = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    rest = c >= '0' && c <= '9' ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  }
  return rest == 1;
}

// One past the last sign of an IBAN that begins here; 0 if none does.
std::size_t end_of_iban(const Signs& text, std::size_t at) {
  constexpr std::size_t kMostBetween = 3;  // separators in a row
  const std::size_t wanted = at + 4 <= text.size() ? length_for(upper(text[at]), upper(text[at + 1])) : 0;
  if (wanted == 0) return 0;
  std::string iban;
  std::size_t end = at, between = 0;
  for (; end < text.size() && iban.size() < wanted; ++end) {
    const char32_t c = text[end];
    if (is_alnum(c)) {
      iban.push_back(upper(c));
      between = 0;
    } else if ((c != U' ' && c != U'.' && c != U'-') || ++between > kMostBetween) {
      return 0;
    }
    if (iban.size() >= 3 && iban.size() <= 4 && !is_digit(static_cast<char32_t>(iban.back()))) return 0;
  }
  if (iban.size() != wanted || (end < text.size() && is_alnum(text[end]))) return 0;
  return passes_mod_97(iban) ? end : 0;
}

}  // namespace

std::optional<Range> find_iban(std::string_view text) {
  if (!is_utf8(text)) return std::nullopt;  // offsets would not be the text's own
  const Signs signs(text);
  for (std::size_t at = 0; at < signs.size(); ++at) {
    if (!is_letter(signs[at]) || (at > 0 && is_alnum(signs[at - 1]))) continue;
    if (const std::size_t end = end_of_iban(signs, at); end != 0) return signs.range(at, end - 1);
  }
  return std::nullopt;
}

}  // namespace wv::domain
