#include "app/visit.h"

#include <algorithm>

#include "app/editing.h"
#include "app/pages.h"
#include "app/reply.h"
#include "content/hearing.h"
#include "domain/numbers.h"

namespace wv::app {

namespace {

constexpr std::int64_t kHourMs = 3600 * 1000;
constexpr std::size_t kBusyAfter = 20;  // S7

Session& session(Context& c) { return c.state.session; }

void forget_old_sends(State& state) {
  std::erase_if(state.sent_ms, [&](std::int64_t at) { return state.now_ms - at > kHourMs; });
}

void to_review(Context& c) {
  // A conversation is about somebody: its words start behind the curtain (S5).
  if (session(c).draft->kind == domain::Kind::conversation) session(c).hidden = true;
  leave_field(c.state);
  auto& history = session(c).history;
  const auto review = std::find_if(history.begin(), history.end(),
                                   [](const Screen& x) { return std::holds_alternative<Review>(x); });
  if (review != history.end())
    history.erase(review, history.end());  // "change" leaves no trace on the way back
  else
    history.push_back(c.state.screen);
  c.state.screen = Review{};
}

void open_page(Context& c, int page, bool from_review) {
  const auto list = pages(c.state, c.content);
  Form form;
  form.page = page;
  form.from_review = from_review;
  go(c, form);
  // A page that only asks for a number or address opens with its keyboard.
  if (const auto* now = current_page(list, form); now != nullptr && now->details)
    focus(c.state,
          session(c).draft->contact.way == domain::ContactWay::phone ? domain::Field::phone
                                                                     : domain::Field::email,
          std::string::npos);
}

void go_on(Context& c) {
  const auto& form = std::get<Form>(c.state.screen);
  const auto list = pages(c.state, c.content);
  const bool details_follow =
      form.page + 1 < static_cast<int>(list.size()) && list[static_cast<std::size_t>(form.page) + 1].details;
  if (form.from_review && !details_follow) return to_review(c);
  if (form.page + 1 >= static_cast<int>(list.size())) return to_review(c);
  const int next = form.page + 1;
  const bool from_review = form.from_review;
  open_page(c, next, from_review);
}

// Kind questions before going on: danger first, then letters with a date, then a number that is
// better left out. Each asks once and blocks nothing (S6, D4).
bool asks_first(Context& c) {
  auto& s = session(c);
  // The place is heard by itself: a street's name among the words of a message would be weighed with them.
  const domain::Cry message = content::hear(c.content, s.draft->message, c.state.shown.language);
  const domain::Cry place = content::hear(c.content, s.draft->place, c.state.shown.language);
  if (!s.danger_asked && (message.danger || place.danger)) {
    s.danger_asked = true;
    c.state.overlay = Overlay::danger;
    return true;
  }
  if (!s.letters_asked && (message.letters || place.letters)) {
    s.letters_asked = true;
    c.state.overlay = Overlay::letters;
    return true;
  }
  if (!s.numbers_kept && (domain::find_bsn(s.draft->message) || domain::find_bsn(s.draft->place))) {
    c.state.overlay = Overlay::bsn;
    return true;
  }
  if (!s.numbers_kept && (domain::find_iban(s.draft->message) || domain::find_iban(s.draft->place))) {
    c.state.overlay = Overlay::iban;
    return true;
  }
  return false;
}

std::vector<domain::FieldProblem> problems_of(Context& c, const Form& form) {
  const auto list = pages(c.state, c.content);
  const auto* page = current_page(list, form);
  if (page == nullptr) return {};
  const auto& draft = *session(c).draft;
  if (page->details) return domain::check_contact(draft.contact);
  if (page->spec->optional) return {};
  using content::PageType;
  const auto& spec = *page->spec;
  if (spec.type == PageType::message) return domain::check_message(draft);
  if (page_filled(draft, spec)) return {};
  return {{spec.field,
           spec.type == PageType::contact ? domain::Problem::contact_choice : domain::Problem::choice, 0}};
}

}  // namespace

void start_form(Context& c, domain::Kind kind) {
  if (c.state.waiting.keeping != Trouble::none)
    return go(c, Busy{.cannot_keep = true});  // before anybody types
  forget_old_sends(c.state);
  if (c.state.mode == Mode::kiosk && c.state.sent_ms.size() >= kBusyAfter) return go(c, Busy{});
  auto& s = session(c);
  if (!s.draft || s.draft->kind != kind) {
    if (s.draft) domain::wipe(*s.draft);
    s.draft = domain::Draft{};
    s.draft->kind = kind;
    s.danger_asked = s.letters_asked = s.numbers_kept = false;
  }
  s.hidden = false;
  go(c, Form{});
}

const content::PageSpec* current_spec(Context& c) {
  const auto* form = std::get_if<Form>(&c.state.screen);
  if (form == nullptr) return nullptr;
  const auto list = pages(c.state, c.content);
  const auto* page = current_page(list, *form);
  return page == nullptr ? nullptr : page->spec;
}

void next(Context& c) {
  auto* form = std::get_if<Form>(&c.state.screen);
  if (form == nullptr || !session(c).draft) return;
  form->problems = problems_of(c, *form);
  if (!form->problems.empty()) {
    ++form->refused;
    // L5: the fault takes the focus where it can be mended; tiles stay visible for a message.
    const domain::Field field = domain::parse_field(form->problems.front().field);
    if (field == domain::Field::phone || field == domain::Field::email)
      focus(c.state, field, std::string::npos);
    else
      leave_field(c.state);
    return;
  }
  leave_field(c.state);
  if (asks_first(c)) return;
  go_on(c);
}

void enter(Context& c) {
  using domain::Field;
  switch (session(c).editing.field) {
    case Field::message: return type_text(c.state, "\n");
    case Field::number: return focus(c.state, Field::code, std::string::npos);
    case Field::phone:
    case Field::email: return focus(c.state, Field::name, std::string::npos);
    case Field::code: return ask_for_answer(c);
    case Field::place:
    case Field::name:
    case Field::none: return next(c);
  }
}

void skip(Context& c) {
  const auto* spec = current_spec(c);
  if (spec == nullptr || !spec->optional) return;
  clear_page(*session(c).draft, *spec);
  go_on(c);
}

void back(Context& c) {
  if (std::holds_alternative<Saving>(c.state.screen) &&
      std::get<Saving>(c.state.screen).failure == Trouble::none)
    return;
  if (session(c).editing.field != domain::Field::none) {
    // The first Back puts the keyboard away only where leaving it shows more; pages of details go back at
    // once.
    const auto* form = std::get_if<Form>(&c.state.screen);
    const auto list = pages(c.state, c.content);
    const auto* page = form != nullptr ? current_page(list, *form) : nullptr;
    leave_field(c.state);
    if (page != nullptr && !page->details) return;
  }
  if (const auto* form = std::get_if<Form>(&c.state.screen); form != nullptr && form->from_review)
    return to_review(c);
  auto& history = session(c).history;
  if (history.empty()) return;
  const auto list = pages(c.state, c.content);
  do {
    c.state.screen = std::move(history.back());
    history.pop_back();
    // A page that is no longer asked (the number, once "no contact" was chosen) is passed by.
    const auto* form = std::get_if<Form>(&c.state.screen);
    if (form == nullptr || current_page(list, *form) != nullptr) break;
  } while (!history.empty());
  if (auto* form = std::get_if<Form>(&c.state.screen)) form->problems.clear();
}

void change(Context& c, const std::string& field) {
  const auto list = pages(c.state, c.content);
  const domain::Field typed = domain::parse_field(field);
  const bool details =
      typed == domain::Field::phone || typed == domain::Field::email || typed == domain::Field::name;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].details == details && (details || list[i].spec->field == field))
      return open_page(c, static_cast<int>(i), true);
  }
}

void remove_number(Context& c) {
  auto& draft = *session(c).draft;
  for (auto* text : {&draft.message, &draft.place}) {
    while (const auto found = domain::find_bsn(*text)) domain::remove(*text, *found);
    while (const auto found = domain::find_iban(*text)) domain::remove(*text, *found);
  }
}

void resume(Context& c) {
  if (session(c).draft && std::holds_alternative<Form>(c.state.screen) && !asks_first(c)) go_on(c);
}

}  // namespace wv::app
