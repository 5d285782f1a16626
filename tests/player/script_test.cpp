#include <doctest/doctest.h>

#include "player/script.h"

using namespace wv;

namespace {

std::string fault_of(std::string_view script) {
  const auto parsed = player::parse_script(script, "s.play");
  return parsed ? std::string("fine") : parsed.error().what;
}

}  // namespace

TEST_CASE("every command is read with what belongs to it") {
  const auto parsed = player::parse_script(R"(# a journey
tap home.question
hold bar.logo 5.5s
swipe roles.page up 40
type "Caf\u00e9"
)",
                                           "s.play");
  CHECK_FALSE(parsed);  // \u is no escape here

  const auto good = player::parse_script(
      "\xEF\xBB\xBFtap a\r\n\r\n  hold b 200ms # why not\ntype \"say \\\"hi\\\" # \\\\\"\nput c \"\"\nscroll "
      "d\nkey previous\n"
      "wait 90s\nsize 800x1280\nprofile tablet-10\nlang ar\ntext 200\ncontrast high\noffline\nonline\n"
      "swipe e left 12.5\nexpect f\nexpect-not g\nexpect-text h \"x y\"\nexpect-screen home\nshot "
      "a.png\ntree a.json",
      "s.play");
  REQUIRE(good);
  const auto& c = good.value();
  REQUIRE(c.size() == 21);
  CHECK(c[0].line == 1);
  CHECK(c[1].line == 3);
  CHECK(c[1].ms == 200);
  CHECK(c[2].text == "say \"hi\" # \\");
  CHECK(c[6].ms == 90000);
  CHECK(c[7].width == 800);
  CHECK(c[13].verb == player::Verb::online);
  CHECK(c[14].dx == doctest::Approx(-12.5));
  CHECK(c[17].text == "x y");
  CHECK(c[20].id == "a.json");
}

TEST_CASE("a bad line is told with its number and the right form") {
  CHECK(fault_of("tap a\njump b\n") == "s.play:2: there is no command 'jump'");
  CHECK(fault_of("tap\n") == "s.play:1: write it as: tap ID");
  for (const char* line :
       {"tap a b",    "hold a",          "hold a 5",       "hold a -1s",       "wait 2h",     "wait nans",
        "wait 1e99s", "swipe a north 4", "swipe a up x",   "type word",        "type \"open", "put a word",
        "size 10x10", "size 800",        "size 99999x800", "profile phone-99", "text 125",    "contrast loud",
        "key enter",  "shot a.jpg",      "shot ../a.png",  "shot /tmp/a.png",  "shot .png",   "tree a.png",
        "\"tap\" a",  "expect-text a",   "type \"a\\n\"",  "tap \"\"",         "offline now"})
    CHECK_MESSAGE(fault_of(line).starts_with("s.play:1: "), line);
  CHECK(fault_of("tap \xFF") == "s.play:1: this is not UTF-8");
}

TEST_CASE("sizes are whole numbers within reason") {
  CHECK(player::parse_size("1080x1920") == std::pair{1080, 1920});
  for (const char* text :
       {"", "x", "1080", "1080x", "x1920", "1080x1920x1", "-5x500", "1e3x500", " 800x600", "800x600 "})
    CHECK_FALSE(player::parse_size(text));
}
