#include "app/pages.h"

#include <algorithm>

namespace wv::app {

namespace {

bool has(const std::vector<std::string>& list, std::string_view id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

template <class S>
auto* text_of(S& state, domain::Field field) {
  using Text = std::conditional_t<std::is_const_v<S>, const Secret, Secret>;
  using domain::Field;
  auto& session = state.session;
  if (field == Field::number) return static_cast<Text*>(&session.track_number);
  if (field == Field::code) return static_cast<Text*>(&session.track_code);
  if (!session.draft) return static_cast<Text*>(nullptr);
  auto& draft = *session.draft;
  switch (field) {
    case Field::message: return static_cast<Text*>(&draft.message);
    case Field::place: return static_cast<Text*>(&draft.place);
    case Field::phone: return static_cast<Text*>(&draft.contact.phone);
    case Field::email: return static_cast<Text*>(&draft.contact.email);
    case Field::name: return static_cast<Text*>(&draft.contact.name);
    case Field::number:
    case Field::code:
    case Field::none: break;
  }
  return static_cast<Text*>(nullptr);
}

}  // namespace

std::vector<Page> pages(const State& state, const content::Content& content) {
  std::vector<Page> list;
  if (!state.session.draft) return list;
  const auto& draft = *state.session.draft;
  for (const auto& spec : content.form(draft.kind).pages) {
    if (state.mode == Mode::event && spec.optional) continue;
    list.push_back({&spec, false});
    const bool asks =
        draft.contact.way == domain::ContactWay::phone || draft.contact.way == domain::ContactWay::email;
    if (spec.type == content::PageType::contact && asks) list.push_back({&spec, true});
  }
  return list;
}

const Page* current_page(const std::vector<Page>& pages, const Form& form) {
  if (form.page < 0 || static_cast<std::size_t>(form.page) >= pages.size()) return nullptr;
  return &pages[static_cast<std::size_t>(form.page)];
}

Secret* field_text(State& state, domain::Field field) { return text_of(state, field); }
const Secret* field_text(const State& state, domain::Field field) { return text_of(state, field); }

bool is_chosen(const domain::Draft& draft, std::string_view field, std::string_view choice) {
  if (field == "message") return has(draft.tiles, choice);
  if (field == "contact") return draft.contact.way && draft.contact.way == domain::parse_contact_way(choice);
  if (field == "place") return choice == "here" ? draft.place_here : draft.place_id == choice;
  const auto it = draft.choices.find(std::string(field));
  return it != draft.choices.end() && has(it->second, choice);
}

bool page_filled(const domain::Draft& draft, const content::PageSpec& page) {
  if (page.type == content::PageType::place)
    return draft.place_here || !draft.place_id.empty() || !draft.place.empty();
  if (page.type == content::PageType::message)
    return !draft.message.empty() || !draft.tiles.empty() || draft.voice;
  return std::any_of(page.choices.begin(), page.choices.end(),
                     [&](const auto& c) { return is_chosen(draft, page.field, c.id); });
}

void toggle(domain::Draft& draft, const content::PageSpec& page, const std::string& choice) {
  switch (page.type) {
    case content::PageType::contact: draft.contact.way = domain::parse_contact_way(choice); return;
    case content::PageType::place:
      // One place at a time; the same one again takes it back.
      if (choice == "here") {
        draft.place_here = !draft.place_here;
        draft.place_id.clear();
      } else {
        draft.place_id = draft.place_id == choice ? std::string() : choice;
        draft.place_here = false;
      }
      return;
    case content::PageType::radio: draft.choices[page.field] = {choice}; return;
    case content::PageType::message:
    case content::PageType::checkbox: {
      auto& list = page.type == content::PageType::message ? draft.tiles : draft.choices[page.field];
      const auto it = std::find(list.begin(), list.end(), choice);
      if (it == list.end())
        list.push_back(choice);
      else
        list.erase(it);
      return;
    }
  }
}

bool has_own_words(const domain::Draft& draft) {
  const domain::Contact& c = draft.contact;
  return draft.kind == domain::Kind::conversation || draft.voice || !draft.message.empty() ||
         !draft.place.empty() || !c.phone.empty() || !c.email.empty() || !c.name.empty();
}

void clear_page(domain::Draft& draft, const content::PageSpec& page) {
  if (page.type == content::PageType::place) {
    wipe(draft.place);
    draft.place_id.clear();
    draft.place_here = false;
  } else if (page.type == content::PageType::message) {
    wipe(draft.message);
    draft.voice.reset();
    draft.tiles.clear();
  } else {
    draft.choices.erase(page.field);
  }
}

std::string_view keyboard_of(domain::Field field) {
  using domain::Field;
  const bool own =
      field == Field::phone || field == Field::email || field == Field::number || field == Field::code;
  return own ? domain::id_of(field) : std::string_view{};
}

}  // namespace wv::app
