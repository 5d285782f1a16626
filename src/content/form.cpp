#include "content/form.h"

#include <algorithm>
#include <optional>

#include "content/files.h"
#include "domain/draft.h"

namespace wv::content {
namespace {

std::optional<PageType> parse_type(const std::string& text) {
  if (text == "message") return PageType::message;
  if (text == "radio") return PageType::radio;
  if (text == "checkbox") return PageType::checkbox;
  if (text == "place") return PageType::place;
  if (text == "contact") return PageType::contact;
  return std::nullopt;
}

void read_choices(ObjectReader& top, PageSpec& page, const std::string& file, Findings& findings) {
  const Json* list = top.optional_array("choices");
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    ObjectReader reader((*list)[i], file, top.place_of("choices") + "/" + std::to_string(i), findings);
    if (!reader.is_object()) continue;
    ChoiceSpec choice{reader.required_text("id"), reader.required_text("label"),
                      reader.optional_text("picture").value_or("")};
    reader.refuse_unknown();
    const bool twice = std::any_of(page.choices.begin(), page.choices.end(),
                                   [&](const ChoiceSpec& c) { return c.id == choice.id; });
    if (twice) reader.fault("id", "it stands there twice", "give each choice its own id");
    if (!choice.id.empty() && !is_plain_id(choice.id, "_")) {
      reader.fault("id", "not an id", "use letters, digits and underscore");
    }
    if (page.type == PageType::contact && !domain::parse_contact_way(choice.id)) {
      reader.fault("id", "not a way to answer", "write phone, email, here or none");
    }
    page.choices.push_back(std::move(choice));
  }
}

void check_choices(ObjectReader& reader, const PageSpec& page, domain::Kind kind) {
  const bool chosen_from =
      page.type == PageType::radio || page.type == PageType::checkbox || page.type == PageType::contact;
  if (chosen_from && page.choices.size() < 2)
    reader.fault("choices", "nothing to choose from", "write at least two");
  if (page.type == PageType::place && !page.choices.empty()) {
    reader.fault("choices", "the places come from the municipality", "take them out");
  }
  const bool none = std::any_of(page.choices.begin(), page.choices.end(),
                                [](const ChoiceSpec& c) { return c.id == "none"; });
  if (page.type == PageType::contact && none && kind == domain::Kind::conversation) {
    reader.fault("choices", "a conversation needs a way to meet",
                 "take \"none\" out");  // its point is to meet
  }
}

// The draft has one place for each of these, so page and field must agree.
bool fits(const PageSpec& page) {
  switch (page.type) {
    case PageType::message: return page.field == "message";
    case PageType::place: return page.field == "place";
    case PageType::contact: return page.field == "contact";
    case PageType::radio:
    case PageType::checkbox:
      return page.field != "message" && page.field != "place" && page.field != "contact";
  }
  return false;
}

PageSpec read_page(const Json& json, const std::string& file, const std::string& place, domain::Kind kind,
                   Findings& findings) {
  PageSpec page;
  ObjectReader reader(json, file, place, findings);
  if (!reader.is_object()) return page;
  page.id = reader.required_text("id");
  page.field = reader.optional_text("field").value_or(page.id);
  const std::string type = reader.required_text("type");
  const auto known = parse_type(type);
  if (!known && !type.empty())
    reader.fault("type", "an unknown type", "write message, radio, checkbox, place or contact");
  page.type = known.value_or(PageType::message);
  page.optional = reader.optional_bool("optional", false);
  page.heading = reader.required_text("heading");
  page.hint = reader.optional_text("hint").value_or("");
  page.skip = reader.optional_text("skip").value_or("");
  read_choices(reader, page, file, findings);
  check_choices(reader, page, kind);
  if (known && !is_plain_id(page.field, "_"))
    reader.fault("field", "not an id", "use letters, digits and underscore");
  if (known && !fits(page))
    reader.fault("field", "it doesn't fit the type", "a message, place or contact has its own field");
  if (page.type == PageType::contact && page.optional) {
    reader.fault("optional", "how to answer is always asked", "write false; \"none\" is a choice");
  }
  reader.refuse_unknown();
  return page;
}

}  // namespace

FormSpec read_form(const Json& json, const std::string& file, domain::Kind expected, Findings& findings) {
  FormSpec form;
  form.kind = expected;
  form.role = domain::role_of(expected);
  ObjectReader reader(json, file, "", findings);
  if (!reader.is_object()) return form;
  expect_format(reader, "wijkverbinder-form/1");
  if (reader.required_text("kind") != domain::id_of(form.kind)) {
    reader.fault("kind", "not what the file's name says",
                 "write \"" + std::string(domain::id_of(form.kind)) + "\"");
  }
  if (reader.required_text("role") != domain::id_of(form.role)) {
    reader.fault("role", "another role's work", "write \"" + std::string(domain::id_of(form.role)) + "\"");
  }
  const Json* pages = reader.required_array("pages");
  reader.refuse_unknown();
  for (std::size_t i = 0; pages != nullptr && i < pages->size(); ++i) {
    PageSpec page = read_page((*pages)[i], file, "/pages/" + std::to_string(i), expected, findings);
    const bool twice = std::any_of(form.pages.begin(), form.pages.end(), [&](const PageSpec& p) {
      return p.id == page.id || p.field == page.field;
    });
    if (twice) reader.fault("pages", "a page or field stands there twice", "ask each thing once");
    form.pages.push_back(std::move(page));
  }
  const auto has = [&](PageType type) {
    return std::any_of(form.pages.begin(), form.pages.end(),
                       [&](const PageSpec& p) { return p.type == type; });
  };
  if (pages != nullptr && (!has(PageType::message) || !has(PageType::contact))) {
    reader.fault("pages", "a message or a contact page is missing", "add it");
  }
  return form;
}

}  // namespace wv::content
