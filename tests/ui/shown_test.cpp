// What stands on the pages before and after sending: the whole message, all of it covered when asked, and
// what wipes always at the same side.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/receipt.h"
#include "ui/kit/announcer.h"
#include "ui_fixture.h"

using namespace wv;
using namespace wv::ui;
using namespace wv::app;

namespace {

Fixture& fixture() {
  static Fixture fixture;
  return fixture;
}

Tree shown(const State& state, const char* profile_name = "kiosk-21") {
  View view(*profile(profile_name), fixture().canvas, *fixture().fonts);
  return fixture().build(view, state);
}

bool says(const Tree& tree, std::string_view words) {
  return std::any_of(tree.nodes.begin(), tree.nodes.end(), [&](const Node& n) {
    return n.name.find(words) != std::string::npos || n.spoken.find(words) != std::string::npos ||
           n.value.find(words) != std::string::npos;
  });
}

State at_review(const std::string& message, const std::string& language = "nl") {
  State state = fixture().after(
      language, {StartPressed{}, KindChosen{domain::Kind::question}, ChoiceToggled{"message", "letter"}});
  if (!message.empty()) (void)update(state, TextPut{domain::Field::message, message}, fixture().content);
  for (const Event& e :
       {Event{NextPressed{}}, Event{ChoiceToggled{"contact", message.empty() ? "none" : "phone"}},
        Event{NextPressed{}}})
    (void)update(state, e, fixture().content);
  if (!message.empty()) {
    (void)update(state, TextPut{domain::Field::phone, "0612345678"}, fixture().content);
    (void)update(state, NextPressed{}, fixture().content);
  }
  REQUIRE(std::holds_alternative<Review>(state.screen));
  return state;
}

State at_receipt(const std::string& language, bool trial = false) {
  State state = at_review("Kanarie 4711", language);
  state.trial = trial;
  (void)update(state, SendPressed{}, fixture().content);
  (void)update(state, SubmissionStored{"0070001232", "K7M4-9QXD", "7d0c3a52", "5f0e7c11"}, fixture().content);
  Connection c;
  c.configured = c.clock_confirmed = true;
  c.last_sync_ms = state.now.at.ms;
  (void)update(state, ConnectionChanged{c}, fixture().content);
  REQUIRE(std::holds_alternative<Receipt>(state.screen));
  return state;
}

}  // namespace

TEST_CASE("review shows the whole message, however long it is") {
  std::string message;
  while (message.size() < domain::kMostMessageBytes - 60) message += "De lamp bij de school is uit. ";
  message += "Einde";
  for (const char* where : {"kiosk-21", "table-15", "tablet-10"})
    for (const auto size : {TextSize::normal, TextSize::largest}) {
      State state = at_review(message);
      state.shown.text = size;
      const Tree tree = shown(state, where);
      CHECK(std::none_of(tree.inks.begin(), tree.inks.end(), [](const Ink& i) { return i.cut; }));
      const Node* whole = tree.find("review.message.more");  // beside the pictures that were pointed at
      REQUIRE(whole != nullptr);
      CHECK(whole->name == message);
      const Node* brief = shown(at_review("Einde"), where).find("review.message.more");
      REQUIRE(brief != nullptr);
      CHECK(whole->rect.h > 8 * brief->rect.h);  // the control: it grew with its lines
    }
}

TEST_CASE("a review that is hidden tells nothing at all, and not how much there is") {
  const auto hidden = [](const std::string& message) {
    State state = at_review(message);
    (void)update(state, HidePressed{}, fixture().content);
    return shown(state);
  };
  const Tree open = shown(at_review("Kanarie 4711")), covered = hidden("Kanarie 4711");
  for (const char* told : {"Kanarie", "Brief", "Bel mij", "06\u00A012\u00A034\u00A056\u00A078"}) {
    CHECK_MESSAGE(says(open, told), told);  // the control
    CHECK_MESSAGE(!says(covered, told), told);
  }
  const Tree longer = hidden(std::string(1500, 'a'));
  REQUIRE(covered.find("form.hide") != nullptr);
  CHECK(longer.find("form.hide")->rect == covered.find("form.hide")->rect);
  CHECK(says(covered, fixture().content.catalog.text("nl", content::Key{"form.show"})));
}

TEST_CASE("a worry that is hidden doesn't stand on the page either") {
  State state = fixture().after(
      "nl", {StartPressed{}, KindChosen{domain::Kind::conversation}, ChoiceToggled{"with", "worry"},
             NextPressed{}, SkipPressed{}, ChoiceToggled{"contact", "here"}, NextPressed{}});
  REQUIRE(std::holds_alternative<Review>(state.screen));
  const std::string worry = fixture().content.catalog.text("nl", content::Key{"who.worry"});
  CHECK_FALSE(says(shown(state), worry));
  (void)update(state, HidePressed{}, fixture().content);
  CHECK(says(shown(state), worry));  // the control
}

TEST_CASE("nothing to hide, no button to hide it") {
  State pointed = at_review("");
  pointed.session.hidden = true;  // from a page before, whose words were taken back
  CHECK(shown(pointed).find("form.hide") == nullptr);
  CHECK(shown(pointed).find("review.message") != nullptr);
  CHECK(shown(at_review("Kanarie")).find("form.hide") != nullptr);  // the control
}

TEST_CASE("what wipes stands at one side on every page: at the start, or lowest") {
  const auto keeps_its_side = [](const Tree& tree, const char* wipes, const char* stays) {
    const Node *a = tree.find(wipes), *b = tree.find(stays);
    REQUIRE(a != nullptr);
    REQUIRE(b != nullptr);
    const bool row = std::abs(a->rect.y - b->rect.y) < 2;
    const bool at_start = tree.dir == "rtl" ? a->rect.x > b->rect.x : a->rect.x < b->rect.x;
    return row ? at_start : a->rect.y > b->rect.y;
  };
  for (const char* where : {"kiosk-21", "kiosk-32", "table-15", "tablet-10"})
    for (const std::string language : {"nl", "ar", "uk"})
      for (const auto size : {TextSize::normal, TextSize::large, TextSize::largest}) {
        State state = fixture().after(language, {StartPressed{}, KindChosen{domain::Kind::question}});
        state.shown.text = size;
        state.overlay = Overlay::stop;
        CHECK(keeps_its_side(shown(state, where), "stop.confirm", "stop.stay"));
        CHECK_FALSE(keeps_its_side(shown(state, where), "stop.stay", "stop.confirm"));  // the control
        state.overlay = Overlay::danger;
        CHECK(keeps_its_side(shown(state, where), "danger.wipe", "danger.continue"));
      }
}

TEST_CASE("numbers to ring are no buttons") {
  State state = fixture().after("nl", {StartPressed{}});
  state.overlay = Overlay::help;
  const Tree tree = shown(state);
  for (const char* id :
       {"help.emergency", "help.domestic_violence", "help.suicide", "help.worry", "help.children"}) {
    const Node* n = tree.find(id);
    REQUIRE_MESSAGE(n != nullptr, id);
    CHECK(n->role == NodeRole::text);
    CHECK((n->hit.w <= 0 || n->hit.h <= 0));
  }
  CHECK(tree.find("help.close")->hit.w > 0);  // the control
  CHECK(says(tree, fixture().content.catalog.text("nl", content::Key{"help.own_phone"})));
}

TEST_CASE("a receipt counts down in sight, then covers number, code and square; a touch opens it again") {
  View view(*profile("kiosk-21"), fixture().canvas, *fixture().fonts);
  for (const std::string language : {"nl", "ar", "uk"}) {
    State state = at_receipt(language);
    const auto at = [&](std::int64_t ms) {
      state.now_ms = std::get<Receipt>(state.screen).opened_ms + ms;
      return fixture().build(view, state);
    };
    const Tree open = at(0), later = at(30'000), covered = at(45'000);
    for (const char* id : {"receipt.number", "receipt.code", "receipt.qr", "receipt.visible"}) {
      CHECK_MESSAGE(open.find(id) != nullptr, id);
      CHECK_MESSAGE(covered.find(id) == nullptr, id);
    }
    CHECK(open.find("receipt.visible")->name != later.find("receipt.visible")->name);
    CHECK_FALSE(says(covered, "007"));
    CHECK_FALSE(says(covered, "K7M4"));
    REQUIRE(covered.find("receipt.covered") != nullptr);
    CHECK(open.find("receipt.covered") == nullptr);
    CHECK(covered.find("receipt.reads")->rect == open.find("receipt.reads")->rect);  // nothing jumps
  }
}

TEST_CASE("a trial says first that nothing was sent, and promises nothing") {
  const Tree trial = shown(at_receipt("nl", true)), real = shown(at_receipt("nl"));
  CHECK(trial.find("receipt.heading")->name == "Dit was een proef. Er is niets verstuurd.");
  CHECK(trial.find("receipt.number")->name == "Proefnummer 007 000 123 2");
  for (const char* id : {"receipt.reads", "receipt.qr", "receipt.status", "receipt.promise.2"}) {
    CHECK_MESSAGE(trial.find(id) == nullptr, id);
    CHECK_MESSAGE(real.find(id) != nullptr, id);  // the control
  }
  CHECK(trial.find("receipt.number")->rect.y > trial.find("receipt.promise.1")->rect.y);
  CHECK(trial.find("receipt.number")->cap_px < 0.75f * real.find("receipt.number")->cap_px);
}

TEST_CASE("\"Uw bericht is binnen\" takes its place on the receipt that stands") {
  State state = at_receipt("nl");
  CHECK(shown(state).find("receipt.heading")->name == "Uw bericht is bewaard.");
  CHECK(shown(state).find("receipt.status")->role == NodeRole::status);
  (void)update(state, SubmissionAcknowledged{}, fixture().content);
  CHECK(shown(state).find("receipt.heading")->name == "Uw bericht is binnen bij de gemeente.");
  CHECK(shown(state).find("receipt.status") == nullptr);
}

TEST_CASE("that it arrived, and that it waits after all, is heard when it happens; the countdown isn't") {
  View view(*profile("kiosk-21"), fixture().canvas, *fixture().fonts);
  State state = at_receipt("nl");
  state.reading.mode = Reading::Mode::ear;
  Announcer announcer;
  const auto heard = [&] {
    const Tree tree = fixture().build(view, state);
    Events events;
    announcer.look({state, tree, tree, "receipt/", {}}, events);
    std::string all;
    for (const Event& e : events)
      if (const auto* page = std::get_if<PageAnnounced>(&e))
        for (const auto& line : page->lines) all += line.text + "\n";
    return all;
  };
  CHECK(heard().find("Uw bericht is bewaard.") != std::string::npos);
  state.now_ms += 5000;
  CHECK(heard().empty());  // five seconds less: nothing to tell
  state.connection.trouble = Trouble::sync_offline;
  state.connection.network = false;
  const std::string waits = heard();
  CHECK(waits.find("Er is nu geen internet.") != std::string::npos);
  CHECK(waits.find("Uw nummer is") == std::string::npos);  // nobody has to hear it all again
  (void)update(state, SubmissionAcknowledged{}, fixture().content);
  CHECK(heard().find("Uw bericht is binnen bij de gemeente.") != std::string::npos);
  CHECK(heard().empty());
}

// A screen reader presses what it reads, also what nobody could see or touch just then.
TEST_CASE("what is scrolled away is scrolled into view and acts, when something else presses it") {
  const State state = fixture().after("nl", {StartPressed{}});
  REQUIRE(std::holds_alternative<Home>(state.screen));
  View view(*profile("phone-6"), fixture().canvas, *fixture().fonts);
  const auto frames = [&](int count) {
    Events all;
    for (int i = 0; i < count; ++i) {
      ImDrawList& list = fixture().gui.begin(view.device().width_px, view.device().height_px, 1.0f / 60);
      const Built built = view.build(list, state, fixture().content, state.now_ms + i * 16);
      fixture().gui.end();
      std::copy_if(built.events.begin(), built.events.end(), std::back_inserter(all), [](const Event& e) {
        return std::holds_alternative<RolesOpened>(e) || std::holds_alternative<KindChosen>(e);
      });
    }
    return all;
  };
  (void)frames(2);
  REQUIRE(view.tree().find("home.roles") != nullptr);
  REQUIRE(view.tree().find("home.roles")->hit.empty());
  view.point_at("home.roles");  // control: to be in the focus is not to be pressed
  CHECK(frames(6).empty());
  CHECK_FALSE(view.tree().find("home.roles")->hit.empty());
  view.point_at("home.question");
  (void)frames(6);
  REQUIRE(view.tree().find("home.roles")->hit.empty());
  view.use("home.roles");
  CHECK(frames(6).size() == 1);
  view.use("home.question");
  CHECK(frames(6).size() == 1);
  view.use("nothing.of.that.name");
  CHECK(frames(6).empty());
  // Told twice before the next frame (a browser's focus and its own scrolling), it goes there once.
  const auto place = [&](int times) {
    view.point_at("home.heading");
    (void)frames(6);
    for (int i = 0; i < times; ++i) view.point_at("home.roles");
    (void)frames(6);
    return view.tree().find("home.roles")->rect.y;
  };
  CHECK(place(1) == place(2));
}
