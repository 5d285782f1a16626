// The tree as it is heard: numbers digit by digit, states said, everything reached, nothing told twice.
#include "ui/kit/aloud.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "ui_fixture.h"

using namespace wv;
using namespace wv::ui;

namespace {

Fixture& fixture() {
  static Fixture fixture;
  return fixture;
}

std::string nl(std::string_view text) { return aloud(fixture().content.catalog, "nl", text); }

}  // namespace

TEST_CASE("counts are said as numbers, numbers to ring digit by digit") {
  const auto& catalog = fixture().content.catalog;
  for (const int count : {1, 9, 99, 109, 110, 112, 113, 119, 120, 1000}) {
    const std::string seen =
        catalog.text("nl", content::Key{"health.parked"}, {{"count", std::to_string(count)}});
    CHECK(nl(seen).starts_with(std::to_string(count) + " "));
  }
  CHECK(nl(content::count_words(112)) == "112");
  CHECK(nl("Bel 112.") == "Bel 1 1 2.");  // the check above can fail
  CHECK(nl("Bel 113.") == "Bel 1 1 3.");
  CHECK(nl("114") == "114");
}

TEST_CASE("numbers to ring are said digit by digit, numbers that count stay numbers") {
  CHECK(nl("Nu gevaar? Bel 112.") == "Nu gevaar? Bel 1 1 2.");
  CHECK(nl("Bel 0800-2000, gratis") == "Bel 0 8 0 0, 2 0 0 0, gratis");
  CHECK(nl("Bel 085\u00A0007\u00A005\u00A008.") == "Bel 0 8 5, 0 0 7, 0 5, 0 8.");
  CHECK(nl("Bel 14\u00A0030") == "Bel 1 4, 0 3 0");
  CHECK(nl("dinsdag 10\u201312 uur") == "dinsdag 10 tot 12 uur");
  CHECK(nl("Vraag 1 van 2") == "Vraag 1 van 2");
  CHECK(nl("Uiterlijk na 12 maanden, op 8 december 2026") == "Uiterlijk na 12 maanden, op 8 december 2026");
  CHECK(nl("over 150 of 500 dagen") == "over 150 of 500 dagen");
  CHECK(nl("\u2066Nummer\u2069 · naam") == "Nummer, naam");
  CHECK(nl("Uw nummer is: 1 2 3, 4 5 6, 7 8 9, 0.") == "Uw nummer is: 1 2 3, 4 5 6, 7 8 9, 0.");
  CHECK(nl("0 0 7, 0 0 0") == "0 0 7, 0 0 0");
}

TEST_CASE("lengths of time are said in words, hours stay hours") {
  CHECK(nl("Uw bericht duurt 0:07.") == "Uw bericht duurt 7 seconden.");
  CHECK(nl("1:05 van 2:00") == "1 minuut en 5 seconden van 2 minuten");
  CHECK(nl("Nog 0:01") == "Nog 1 seconde");
  CHECK(nl("dinsdag 9:30\u201312 uur") == "dinsdag 9:30 tot 12 uur");
  CHECK(nl("vandaag, 10:00") == "vandaag, 10:00");
  CHECK(nl("12:34") == "12:34");
  const auto& catalog = fixture().content.catalog;
  CHECK(aloud(catalog, "uk", "0:21") == "21 секунда");
  CHECK(aloud(catalog, "pl", "2:22") == "2 minuty i 22 sekundy");
  CHECK(aloud(catalog, "ar", "\u20660:02\u2069") == "ثانيتان");
}

TEST_CASE("hours of surgery are said in full") {
  Fixture& f = fixture();
  View view(*profile("kiosk-21"), f.canvas, *f.fonts);
  for (const auto& [language, words] :
       {std::pair{"nl", "dinsdag van 10 tot 12 uur"}, std::pair{"pl", "wtorek, od godziny 10 do 12"},
        std::pair{"tr", "Salı, saat 10 ile 12 arası"}}) {
    const Tree tree =
        f.build(view, f.after(language, {app::StartPressed{}, app::KindChosen{domain::Kind::question},
                                         app::ChoiceToggled{"message", "letter"}, app::NextPressed{}}));
    const Node* here = tree.find("form.contact.here");
    REQUIRE(here != nullptr);
    CHECK_MESSAGE(here->spoken.find(words) != std::string::npos, here->spoken);
  }
}

TEST_CASE("the receipt is said so that one can write along") {
  Fixture& f = fixture();
  View view(*profile("kiosk-21"), f.canvas, *f.fonts);
  for (const auto& [label, state] : f.screens("nl")) {
    const Tree tree = f.build(view, state);
    const Node* number = tree.find("receipt.number");
    if (number == nullptr) continue;
    const auto digits = std::count_if(number->spoken.begin(), number->spoken.end(),
                                      [](char c) { return c >= '0' && c <= '9'; });
    CHECK(digits == 10);
    CHECK_MESSAGE(std::count(number->spoken.begin(), number->spoken.end(), ',') == 3, number->spoken);
    for (std::size_t i = 0; i + 1 < number->spoken.size(); ++i)
      CHECK_FALSE((std::isdigit(static_cast<unsigned char>(number->spoken[i])) != 0 &&
                   std::isdigit(static_cast<unsigned char>(number->spoken[i + 1])) != 0));
    CHECK_MESSAGE(tree.find("receipt.code")->spoken.find(", ") != std::string::npos,
                  tree.find("receipt.code")->spoken);
    return;
  }
  FAIL("no receipt among the screens");
}

TEST_CASE("states are heard, a resident's own words are not") {
  Fixture& f = fixture();
  View view(*profile("kiosk-21"), f.canvas, *f.fonts);
  auto state = f.after(
      "nl", {app::StartPressed{}, app::KindChosen{domain::Kind::question},
             app::ChoiceToggled{"message", "letter"}, app::TextPut{domain::Field::message, "Kanarie"}});
  Tree tree = f.build(view, state);
  CHECK(spoken_label(*tree.find("form.message.letter")) == "Brief, gekozen");
  CHECK(spoken_label(*tree.find("form.message.money")) == "Geld, niet gekozen");
  CHECK(spoken_label(*tree.find("form.message")).ends_with(", tekstvak, ingevuld"));
  for (const auto told : {Lines::all, Lines::texts, Lines::alerts})
    for (const auto& line : lines_of(tree, told)) CHECK(line.text.find("Kanarie") == std::string::npos);
  const auto own = lines_of(tree, Lines::own_words);
  REQUIRE(own.size() == 1);
  CHECK(own[0].text == "Kanarie");
  CHECK(own[0].own_words);
  state.session.hidden = true;  // behind the curtain it is nobody's to hear
  CHECK(lines_of(f.build(view, state), Lines::own_words).empty());
}

TEST_CASE("a language's name, and a call in it, are said by its own voice") {
  Fixture& f = fixture();
  View view(*profile("kiosk-21"), f.canvas, *f.fonts);
  const Tree tree = f.build(view, f.screens("nl").front().second);
  const Node* arabic = tree.find("language.ar");
  REQUIRE_MESSAGE(arabic != nullptr, "the first screen offers Arabic");
  CHECK(arabic->lang == "ar");
  CHECK(spoken_with_role(*arabic) == "العربية, زر");
  CHECK(tree.find("attract.start")->lang.empty());
  std::set<std::string> voices;
  for (const auto& line : lines_of(tree, Lines::all)) voices.insert(line.language);
  CHECK(voices.size() == f.content.config.languages.size());  // "" is Dutch here
  for (const auto& n : tree.nodes)
    if (n.id.starts_with("attract.touch"))
      CHECK(f.content.catalog.text(n.lang.empty() ? "nl" : n.lang, content::Key{"attract.touch"}) == n.name);
}

TEST_CASE("who goes by ear hears what a thing is, and which of how many") {
  Fixture& f = fixture();
  View view(*profile("kiosk-21"), f.canvas, *f.fonts);
  const auto at_contact = f.after("nl", {app::StartPressed{}, app::KindChosen{domain::Kind::question},
                                         app::ChoiceToggled{"message", "letter"}, app::NextPressed{}});
  const Tree tree = f.build(view, at_contact);
  CHECK(spoken_with_role(*tree.find("form.contact.phone")) ==
        "Bel mij. Dan vragen wij uw nummer, niet gekozen, 1 van 4");
  CHECK(spoken_with_role(*tree.find("form.next")) == "Verder, knop");
  CHECK(spoken_with_role(*tree.find("form.heading")) == spoken_label(*tree.find("form.heading")));
  for (const auto& line : lines_of(tree, Lines::all))
    CHECK(line.text.find("knop") == std::string::npos);  // the ear's own reading has no need of it
}

TEST_CASE("heading first, then text and choices, the bar last") {
  Fixture& f = fixture();
  View view(*profile("kiosk-21"), f.canvas, *f.fonts);
  const Tree tree = f.build(view, f.after("nl", {app::StartPressed{}}));
  const auto order = reading_order(tree);
  const auto at = [&](std::string_view id) {
    return std::find_if(order.begin(), order.end(), [&](const Node* n) { return n->id == id; }) -
           order.begin();
  };
  CHECK(at("home.heading") < at("home.question"));
  CHECK(at("home.question") < at("home.conversation"));
  CHECK(at("home.conversation") < at("danger.line"));
  CHECK(at("danger.line") < at("bar.listen"));
  CHECK(at("bar.stop") < static_cast<std::ptrdiff_t>(order.size()));
  for (const auto& line : lines_of(tree, Lines::all)) CHECK_FALSE(line.id.starts_with("bar."));
}

TEST_CASE(
    "on every screen, in every language: each control is reached, says something, and nothing else says the same") {
  Fixture& f = fixture();
  std::size_t screens = 0, controls = 0;
  std::set<std::string> faults;
  for (const auto& language : f.content.config.languages) {
    for (const auto& [label, state] : f.screens(language)) {
      View view(*profile("kiosk-21"), f.canvas, *f.fonts);
      const Tree tree = f.build(view, state);
      const auto order = reading_order(tree);
      ++screens;
      std::set<std::string> said;
      for (const auto& n : tree.nodes) {
        if (!is_control(n) || n.id == "page.more") continue;  // for fingers: keys and ear are taken along
        ++controls;
        const std::string where = language + " " + label + " " + n.id;
        if (std::find(order.begin(), order.end(), &n) == order.end()) faults.insert(where + ": out of reach");
        if (spoken_label(n).empty()) faults.insert(where + ": says nothing");
        if (!is_secret_key(n) && !said.insert(spoken_label(n)).second)
          faults.insert(where + ": another control says \"" + spoken_label(n) + "\" too");
      }
    }
  }
  for (const auto& fault : faults) MESSAGE(fault);
  MESSAGE("heard: " << screens << " screens, " << controls << " controls");
  CHECK(faults.empty());
  CHECK(screens > 50);
}

TEST_CASE("a wait of ten minutes and more is shown as on a clock and said as a length of time") {
  Fixture& f = fixture();
  for (auto& [label, state] : f.screens("nl")) {
    if (label != "pin waits") continue;
    View view(*profile("kiosk-21"), f.canvas, *f.fonts);
    state.host.pin.wait_until_ms = state.now_ms + 754'000;
    const Tree tree = f.build(view, state);
    const Node* n = tree.find("pin.error");
    REQUIRE(n != nullptr);
    CHECK(n->name == "Te vaak fout. Wacht nog 12:34.");
    CHECK(spoken_label(*n).starts_with("Te vaak fout. Wacht nog 12 minuten en 34 seconden."));
    return;
  }
  FAIL("there is no such screen");
}

TEST_CASE("the keys go round every screen and are never caught") {
  Fixture& f = fixture();
  for (const auto& [label, shown] : f.screens("nl")) {
    for (const bool by_ear : {false, true}) {
      auto state = shown;
      if (by_ear) state.reading.mode = app::Reading::Mode::keys;
      View view(*profile("tablet-10"), f.canvas, *f.fonts);
      Tree tree = f.build(view, state);
      std::size_t stops = 0;
      for (const Node* n : reading_order(tree)) stops += by_ear || (is_control(*n) && n->enabled) ? 1 : 0;
      std::set<std::string> reached;
      for (std::size_t i = 0; i < stops; ++i) {
        view.key(FocusKey::next);
        tree = f.build(view, state);
        reached.insert(view.focus());
        const Node* n = tree.find(view.focus());
        REQUIRE_MESSAGE(n != nullptr, label);
        CHECK(n->focused);
        if (is_control(*n)) CHECK_MESSAGE(!n->hit.empty(), label << " " << n->id);  // it scrolled into view
      }
      CHECK_MESSAGE(reached.size() == stops, label);
      const std::string last = view.focus();
      view.key(FocusKey::next);
      view.key(FocusKey::previous);
      (void)f.build(view, state);
      CHECK(view.focus() == last);
    }
  }
}

TEST_CASE("the ring and the reading frame are seen: 3:1 on every ground") {
  const auto luminance = [](Colour c) {
    const auto part = [](std::uint8_t v) {
      const double x = v / 255.0;
      return x <= 0.03928 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b);
  };
  const auto ratio = [&](Colour a, Colour b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
  };
  for (const auto contrast : {Contrast::normal, Contrast::high, Contrast::inverse}) {
    const Theme t = theme_of(contrast, content::Style{});
    for (const Colour ground : {t.paper, t.card, t.bar, t.leefwereld, t.systeemwereld, t.key_special}) {
      CHECK(ratio(t.focus, ground) >= 3);
      CHECK(ratio(t.ink, ground) >= 3);
    }
    CHECK(ratio(t.focus, t.ring_edge) >= 3);  // the line beside it shows on grounds of its own colour
    CHECK(ratio(t.ink, t.on_accent) >= 3);
    CHECK(ratio(t.dark() ? t.paper : t.ink, rgb(0xF6BE4A)) >= 3);
  }
}
