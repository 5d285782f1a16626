#include "domain/validation.h"

#include <algorithm>
#include <array>

#include "base/pick_up_code.h"
#include "domain/letters.h"
#include "domain/receipt.h"

namespace wv::domain {
namespace {

constexpr std::array<std::string_view, 25> kProblemIds = {
    "",
    "message_empty",
    "choice",
    "contact_choice",
    "place_empty",
    "text_long",
    "phone_empty",
    "phone_short",
    "phone_long",
    "phone_start",
    "phone_other",
    "email_empty",
    "email_at",
    "email_ats",
    "email_name",
    "email_domain",
    "email_dot",
    "email_space",
    "email_other",
    "number_empty",
    "number_short",
    "number_check",
    "code_empty",
    "code_short",
    "code_other",
};
static_assert(kProblemIds.size() == static_cast<std::size_t>(Problem::code_other) + 1);

constexpr int kDutchDigits = 10;
constexpr std::size_t kReceiptDigits = 10;

bool is_blank(std::string_view text) {
  Letters letters(text);
  return std::all_of(letters.begin(), letters.end(), [](char32_t c) { return is_space(c) || is_unseen(c); });
}

PhoneCheck check_national(std::string digits) {  // with its leading 0
  const int count = static_cast<int>(digits.size());
  if (count < kDutchDigits) return {Problem::phone_short, count, {}};
  if (count > kDutchDigits) return {Problem::phone_long, count, {}};
  return {Problem::none, count, std::move(digits)};
}

PhoneCheck check_foreign(const std::string& digits) {  // after + or 00
  const int count = static_cast<int>(digits.size());
  if (digits.empty() || digits.front() == '0' || count < 8 || count > 15)
    return {Problem::phone_other, count, {}};
  return {Problem::none, count, "+" + digits};
}

// The digits, with a + in front if one was typed; `strange` if there is a sign that no number has.
struct Dialled {
  bool plus = false;
  bool strange = false;
  std::string digits;
};

Dialled dialled(std::string_view text) {
  Dialled out;
  for (Letters letters(text); const char32_t typed : letters) {
    const char32_t c = plain_sign(typed);
    if (const auto digit = digit_of(c)) {
      out.digits.push_back(static_cast<char>('0' + *digit));
    } else if (c == U'+' && out.digits.empty() && !out.plus) {
      out.plus = true;
    } else if (!is_space(c) && !is_hyphen(c) && !is_unseen(c) && c != U'(' && c != U')' && c != U'.' &&
               c != U'/') {
      out.strange = true;
    }
  }
  return out;
}

// A number of a receipt, typed again: letters and digits, folded; `strange` if there is another sign.
struct Copied {
  std::string signs;
  bool strange = false;
};

Copied copied(std::string_view text) {
  Copied out;
  for (Letters letters(text); const char32_t typed : letters) {
    const char32_t c = plain_sign(typed);
    const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
    if (letter)
      out.signs.push_back(static_cast<char>(c >= U'a' ? c - 0x20 : c));
    else if (!is_space(c) && !is_hyphen(c) && !is_unseen(c) && c != U'.')
      out.strange = true;
  }
  return out;
}

Problem check_number(std::string_view text) {
  const Copied number = copied(text);
  if (number.signs.empty() && !number.strange) return Problem::number_empty;
  if (number.signs.size() < kReceiptDigits) return Problem::number_short;
  return number.strange || !valid_receipt_number(number.signs) ? Problem::number_check : Problem::none;
}

Problem check_code(std::string_view text) {
  const TypedCode code = read_code(text);
  if (code.signs.empty()) return Problem::code_empty;
  if (code.strange || code.signs.size() > kCodeLength) return Problem::code_other;
  return code.whole() ? Problem::none : Problem::code_short;
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
  // 31 6 12345678: the + forgotten; no number within the country begins otherwise than with 0.
  if (!number.plus && digits.size() == 11 && digits.rfind("31", 0) == 0 && digits[2] != '0')
    number.plus = true;
  if (!number.plus) {
    if (digits.front() != '0') return {Problem::phone_start, static_cast<int>(digits.size()), {}};
    return check_national(std::move(digits));
  }
  if (digits.rfind("31", 0) != 0) return check_foreign(digits);
  const bool zero_too = digits.size() > 2 && digits[2] == '0';  // +31 (0)6 …
  return check_national((zero_too ? "" : "0") + digits.substr(2));
}

std::string normal_phone(std::string_view text) {
  std::string kept = trimmed(text);
  std::string normal = plain_signs(kept);
  wv::wipe(kept);
  return normal;
}

std::string normal_receipt_number(std::string_view text) { return copied(text).signs; }

Secret normal_code(std::string_view text) {
  TypedCode code = read_code(text);
  return std::move(code.signs);
}

std::vector<FieldProblem> check_message(const Draft& draft) {
  if (draft.message.size() > kMostMessageBytes) return {{"message", Problem::text_long, 0}};
  if (draft.tiles.empty() && !draft.voice && is_blank(draft.message))
    return {{"message", Problem::message_empty, 0}};
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
