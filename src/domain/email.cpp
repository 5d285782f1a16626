#include <algorithm>
#include <optional>

#include "domain/letters.h"
#include "domain/validation.h"

namespace wv::domain {
namespace {

constexpr std::size_t kMostAddress = 254, kMostName = 64, kMostDomain = 253,
                      kMostLabel = 63;  // RFC 5321, 1035

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// A letter of another script, as far as ranges tell it: no control, no punctuation, no symbol, no picture.
bool is_foreign_letter(char32_t c) {
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7 || is_unseen(c) || is_space(c) || is_hyphen(c)) return false;
  const bool signs = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x2E00 && c <= 0x2E7F) ||
                     (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) ||
                     (c >= 0xD800 && c <= 0xF8FF) || (c >= 0xFE10 && c <= 0xFE6F) ||
                     (c >= 0xFFE0 && c <= 0xFFFF) || (c >= 0x1F000 && c <= 0x1FAFF) || c >= 0xE0000;
  const bool arabic =
      c == 0x060C || c == 0x061B || c == 0x061F || c == 0x06D4 || (c >= 0x066A && c <= 0x066D);
  return !signs && !arabic;
}

bool is_mailbox_sign(char32_t c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || is_foreign_letter(c) ||
         std::u32string_view(U".!#$%&'*+-/=?^_`{|}~").find(c) != std::u32string_view::npos;
}

bool is_label(std::u32string_view label) {
  if (label.empty() || label.size() > kMostLabel || label.front() == U'-' || label.back() == U'-')
    return false;
  return std::all_of(label.begin(), label.end(), [](char32_t c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == U'-' || is_foreign_letter(c);
  });
}

// The last label: at least two letters, or the ASCII form of another script's; an IP number has none.
bool is_top_label(std::u32string_view label) {
  if (!is_label(label) || label.size() < 2) return false;
  if (label.size() > 4 && (label.substr(0, 4) == U"xn--" || label.substr(0, 4) == U"XN--")) return true;
  return std::none_of(label.begin(), label.end(), [](char32_t c) { return is_ascii_digit(c) || c == U'-'; });
}

bool is_domain(std::u32string_view domain) {
  if (domain.size() > kMostDomain) return false;
  for (std::size_t dot = domain.find(U'.'); dot != std::u32string_view::npos; dot = domain.find(U'.')) {
    if (!is_label(domain.substr(0, dot))) return false;
    domain.remove_prefix(dot + 1);
  }
  return is_top_label(domain);
}

bool is_mailbox(std::u32string_view name) {
  return name.size() <= kMostName && name.front() != U'.' && name.back() != U'.' &&
         name.find(U"..") == std::u32string_view::npos &&
         std::all_of(name.begin(), name.end(), is_mailbox_sign);
}

}  // namespace

// A sign inside that nobody sees is kept: `check_email` refuses it, rather than that an address is guessed.
std::string normal_email(std::string_view text) {
  std::string normal;
  normal.reserve(text.size() * 3);
  std::string kept = trimmed(text);
  for (Letters letters(kept); const char32_t c : letters)
    append_utf8(normal, is_unseen(c) ? c : plain_sign(c));
  wv::wipe(kept);
  return normal;
}

Problem check_email(std::string_view text) {
  std::string normal = normal_email(text);
  Letters letters(normal);
  const bool too_long = normal.size() > kMostAddress;
  wv::wipe(normal);
  const std::u32string_view address = letters.view();
  if (address.empty()) return Problem::email_empty;
  if (std::any_of(address.begin(), address.end(), is_space)) return Problem::email_space;
  const auto ats = std::count(address.begin(), address.end(), U'@');
  if (ats == 0) return Problem::email_at;
  if (ats > 1) return Problem::email_ats;
  const std::size_t at = address.find(U'@');
  const std::u32string_view name = address.substr(0, at);
  const std::u32string_view domain = address.substr(at + 1);
  if (name.empty()) return Problem::email_name;
  if (domain.empty()) return Problem::email_domain;
  if (domain.find(U'.') == std::u32string_view::npos) return Problem::email_dot;
  return too_long || !is_mailbox(name) || !is_domain(domain) ? Problem::email_other : Problem::none;
}

}  // namespace wv::domain
