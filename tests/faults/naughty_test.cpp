// Z4: 500 naughty strings through every field that somebody can write in: to JSON, sealed, kept, read,
// opened, and compared byte for byte. They are made here, by kinds that broke programs before; none is
// anybody's list.
#include <cstdio>
#include <set>

#include "base/utf8.h"
#include "domain/submission.h"
#include "crypto/support.h"
#include "outbox/outbox.h"

using namespace wv;
using crypto_test::new_key;

namespace {

std::string utf8_of(char32_t point) {
  const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0 | point >> 6), byte(0x80 | (point & 0x3F))};
  if (point < 0x10000)
    return {byte(0xE0 | point >> 12), byte(0x80 | (point >> 6 & 0x3F)), byte(0x80 | (point & 0x3F))};
  return {byte(0xF0 | point >> 18), byte(0x80 | (point >> 12 & 0x3F)), byte(0x80 | (point >> 6 & 0x3F)),
          byte(0x80 | (point & 0x3F))};
}

// What means something to somebody: to JSON, HTML, a shell, SQL, a path, printf, a spreadsheet, a log.
constexpr const char* kSyntax[] = {"\"",        "\\",
                                   "\\\\\"",    "{\"a\":1}",
                                   "[",         "]}",
                                   "null",      "true",
                                   "NaN",       "1e999",
                                   "-0",        "0x1F",
                                   "\\u0000",   "\\ud800",
                                   "</script>", "<b onclick=x>",
                                   "<!--",      "]]>",
                                   "&amp;&lt;", "'; DROP TABLE x; --",
                                   "\" OR 1=1", "../../etc/passwd",
                                   "C:\\CON",   "/dev/null",
                                   "%s%n%x",    "%00",
                                   "{0}",       "${HOME}",
                                   "$(reboot)", "`id`",
                                   "| cat",     "=1+1",
                                   "@SUM(A1)",  "+31",
                                   "-",         "#",
                                   "//",        "/*",
                                   "~",         "*",
                                   "?",         "\r\nX: y",
                                   "\r",        "\n\n",
                                   "\t",        "\v",
                                   "\f",        "\x1b[31m",
                                   "\b\b",      "  ",
                                   "",          " voor",
                                   "na ",       "0123456789",
                                   "undefined", "(null)"};

// Letters that change those beside them: marks, directions, joiners, variants, flags.
constexpr char32_t kTroublesome[] = {
    0x00,    0x7F,    0x85,    0xA0,    0xAD,    0x0301,   0x0327,  0x034F,  0x0489,  0x061C,  0x0640,
    0x064B,  0x06DD,  0x070F,  0x0E33,  0x115F,  0x180E,   0x1E9E,  0x200B,  0x200C,  0x200D,  0x200E,
    0x200F,  0x2028,  0x2029,  0x202A,  0x202B,  0x202C,   0x202D,  0x202E,  0x2060,  0x2066,  0x2067,
    0x2068,  0x2069,  0x20DD,  0x3000,  0xD7FF,  0xE000,   0xF8FF,  0xFDD0,  0xFDFA,  0xFE0E,  0xFE0F,
    0xFEFF,  0xFFF9,  0xFFFC,  0xFFFD,  0xFFFE,  0xFFFF,   0x10000, 0x1D165, 0x1F1F3, 0x1F468, 0x1F3FD,
    0x1FFFF, 0x20000, 0xE0001, 0xE007F, 0xE0100, 0x10FFFD, 0x10FFFF};

std::vector<std::string> naughty() {
  std::set<std::string> made;
  for (const char* text : kSyntax) made.insert({text, std::string("Zie ") + text + " hier"});
  for (const char32_t point : kTroublesome) {
    const std::string letter = utf8_of(point);
    made.insert(
        {letter, "a" + letter + "b", letter + letter + letter, "مرحبا" + letter + "x1", "🇳🇱" + letter});
  }
  for (char32_t point = 1; point < 0x20; ++point) made.insert({utf8_of(point), "a" + utf8_of(point)});
  for (const char32_t first : {0x0530U, 0x0900U, 0x1100U, 0x4E00U, 0xAC00U, 0x1F600U, 0x12000U}) {
    std::string run;
    for (char32_t point = first; point < first + 40; ++point) run += utf8_of(point);
    made.insert({run, run + " " + run});
  }
  for (const std::size_t length : {63U, 64U, 65U, 255U, 256U, 1023U, 4095U})
    made.insert({std::string(length, 'w'), std::string(length, '"')});
  made.erase("");  // a member that says nothing is left out
  return {made.begin(), made.end()};
}

domain::Submission with(const std::string& text) {
  domain::Submission s;
  s.id = "0b9a3c52-7c55-4d1c-9c43-5b8f0f2f6f11";
  s.receipt = "0070001232";
  s.language = "nl";
  s.message = s.contact.phone = s.contact.email = s.contact.name = text;
  s.contact.way = domain::ContactWay::phone;
  s.place = domain::Place{text, ""};
  s.fields = {{"about", {text, text}}};
  return s;
}

}  // namespace

TEST_CASE("Z4 naughty strings through every field to the opened submission, byte for byte") {
  fakes::FakePlatform platform(ports::make_platform());  // sealed for real, kept in memory
  const auto key = new_key(platform);
  outbox::Outbox outbox(platform.store("data"));
  const auto strings = naughty();
  std::size_t changed = 0;
  for (const std::string& text : strings) {
    const domain::Submission sent = with(text);
    const Bytes json = domain::to_json(sent);
    const auto envelope = crypto_test::sealed(platform, {key.open}, "", to_string(json));
    REQUIRE(fakes::answer_of<Done>(platform, [&](auto then) { outbox.put(envelope, then); })->ok());
    const auto kept = fakes::answer_of<crypto::SealedEnvelope>(
        platform, [&](auto then) { outbox.load(envelope.id(), then); });
    REQUIRE(kept->ok());
    auto opened = crypto_test::opened(platform, kept->value(), key.secret);
    REQUIRE(opened.ok());
    const auto back = domain::parse_submission(opened.value());
    REQUIRE(back.ok());
    const domain::Submission& b = back.value();
    const bool same = b.message == text && b.contact.phone == text && b.contact.email == text &&
                      b.contact.name == text && b.place && b.place->name == text && b.fields == sent.fields;
    CHECK_MESSAGE(same, to_hex(to_bytes(text)));
    changed += same ? 0 : 1;
  }
  std::printf("Z4 %zu strings through every field: %zu changed\n", strings.size(), changed);
  CHECK(strings.size() >= 500);
}

TEST_CASE("Z4 negative control: a string that is no UTF-8 does change, and the comparison sees it") {
  const domain::Submission sent = with("half een teken \xE2\x82");
  const auto back = domain::parse_submission(to_string(domain::to_json(sent)));
  REQUIRE(back.ok());
  CHECK(back.value().message != sent.message);
  CHECK(back.value().message == repair_utf8(sent.message));
}
