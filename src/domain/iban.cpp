#include <array>
#include <cctype>

#include "domain/numbers.h"

namespace wv::domain {
namespace {

struct Length {
  char country[3];
  std::size_t letters;
};

// From the IBAN registry (ISO 13616): the EU and its neighbours, and where many residents have family.
constexpr std::array kLengths = std::to_array<Length>({
    {"NL", 18}, {"BE", 16}, {"DE", 22}, {"FR", 27}, {"GB", 22}, {"IE", 22}, {"LU", 20}, {"AT", 20}, {"CH", 21}, {"LI", 21},
    {"ES", 24}, {"PT", 25}, {"IT", 27}, {"GR", 27}, {"CY", 28}, {"MT", 31}, {"DK", 18}, {"SE", 24}, {"NO", 15}, {"FI", 18},
    {"IS", 26}, {"PL", 28}, {"CZ", 24}, {"SK", 24}, {"HU", 28}, {"SI", 19}, {"HR", 21}, {"RO", 24}, {"BG", 22}, {"EE", 20},
    {"LV", 20}, {"LT", 20}, {"UA", 29}, {"MD", 24}, {"RS", 22}, {"BA", 20}, {"ME", 22}, {"MK", 19}, {"AL", 28}, {"XK", 20},
    {"TR", 26}, {"GE", 22}, {"AZ", 28}, {"IL", 23}, {"PS", 29}, {"JO", 30}, {"LB", 28}, {"IQ", 23}, {"SA", 24}, {"AE", 23},
    {"KW", 30}, {"QA", 29}, {"BH", 22}, {"EG", 29}, {"LY", 25}, {"TN", 24}, {"PK", 24}, {"KZ", 20}, {"BY", 28}, {"MR", 27},
    {"SM", 27}, {"MC", 27}, {"AD", 24}, {"VA", 22}, {"GI", 23}, {"FO", 18}, {"GL", 18}, {"BR", 29}, {"DO", 28}, {"CR", 22},
});

bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 && static_cast<unsigned char>(c) < 0x80; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

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
    rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  }
  return rest == 1;
}

// Where an IBAN that begins here ends; 0 if none does.
std::size_t end_of_iban(std::string_view text, std::size_t at) {
  const std::size_t wanted = at + 4 <= text.size() ? length_for(upper(text[at]), upper(text[at + 1])) : 0;
  if (wanted == 0) return 0;
  std::string iban;
  std::size_t end = at;
  for (; end < text.size() && iban.size() < wanted; ++end) {
    if (is_alnum(text[end])) {
      iban.push_back(upper(text[end]));
    } else if ((text[end] != ' ' && text[end] != '.' && text[end] != '-') || !is_alnum(text[end - 1])) {
      return 0;  // at most one separator between two letters
    }
    if (iban.size() >= 3 && iban.size() <= 4 && !is_digit(iban.back())) return 0;
  }
  if (iban.size() != wanted || (end < text.size() && is_alnum(text[end]))) return 0;
  return passes_mod_97(iban) ? end : 0;
}

}  // namespace

std::optional<Range> find_iban(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_alnum(text[at]) || is_digit(text[at]) || (at > 0 && is_alnum(text[at - 1]))) continue;
    if (const std::size_t end = end_of_iban(text, at); end != 0) return Range{at, end};
  }
  return std::nullopt;
}

}  // namespace wv::domain
