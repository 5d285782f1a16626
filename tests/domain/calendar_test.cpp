#include "domain/calendar.h"

#include <doctest/doctest.h>

using namespace wv;
using namespace wv::domain;

namespace {

CalendarEntry visit() {
  CalendarEntry e;
  e.uid = "5f0e7c11-9a0b-4c4d";
  e.made = {2026, 6, 1};
  e.day = {2026, 6, 2};
  e.hours = Hours{600, 720};
  e.summary = "Afspraak";
  e.location = "Buurthuis De Linde";
  e.description = "Nummer 007 000 123 2";
  return e;
}

// The lines as a reader sees them (RFC 5545, 3.1): folds taken out.
std::string unfolded(std::string text) {
  for (std::size_t at = 0; (at = text.find("\r\n ", at)) != std::string::npos;) text.erase(at, 3);
  return text;
}

}  // namespace

TEST_CASE("an entry is what RFC 5545 asks for, each line ended by CR and LF") {
  CHECK(
      to_icalendar(visit()) ==
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Wijkverbinder//NL\r\nBEGIN:VEVENT\r\nUID:5f0e7c11-9a0b-4c4d\r\n"
      "DTSTAMP:20260601T000000Z\r\nDTSTART:20260602T100000\r\nDTEND:20260602T120000\r\nSUMMARY:Afspraak\r\n"
      "LOCATION:Buurthuis De Linde\r\nDESCRIPTION:Nummer 007 000 123 2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  CalendarEntry day = visit();
  day.hours.reset();
  CHECK(to_icalendar(day).find("DTSTART;VALUE=DATE:20260602\r\n") != std::string::npos);
  CHECK(to_icalendar(day).find("DTEND") == std::string::npos);
}

TEST_CASE("texts are escaped (3.3.11), and what only a screen needs is left out") {
  CalendarEntry e = visit();
  e.location = "Zaal 2; links, \\achter\nin de hal\r";
  e.description =
      "\xD8\xA7 \xE2\x81\xA6"
      "007\xC2\xA0"
      "000\xE2\x81\xA9";
  const std::string text = to_icalendar(e);
  CHECK(text.find("LOCATION:Zaal 2\\; links\\, \\\\achter\\nin de hal\r\n") != std::string::npos);
  CHECK(text.find("DESCRIPTION:\xD8\xA7 007 000\r\n") != std::string::npos);
  e.location = "END:VEVENT\r\nBEGIN:VALARM";  // nobody's words become a line of their own
  CHECK(to_icalendar(e).find("\r\nBEGIN:VALARM") == std::string::npos);
}

TEST_CASE("lines are folded at 75 octets and never inside a letter") {
  CalendarEntry e = visit();
  for (std::size_t lead = 0; lead < 4; ++lead) {  // at every place within a letter
    e.location = std::string(lead, 'a');
    for (int i = 0; i < 90; ++i)
      e.location += i % 3 == 0 ? "\xD8\xB9" : i % 3 == 1 ? "\xE2\x82\xAC" : "\xF0\x9F\x8F\xA0";
    const std::string text = to_icalendar(e);
    CHECK(unfolded(text).find("LOCATION:" + e.location + "\r\n") != std::string::npos);
    std::size_t folds = 0;
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t end = text.find("\r\n", from);
      REQUIRE(end != std::string::npos);
      CHECK(end - from <= 75);
      folds += text[from] == ' ' ? 1 : 0;
      const std::size_t first = from + (text[from] == ' ' ? 1 : 0);
      CHECK((static_cast<unsigned char>(text[first]) & 0xC0) != 0x80);
      from = end + 2;
    }
    CHECK(folds >= 3);  // the control: there was something to fold
  }
}

TEST_CASE("hours of the day") {
  CHECK(minutes_of("10:00") == 600);
  CHECK(minutes_of("09:30") == 570);
  for (const char* no : {"", "10", "10:", ":30", "10:60", "25:00", "1o:00", "10:00 "})
    CHECK_FALSE(minutes_of(no));
}
