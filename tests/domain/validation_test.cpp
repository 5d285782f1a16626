#include "domain/field.h"
#include "domain/validation.h"

#include <doctest/doctest.h>

#include <string>

#include "domain/receipt.h"
#include "domain/submission.h"

using namespace wv::domain;

TEST_CASE("telephone numbers that are right") {
  const std::pair<const char*, const char*> rows[] = {
      {"0612345678", "0612345678"},
      {"06 12 34 56 78", "0612345678"},
      {"06-12345678", "0612345678"},
      {"(020) 123 45 67", "0201234567"},
      {"+31 6 12345678", "0612345678"},
      {"+31 (0)6 12345678", "0612345678"},
      {"0031 6 1234 5678", "0612345678"},
      {"000 123 45 67", "0001234567"},
      {"+49 30 123456", "+4930123456"},
      {"0049 30 123456", "+4930123456"},
      {"+32 2 555 12 12", "+3225551212"},
      {"٠٦١٢٣٤٥٦٧٨", "0612345678"},
      {"\u2066"
       "0612345678"
       "\u2069",
       "0612345678"},
      {"06\u201112345678", "0612345678"},
      {"06\u00A012345678", "0612345678"},
      {"06\u200B12345678", "0612345678"},
      {"\uFEFF0612345678", "0612345678"},
      {"０６１２３４５６７８", "0612345678"},
      {"۰۶۱۲۳۴۵۶۷۸", "0612345678"},
      {"\uFF0B31 6 12345678", "0612345678"},
      {"06\u00B712\u00B734\u00B756\u00B778", "0612345678"},
      {"06\u221212345678", "0612345678"},
      {"31 6 12345678", "0612345678"},
      {"31612345678", "0612345678"},
      {"(+31) 6-12345678", "0612345678"},
      {"+90 532 123 45 67", "+905321234567"},
      {"+1 (212) 555-0100", "+12125550100"},
      {"\u0660\u0660\u0669\u0666\u0663 11 1234567", "+963111234567"},
      {"+48.22.123.45.67", "+48221234567"},
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
      {"", Problem::phone_empty, 0},
      {"   ", Problem::phone_empty, 0},
      {"061234567", Problem::phone_short, 9},
      {"06", Problem::phone_short, 2},
      {"06123456789", Problem::phone_long, 11},
      {"612345678", Problem::phone_start, 9},
      {"06 1234 567a", Problem::phone_other, 9},
      {"+", Problem::phone_other, 0},
      {"+31 6 1234567", Problem::phone_short, 9},
      {"+31 6 123456789", Problem::phone_long, 11},
      {"+49 12345", Problem::phone_other, 7},
      {"+491234567890123456", Problem::phone_other, 18},
      {"06+12345678", Problem::phone_other, 10},
      {"+0612345678", Problem::phone_other, 10},
      {"bel mij", Problem::phone_other, 0},
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
      {"sam@voorbeeld.nl", Problem::none},
      {" sam@voorbeeld.nl ", Problem::none},
      {"s.a-m+x_1@mail.voorbeeld.nl", Problem::none},
      {"сам@пример.укр", Problem::none},
      {"o'neil@voorbeeld.nl", Problem::none},
      {"", Problem::email_empty},
      {"  ", Problem::email_empty},
      {"sam.voorbeeld.nl", Problem::email_at},
      {"sam@@voorbeeld.nl", Problem::email_ats},
      {"a@b@voorbeeld.nl", Problem::email_ats},
      {"@voorbeeld.nl", Problem::email_name},
      {"sam@", Problem::email_domain},
      {"sam@voorbeeld", Problem::email_dot},
      {"sam @voorbeeld.nl", Problem::email_space},
      {"sam@voor beeld.nl", Problem::email_space},
      {"sam@.nl", Problem::email_other},
      {"sam@voorbeeld.", Problem::email_other},
      {"sam@voorbeeld..nl", Problem::email_other},
      {".sam@voorbeeld.nl", Problem::email_other},
      {"sam,pim@voorbeeld.nl", Problem::email_other},
      {"<sam@voorbeeld.nl>", Problem::email_other},
      {"a@b.n", Problem::email_other},
      {"@123.45", Problem::email_name},
      {"sam@123.45", Problem::email_other},
      {"sam@192.168.1.1", Problem::email_other},
      {"sam@[192.168.1.1]", Problem::email_other},
      {"sam@voor\u200Bbeeld.nl", Problem::email_other},
      {"s\u200Bam@voorbeeld.nl", Problem::email_other},
      {"sam\u2060@voorbeeld.nl", Problem::email_other},
      {"sam@voorbeeld.nl\u200B", Problem::none},
      {"\u2068sam@voorbeeld.nl\u2069", Problem::none},
      {"sam\u00A0@voorbeeld.nl", Problem::email_space},
      {"\u00A0sam@voorbeeld.nl\u3000", Problem::none},
      {"s..am@voorbeeld.nl", Problem::email_other},
      {"sam.@voorbeeld.nl", Problem::email_other},
      {"sam@-voorbeeld.nl", Problem::email_other},
      {"sam@voorbeeld-.nl", Problem::email_other},
      {"sam@voor_beeld.nl", Problem::email_other},
      {"sam@voorbeeld.n1", Problem::email_other},
      {"sam@voor!beeld.nl", Problem::email_other},
      {"sam@voorbeeld.nl.", Problem::email_other},
      {"sam@voor\u2026beeld.nl", Problem::email_other},
      {"😀@voorbeeld.nl", Problem::email_other},
      {"sam@😀.nl", Problem::email_other},
      {"sam/pim@voorbeeld.nl", Problem::none},
      {"sam+wijk@voorbeeld.nl", Problem::none},
      {"o\u2019neil@voorbeeld.nl", Problem::none},
      {"jan\u2011willem@voorbeeld.nl", Problem::none},
      {"sam@xn--bcher-kva.example", Problem::none},
      {"sam@voorbeeld.xn--j1amh", Problem::none},
      {"sam@bücher.example", Problem::none},
      {"سامي@مثال.شبكة", Problem::none},
      {"sam@1voorbeeld.nl", Problem::none},
      {"sam@a.b.voorbeeld.amsterdam", Problem::none},
      {"ｓａｍ@ｖｏｏｒｂｅｅｌｄ.ｎｌ", Problem::none},
      {"sam\uFF20voorbeeld.nl", Problem::none},
  };
  for (const auto& [typed, problem] : rows) {
    CAPTURE(typed);
    CHECK(id_of(check_email(typed)) == id_of(problem));
  }
  CHECK(check_email(std::string(260, 'a') + "@voorbeeld.nl") == Problem::email_other);
  CHECK(check_email(std::string(65, 'a') + "@voorbeeld.nl") == Problem::email_other);
  CHECK(check_email(std::string(64, 'a') + "@voorbeeld.nl") == Problem::none);
  CHECK(check_email("sam@" + std::string(64, 'a') + ".nl") == Problem::email_other);
  CHECK(check_email("sam@" + std::string(63, 'a') + ".nl") == Problem::none);
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

// What passes a check is what the next one gets: the normal form passes too, and is the same again.
TEST_CASE("what a check passed comes out right for the next one") {
  CHECK(normal_phone(" \u0660\u0666\u2011\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u200B") ==
        "06-12345678");
  CHECK(normal_phone("06 12 34 56 78") == "06 12 34 56 78");
  CHECK(normal_email("\u2066o\u2019neil\uFF20voorbeeld\u3002nl ") == "o'neil@voorbeeld.nl");
  CHECK(normal_email("sam@voor\u200Bbeeld.nl") == "sam@voor\u200Bbeeld.nl");  // refused, not guessed
  for (const char* typed : {"007 000 123 2", "007\u2011000\u2011123\u20112", "٠٠٧ ٠٠٠ ١٢٣ ٢", "۰۰۷۰۰۰۱۲۳۲",
                            "００７０００１２３２", "007\u00A0000\u200B123.2"}) {
    CAPTURE(typed);
    CHECK(check_track(typed, "K7M49QXD").problem == Problem::none);
    CHECK(normal_receipt_number(typed) == "0070001232");
  }
  for (const char* typed : {"K7M4-9QXD", "k7m4\u20119qxd", "k7m4\u20139qxd", "K٧M٤ ٩QXD",
                            "Ｋ７Ｍ４－９ＱＸＤ", "K7M4\u00A0\u200F9QXD", "K7M4.9QXD"}) {
    CAPTURE(typed);
    CHECK(check_track("0070001232", typed).problem == Problem::none);
    CHECK(normal_code(typed) == "K7M49QXD");
  }
  CHECK(normal_code("oil0-OIL0") == "01100110");
  Draft draft;
  draft.contact.way = ContactWay::phone;
  draft.contact.phone = "٠٦ ١٢٣٤٥٦٧٨";
  CHECK(to_submission(draft).contact.phone == "06 12345678");
}

TEST_CASE("a field's id leads back to the field, and no other word does") {
  for (const Field field :
       {Field::message, Field::place, Field::phone, Field::email, Field::name, Field::number, Field::code})
    CHECK(parse_field(id_of(field)) == field);
  CHECK(id_of(Field::none).empty());
  for (const char* other : {"", "contact", "with", "Phone", "phone "})
    CHECK(parse_field(other) == Field::none);
}

TEST_CASE("every problem has its own id") {
  for (int i = 1; i <= static_cast<int>(Problem::code_other); ++i) {
    for (int k = 0; k < i; ++k) CHECK(id_of(static_cast<Problem>(i)) != id_of(static_cast<Problem>(k)));
  }
  CHECK(id_of(Problem::phone_short) == "phone_short");
  CHECK(id_of(Problem::email_other) == "email_other");
}
