#include "content/municipality.h"

#include <algorithm>

#include "content/files.h"

namespace wv::content {
namespace {

bool is_dialable(const std::string& number) {
  const bool digit = std::any_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digit && number.size() <= 40 && number.find_first_not_of("0123456789 +-()") == std::string::npos;
}

std::string phone(ObjectReader& reader, const std::string& member, const std::string& otherwise) {
  const auto number = reader.optional_text(member);
  if (!number) return otherwise;
  if (!is_dialable(*number))
    reader.fault(member, "not a telephone number", "write digits, spaces and hyphens");
  return *number;
}

std::string hour(ObjectReader& reader, const std::string& member) {
  std::string text = reader.required_text(member);
  if (text.empty()) return text;
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const bool shape = text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4);
  if (!shape || text > "24:00" || text[3] > '5')
    reader.fault(member, "not an hour of the day", "write it as \"10:00\"");
  return text;
}

std::vector<int> weekdays(ObjectReader& reader, const std::string& member, const Json* list) {
  std::vector<int> days;
  if (list == nullptr) return days;
  for (const Json& item : *list) {
    const bool fits = item.is_number_integer() && item >= 1 && item <= 7;
    const int day = fits ? item.get<int>() : 0;
    if (!fits || std::find(days.begin(), days.end(), day) != days.end()) {
      reader.fault(member, "not a list of weekdays", "write 1 (Monday) to 7 (Sunday), each once");
      return days;
    }
    days.push_back(day);
  }
  if (days.empty()) reader.fault(member, "no day", "write 1 (Monday) to 7 (Sunday)");
  return days;
}

std::vector<int> read_weekdays(ObjectReader& reader, const Json& json) {
  if (json.is_object() && json.contains("days"))
    return weekdays(reader, "days", reader.required_array("days"));
  return {static_cast<int>(reader.required_int("day", 1, 7))};
}

void read_hours(ObjectReader& reader, std::string& from, std::string& to) {
  from = hour(reader, "from");
  to = hour(reader, "to");
  if (!to.empty() && to <= from) reader.fault("to", "not after \"from\"", "write a later hour");
}

void read_opening(ObjectReader& top, Municipality& m, const std::string& file, Findings& findings) {
  const Json* list = top.optional_array("opening");
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    ObjectReader reader((*list)[i], file, top.place_of("opening") + "/" + std::to_string(i), findings);
    if (!reader.is_object()) continue;
    Hours hours;
    hours.days = read_weekdays(reader, (*list)[i]);
    read_hours(reader, hours.from, hours.to);
    reader.refuse_unknown();
    m.opening.push_back(std::move(hours));
  }
  if (m.opening.empty()) top.fault("opening", "no hours", "name the hours, or take it out");
}

Surgery read_surgery(const Json& json, const std::string& file, const std::string& place,
                     Findings& findings) {
  Surgery surgery;
  ObjectReader reader(json, file, place, findings);
  surgery.days = read_weekdays(reader, json);
  read_hours(reader, surgery.from, surgery.to);
  surgery.place = reader.optional_text("place").value_or("");
  if (surgery.place == "hier" || surgery.place == "here") surgery.place.clear();
  reader.refuse_unknown();
  return surgery;
}

// It may lie on a share that hangs, so nobody looks here whether it is there (runtime/slides.h; `check`
// does).
std::string folder_named(ObjectReader& reader, const std::string& member, const Folder& folder) {
  const auto path = reader.optional_text(member);
  return path ? folder.at(*path) : std::string();
}

void read_people(ObjectReader& top, Municipality& m, const std::string& file, const Folder& folder,
                 Findings& findings) {
  const Json* list = top.required_array("wijkverbinders");
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string place = top.place_of("wijkverbinders") + "/" + std::to_string(i);
    ObjectReader reader((*list)[i], file, place, findings);
    if (!reader.is_object()) continue;
    Wijkverbinder person;
    person.name = reader.required_text("name");
    person.picture = file_named(reader, "picture", folder);
    if (const Json* surgery = reader.required_object("surgery")) {
      person.surgery = read_surgery(*surgery, file, place + "/surgery", findings);
    }
    person.phone = phone(reader, "phone", "");
    reader.refuse_unknown();
    m.wijkverbinders.push_back(std::move(person));
  }
  if (m.wijkverbinders.empty()) top.fault("wijkverbinders", "nobody", "name at least one wijkverbinder");
}

void read_places(ObjectReader& top, Municipality& m, const std::string& file, Findings& findings) {
  const Json* list = top.optional_array("places");
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    ObjectReader reader((*list)[i], file, top.place_of("places") + "/" + std::to_string(i), findings);
    if (!reader.is_object()) continue;
    NamedPlace place{reader.required_text("id"), reader.required_text("name"),
                     reader.optional_text("picture").value_or("")};
    reader.refuse_unknown();
    const bool twice =
        std::any_of(m.places.begin(), m.places.end(), [&](const NamedPlace& p) { return p.id == place.id; });
    if (!place.id.empty() && (!is_plain_id(place.id, "_-") || place.id == "here")) {
      reader.fault("id", "not an id we can use", "use letters, digits and underscore; \"here\" is taken");
    }
    if (twice) reader.fault("id", "it stands there twice", "give each place its own id");
    m.places.push_back(std::move(place));
  }
}

void read_help(ObjectReader& top, Municipality& m, const std::string& file, Findings& findings) {
  // The national numbers, unless the municipality names others.
  m.help = {"112", "0800-2000", "113", "0800-1205", "0800-0432"};
  const Json* json = top.optional_object("help");
  if (json == nullptr) return;
  ObjectReader reader(*json, file, top.place_of("help"), findings);
  m.help.emergency = phone(reader, "emergency", m.help.emergency);
  m.help.domestic_violence = phone(reader, "domestic_violence", m.help.domestic_violence);
  m.help.suicide = phone(reader, "suicide", m.help.suicide);
  m.help.worry = phone(reader, "worry", m.help.worry);
  m.help.children = phone(reader, "children", m.help.children);
  reader.refuse_unknown();
}

std::vector<Day> closed_days(ObjectReader& reader) {
  std::vector<Day> days;
  const Json* list = reader.optional_array("closed_days");
  if (list == nullptr) return days;
  for (const Json& item : *list) {
    const auto day = item.is_string() ? parse_day(item.get_ref<const std::string&>()) : std::nullopt;
    if (!day) {
      reader.fault("closed_days", "not a list of days", "write days like \"2026-12-25\"");
      return days;
    }
    days.push_back(*day);
  }
  return days;
}

void read_texts(ObjectReader& top, Municipality& m) {
  const Json* json = top.optional_object("texts");
  if (json == nullptr) return;
  for (const auto& language : json->items()) {
    if (!language.value().is_object()) {
      top.fault("texts", "wrong type under \"" + language.key() + "\"", "write { \"key\": \"text\" }");
      continue;
    }
    for (const auto& text : language.value().items()) {
      if (text.value().is_string() && !text.value().get_ref<const std::string&>().empty()) {
        m.texts[language.key()][text.key()] = text.value().get<std::string>();
      } else {
        top.fault("texts", "\"" + text.key() + "\" is no text", "write a text, or take it out");
      }
    }
  }
}

void read_looks(ObjectReader& reader, Municipality& m, const std::string& file, const Folder& folder,
                Findings& findings) {
  m.name = reader.required_text("name");
  m.neighbourhood = reader.optional_text("neighbourhood").value_or("");
  m.logo = file_named(reader, "logo", folder);
  if (const Json* style = reader.optional_object("style"))
    m.style = read_style(*style, file, reader.place_of("style"), folder, findings);
  m.slides = folder_named(reader, "slides", folder);
}

}  // namespace

Municipality read_municipality(const Json& json, const std::string& file, const Folder& folder,
                               Findings& findings) {
  Municipality m;
  ObjectReader reader(json, file, "", findings);
  if (!reader.is_object()) return m;
  expect_format(reader, "wijkverbinder-municipality/1");
  read_looks(reader, m, file, folder, findings);
  read_places(reader, m, file, findings);
  read_people(reader, m, file, folder, findings);
  m.reading_days = weekdays(reader, "reading_days", reader.required_array("reading_days"));
  m.closed_days = closed_days(reader);
  read_opening(reader, m, file, findings);
  m.reply_term_working_days =
      static_cast<int>(reader.optional_int("reply_term_working_days", 1, 60).value_or(5));
  m.reads = reader.optional_texts("reads");
  if (m.reads.empty()) m.reads = {"nl"};
  reader.required_text("phone").swap(m.phone);
  if (!m.phone.empty() && !is_dialable(m.phone))
    reader.fault("phone", "not a telephone number", "write digits, spaces and hyphens");
  read_help(reader, m, file, findings);
  m.controller = reader.required_text("controller");
  m.readers = reader.required_text("readers");
  m.retention_months = static_cast<int>(reader.required_int("retention_months", 1, 240));
  m.privacy_contact = reader.required_text("privacy_contact");
  m.notice_version = reader.optional_text("notice_version").value_or("1");
  read_texts(reader, m);
  reader.refuse_unknown();
  return m;
}

}  // namespace wv::content
