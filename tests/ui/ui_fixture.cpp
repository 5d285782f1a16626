#include "places.h"
#include "ui_fixture.h"
#include "fakes/disk_files.h"
#include "text/debian_fonts.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

namespace wv::ui {

Device device_named(std::string_view name) {
  if (name == "1280x800") return device_of(1280, 800, 149);
  if (name == "1180x820") return device_of(1180, 820, 132);
  if (name == "820x1180") return device_of(820, 1180, 132);
  if (name == "800x360") return device_of(800, 360, 146);
  return *profile(name);
}

std::string settings_file() {
  const char* named = std::getenv("WV_SWEEP_CONFIG");
  return named != nullptr ? named : (source_folder() / "assets" / "example" / "config.json").string();
}

namespace {

content::Content example() {
  Findings findings;
  const std::filesystem::path assets = source_folder() / "assets";
  auto content = content::load_content(fakes::disk(), assets.string(), settings_file(), findings);
  for (const auto& f : findings) MESSAGE(to_line(f));
  REQUIRE_FALSE(has_fault(findings));
  content.version = "0.1.0";  // the shell knows the real one
  return content;
}

app::Waiting waiting(std::uint64_t count, std::optional<Stamp> oldest, std::uint64_t damaged,
                     std::uint64_t free_bytes) {
  app::Waiting w;
  w.known = true;
  w.count = count;
  w.oldest = oldest;
  w.damaged = damaged;
  w.free_bytes = free_bytes;
  return w;
}

}  // namespace

app::QueueRows queue_rows(std::size_t count) {
  auto rows = std::make_shared<std::vector<app::QueueRow>>();
  const app::Trouble reasons[] = {app::Trouble::sync_refused, app::Trouble::sync_conflict,
                                  app::Trouble::other};
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = std::to_string(100'000 + i);
    app::QueueRow row{static_cast<app::QueueRow::State>(i % 3), "00000000-0000-4000-8000-000000" + number,
                      1780300800000 + static_cast<std::int64_t>(i) * 3'600'000, 4096 + i * 321};
    if (row.state == app::QueueRow::State::parked) row.reason = reasons[i / 3 % 3];
    rows->push_back(std::move(row));
  }
  return rows;
}

Fixture::Fixture() : content(example()) {
  auto opened = text::open_fonts(text_test::debian_fonts());
  REQUIRE(opened.ok());
  fonts = std::move(opened).value();
}

Fixture::~Fixture() = default;

Tree Fixture::build(View& view, const app::State& state) {
  ImDrawList& list = gui.begin(view.device().width_px, view.device().height_px, 1.0f / 60);
  (void)view.build(list, state, content, state.now_ms);
  gui.end();
  return view.tree();
}

app::State Fixture::after(const std::string& language, const std::vector<app::Event>& events,
                          app::Mode mode) const {
  app::State state = app::first_state(content, mode, {language, app::TextSize::normal});
  const LocalTime now{Instant{1780300800000}, 120};
  (void)app::update(state, app::TimePassed{now, 1000}, content);
  for (const auto& e : events) (void)app::update(state, e, content);
  return state;
}

// Health with something the matter, the PIN's pad in its moods, the settings before, during and after a
// stick.
void Fixture::host_screens(std::vector<std::pair<std::string, app::State>>& list,
                           const std::string& language) const {
  using namespace app;
  const auto host = [](auto event) { return Event{HostEvent{event}}; };
  State health = after(language, {StartPressed{}, HealthOpened{}});
  health.trial = false;
  health.connection.configured = true;
  health.connection.trouble = app::Trouble::sync_offline;
  health.waiting = waiting(12, Stamp{{2026, 5, 30}}, 2, 120'000'000);
  health.waiting.today = 4;
  list.emplace_back("health waiting", health);
  health.waiting.keeps = Keeps::for_seven_days;
  list.emplace_back("health in a browser", health);
  health.connection.trouble = app::Trouble::sync_portal;
  health.waiting = waiting(1234, Stamp{{2025, 5, 1}}, 20, 1'000'000);
  health.waiting.trouble = app::Trouble::store_io;
  health.host.clock_jumped = false;
  list.emplace_back("health overdue", health);
  health.waiting = waiting(0, std::nullopt, 0, 40'000'000'000);
  health.connection.trouble = app::Trouble::none;
  health.connection.clock_confirmed = true;
  health.connection.last_sent_ms = health.now.at.ms - 3'600'000;
  list.emplace_back("health good", health);

  State pin = health;
  (void)update(pin, host(SettingsAsked{}), content);
  (void)update(pin, host(PinLooked{true, 0}), content);
  (void)update(pin, host(PinDigit{'3'}), content);
  list.emplace_back("pin", pin);
  State waits = pin;
  waits.host.pin.notice = PinPad::Notice::waiting;
  waits.host.pin.wait_until_ms = waits.now_ms + 3'600'000;
  list.emplace_back("pin waits", waits);
  State choose = pin;
  choose.host.pin.step = PinPad::Step::choose;
  choose.host.pin.notice = PinPad::Notice::differ;
  list.emplace_back("pin choose", choose);

  State settings = pin;
  for (const char digit : {'1', '4', '1', '5', '9'}) (void)update(settings, host(PinDigit{digit}), content);
  (void)update(settings, host(PinTried{true, 0}), content);
  (void)update(settings, host(SticksFound{}), content);
  list.emplace_back("settings without a stick", settings);
  constexpr int kTwelve = 12 * 60;
  State here = settings;
  (void)update(here, host(HereUntilChosen{kTwelve}), content);
  list.emplace_back("settings here until", here);
  here.screen = Home{};
  list.emplace_back("home here until", here);
  State parked = settings;
  parked.waiting.damaged = 3;
  list.emplace_back("settings parked", parked);
  Requeue back;
  back.back = 2;
  back.bad = 3;
  (void)update(parked, host(RequeuePressed{}), content);
  (void)update(parked, host(RequeueEnded{back}), content);
  list.emplace_back("settings parked again", parked);
  const Stick stick{"/media/host/STICK VAN HET BUURTHUIS", "STICK VAN HET BUURTHUIS"};
  (void)update(settings, host(SticksFound{{stick}}), content);
  list.emplace_back("settings", settings);
  State queue = settings;
  (void)update(queue, host(QueueOpened{}), content);
  (void)update(queue, host(QueueListed{queue_rows(40)}), content);
  list.emplace_back("queue", queue);
  (void)update(settings, host(ExportPressed{stick}), content);
  (void)update(settings, host(TransferMoved{40, 120}), content);
  list.emplace_back("settings exporting", settings);
  Transfer result;
  result.moved = 100;
  result.past = 3;
  result.bad = 2;
  (void)update(settings, host(TransferEnded{result}), content);
  list.emplace_back("settings exported", settings);
}

// A resident's own telephone: a receipt that can be kept there, and what is kept.
void Fixture::own_screens(std::vector<std::pair<std::string, app::State>>& list,
                          const std::string& language) const {
  using namespace app;
  State state = after(language, {StartPressed{}}, Mode::own);
  state.trial = false;
  (void)update(state,
               KeptLooked{true,
                          {{"0070001232", domain::Kind::question, {2026, 6, 1}, true, true},
                           {"0070001241", domain::Kind::conversation, {2026, 5, 20}, false, false},
                           {"0070001258", domain::Kind::signal, {2026, 2, 27}, true, false}}},
               content);
  list.emplace_back("own home news", state);
  (void)update(state, TrackOpened{}, content);
  list.emplace_back("own track", state);
  for (const bool shut : {false, true}) {  // nothing is kept, or what is kept doesn't open
    State empty = after(language, {StartPressed{}}, Mode::own);
    empty.trial = false;
    (void)update(empty, KeptLooked{true, {}, shut}, content);
    (void)update(empty, TrackOpened{}, content);
    list.emplace_back(shut ? "own track shut" : "own track nothing", empty);
  }
  state.session = {};
  state.connection.configured = state.connection.clock_confirmed = true;
  state.connection.last_sent_ms = state.connection.last_sync_ms = state.now.at.ms;
  Receipt receipt;
  receipt.number = "0070001232";
  receipt.code = "K7M4-9QXD";
  receipt.at = state.now;
  state.screen = receipt;
  list.emplace_back("own receipt", state);
  std::get<Receipt>(state.screen).kept = Receipt::Kept::failed;
  list.emplace_back("own receipt not kept", state);
  std::get<Receipt>(state.screen).kept = Receipt::Kept::kept;
  list.emplace_back("own receipt kept", state);
}

// Somebody worries about somebody, and writes as much of it as fits: which words stand there then, what is
// asked before, and all of it once more on review.
void Fixture::worry_screens(std::vector<std::pair<std::string, app::State>>& list,
                            const std::string& language) const {
  using namespace app;
  State state = after(language, {StartPressed{}, KindChosen{domain::Kind::conversation},
                                 ChoiceToggled{"with", "worry"}, NextPressed{}});
  state.trial = false;
  list.emplace_back("worry message", state);
  std::string words;
  while (words.size() + 40 < domain::kMostMessageBytes) words += "Mijn buurvrouw komt niet meer buiten. ";
  (void)update(state, TextPut{domain::Field::message, words}, content);
  list.emplace_back("worry message written", state);
  State cry = state;
  cry.overlay = Overlay::danger;
  list.emplace_back("worry danger", cry);
  (void)update(state, NextPressed{}, content);
  (void)update(state, ChoiceToggled{"contact", "phone"}, content);
  (void)update(state, NextPressed{}, content);
  (void)update(state, TextPut{domain::Field::phone, "06 1234 5678"}, content);
  (void)update(state, NextPressed{}, content);
  REQUIRE(std::holds_alternative<Review>(state.screen));
  state.session.hidden = false;
  list.emplace_back("worry review", state);
  (void)update(state, SendPressed{}, content);
  (void)update(state, SubmissionStored{"0070001232", "K7M4-9QXD"}, content);
  list.emplace_back("worry receipt", state);
}

std::vector<std::pair<std::string, app::State>> Fixture::screens(const std::string& language) const {
  using namespace app;
  std::vector<std::pair<std::string, State>> list;
  const auto add = [&](const std::string& label, const std::vector<Event>& events) {
    list.emplace_back(label, after(language, events));
  };
  add("attract", {});
  add("home", {StartPressed{}});
  add("roles", {StartPressed{}, RolesOpened{}});
  add("roles two", {StartPressed{}, RolesOpened{}, StoneTouched{domain::Role::fixer},
                    StoneTouched{domain::Role::entrepreneur}});
  add("roles built", {StartPressed{}, RolesOpened{}, RolesSwitched{true}});
  for (const auto role : {domain::Role::fixer, domain::Role::entrepreneur, domain::Role::bridge_builder,
                          domain::Role::mediator})
    add("role", {StartPressed{}, RolesOpened{}, RoleOpened{role}});
  add("themes", {StartPressed{}, ThemesOpened{}});
  add("theme", {StartPressed{}, ThemesOpened{}, ThemesOpened{"youth"}});
  add("checklist", {StartPressed{}, ChecklistOpened{}, ChecklistTicked{2}});
  add("checklist all", {StartPressed{}, ChecklistOpened{}, ChecklistTicked{0}, ChecklistTicked{1},
                        ChecklistTicked{2}, ChecklistTicked{3}, ChecklistTicked{4}, ChecklistTicked{5}});
  add("track", {StartPressed{}, TrackOpened{}});
  add("track looking", {StartPressed{}, TrackOpened{}, TextPut{domain::Field::number, "0070001232"},
                        TextPut{domain::Field::code, "K7M49QXD"}, TrackAsked{}});
  add("track found nothing", {StartPressed{}, TrackOpened{}, TextPut{domain::Field::number, "0070001232"},
                              TextPut{domain::Field::code, "K7M49QXD"}, TrackAsked{}, AnswerMissed{}});
  add("track unreached",
      {StartPressed{}, TrackOpened{}, TextPut{domain::Field::number, "0070001232"},
       TextPut{domain::Field::code, "K7M49QXD"}, TrackAsked{}, AnswerFailed{"sync.offline"}});
  add("track wrong", {StartPressed{}, TrackOpened{}, TextPut{domain::Field::number, "00700"}, TrackAsked{}});
  for (const auto& [label, words] :
       {std::pair{"answer short", std::string("De lamp brandt weer. Bedankt voor uw bericht!")},
        std::pair{"answer long", [] {
                    std::string words;
                    while (words.size() < 1200) words += "Ik was in uw straat en ik heb het doorgegeven. ";
                    return words;
                  }()}}) {
    State answered = after(language, {StartPressed{}, TrackOpened{}});
    answered.session.answer = domain::AnswerDocument{"7f3a9b00-0000-4000-8000-000000000001",
                                                     1,
                                                     domain::AnswerStatus::answered,
                                                     domain::Role::bridge_builder,
                                                     Secret(words),
                                                     "nl",
                                                     answered.now,
                                                     ""};
    answered.screen = AnswerPage{};
    list.emplace_back(label, std::move(answered));
  }
  add("health", {StartPressed{}, HealthOpened{}});
  host_screens(list, language);
  for (const auto kind :
       {domain::Kind::question, domain::Kind::initiative, domain::Kind::signal, domain::Kind::conversation}) {
    const std::vector<Event> start{StartPressed{}, KindChosen{kind}};
    State state = after(language, start);
    // Half of them as where it counts: without the trial's banner, and with what is true only there.
    state.trial = kind == domain::Kind::question || kind == domain::Kind::initiative;
    // Each page as it opens, with its keyboard where it has a field, and with its fault told.
    const auto count = content.form(kind).pages.size();
    for (std::size_t page = 0; page < count; ++page) {
      std::get<Form>(state.screen).page = static_cast<int>(page);
      const auto& spec = content.form(kind).pages[page];
      const std::string label = std::string(domain::id_of(kind)) + " " + spec.id;
      list.emplace_back(label, state);
      State wrong = state;
      (void)update(wrong, NextPressed{}, content);
      if (const auto* form = std::get_if<Form>(&wrong.screen); form != nullptr && !form->problems.empty())
        list.emplace_back(label + " wrong", wrong);
      if (spec.type == content::PageType::message || spec.type == content::PageType::place) {
        State typing = state;
        (void)update(typing, FieldFocused{domain::parse_field(spec.field), 0}, content);
        State arabic = typing;
        (void)update(typing, TextTyped{"De lamp bij de school is uit, الشارع مظلم."}, content);
        list.emplace_back(label + " typing", typing);
        if (kind == domain::Kind::question) {
          (void)update(arabic, TextTyped{"الشارع مظلم في المساء، والأطفال خائفون."}, content);
          list.emplace_back(label + " typing Arabic", arabic);
        }
        if (kind == domain::Kind::question || spec.type == content::PageType::place) {
          const std::size_t most =
              spec.type == content::PageType::place ? domain::kMostLineBytes : domain::kMostMessageBytes;
          (void)update(typing, TextPut{domain::parse_field(spec.field), std::string(most - 12, 'i')},
                       content);
          list.emplace_back(label + " near its end", typing);
          (void)update(typing, TextPut{domain::parse_field(spec.field), std::string(most, 'i')}, content);
          (void)update(typing, TextTyped{"x"}, content);
          list.emplace_back(label + " full", typing);
          std::string words;
          while (words.size() <= most) words += "lantaarn ";
          (void)update(typing, TextPut{domain::parse_field(spec.field), words}, content);
          list.emplace_back(label + " cut", typing);
        }
      }
      if (!spec.choices.empty()) {
        (void)update(state, ChoiceToggled{spec.field, spec.choices.front().id}, content);
        if (kind == domain::Kind::question || kind == domain::Kind::conversation)
          list.emplace_back(label + " chosen", state);
      }
      if (spec.type == content::PageType::contact) {
        State details = state;
        (void)update(details, NextPressed{}, content);
        list.emplace_back(label + " details", details);
        (void)update(details, NextPressed{}, content);
        list.emplace_back(label + " details wrong", details);
        (void)update(details, TextPut{domain::Field::phone, "06 1234 5678"}, content);
        (void)update(details, NextPressed{}, content);
        list.emplace_back(label + " review", details);
        State hidden = details;
        (void)update(hidden, HidePressed{}, content);
        list.emplace_back(label + " review hidden", hidden);
        State saving = details;
        (void)update(saving, SendPressed{}, content);
        list.emplace_back(label + " saving", saving);
        State failed = saving;
        (void)update(failed, SubmissionFailed{"store.full"}, content);
        list.emplace_back(label + " failed", failed);
        State stopping = saving;
        (void)update(stopping, StopConfirmed{}, content);
        list.emplace_back(label + " stopping", stopping);
        State kept = stopping;
        (void)update(kept, SubmissionStored{"0070001232", "K7M4-9QXD"}, content);
        list.emplace_back(label + " kept despite stop", kept);
        (void)update(stopping, SubmissionLost{"store.io"}, content);
        list.emplace_back(label + " stop lost", stopping);
        (void)update(saving, SubmissionStored{"0070001232", "K7M4-9QXD"}, content);
        list.emplace_back(label + " receipt", saving);
        saving.trial = false;
        list.emplace_back(label + " receipt offline", saving);
        if (kind == domain::Kind::question) {
          saving.connection.configured = true;
          saving.connection.trouble = app::Trouble::sync_offline;
          list.emplace_back(label + " receipt unreached", saving);
          saving.connection.network = false;
          list.emplace_back(label + " receipt without a network", saving);
          saving.connection.trouble = app::Trouble::sync_denied;
          list.emplace_back(label + " receipt refused", saving);
          saving.connection = {};
        }
        saving.connection.configured = saving.connection.clock_confirmed = true;
        saving.connection.last_sent_ms = saving.connection.last_sync_ms = saving.now.at.ms;
        list.emplace_back(label + " receipt online", saving);
        if (kind == domain::Kind::question || kind == domain::Kind::conversation) {
          (void)update(saving, SubmissionAcknowledged{}, content);
          list.emplace_back(label + " receipt arrived", saving);
          saving.connection.clock_confirmed = false;
          list.emplace_back(label + " receipt arrived, no clock", saving);
          saving.now_ms += 91'000;  // twice as long in large letters
          list.emplace_back(label + " receipt covered", saving);
        }
      }
    }
  }
  worry_screens(list, language);
  own_screens(list, language);
  const State form = after(language, {StartPressed{}, KindChosen{domain::Kind::question}});
  for (const auto overlay : {Overlay::language, Overlay::display, Overlay::idle, Overlay::stop, Overlay::help,
                             Overlay::danger, Overlay::letters, Overlay::bsn, Overlay::iban, Overlay::volume,
                             Overlay::own_words, Overlay::cleaning, Overlay::asleep}) {
    State state = form;
    state.overlay = overlay;
    state.idle_asked_ms = state.now_ms;
    state.host.cleaned_ms = state.now_ms + kCleaningMs;
    list.emplace_back("overlay", state);
  }
  State privacy = form;
  privacy.screen = Privacy{};
  list.emplace_back("privacy", privacy);
  State busy = form;
  busy.screen = Busy{};
  list.emplace_back("busy", busy);
  return list;
}

}  // namespace wv::ui
