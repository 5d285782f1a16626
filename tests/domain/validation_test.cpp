#include "domain/validation.h"

#include <doctest/doctest.h>

#include <string>

#include "domain/receipt.h"

using namespace wv::domain;

TEST_CASE("telephone numbers that are right") {
  const std::pair<const char*, const char*> rows[] = {
      {"0612345678", "0612345678"},        {"06 12 34 56 78", "0612345678"},   {"06-12345678", "0612345678"},
      {"(020) 123 45 67", "0201234567"},   {"+31 6 12345678", "0612345678"},   {"+31 (0)6 12345678", "0612345678"},
      {"0031 6 1234 5678", "0612345678"},  {"000 123 45 67", "0001234567"},    {"+49 30 123456", "+4930123456"},
      {"0049 30 123456", "+4930123456"},   {"+32 2 555 12 12", "+3225551212"}, {"٠٦١٢٣٤٥٦٧٨", "0612345678"},
      {"\u2066" "0612345678" "\u2069", "0612345678"}, {"06\u201112345678", "0612345678"}, {"06\u00A012345678", "0612345678"},
  };
  for (const auto& [typed, normal] : rows) {
    CAPTURE(typed);
    const PhoneCheck check = check_phone(typed);
    CHECK(check.problem == Problem::none);
    CHECK(check.normal == normal);
  }
}

TEST_CASE("telephone numbers that can't be right, and what is missing") {
  struct Row {
    const char* typed;
    Problem problem;
    int count;
  };
  const Row rows[] = {
      {"", Problem::phone_empty, 0},           {"   ", Problem::phone_empty, 0},        {"061234567", Problem::phone_short, 9},
      {"06", Problem::phone_short, 2},         {"06123456789", Problem::phone_long, 11}, {"612345678", Problem::phone_start, 9},
      {"06 1234 567a", Problem::phone_other, 9}, {"+", Problem::phone_other, 0},        {"+31 6 1234567", Problem::phone_short, 9},
      {"+31 6 123456789", Problem::phone_long, 11}, {"+49 12345", Problem::phone_other, 7}, {"+491234567890123456", Problem::phone_other, 18},
      {"06+12345678", Problem::phone_other, 10}, {"+0612345678", Problem::phone_other, 10}, {"bel mij", Problem::phone_other, 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.typed);
    const PhoneCheck check = check_phone(row.typed);
    CHECK(check.problem == row.problem);
    CHECK(check.count == row.count);
    CHECK(check.normal.empty());
  }
}

TEST_CASE("e-mail addresses: what is missing is told") {
  const std::pair<const char*, Problem> rows[] = {
      {"sam@voorbeeld.nl", Problem::none},          {" sam@voorbeeld.nl ", Problem::none},     {"s.a-m+x_1@mail.voorbeeld.nl", Problem::none},
      {"сам@пример.укр", Problem::none},            {"o'neil@voorbeeld.nl", Problem::none},    {"", Problem::email_empty},
      {"  ", Problem::email_empty},                 {"sam.voorbeeld.nl", Problem::email_at},   {"sam@@voorbeeld.nl", Problem::email_ats},
      {"a@b@voorbeeld.nl", Problem::email_ats},     {"@voorbeeld.nl", Problem::email_name},    {"sam@", Problem::email_domain},
      {"sam@voorbeeld", Problem::email_dot},        {"sam @voorbeeld.nl", Problem::email_space}, {"sam@voor beeld.nl", Problem::email_space},
      {"sam@.nl", Problem::email_other},            {"sam@voorbeeld.", Problem::email_other},  {"sam@voorbeeld..nl", Problem::email_other},
      {".sam@voorbeeld.nl", Problem::email_other},  {"sam,pim@voorbeeld.nl", Problem::email_other}, {"<sam@voorbeeld.nl>", Problem::email_other},
  };
  for (const auto& [typed, problem] : rows) {
    CAPTURE(typed);
    CHECK(id_of(check_email(typed)) == id_of(problem));
  }
  CHECK(check_email(std::string(260, 'a') + "@voorbeeld.nl") == Problem::email_other);
}

TEST_CASE("a message page needs a tile or a word") {
  Draft draft;
  REQUIRE(check_message(draft).size() == 1);
  CHECK(check_message(draft).front().problem == Problem::message_empty);
  draft.message = " \n\u00A0\u200F";
  CHECK(check_message(draft).size() == 1);
  draft.tiles = {"lamp"};
  CHECK(check_message(draft).empty());
  draft.tiles.clear();
  draft.message = "?";
  CHECK(check_message(draft).empty());
  draft.message = std::string(kMostMessageBytes + 1, 'a');
  CHECK(check_message(draft).front().problem == Problem::text_long);
}

TEST_CASE("contact asks only for what the chosen way needs") {
  Contact contact;
  CHECK(check_contact(contact).front().problem == Problem::contact_choice);
  contact.way = ContactWay::none;
  contact.phone = "rubbish";
  CHECK(check_contact(contact).empty());
  contact.way = ContactWay::phone;
  CHECK(check_contact(contact).front().field == "phone");
  contact.phone = "000 123 45 67";
  CHECK(check_contact(contact).empty());
  contact.way = ContactWay::email;
  CHECK(check_contact(contact).front().problem == Problem::email_empty);
  contact.way = ContactWay::here;
  CHECK(check_contact(contact).empty());
}

TEST_CASE("number and code, as typed from a photo") {
  const std::string number = receipt_number(7, 123);
  CHECK(check_track(number, "K7M4-9QXD").problem == Problem::none);
  CHECK(check_track(" 007 000 123 2 ", "k7m49qxd").problem == Problem::none);
  CHECK(check_track("", "").problem == Problem::number_empty);
  CHECK(check_track("007 000", "").problem == Problem::number_short);
  CHECK(check_track("0070001233", "").problem == Problem::number_check);
  CHECK(check_track(number + "1", "").problem == Problem::number_check);
  CHECK(check_track(number, "").problem == Problem::code_empty);
  CHECK(check_track(number, "K7M4").problem == Problem::code_short);
  CHECK(check_track(number, "K7M4-9QXU").problem == Problem::code_other);
  CHECK(check_track(number, "K7M4-9QXDD").problem == Problem::code_other);
  CHECK(check_track(number, "").field == "code");
}

TEST_CASE("every problem has its own id") {
  for (int i = 1; i <= static_cast<int>(Problem::code_other); ++i) {
    for (int k = 0; k < i; ++k) CHECK(id_of(static_cast<Problem>(i)) != id_of(static_cast<Problem>(k)));
  }
  CHECK(id_of(Problem::phone_short) == "phone_short");
  CHECK(id_of(Problem::email_other) == "email_other");
}
