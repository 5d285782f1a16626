// What a real keyboard does in a field: caret, selection, erasing, the clipboard that stays in here, and
// Enter.
#include "app/selection.h"
#include "app/opening.h"

using namespace wv;
using namespace wv::app;
using app_test::example;

namespace {

struct Desk : app_test::Opening {
  explicit Desk(std::string_view words, domain::Field field = domain::Field::message) {
    all(StartPressed{}, KindChosen{domain::Kind::question});
    if (field != domain::Field::message)
      state.session.draft->contact.way =
          field == domain::Field::email ? domain::ContactWay::email : domain::ContactWay::phone;
    all(FieldFocused{field, 0}, TextTyped{std::string(words)});
  }
  void keys(std::initializer_list<FieldKey> list, bool extend = false) {
    for (const auto key : list) all(FieldKeyed{key, extend});
  }
  [[nodiscard]] std::string message() const {
    return std::string(std::string_view(state.session.draft->message));
  }
  [[nodiscard]] std::size_t caret() const { return state.session.editing.caret; }
};

}  // namespace

TEST_CASE("arrows, Home and End move the caret by letters as they are seen, and what is typed goes there") {
  Desk d("a🇳🇱b");
  d.keys({FieldKey::left, FieldKey::left});
  CHECK(d.caret() == 1);
  d.all(TextTyped{"x"});
  CHECK(d.message() == "ax🇳🇱b");
  d.keys({FieldKey::line_start});
  CHECK(d.caret() == 0);
  d.keys({FieldKey::left, FieldKey::right});
  CHECK(d.caret() == 1);
  d.keys({FieldKey::line_end, FieldKey::right});
  CHECK(d.caret() == d.message().size());
}

TEST_CASE(
    "in a line that reads from the right the left arrow goes on in the text; in a number it never does") {
  Desk d("شارع");
  d.keys({FieldKey::text_start, FieldKey::left});
  CHECK(d.caret() == 2);
  d.keys({FieldKey::right});
  CHECK(d.caret() == 0);
  Desk number("0612", domain::Field::phone);
  number.state.shown.language = "ar";
  number.keys({FieldKey::left});
  CHECK(number.caret() == 3);
}

TEST_CASE("lines and words: up, down, Home, End, Ctrl with the arrows") {
  Desk d("De lamp\nbrandt niet");
  d.keys({FieldKey::up});
  CHECK(d.caret() == 7);
  d.keys({FieldKey::line_start});
  CHECK(d.caret() == 0);
  d.keys({FieldKey::word_right});
  CHECK(d.caret() == 3);
  d.keys({FieldKey::down});
  CHECK(d.caret() == 11);
  d.keys({FieldKey::word_left});
  CHECK(d.caret() == 8);
  d.keys({FieldKey::text_end, FieldKey::word_left});
  CHECK(d.caret() == 15);
  d.keys({FieldKey::up, FieldKey::up});
  CHECK(d.caret() == 0);
  d.keys({FieldKey::text_end, FieldKey::down});
  CHECK(d.caret() == d.message().size());
}

TEST_CASE("Ctrl+A, and then a letter, Backspace or Delete, takes the place of all; an arrow lets it be") {
  for (const int how : {0, 1, 2, 3}) {
    Desk d("Mijn straat");
    d.keys({FieldKey::select_all});
    CHECK(selection_of(d.state).end == 11);
    if (how == 0)
      d.all(TextTyped{"x"});
    else if (how == 1)
      d.all(BackspacePressed{});
    else if (how == 2)
      d.keys({FieldKey::erase_after});
    else
      d.keys({FieldKey::left});
    CHECK(d.message() == (how == 0 ? "x" : how == 3 ? "Mijn straat" : ""));
    CHECK(selection_of(d.state).empty());
    CHECK(d.caret() == (how == 0 ? 1u : 0u));
  }
}

TEST_CASE("Delete takes the letter after the caret, with Ctrl a word; at the end nothing") {
  Desk d("een twee drie");
  d.keys({FieldKey::erase_after});
  CHECK(d.message() == "een twee drie");
  d.keys({FieldKey::text_start, FieldKey::erase_after});
  CHECK(d.message() == "en twee drie");
  d.keys({FieldKey::erase_word_after});
  CHECK(d.message() == "twee drie");
  d.keys({FieldKey::text_end, FieldKey::erase_word_before});
  CHECK(d.message() == "twee ");
}

TEST_CASE(
    "what is copied comes back where one pastes, on one line where there is one, and dies with the visit") {
  Desk d("Lamp\nuit");
  d.keys({FieldKey::select_all, FieldKey::cut});
  CHECK(d.message().empty());
  d.keys({FieldKey::paste, FieldKey::paste});
  CHECK(d.message() == "Lamp\nuitLamp\nuit");
  d.keys({FieldKey::left, FieldKey::left}, true);
  d.keys({FieldKey::copy});
  CHECK(d.state.session.copied == "it");
  d.all(StopPressed{}, StopConfirmed{});
  CHECK(d.state.session.copied.empty());
  d.all(StartPressed{}, KindChosen{domain::Kind::question}, FieldFocused{domain::Field::message, 0});
  d.keys({FieldKey::paste});
  CHECK(d.message().empty());
}

TEST_CASE(
    "Enter is a new line in the message, the next field where there is one, and after the last the next page") {
  Desk d("a");
  d.keys({FieldKey::enter});
  CHECK(d.message() == "a\n");
  d.all(TextPut{domain::Field::message, "Lamp uit"}, NextPressed{}, ChoiceToggled{"contact", "phone"},
        NextPressed{});
  REQUIRE(d.state.session.editing.field == domain::Field::phone);
  d.all(TextTyped{"0612345678"});
  d.keys({FieldKey::enter});
  CHECK(d.state.session.editing.field == domain::Field::name);
  d.keys({FieldKey::enter});
  CHECK(std::holds_alternative<Review>(d.state.screen));
}
