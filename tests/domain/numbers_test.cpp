#include "domain/numbers.h"

#include <doctest/doctest.h>

#include <random>

using namespace wv::domain;
using wv::Secret;

namespace {

std::string found(std::string_view text, std::optional<Range> range) {
  return range ? std::string(text.substr(range->begin, range->end - range->begin)) : "-";
}
std::string bsn(std::string_view text) { return found(text, find_bsn(text)); }
std::string iban(std::string_view text) { return found(text, find_iban(text)); }

}  // namespace

// Numbers that pass the test by arithmetic only; 999990… is the range that the government keeps for tests.
TEST_CASE("a BSN in free text is found, however it is written") {
  CHECK(bsn("999990019") == "999990019");
  CHECK(bsn("Mijn BSN is 999990019.") == "999990019");
  CHECK(bsn("bsn:999990019, bel me") == "999990019");
  CHECK(bsn("BSN999990019") == "999990019");
  CHECK(bsn("nr 999.990.019 graag") == "999.990.019");
  CHECK(bsn("nr 9999 90 019 graag") == "9999 90 019");
  CHECK(bsn("nr 999-990-019") == "999-990-019");
  CHECK(bsn("wij zijn met 3, 999990019 is van mij") == "999990019");
  CHECK(bsn("Bel 0612345678 of kijk bij 999990019") == "999990019");
  CHECK(bsn("op 12-03-2026: 999990019") == "999990019");
  CHECK(bsn("رقمي ٩٩٩٩٩٠٠١٩ شكرا") == "٩٩٩٩٩٠٠١٩");
  CHECK(bsn("één é 123456782 👍") == "123456782");
}

TEST_CASE("what only looks like a BSN is left alone") {
  for (const char* text : {"",
                           "999990018",
                           "12345678",
                           "1234567820",
                           "000000000",
                           "111111111",
                           "06 12345678",
                           "0612345678",
                           "06-12345678 of 020-1234567",
                           "020 1234567",
                           "(020) 123 45 67",
                           "+31 6 12345678",
                           "+31612345678",
                           "0031612345678",
                           "+49 30 1234567",
                           "000 123 45 67",
                           "1234 AB 12",
                           "Postcode 1234 AB, nummer 56",
                           "12-03-2026",
                           "2026-03-12 10",
                           "geboren 12 03 1980",
                           "12.03.1980 2",
                           "nummer 007 000 123 2",
                           "0070001232",
                           "NL91 ABNA 0417 1643 00",
                           "BE68 5390 0754 7034",
                           "€ 1.250,00 en 3",
                           "lijn 12 34 56 78 9 0 1 2"}) {
    CAPTURE(text);
    CHECK(bsn(text) == "-");
  }
}

// 010000008 is the BSN whose 0 was dropped: 1*8 and 8 as its last digit.
TEST_CASE("a BSN with odd spacing, other digits and hyphens, or without its first 0") {
  for (const char* text : {"999 990 019",
                           "999  990  019",
                           "99 99 90 019",
                           "9 9 9 9 9 0 0 1 9",
                           "999 - 990 - 019",
                           "999/990/019",
                           "999,990,019",
                           "999_990_019",
                           "999 99 0019",
                           "9.9.9.9.9.0.0.1.9",
                           "999\u00A0990\u00A0019",
                           "999\u2011990\u2011019",
                           "999\u2013990\u2013019",
                           "999\u2009990\u2009019",
                           "999\u00B7990\u00B7019",
                           "999\u200B990\u200B019",
                           "\u06F9\u06F9\u06F9\u06F9\u06F9\u06F0\u06F0\u06F1\u06F9",
                           "９９９９９００１９",
                           "९९९९९००१९",
                           "10000008",
                           "10.000.008",
                           "10 000 008",
                           "1000.00.08",
                           "\u0661\u0660\u0660\u0660\u0660\u0660\u0660\u0668"}) {
    const std::string whole = "Mijn nummer is " + std::string(text) + " hoor";
    CAPTURE(whole);
    CHECK(bsn(whole) == text);
  }
}

TEST_CASE("what has eight or nine digits and is none") {
  for (const char* text :
       {"10000009", "€ 10.000.008", "€10000008", "31 6 10000008", "31610000008", "+45 10000008",
        "+46 8 1000000", "1000 AB 10000009", "12031980", "19800312", "10 000 008 1", "10-000-008-44",
        "NL91\u00A0ABNA\u00A00417\u00A01643\u00A000", "NL91\u2011ABNA\u20110417\u20111643\u201100",
        "06\u2011123\u201145\u2011678", "\u0660\u0666\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
        "10000\n008", "3, 999990018", "999\n990\n019"}) {
    CAPTURE(text);
    CHECK(bsn(text) == "-");
  }
}

TEST_CASE("the 11-test: one wrong digit or two changed round never pass") {
  const std::string right = "999990019";
  for (std::size_t i = 0; i < 9; ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = right;
      wrong[i] = digit;
      CHECK((bsn(wrong) != "-") == (wrong == right));
    }
  }
  CHECK(bsn("999990091") == "-");
}

TEST_CASE("IBANs by length and mod 97, from the registry's examples") {
  CHECK(iban("NL91ABNA0417164300") == "NL91ABNA0417164300");
  CHECK(iban("mijn rekening nl91 abna 0417 1643 00.") == "nl91 abna 0417 1643 00");
  CHECK(iban("IBAN: BE68 5390 0754 7034 van mij") == "BE68 5390 0754 7034");
  CHECK(iban("DE89370400440532013000 graag") == "DE89370400440532013000");
  CHECK(iban("TR33 0006 1005 1978 6457 8413 26") == "TR33 0006 1005 1978 6457 8413 26");
  CHECK(iban("NO93 8601 1117 947") == "NO93 8601 1117 947");
  CHECK(iban("NL91\u00A0ABNA\u00A00417\u00A01643\u00A000") == "NL91\u00A0ABNA\u00A00417\u00A01643\u00A000");
  CHECK(iban("één NL91 ABNA\u200B 0417\u20111643 00 é") == "NL91 ABNA\u200B 0417\u20111643 00");
  CHECK(iban("ＮＬ９１ABNA٠٤١٧١٦٤٣٠٠") == "ＮＬ９１ABNA٠٤١٧١٦٤٣٠٠");
  CHECK(iban("NL91  ABNA  0417") == "-");
  for (const char* text : {"", "NL", "NL91", "NL91ABNA0417164301", "NL91ABNA041716430", "NL91ABNA04171643000",
                           "XNL91ABNA0417164300", "ZZ91ABNA0417164300", "NLAB ABNA 0417 1643 00",
                           "NL91    ABNA 0417 1643 00", "nl 91 is een nummer"}) {
    CAPTURE(text);
    CHECK(iban(text) == "-");
  }
}

TEST_CASE("removing leaves a readable sentence, and nothing behind it") {
  Secret text = "Mijn BSN is 999990019 en ik wacht";
  const auto range = find_bsn(text);
  REQUIRE(range);
  remove(text, *range);
  CHECK(text == "Mijn BSN is en ik wacht");
  CHECK_FALSE(find_bsn(text));
  Secret whole = "999990019";
  remove(whole, {0, 9});
  CHECK(whole.empty());
  Secret end = "x 999990019";
  remove(end, {2, 11});
  CHECK(end == "x ");
  Secret same = "kort";
  remove(same, {2, 9});
  CHECK(same == "kort");
}

TEST_CASE("any bytes may come; ranges stay inside the text") {
  std::mt19937 random(5);
  const std::string letters = "0123456789 .-+()/NLab\n\xC3\xA9\xD9\xA0\xFF";
  for (int round = 0; round < 20000; ++round) {
    std::string text(random() % 40, ' ');
    for (char& c : text) c = letters[random() % letters.size()];
    for (const auto& range : {find_bsn(text), find_iban(text)}) {
      if (!range) continue;
      REQUIRE(range->begin < range->end);
      REQUIRE(range->end <= text.size());
      Secret rest = text;
      remove(rest, *range);
      REQUIRE(rest.size() < text.size());
    }
  }
}
