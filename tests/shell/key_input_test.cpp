// A real keyboard on a house: which key goes to the field, which to the controls, which to the ear.
#include <SDL.h>

#include "player/application_fixture.h"
#include "shell/key_input.h"

using namespace wv;
using namespace wv::shell;
using namespace wv::test;

namespace {

struct Desk {
  TestApplication h;
  KeyInput keys{h.application.stage};
  Desk() { REQUIRE(h.play("tap attract.start\ntap home.question\ntap form.message\n")); }
  void press(SDL_Keycode code, int modifiers = 0, bool repeated = false) {
    static_cast<void>(keys.pressed(code, static_cast<Uint16>(modifiers), repeated));
    REQUIRE(h.play("wait 50ms\n"));
  }
  void type(const char* text) {
    static_cast<void>(keys.typed(text));
    REQUIRE(h.play("wait 50ms\n"));
  }
  [[nodiscard]] std::string message() const {
    return std::string(std::string_view(h.application.stage.state().session.draft->message));
  }
  [[nodiscard]] auto mode() const { return h.application.stage.state().reading.mode; }
};

}  // namespace

TEST_CASE("in a field the arrows move the caret and nothing is read; elsewhere they begin going by ear") {
  Desk d;
  d.type("amp");
  d.press(SDLK_LEFT);
  d.press(SDLK_LEFT, 0, true);
  d.press(SDLK_HOME);
  d.type("L");
  CHECK(d.message() == "Lamp");
  d.press(SDLK_DELETE);
  CHECK(d.message() == "Lmp");
  CHECK(d.mode() == app::Reading::Mode::off);
  d.press(SDLK_ESCAPE);
  CHECK(d.h.application.stage.state().session.editing.field == domain::Field::none);
  d.press(SDLK_RIGHT);
  CHECK(d.mode() == app::Reading::Mode::keys);
}

TEST_CASE("whoever goes by ear has the four keys in a field too") {
  Desk d;
  d.type("Lamp");
  d.press(SDLK_KP_6);
  REQUIRE(d.mode() == app::Reading::Mode::keys);
  const auto focus = d.h.application.stage.view().focus();
  const auto caret = d.h.application.stage.state().session.editing.caret;
  d.press(SDLK_LEFT);
  CHECK(d.h.application.stage.view().focus() != focus);
  CHECK(d.h.application.stage.state().session.editing.caret == caret);
}

TEST_CASE("going by ear, Home, Delete and Ctrl+A are still the field's") {
  Desk d;
  d.type("Lamp");
  d.press(SDLK_KP_6);
  d.press(SDLK_HOME);
  d.press(SDLK_DELETE);
  CHECK(d.message() == "amp");
  d.press(SDLK_a, KMOD_CTRL);
  d.press(SDLK_BACKSPACE);
  CHECK(d.message().empty());
  CHECK(d.mode() == app::Reading::Mode::keys);
}

TEST_CASE("a key that is held moves and erases letter by letter, in Arabic and Ukrainian too") {
  for (const auto& [text, letter_bytes] :
       {std::pair{"مَرحبا", 2}, {"Привіт", 2}, {"a🇳🇱👩‍👩‍👧", 0}}) {
    Desk d;
    d.type(text);
    const std::string whole = d.message();
    std::size_t before = whole.size() + 1;
    int presses = 0;
    while (!d.message().empty() && presses < 20) {
      CHECK(d.message().size() < before);
      before = d.message().size();
      CHECK(whole.starts_with(d.message()));
      d.press(SDLK_BACKSPACE, 0, presses > 0);
      if (letter_bytes == 0) CHECK((d.message().empty() || d.message() == "a" || d.message() == "a🇳🇱"));
      ++presses;
    }
    CHECK(d.message().empty());
    for (int i = 0; i < 5; ++i) d.press(SDLK_BACKSPACE, 0, true);  // and at the beginning nothing
    for (int i = 0; i < 5; ++i) d.press(SDLK_LEFT, 0, true);
    CHECK(d.mode() == app::Reading::Mode::off);
  }
}

TEST_CASE(
    "the digits of a real keyboard and of its number pad are typed at the PIN; whoever goes by ear has the four keys") {
  Desk d;
  const auto pad = [&]() -> const app::PinPad& { return d.h.application.stage.state().host.pin; };
  REQUIRE(d.h.play("tap bar.help\ntap help.health\ntap health.settings\n"));
  REQUIRE(d.h.application.stage.state().overlay == app::Overlay::pin);
  d.press(SDLK_KP_6, KMOD_NUM);  // SDL sends the text of it too
  d.type("6");
  d.type("1x");
  CHECK(pad().digits == "61");
  CHECK(d.mode() == app::Reading::Mode::off);
  d.press(SDLK_BACKSPACE);
  CHECK(pad().digits == "6");
  d.press(SDLK_KP_6);
  REQUIRE(d.mode() == app::Reading::Mode::keys);
  d.press(SDLK_KP_6, KMOD_NUM);
  d.type("6");
  CHECK(pad().digits == "6");
}

TEST_CASE(
    "Enter is a new line in the message, and where the ring stands it chooses; held down it does neither again") {
  Desk d;
  d.type("a");
  d.press(SDLK_RETURN);
  d.press(SDLK_RETURN, 0, true);
  d.press(SDLK_KP_ENTER);
  CHECK(d.message() == "a\n\n");
  CHECK(d.mode() == app::Reading::Mode::off);
}

TEST_CASE(
    "Ctrl+A and a letter replaces all, also on a keyboard without Latin letters; Ctrl+Alt makes letters") {
  Desk d;
  d.type("Привіт");
  d.press(SDLK_a, KMOD_CTRL);
  d.type("مرحبا");
  CHECK(d.message() == "مرحبا");
  d.press(SDLK_a, KMOD_CTRL | KMOD_ALT);
  d.type("\xC4\x85");
  CHECK(d.message() == "مرحبا\xC4\x85");
  d.type("\x01");
  CHECK(d.message() == "مرحبا\xC4\x85");
}

TEST_CASE("what is typed over a page goes nowhere") {
  Desk d;
  REQUIRE(d.h.play("tap bar.help\n"));
  d.type("x");
  d.press(SDLK_BACKSPACE);
  CHECK(d.message().empty());
}

TEST_CASE("the space bar chooses what the ring stands on, and is a space in a field") {
  Desk d;
  d.type("een");
  d.press(SDLK_SPACE);  // as text it comes by itself
  d.type(" twee");
  CHECK(d.message() == "een twee");
  d.press(SDLK_ESCAPE);
  d.press(SDLK_TAB);
  REQUIRE_FALSE(d.h.application.stage.view().focus().empty());
  while (d.h.application.stage.view().focus() != "form.next") d.press(SDLK_TAB);
  const int page = d.h.application.stage.tree().page;
  d.press(SDLK_SPACE, 0, true);  // a key that is held never chooses
  CHECK(d.h.application.stage.tree().page == page);
  d.press(SDLK_SPACE);
  CHECK(d.h.application.stage.tree().page != page);
}
