#include "domain/calendar.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <string_view>

namespace wv::domain {

namespace {

constexpr std::size_t kMostOctets = 75;

// What only a screen needs: no-break spaces become spaces, isolates and joiners go.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\xC2\xA0")) {
      out += ' ';
      i += 2;
    } else if (rest.size() >= 3 && rest[0] == '\xE2' && rest[1] == '\x81' && rest[2] >= '\xA0') {
      i += 3;  // U+2060 to U+206F
    } else {
      out += text[i++];
    }
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : plain(text)) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F')
      out += c;
  }
  return out;
}

bool goes_on(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }  // within a letter of UTF-8

void add_line(std::string& out, std::string_view line) {
  std::size_t room = kMostOctets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && goes_on(line[cut])) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kMostOctets - 1;  // the space counts
  }
  out.append(line).append("\r\n");
}

std::string compact(const Day& day) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04d%02d%02d", day.year % 10000, day.month, day.day);
  return text.data();
}

std::string compact(const Day& day, int minutes) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "T%02d%02d00", minutes / 60 % 24, minutes % 60);
  return compact(day) + text.data();
}

}  // namespace

std::string to_icalendar(const CalendarEntry& entry) {
  std::string out;
  const auto text = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) add_line(out, std::string(name) + ":" + escaped(value));
  };
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//Wijkverbinder//NL");
  add_line(out, "BEGIN:VEVENT");
  text("UID", entry.uid);
  add_line(out, "DTSTAMP:" + compact(entry.made) + "T000000Z");
  if (entry.hours) {
    add_line(out, "DTSTART:" + compact(entry.day, entry.hours->from));
    add_line(out, "DTEND:" + compact(entry.day, entry.hours->to));
  } else {
    add_line(out, "DTSTART;VALUE=DATE:" + compact(entry.day));
  }
  text("SUMMARY", entry.summary);
  text("LOCATION", entry.location);
  text("DESCRIPTION", entry.description);
  add_line(out, "END:VEVENT");
  add_line(out, "END:VCALENDAR");
  return out;
}

std::optional<int> minutes_of(const std::string& hour) {
  const std::size_t colon = hour.find(':');
  if (colon == std::string::npos) return std::nullopt;
  int hours = -1, minutes = -1;
  const char* const begin = hour.data();
  const auto first = std::from_chars(begin, begin + colon, hours);
  const auto second = std::from_chars(begin + colon + 1, begin + hour.size(), minutes);
  if (first.ptr != begin + colon || second.ptr != begin + hour.size() || hours < 0 || hours > 24 ||
      minutes < 0 || minutes > 59)
    return std::nullopt;
  return hours * 60 + minutes;
}

}  // namespace wv::domain
