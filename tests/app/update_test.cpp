// What the product decides, event by event, without a screen.
#include "app/editing.h"
#include "app/opening.h"
#include "app/pages.h"

using namespace wv;
using namespace wv::app;
using app_test::example;

namespace {

struct Visit : app_test::Opening {
  void to_review() {
    all(StartPressed{}, KindChosen{domain::Kind::question}, ChoiceToggled{"message", "letter"}, NextPressed{},
        ChoiceToggled{"contact", "none"}, NextPressed{});
  }
};

}  // namespace

TEST_CASE("a question by one tile: two pages, review, saving, receipt") {
  Visit v;
  v.to_review();
  REQUIRE(v.on<Review>());
  v.then(SendPressed{});
  CHECK(v.on<Saving>());
  REQUIRE(v.asked<StoreSubmission>() == 1);
  for (const auto& e : v.effects)
    if (const auto* store = std::get_if<StoreSubmission>(&e)) {
      CHECK(store->submission.tiles == std::vector<std::string>{"letter"});
      CHECK(store->submission.role == domain::Role::fixer);
      CHECK(store->submission.channel == "kiosk");
      CHECK(store->submission.notice.version == example().municipality.notice_version);
    }
  v.then(SubmissionStored{"0070001232", "K7M4-9QXD"});
  REQUIRE(v.on<Receipt>());
  CHECK_FALSE(v.state.session.draft.has_value());
  v.then(ReceiptClosed{});
  CHECK(v.on<Attract>());
  CHECK(v.asked<ForgetVisitor>() == 1);
}

TEST_CASE("no receipt before it is stored, and a second press of send stores nothing twice") {
  Visit v;
  v.to_review();
  v.all(SendPressed{}, SendPressed{}, NextPressed{}, BackPressed{});
  CHECK(v.on<Saving>());
  CHECK(v.asked<StoreSubmission>() == 1);
}

TEST_CASE("a failed save says so, keeps the words, and can be tried again") {
  Visit v;
  v.to_review();
  v.all(SendPressed{}, SubmissionFailed{"store.full"});
  REQUIRE(v.on<Saving>());
  CHECK(std::get<Saving>(v.state.screen).failure == Trouble::store_full);
  REQUIRE(v.state.session.draft.has_value());
  CHECK(v.state.session.draft->tiles.size() == 1);
  v.then(TryAgainPressed{});
  CHECK(v.asked<StoreSubmission>() == 2);
  v.then(SubmissionStored{"0070001232", "K7M4-9QXD"});
  CHECK(v.on<Receipt>());
}

TEST_CASE("a save that never answers is told after twenty seconds, and closes like every other page") {
  Visit v;
  v.to_review();
  v.then(SendPressed{});
  const std::int64_t began = v.state.now_ms;
  CHECK(next_wake_ms(v.state, example()) == began + 20'000);
  const auto at = [&](std::int64_t ms) { v.then(TimePassed{v.state.now, ms}); };
  at(began + 19'999);
  CHECK(std::get<Saving>(v.state.screen).failure == Trouble::none);
  at(began + 20'000);
  CHECK(std::get<Saving>(v.state.screen).failure == Trouble::store_slow);
  // It may come late, and then it is a receipt.
  State late = v.state;
  (void)update(late, SubmissionStored{"0070001232", "K7M4-9QXD"}, example());
  CHECK(std::holds_alternative<Receipt>(late.screen));
  at(began + 20'000 + 100'000);
  CHECK(v.state.overlay == Overlay::idle);
  at(began + 20'000 + 200'000);
  CHECK(v.on<Attract>());
  CHECK(v.asked<ForgetVisitor>() == 1);
}

TEST_CASE("where nothing can be kept nobody begins to type; it is looked again until it can") {
  Visit v;
  Waiting broken;
  broken.keeping = Trouble::store_read_only;
  v.all(QueueLooked{broken}, StartPressed{});
  const auto looked = v.asked<LookAtQueue>();
  v.then(KindChosen{domain::Kind::question});
  CHECK(v.on<Busy>());
  CHECK_FALSE(v.state.session.draft.has_value());
  v.then(TimePassed{v.state.now, v.state.now_ms + 61'000});
  CHECK(v.asked<LookAtQueue>() > looked);
  v.all(ReceiptClosed{}, QueueLooked{Waiting{}}, StartPressed{},
        KindChosen{domain::Kind::question});  // the control
  CHECK(v.on<Form>());
}

TEST_CASE("an empty page tells what is missing, and typing takes the fault away") {
  Visit v;
  v.all(StartPressed{}, KindChosen{domain::Kind::question}, NextPressed{});
  REQUIRE(v.on<Form>());
  REQUIRE(std::get<Form>(v.state.screen).problems.size() == 1);
  v.all(FieldFocused{domain::Field::message, 0}, TextTyped{"a"});
  CHECK(std::get<Form>(v.state.screen).problems.empty());
}

TEST_CASE("change one answer and come straight back to the review") {
  Visit v;
  v.to_review();
  v.then(ChangePressed{"message"});
  REQUIRE(v.on<Form>());
  v.all(ChoiceToggled{"message", "money"}, NextPressed{});
  CHECK(v.on<Review>());
  CHECK(v.state.session.draft->tiles.size() == 2);
  // Choosing to be rung asks for the number first.
  v.all(ChangePressed{"contact"}, ChoiceToggled{"contact", "phone"}, NextPressed{});
  REQUIRE(v.on<Form>());
  CHECK(v.state.session.editing.field == domain::Field::phone);
  v.all(TextTyped{"0612345678"}, NextPressed{});
  CHECK(v.on<Review>());
}

TEST_CASE("back goes the way one came, page by page, and loses nothing") {
  Visit v;
  v.to_review();
  v.then(BackPressed{});
  CHECK(v.on<Form>());
  v.then(BackPressed{});
  CHECK(std::get<Form>(v.state.screen).page == 0);
  CHECK(v.state.session.draft->tiles.size() == 1);
  v.then(BackPressed{});
  CHECK(v.on<Home>());
}

TEST_CASE("a conversation's review starts hidden, others' don't") {
  Visit v;
  v.to_review();
  CHECK_FALSE(v.state.session.hidden);
  Visit w;
  w.all(StartPressed{}, KindChosen{domain::Kind::conversation}, ChoiceToggled{"with", "worry"}, NextPressed{},
        SkipPressed{}, ChoiceToggled{"contact", "here"}, NextPressed{});
  REQUIRE(w.on<Review>());
  CHECK(w.state.session.hidden);
}

TEST_CASE("nobody there: asked after 90 s, gone 30 s later, and one tap stays") {
  Visit v;
  v.all(StartPressed{}, KindChosen{domain::Kind::question}, FieldFocused{domain::Field::message, 0},
        TextTyped{"Kanarie 4711"});
  v.at(89);
  CHECK(v.state.overlay == Overlay::none);
  v.at(90);
  CHECK(v.state.overlay == Overlay::idle);
  v.then(StillThere{});
  CHECK(v.state.session.draft->message == "Kanarie 4711");
  v.at(91 + 89);
  CHECK(v.state.overlay == Overlay::idle);
  v.at(91 + 89 + 29);
  CHECK(v.on<Form>());
  v.at(91 + 89 + 31);
  CHECK(v.on<Attract>());
  CHECK_FALSE(v.state.session.draft.has_value());
  CHECK(v.asked<StoreSubmission>() == 0);  // half-filled input is never sent (S4)
  CHECK(v.asked<ForgetVisitor>() == 1);
}

TEST_CASE("twice the time with the largest letters") {
  Visit v;
  v.all(StartPressed{}, TextSizeChosen{TextSize::largest});
  REQUIRE(v.state.shown.text == TextSize::largest);
  v.at(179);
  CHECK(v.state.overlay == Overlay::none);
  v.at(180);
  CHECK(v.state.overlay == Overlay::idle);
  v.at(180 + 59);
  CHECK(v.on<Home>());
  v.at(180 + 60);
  CHECK(v.on<Attract>());
  CHECK(v.state.shown.text == TextSize::normal);
}

TEST_CASE("danger words offer help once, and block nothing") {
  Visit v;
  v.all(StartPressed{}, KindChosen{domain::Kind::question}, TextPut{domain::Field::message, "Ik wil dood"},
        NextPressed{});
  CHECK(v.state.overlay == Overlay::danger);
  v.then(DangerContinued{});
  CHECK(v.state.overlay == Overlay::none);
  CHECK(std::get<Form>(v.state.screen).page == 1);
  v.all(BackPressed{}, NextPressed{});
  CHECK(v.state.overlay == Overlay::none);
  CHECK(v.state.session.draft->message == "Ik wil dood");
  Visit w;
  w.all(StartPressed{}, KindChosen{domain::Kind::question}, TextPut{domain::Field::message, "Ik wil dood"},
        NextPressed{}, DangerWiped{});
  CHECK(w.on<Attract>());
}

TEST_CASE("a BSN is asked about, removed or kept as the visitor says") {
  Visit v;
  v.all(StartPressed{}, KindChosen{domain::Kind::question},
        TextPut{domain::Field::message, "Mijn nummer is 111222333, dank u."}, NextPressed{});
  REQUIRE(v.state.overlay == Overlay::bsn);
  v.then(NumberRemoved{});
  CHECK(v.state.session.draft->message.view().find("111222333") == std::string::npos);
  CHECK(std::get<Form>(v.state.screen).page == 1);
  Visit w;
  w.all(StartPressed{}, KindChosen{domain::Kind::question},
        TextPut{domain::Field::message, "Mijn nummer is 111222333"}, NextPressed{}, NumberKept{});
  CHECK(std::get<Form>(w.state.screen).page == 1);
  CHECK(w.state.session.draft->message == "Mijn nummer is 111222333");
}

TEST_CASE("twenty in an hour: it is busy; an hour later it is not") {
  Visit v;
  for (int i = 0; i < 20; ++i) {
    v.to_review();
    REQUIRE(v.on<Review>());
    v.all(SendPressed{}, SubmissionStored{"0070001232", "K7M4-9QXD"}, ReceiptClosed{});
  }
  v.all(StartPressed{}, KindChosen{domain::Kind::signal});
  CHECK(v.on<Busy>());
  v.then(ReceiptClosed{});
  v.at(3601);
  v.all(StartPressed{}, KindChosen{domain::Kind::signal});
  CHECK(v.on<Form>());
}

TEST_CASE("event mode leaves out the pages that may be skipped") {
  Visit v;
  v.state.mode = Mode::event;
  v.all(StartPressed{}, KindChosen{domain::Kind::signal});
  CHECK(pages(v.state, example()).size() == 2);
  v.state.mode = Mode::kiosk;
  CHECK(pages(v.state, example()).size() == 3);
}

TEST_CASE("another language in the middle of a form loses no letter") {
  Visit v;
  v.all(StartPressed{}, KindChosen{domain::Kind::question}, FieldFocused{domain::Field::message, 0},
        TextTyped{"Mijn straat"}, LanguageOpened{}, LanguageChosen{"en"});
  CHECK(v.state.shown.language == "en");
  CHECK(v.state.overlay == Overlay::none);
  CHECK(v.state.session.draft->message == "Mijn straat");
  v.all(LanguageOpened{}, LanguageChosen{"ar"});
  CHECK(v.state.overlay == Overlay::none);
  CHECK(v.state.session.draft->message == "Mijn straat");
}

TEST_CASE("a language chosen on the first screen leads home, from the page and from the panel") {
  Visit v;
  v.all(LanguageChosen{"ar"});
  CHECK(v.state.shown.language == "ar");
  CHECK(std::holds_alternative<Home>(v.state.screen));
  v.all(StopPressed{}, StopConfirmed{}, LanguageOpened{}, LanguageChosen{"en"});
  CHECK(v.state.overlay == Overlay::none);
  CHECK(std::holds_alternative<Home>(v.state.screen));
  // Controls: no language at all, and a script that only sets one.
  v.all(StopPressed{}, StopConfirmed{}, LanguageChosen{"xx"});
  CHECK(std::holds_alternative<Attract>(v.state.screen));
  v.all(LanguageChosen{"ar", false});
  CHECK(v.state.shown.language == "ar");
  CHECK(std::holds_alternative<Attract>(v.state.screen));
}

TEST_CASE("a visitor's language, size and colours end with the visit, the device's own stay") {
  Visit v;
  v.state = first_state(example(), Mode::kiosk, {"ar", TextSize::large, Contrast::high});
  v.all(StartPressed{}, LanguageChosen{"en"}, TextSizeChosen{TextSize::large}, SettingToggled{Setting::lower},
        SettingToggled{Setting::calm}, ContrastChosen{Contrast::inverse}, StopPressed{}, StopConfirmed{});
  CHECK(v.state.shown.language == "ar");
  CHECK(v.state.shown.text == TextSize::large);
  CHECK(v.state.shown.contrast == Contrast::high);
  v.all(StartPressed{}, ContrastChosen{Contrast::inverse});
  CHECK(v.state.shown.contrast == Contrast::inverse);  // the control: it is shown until then
}

TEST_CASE("after a sign and a space the letters are back; digits go on") {
  Visit v;
  const auto layer = [&] { return v.state.session.editing.layer; };
  v.all(StartPressed{}, KindChosen{domain::Kind::question}, FieldFocused{domain::Field::message, 0},
        TextTyped{"Hallo"}, LayerChosen{"symbols"}, TextTyped{"!"});
  CHECK(layer() == "symbols");  // more signs may follow
  v.then(TextTyped{"!"});
  v.then(TextTyped{" "});
  CHECK(layer() == "capitals");  // of a new sentence
  v.all(TextTyped{"S"}, TextTyped{"traat"}, LayerChosen{"symbols"}, TextTyped{" "}, TextTyped{"1"},
        TextTyped{"2"}, TextTyped{" "});
  CHECK(layer() == "symbols");  // "12 " may go on with "34"
  v.all(LayerChosen{"latin"}, TextTyped{"a"}, LayerChosen{"symbols"}, TextTyped{"?"}, TextTyped{" "});
  CHECK(layer() == "latin");  // not the other script
  v.all(LayerChosen{"symbols"}, TextTyped{"?"}, LayerChosen{"letters"}, LayerChosen{"symbols"},
        TextTyped{" "});
  CHECK(layer() == "symbols");  // the control: that sign belongs to another visit of the layer
}

TEST_CASE("typing: in at the caret, one grapheme out, bounded") {
  Visit v;
  v.all(StartPressed{}, KindChosen{domain::Kind::question}, FieldFocused{domain::Field::message, 0},
        TextTyped{"a🇳🇱"}, BackspacePressed{});
  CHECK(v.state.session.draft->message == "a");
  v.all(FieldFocused{domain::Field::message, 0}, TextTyped{"b"});
  CHECK(v.state.session.draft->message == "ba");
  for (int i = 0; i < 200; ++i) v.then(TextTyped{std::string(100, 'x')});
  CHECK(v.state.session.draft->message.size() <= domain::kMostMessageBytes);
}

TEST_CASE(
    "a field's end is counted down, said at the letter that no longer fits, and forgotten at the first erased") {
  using Room = Editing::Room;
  Visit v;
  v.all(StartPressed{}, KindChosen{domain::Kind::question}, FieldFocused{domain::Field::message, 0});
  CHECK_FALSE(letters_left(v.state, domain::Field::message));
  v.then(TextPut{domain::Field::message, std::string(domain::kMostMessageBytes - 41, 'x')});
  CHECK_FALSE(letters_left(v.state, domain::Field::message));
  v.then(TextTyped{"x"});
  CHECK(letters_left(v.state, domain::Field::message) == 40);
  for (int i = 0; i < 40; ++i) v.then(TextTyped{"x"});
  CHECK(letters_left(v.state, domain::Field::message) == 0);
  CHECK(v.state.session.editing.room == Room::enough);  // the last one fitted
  v.then(TextTyped{"y"});
  CHECK(v.state.session.editing.room == Room::no_more);
  CHECK(v.state.session.draft->message.size() == domain::kMostMessageBytes);
  v.then(BackspacePressed{});
  CHECK(v.state.session.editing.room == Room::enough);
  CHECK(letters_left(v.state, domain::Field::message) == 1);
  v.then(TextTyped{
      "y"});  // the last one that fits; the next doesn't, and a real keyboard's Delete makes room again
  v.then(TextTyped{"y"});
  CHECK(v.state.session.editing.room == Room::no_more);
  v.all(FieldKeyed{FieldKey::left}, FieldKeyed{FieldKey::erase_after});
  CHECK(v.state.session.editing.room == Room::enough);
  v.then(TextTyped{"ش"});  // two bytes where one is left: nothing of it comes
  CHECK(v.state.session.editing.room == Room::no_more);
  v.all(FieldLeft{}, FieldFocused{domain::Field::message, 0});
  CHECK(v.state.session.editing.room == Room::enough);
}

TEST_CASE("a text that is put is cut between two words, and the page is told") {
  using Room = Editing::Room;
  Visit v;
  v.all(StartPressed{}, KindChosen{domain::Kind::question});
  std::string words;
  while (words.size() <= domain::kMostMessageBytes) words += "straatlantaarn ";
  v.then(TextPut{domain::Field::message, words});
  const std::string_view kept = v.state.session.draft->message;
  CHECK(v.state.session.editing.room == Room::cut);
  CHECK(v.state.session.editing.field == domain::Field::message);
  CHECK(kept.size() <= domain::kMostMessageBytes);
  CHECK(kept.ends_with("straatlantaarn"));
  v.then(TextPut{domain::Field::message, std::string(domain::kMostMessageBytes - 2, 'x') +
                                             "🇳🇱"});  // one long word: between two letters, never in a flag
  CHECK(v.state.session.draft->message == std::string(domain::kMostMessageBytes - 2, 'x'));
  v.then(TextPut{domain::Field::message, std::string(domain::kMostMessageBytes, 'x')});
  CHECK(v.state.session.editing.room == Room::enough);
}

TEST_CASE("the receipt goes by itself when nobody touches it any more") {
  Visit v;
  v.to_review();
  v.all(SendPressed{}, SubmissionStored{"0070001232", "K7M4-9QXD"});
  v.at(179);
  CHECK(v.on<Receipt>());
  v.at(181);
  CHECK(v.on<Attract>());
}

TEST_CASE("random events never leave a state that can't be shown, and home is two minutes away") {
  Visit v;
  std::uint32_t seed = 7;
  const auto roll = [&](std::uint32_t n) { return (seed = seed * 1664525u + 1013904223u) / 65536u % n; };
  const std::vector<Event> pool{StartPressed{},
                                KindChosen{domain::Kind::signal},
                                KindChosen{domain::Kind::conversation},
                                NextPressed{},
                                NextPressed{},
                                BackPressed{},
                                SkipPressed{},
                                HidePressed{},
                                ChoiceToggled{"message", "lamp"},
                                ChoiceToggled{"with", "worry"},
                                ChoiceToggled{"contact", "here"},
                                ChoiceToggled{"contact", "phone"},
                                FieldFocused{domain::Field::message, 3},
                                FieldFocused{domain::Field::phone, 0},
                                TextTyped{"0612345678"},
                                BackspacePressed{},
                                ChangePressed{"message"},
                                ChangePressed{"phone"},
                                SendPressed{},
                                SubmissionStored{"0070001232", "K7M4-9QXD"},
                                SubmissionFailed{"store.io"},
                                TryAgainPressed{},
                                ReceiptClosed{},
                                LanguageOpened{},
                                LanguageChosen{"ar"},
                                DisplayOpened{},
                                TextSizeChosen{TextSize::large},
                                SettingToggled{Setting::lower},
                                SettingToggled{Setting::calm},
                                HelpOpened{},
                                StopPressed{},
                                StopConfirmed{},
                                OverlayClosed{},
                                DangerContinued{},
                                NumberRemoved{},
                                NumberKept{},
                                StillThere{},
                                RolesOpened{},
                                TrackOpened{},
                                TrackAsked{},
                                ChecklistOpened{},
                                ChecklistTicked{9},
                                PrivacyOpened{},
                                HealthOpened{}};
  std::int64_t second = 1;
  for (int i = 0; i < 20000; ++i) {
    v.then(pool[roll(static_cast<std::uint32_t>(pool.size()))]);
    if (v.on<Form>() || v.on<Review>()) {
      REQUIRE(v.state.session.draft.has_value());
    }
    if (const auto* form = std::get_if<Form>(&v.state.screen)) {
      const auto list = pages(v.state, example());
      REQUIRE(current_page(list, *form) != nullptr);
    }
    REQUIRE(v.state.session.history.size() < 2000);
    if (i % 500 == 0) {
      v.then(SubmissionStored{"0070001232", "K7M4-9QXD"});
      for (int wait = 0; wait < 400; ++wait) v.at(second++);
      REQUIRE(v.on<Attract>());
    }
    v.effects.clear();
  }
}

TEST_CASE("L6: a connection is fresh for a day after an acknowledgement, and only with a confirmed clock") {
  Visit v;
  const std::int64_t now = v.state.now.at.ms;
  constexpr std::int64_t kHourMs = 3'600'000;
  Connection c;
  const auto fresh = [&](const Connection& connection) {
    v.then(ConnectionChanged{connection});
    return fresh_connection(v.state);
  };
  CHECK_FALSE(fresh(c));
  c.configured = c.clock_confirmed = true;
  CHECK_FALSE(fresh(c));
  c.last_sync_ms = now - 23 * kHourMs;
  CHECK(fresh(c));
  v.at(2 * 3600);
  CHECK_FALSE(fresh(c));
  c.last_sync_ms = now + 5 * kHourMs;  // the wall clock went back: what lies ahead proves nothing
  CHECK_FALSE(fresh(c));
  c.last_sync_ms = now;
  c.clock_confirmed = false;
  CHECK_FALSE(fresh(c));
}

TEST_CASE("the help page leads to the health page, and from there back to where one was") {
  Visit v;
  v.then(StartPressed{});
  v.then(KindChosen{domain::Kind::question});
  v.then(HelpOpened{});
  v.then(HealthOpened{});
  CHECK(std::holds_alternative<Health>(v.state.screen));
  CHECK(v.state.overlay == Overlay::none);
  v.then(BackPressed{});
  CHECK(std::holds_alternative<Form>(v.state.screen));
  CHECK(v.state.session.draft.has_value());
}

TEST_CASE("when something was sent, the health screen looks at the queue again; other screens don't") {
  Visit v;
  v.effects.clear();  // the day's first look
  Connection c;
  c.configured = true;
  c.sent_total = 1;
  v.then(ConnectionChanged{c});
  CHECK(v.asked<LookAtQueue>() == 0);
  v.then(HealthOpened{});
  const auto before = v.asked<LookAtQueue>();
  v.then(ConnectionChanged{c});
  CHECK(v.asked<LookAtQueue>() == before);
  c.sent_total = 2;
  v.then(ConnectionChanged{c});
  CHECK(v.asked<LookAtQueue>() == before + 1);
}

// --- a machine that sleeps ---------------------------------------------------------------------------

namespace {

// The steady clock stands still in sleep, the boot clock goes on.
void sleep(Visit& v, std::int64_t at_s, std::int64_t slept_s) {
  v.then(TimePassed{LocalTime{Instant{1780300800000 + (at_s + slept_s) * 1000}, 120}, (at_s + slept_s) * 1000,
                    slept_s * 1000});
}

}  // namespace

TEST_CASE("what a visitor left is gone before anything is shown, when the machine slept past the time-out") {
  const auto wiped = [](const Visit& v) {
    return v.on<Attract>() && !v.state.session.draft && v.state.overlay == Overlay::none &&
           v.asked<ForgetVisitor>() == 1;
  };
  Visit form;
  form.all(StartPressed{}, KindChosen{domain::Kind::question}, FieldFocused{domain::Field::message},
           TextTyped{"canary"});
  sleep(form, 10, 120);
  CHECK(wiped(form));
  Visit asked;  // "Bent u er nog?" was up
  asked.to_review();
  asked.at(91);
  CHECK(asked.state.overlay == Overlay::idle);
  sleep(asked, 92, 30);
  CHECK(wiped(asked));
  Visit help;  // a panel over it
  help.to_review();
  help.then(HelpOpened{});
  sleep(help, 10, 8 * 3600);
  CHECK(wiped(help));
  Visit receipt;
  receipt.to_review();
  receipt.all(SendPressed{}, SubmissionStored{"0070001232", "AAAA-BBBB"});
  sleep(receipt, 10, 181);
  CHECK(receipt.on<Attract>());
  CHECK(receipt.asked<ForgetVisitor>() == 1);
  Visit settings;  // the PIN was given
  settings.all(StartPressed{}, HealthOpened{}, HostEvent{SettingsAsked{}}, HostEvent{PinLooked{true, 0}});
  for (int i = 0; i < 6; ++i) settings.then(HostEvent{PinDigit{'1'}});
  settings.then(HostEvent{PinTried{true, 0}});
  REQUIRE(settings.on<SettingsPage>());
  settings.state.host.transfer.running = true;
  sleep(settings, 10, 3600);
  CHECK(wiped(settings));
  CHECK(settings.asked<EndTransfer>() == 1);
  Visit pad;
  pad.all(StartPressed{}, HealthOpened{}, HostEvent{SettingsAsked{}}, HostEvent{PinLooked{true, 0}},
          HostEvent{PinDigit{'1'}});
  REQUIRE(pad.state.overlay == Overlay::pin);
  sleep(pad, 10, 3600);
  CHECK(wiped(pad));
  CHECK(pad.state.host.pin.digits.empty());
}

TEST_CASE("a short sleep counts as time; by the steady clock alone nothing would have passed") {
  Visit v;
  v.to_review();
  sleep(v, 60, 40);
  CHECK(v.on<Review>());
  CHECK(v.state.overlay == Overlay::idle);
  // Negative control: a clock that stood still keeps the last person's text up through a night.
  Visit still;
  still.to_review();
  still.at(60);
  still.then(TimePassed{LocalTime{Instant{1780300800000 + 8 * 3600 * 1000}, 120}, 60 * 1000});
  CHECK(still.on<Review>());
  CHECK(still.state.overlay == Overlay::none);
  // What is being saved goes on: the message was sent, and its page shows no words.
  Visit saving;
  saving.to_review();
  saving.then(SendPressed{});
  sleep(saving, 10, 3600);
  CHECK(saving.on<Saving>());
}

TEST_CASE("why a message waits: no internet is said of a machine without a network, and of nothing else") {
  Connection c;
  CHECK(link_of(c) == Link::not_connected);
  c.trouble = Trouble::sync_offline;
  CHECK(link_of(c) == Link::not_connected);
  c.configured = true;
  CHECK(link_of(c) == Link::unreached);  // it can't tell whether there is a network
  c.network = true;
  CHECK(link_of(c) == Link::unreached);
  c.network = false;
  CHECK(link_of(c) == Link::no_network);
  for (const char* code : {"",
                           "sync.portal",
                           "sync.tls",
                           "sync.redirect",
                           "sync.denied",
                           "sync.no_box",
                           "sync.server",
                           "sync.busy",
                           "sync.full",
                           "sync.later",
                           "sync.unclear",
                           "sync.refused",
                           "sync.refuses_all",
                           "sync.conflict",
                           "sync.taken",
                           "sync.disk",
                           "sync.settings",
                           "sync.locked",
                           "sync.destination",
                           "sync.proxy_login",
                           "sync.proxy_denied",
                           "sync.proxy_down",
                           "sync.not_tls",
                           "sync.node_away"}) {
    CAPTURE(code);
    c.trouble = parse_trouble(code);
    CHECK(link_of(c) != Link::no_network);
  }
  c.trouble = Trouble::sync_denied;
  CHECK(link_of(c) == Link::refused);
  c.trouble = Trouble::none;
  CHECK(link_of(c) == Link::fine);
}
