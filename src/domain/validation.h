// When a page is complete, and what is missing if it isn't. A problem's id is the catalogue's key
// ("error." + id); numbers and addresses that can't be right are told kindly, with what is missing (L5).
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/draft.h"

namespace wv::domain {

enum class Problem {
  none,
  message_empty,
  choice,
  contact_choice,
  place_empty,
  text_long,
  phone_empty,
  phone_short,
  phone_long,
  phone_start,
  phone_other,
  email_empty,
  email_at,
  email_ats,
  email_name,
  email_domain,
  email_dot,
  email_space,
  email_other,
  number_empty,
  number_short,
  number_check,
  code_empty,
  code_short,
  code_other,
};
[[nodiscard]] std::string_view id_of(Problem problem);  // "phone_short"; "" for none

struct FieldProblem {
  std::string field;
  Problem problem = Problem::none;
  int count = 0;  // phone_short, phone_long: the digits that are there, as a Dutch number counts them
};

// Bounds of what a submission holds, in bytes.
inline constexpr std::size_t kMostMessageBytes = 16000;
inline constexpr std::size_t kMostLineBytes = 320;

struct PhoneCheck {
  Problem problem = Problem::none;
  int count = 0;
  std::string normal;  // when right: "0612345678" for a Dutch number, "+4930123456" for others
};
// Dutch numbers (10 digits, also with +31 or 0031) and foreign ones with + or 00 (ITU E.164: 8 to 15 digits).
[[nodiscard]] PhoneCheck check_phone(std::string_view text);
// What stands after the @ can be a domain of the Internet's (RFC 1035, 5890), what stands before it a mailbox
// (RFC 5321 without quotes; plus addresses, apostrophes and other scripts are).
[[nodiscard]] Problem check_email(std::string_view text);

// The same values as they are kept, sent and looked up: digits of any script in ASCII, typographic hyphens
// plain, without what nobody sees (base/signs.h). Whatever a check passes comes out right for the next one.
[[nodiscard]] std::string normal_phone(std::string_view text);  // spaced as it was typed
[[nodiscard]] std::string normal_email(std::string_view text);
[[nodiscard]] std::string normal_receipt_number(std::string_view text);  // "0070001232"
[[nodiscard]] Secret normal_code(std::string_view text);                 // "K7M49QXD"

[[nodiscard]] std::vector<FieldProblem> check_message(const Draft& draft);
[[nodiscard]] std::vector<FieldProblem> check_contact(const Contact& contact);
// Number and code as typed; the first problem, or one with Problem::none.
[[nodiscard]] FieldProblem check_track(std::string_view number, std::string_view code);

}  // namespace wv::domain
