#include "domain/validation.h"

#include <algorithm>
#include <array>

#include "domain/letters.h"
#include "domain/receipt.h"

namespace wv::domain {
namespace {

constexpr std::array<std::string_view, 25> kProblemIds = {
    "",
    "message_empty", "choice", "contact_choice", "place_empty", "text_long",
    "phone_empty", "phone_short", "phone_long", "phone_start", "phone_other",
    "email_empty", "email_at", "email_ats", "email_name", "email_domain", "email_dot", "email_space", "email_other",
    "number_empty", "number_short", "number_check",
    "code_empty", "code_short", "code_other",
};
static_assert(kProblemIds.size() == static_cast<std::size_t>(Problem::code_other) + 1);

constexpr int kDutchDigits = 10;

bool is_blank(std::string_view text) {
  Letters letters(text);
  return std::all_of(letters.begin(), letters.end(), [](char32_t c) { return is_space(c) || is_direction_mark(c); });
}

PhoneCheck check_national(std::string digits) {  // with its leading 0
  const int count = static_cast<int>(digits.size());
  if (count < kDutchDigits) return {Problem::phone_short, count, {}};
  if (count > kDutchDigits) return {Problem::phone_long, count, {}};
  return {Problem::none, count, std::move(digits)};
}

PhoneCheck check_foreign(const std::string& digits) {  // after + or 00
  const int count = static_cast<int>(digits.size());
  if (digits.empty() || digits.front() == '0' || count < 8 || count > 15) return {Problem::phone_other, count, {}};
  return {Problem::none, count, "+" + digits};
}

// The digits, with a + in front if one was typed; nothing if there is a sign no number has.
struct Dialled {
  bool plus = false;
  bool strange = false;
  std::string digits;
};

Dialled dialled(std::string_view text) {
  Dialled out;
  for (Letters letters(text); const char32_t c : letters) {
    if (const auto digit = digit_of(c)) {
      out.digits.push_back(static_cast<char>('0' + *digit));
    } else if (c == U'+' && out.digits.empty() && !out.plus) {
      out.plus = true;
    } else if (!is_space(c) && !is_hyphen(c) && !is_direction_mark(c) && c != U'(' && c != U')' && c != U'.' && c != U'/') {
      out.strange = true;
    }
  }
  return out;
}

bool dot_inside(std::string_view domain) {
  const std::size_t dot = domain.rfind('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < domain.size();
}

bool is_crockford(char32_t c) {  // i, l and o may be typed for 1 and 0; u is left out of the alphabet
  if (c >= U'0' && c <= U'9') return true;
  const char32_t lower = c | 0x20;
  return c < 0x80 && lower >= U'a' && lower <= U'z' && lower != U'u';
}

Problem check_number(std::string_view text) {
  std::string digits;
  bool strange = false;
  for (Letters letters(text); const char32_t c : letters) {
    if (const auto digit = digit_of(c)) {
      digits.push_back(static_cast<char>('0' + *digit));
    } else if (!is_space(c) && !is_hyphen(c) && !is_direction_mark(c)) {
      strange = true;
    }
  }
  if (digits.empty() && !strange) return Problem::number_empty;
  if (digits.size() < 10) return Problem::number_short;
  return strange || !valid_receipt_number(digits) ? Problem::number_check : Problem::none;
}

Problem check_code(std::string_view text) {
  int count = 0;
  bool strange = false;
  for (Letters letters(text); const char32_t c : letters) {
    if (is_crockford(c) || digit_of(c)) {
      ++count;
    } else if (!is_space(c) && !is_hyphen(c) && !is_direction_mark(c)) {
      strange = true;
    }
  }
  if (count == 0 && !strange) return Problem::code_empty;
  if (strange || count > 8) return Problem::code_other;
  return count < 8 ? Problem::code_short : Problem::none;
}

}  // namespace

std::string_view id_of(Problem problem) { return kProblemIds[static_cast<std::size_t>(problem)]; }

PhoneCheck check_phone(std::string_view text) {
  Dialled number = dialled(text);
  if (number.strange) return {Problem::phone_other, static_cast<int>(number.digits.size()), {}};
  if (number.digits.empty()) return {number.plus ? Problem::phone_other : Problem::phone_empty, 0, {}};
  std::string& digits = number.digits;
  if (!number.plus && digits.rfind("00", 0) == 0 && digits.rfind("000", 0) != 0) {
    number.plus = true;
    digits.erase(0, 2);
  }
  if (!number.plus) {
    if (digits.front() != '0') return {Problem::phone_start, static_cast<int>(digits.size()), {}};
    return check_national(std::move(digits));
  }
  if (digits.rfind("31", 0) != 0) return check_foreign(digits);
  const bool zero_too = digits.size() > 2 && digits[2] == '0';  // +31 (0)6 …
  return check_national((zero_too ? "" : "0") + digits.substr(2));
}

Problem check_email(std::string_view text) {
  // A space before or after is a slip of the finger that harms nobody.
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (is_blank(text)) return Problem::email_empty;
  Letters letters(text);
  if (std::any_of(letters.begin(), letters.end(), is_space)) return Problem::email_space;
  const auto ats = std::count(text.begin(), text.end(), '@');
  if (ats == 0) return Problem::email_at;
  if (ats > 1) return Problem::email_ats;
  const std::size_t at = text.find('@');
  const std::string_view name = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  if (name.empty()) return Problem::email_name;
  if (domain.empty()) return Problem::email_domain;
  if (domain.find('.') == std::string_view::npos) return Problem::email_dot;
  const bool control = std::any_of(letters.begin(), letters.end(), [](char32_t c) { return c < 0x20 || c == 0x7F; });
  const bool strange = text.find_first_of("<>()[],;:\"\\") != std::string_view::npos;
  const bool twice = text.find("..") != std::string_view::npos;
  if (!dot_inside(domain) || domain.front() == '.' || name.front() == '.' || name.back() == '.' || control || strange ||
      twice || text.size() > 254) {
    return Problem::email_other;
  }
  return Problem::none;
}

std::vector<FieldProblem> check_message(const Draft& draft) {
  if (draft.message.size() > kMostMessageBytes) return {{"message", Problem::text_long, 0}};
  if (draft.tiles.empty() && !draft.voice && is_blank(draft.message)) return {{"message", Problem::message_empty, 0}};
  return {};
}

std::vector<FieldProblem> check_contact(const Contact& contact) {
  if (!contact.way) return {{"contact", Problem::contact_choice, 0}};
  std::vector<FieldProblem> problems;
  if (*contact.way == ContactWay::phone) {
    const PhoneCheck phone = check_phone(contact.phone);
    if (phone.problem != Problem::none) problems.push_back({"phone", phone.problem, phone.count});
  }
  if (*contact.way == ContactWay::email) {
    const Problem email = check_email(contact.email);
    if (email != Problem::none) problems.push_back({"email", email, 0});
  }
  if (contact.name.size() > kMostLineBytes) problems.push_back({"name", Problem::text_long, 0});
  return problems;
}

FieldProblem check_track(std::string_view number, std::string_view code) {
  if (const Problem problem = check_number(number); problem != Problem::none) return {"number", problem, 0};
  return {"code", check_code(code), 0};
}

}  // namespace wv::domain
