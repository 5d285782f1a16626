#include "app/update.h"

#include <algorithm>
#include <climits>

#include "app/editing.h"
#include "app/pages.h"
#include "domain/danger.h"
#include "domain/numbers.h"

namespace wv::app {

namespace {

constexpr std::int64_t kSecond = 1000, kHour = 3600 * kSecond;
constexpr std::size_t kBusyAfter = 20;             // S7
constexpr std::int64_t kBusyShownMs = 20 * kSecond;
constexpr std::int64_t kReceiptShownMs = 180 * kSecond;

struct Context {
  State& state;
  const content::Content& content;
  Effects& effects;
};

Session& session(Context& c) { return c.state.session; }

void go(Context& c, Screen screen) {
  leave_field(c.state);
  session(c).history.push_back(std::move(c.state.screen));
  c.state.screen = std::move(screen);
}

void go_without_history(Context& c, Screen screen) {
  leave_field(c.state);
  c.state.screen = std::move(screen);
}

// The end of a visit: everything of it is overwritten and gone, here and outside (S3).
void forget_visitor(Context& c) {
  auto& s = session(c);
  if (s.draft) domain::wipe(*s.draft);
  wv::wipe(s.track_number);
  wv::wipe(s.track_code);
  if (auto* receipt = std::get_if<Receipt>(&c.state.screen)) {
    wv::wipe(receipt->number);
    wv::wipe(receipt->code);
  }
  c.state.session = Session{};
  c.state.overlay = Overlay::none;
  c.state.screen = Attract{};
  c.state.language = c.content.config.languages.front();
  c.state.text = TextSize::normal;
  c.state.high_contrast = false;
  c.state.idle_asked_ms = 0;
  c.effects.push_back(ForgetVisitor{});
  c.effects.push_back(LookAtQueue{});
}

void forget_old_sends(State& state) {
  std::erase_if(state.sent_ms, [&](std::int64_t at) { return state.now_ms - at > kHour; });
}

// --- pages of a form ------------------------------------------------------------------------------

void start_form(Context& c, domain::Kind kind) {
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

void to_review(Context& c) {
  // A conversation is about somebody: its words start behind the curtain (S5).
  if (session(c).draft->kind == domain::Kind::conversation) session(c).hidden = true;
  leave_field(c.state);
  auto& history = session(c).history;
  const auto review = std::find_if(history.begin(), history.end(), [](const Screen& x) { return std::holds_alternative<Review>(x); });
  if (review != history.end()) history.erase(review, history.end());  // "change" leaves no trace on the way back
  else history.push_back(c.state.screen);
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
    focus(c.state, session(c).draft->contact.way == domain::ContactWay::phone ? "phone" : "email", std::string::npos);
}

void go_on(Context& c) {
  const auto& form = std::get<Form>(c.state.screen);
  const auto list = pages(c.state, c.content);
  const bool details_follow = form.page + 1 < static_cast<int>(list.size()) && list[static_cast<std::size_t>(form.page) + 1].details;
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
  const auto* words = c.content.help_words(c.state.language);
  const std::string all = s.draft->message + "\n" + s.draft->place;
  const auto hits = [&](auto which) {
    for (const auto& code : c.content.config.languages) {
      const auto* list = code == c.state.language ? words : c.content.help_words(code);
      if (list != nullptr && (list->*which).matches(all)) return true;
    }
    return false;
  };
  if (!s.danger_asked && hits(&content::HelpWords::danger)) {
    s.danger_asked = true;
    c.state.overlay = Overlay::danger;
    return true;
  }
  if (!s.letters_asked && hits(&content::HelpWords::letters)) {
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
  return {{spec.field, spec.type == PageType::contact ? domain::Problem::contact_choice : domain::Problem::choice, 0}};
}

void next(Context& c) {
  auto* form = std::get_if<Form>(&c.state.screen);
  if (form == nullptr || !session(c).draft) return;
  form->problems = problems_of(c, *form);
  if (!form->problems.empty()) {
    // L5: the fault takes the focus where it can be mended; tiles stay visible for a message.
    const auto& field = form->problems.front().field;
    if (field == "phone" || field == "email") focus(c.state, field, std::string::npos);
    else leave_field(c.state);
    return;
  }
  leave_field(c.state);
  if (asks_first(c)) return;
  go_on(c);
}

void skip(Context& c) {
  const auto* spec = current_spec(c);
  if (spec == nullptr || !spec->optional) return;
  clear_page(*session(c).draft, *spec);
  go_on(c);
}

void back(Context& c) {
  if (std::holds_alternative<Saving>(c.state.screen) && std::get<Saving>(c.state.screen).failure.empty()) return;
  if (!session(c).editing.field.empty()) {
    // The first Back puts the keyboard away only where leaving it shows more; pages of details go back at once.
    const auto* form = std::get_if<Form>(&c.state.screen);
    const auto list = pages(c.state, c.content);
    const auto* page = form != nullptr ? current_page(list, *form) : nullptr;
    leave_field(c.state);
    if (page != nullptr && !page->details) return;
  }
  if (const auto* form = std::get_if<Form>(&c.state.screen); form != nullptr && form->from_review) return to_review(c);
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
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool details = field == "phone" || field == "email" || field == "name";
    if (list[i].details == details && (details || list[i].spec->field == field)) return open_page(c, static_cast<int>(i), true);
  }
}

void remove_number(Context& c) {
  auto& draft = *session(c).draft;
  for (auto* text : {&draft.message, &draft.place}) {
    while (const auto found = domain::find_bsn(*text)) domain::remove(*text, *found);
    while (const auto found = domain::find_iban(*text)) domain::remove(*text, *found);
  }
}

// --- sending ---------------------------------------------------------------------------------------

domain::Submission submission_of(Context& c) {
  const auto& draft = *session(c).draft;
  domain::Submission s = domain::to_submission(draft);
  s.created_at = c.state.now;
  s.language = c.state.language;
  s.channel = c.state.mode == Mode::event ? "event" : "kiosk";
  s.device = c.content.config.device_name;
  s.notice.version = c.content.municipality.notice_version;
  s.notice.shown_at = session(c).notice_shown;
  if (s.place) {
    if (draft.place_here && s.place->name.empty()) s.place->name = c.content.config.device_place;
    for (const auto& p : c.content.municipality.places)
      if (p.id == draft.place_id && s.place->name.empty()) s.place->name = p.name;
  }
  return s;
}

void send(Context& c) {
  if (!session(c).draft || !std::holds_alternative<Review>(c.state.screen)) return;
  go(c, Saving{});
  c.effects.push_back(StoreSubmission{submission_of(c)});
}

void stored(Context& c, const SubmissionStored& done) {
  if (!std::holds_alternative<Saving>(c.state.screen) || !session(c).draft) return;
  Receipt receipt;
  receipt.number = done.number;
  receipt.code = done.code;
  receipt.kind = session(c).draft->kind;
  receipt.way = session(c).draft->contact.way.value_or(domain::ContactWay::none);
  receipt.shown_ms = c.state.now_ms;
  // The words have served: from here on only number and code are on this screen.
  domain::wipe(*session(c).draft);
  c.state.session = Session{};
  c.state.screen = receipt;
  c.state.sent_ms.push_back(c.state.now_ms);
  c.effects.push_back(LookAtQueue{});
}

// --- time ------------------------------------------------------------------------------------------

bool somebody_here(const State& state) { return !std::holds_alternative<Attract>(state.screen) || state.overlay != Overlay::none; }

std::int64_t ask_ms(const State& state, const content::Content& content) {
  return (state.text == TextSize::largest ? 2 : 1) * content.config.idle_ask_after_s * kSecond;
}
std::int64_t reset_ms(const State& state, const content::Content& content) {
  return (state.text == TextSize::largest ? 2 : 1) * content.config.idle_reset_after_s * kSecond;
}

// Pages that end by themselves: a receipt once read, "it is busy now".
std::int64_t ends_at(const State& state) {
  if (const auto* receipt = std::get_if<Receipt>(&state.screen)) return std::max(receipt->shown_ms, state.touched_ms) + kReceiptShownMs;
  if (std::holds_alternative<Busy>(state.screen)) return state.touched_ms + kBusyShownMs;
  return INT64_MAX;
}

void time_passed(Context& c, const TimePassed& tick) {
  auto& s = c.state;
  s.now = tick.now;
  s.now_ms = std::max(s.now_ms, tick.steady_ms);
  if (!somebody_here(s)) {
    s.touched_ms = s.now_ms;
    return;
  }
  const bool saving = std::holds_alternative<Saving>(s.screen) && std::get<Saving>(s.screen).failure.empty();
  if (saving) {
    s.touched_ms = s.now_ms;
    return;
  }
  if (s.overlay == Overlay::idle) {
    if (s.now_ms - s.idle_asked_ms >= reset_ms(s, c.content)) forget_visitor(c);
    return;
  }
  if (s.now_ms >= ends_at(s)) return forget_visitor(c);
  if (ends_at(s) != INT64_MAX) return;
  if (s.now_ms - s.touched_ms >= ask_ms(s, c.content)) {
    s.overlay = Overlay::idle;
    s.idle_asked_ms = s.now_ms;
  }
}

// --- one small function an event -----------------------------------------------------------------

struct Updater {
  Context& c;

  void operator()(const Touched&) { c.state.touched_ms = c.state.now_ms; }
  void operator()(const TimePassed& e) { time_passed(c, e); }
  void operator()(const StartPressed&) { go_without_history(c, Home{}); }
  void operator()(const ListenPressed&) {
    if (std::holds_alternative<Attract>(c.state.screen)) go_without_history(c, Home{});
    c.state.overlay = Overlay::voice_missing;
  }
  void operator()(const KindChosen& e) { start_form(c, e.kind); }
  void operator()(const RolesOpened&) { go(c, Roles{}); }
  void operator()(const RolesSwitched& e) {
    if (auto* roles = std::get_if<Roles>(&c.state.screen)) roles->with = e.with;
  }
  void operator()(const RoleOpened& e) { go(c, RolePage{e.role}); }
  void operator()(const TrackOpened&) {
    go(c, Track{});
    focus(c.state, "number", 0);
  }
  void operator()(const ChecklistOpened&) { go(c, Checklist{}); }
  void operator()(const ChecklistTicked& e) {
    auto* list = std::get_if<Checklist>(&c.state.screen);
    if (list != nullptr && e.index < list->ticked.size()) list->ticked[e.index] = !list->ticked[e.index];
  }
  void operator()(const PrivacyOpened&) { go(c, Privacy{}); }
  void operator()(const HealthOpened&) {
    if (!std::holds_alternative<Health>(c.state.screen)) go(c, Health{});
    c.effects.push_back(LookAtQueue{});
  }
  void operator()(const NextPressed&) { next(c); }
  void operator()(const BackPressed&) {
    if (std::holds_alternative<Home>(c.state.screen) || std::holds_alternative<Attract>(c.state.screen)) return;
    if (session(c).history.empty()) {
      if (!session(c).draft) go_without_history(c, Attract{});
      return;
    }
    back(c);
  }
  void operator()(const SkipPressed&) { skip(c); }
  void operator()(const HidePressed&) { session(c).hidden = !session(c).hidden; }
  void operator()(const ChoiceToggled& e) {
    const auto* spec = current_spec(c);
    if (spec == nullptr || spec->field != e.field) return;
    toggle(*session(c).draft, *spec, e.choice);
    std::get<Form>(c.state.screen).problems.clear();
  }
  void operator()(const FieldFocused& e) { focus(c.state, e.field, e.caret); }
  void operator()(const FieldLeft&) { leave_field(c.state); }
  void operator()(const TextTyped& e) {
    type_text(c.state, e.text);
    changed();
  }
  void operator()(const BackspacePressed&) {
    erase_before_caret(c.state);
    changed();
  }
  void operator()(const LayerChosen& e) { session(c).editing.layer = e.layer; }
  void operator()(const TextPut& e) {
    put_text(c.state, e.field, e.text);
    changed();
  }
  void operator()(const ChangePressed& e) { change(c, e.field); }
  void operator()(const SendPressed&) { send(c); }
  void operator()(const TryAgainPressed&) {
    auto* saving = std::get_if<Saving>(&c.state.screen);
    if (saving == nullptr || saving->failure.empty() || !session(c).draft) return;
    saving->failure.clear();
    c.effects.push_back(StoreSubmission{submission_of(c)});
  }
  void operator()(const ReceiptClosed&) { forget_visitor(c); }
  void operator()(const TrackAsked&) {
    auto* track = std::get_if<Track>(&c.state.screen);
    if (track == nullptr) return;
    const bool wrong = track_problem(c.state).problem != domain::Problem::none;
    track->answer = wrong ? Track::Answer::wrong : Track::Answer::unknown;
    if (wrong) focus(c.state, track_problem(c.state).field, std::string::npos);
    else leave_field(c.state);
  }
  void operator()(const LanguageOpened&) { c.state.overlay = Overlay::language; }
  void operator()(const LanguageChosen& e) {
    const auto& known = c.content.config.languages;
    if (std::find(known.begin(), known.end(), e.language) == known.end()) return;
    c.state.language = e.language;
    session(c).editing.layer = "letters";
    c.state.overlay = Overlay::none;
  }
  void operator()(const TextSizePressed&) {
    auto& t = c.state.text;
    t = t == TextSize::normal ? TextSize::large : t == TextSize::large ? TextSize::largest : TextSize::normal;
  }
  void operator()(const ContrastPressed&) { c.state.high_contrast = !c.state.high_contrast; }
  void operator()(const HelpOpened&) { c.state.overlay = Overlay::help; }
  void operator()(const StopPressed&) {
    // Where nothing was told yet there is nothing to ask.
    if (!std::holds_alternative<Attract>(c.state.screen)) c.state.overlay = Overlay::stop;
  }
  void operator()(const StopConfirmed&) { forget_visitor(c); }
  void operator()(const OverlayClosed&) {
    if (c.state.overlay == Overlay::danger || c.state.overlay == Overlay::letters) return (*this)(DangerContinued{});
    c.state.overlay = Overlay::none;
  }
  void operator()(const DangerContinued&) {
    if (c.state.overlay != Overlay::danger && c.state.overlay != Overlay::letters) return;
    c.state.overlay = Overlay::none;
    resume();
  }
  void operator()(const DangerWiped&) { forget_visitor(c); }
  void operator()(const NumberRemoved&) {
    if (c.state.overlay != Overlay::bsn && c.state.overlay != Overlay::iban) return;
    c.state.overlay = Overlay::none;
    remove_number(c);
    next(c);  // the page may now be empty: it says so
  }
  void operator()(const NumberKept&) {
    if (c.state.overlay != Overlay::bsn && c.state.overlay != Overlay::iban) return;
    session(c).numbers_kept = true;
    c.state.overlay = Overlay::none;
    resume();
  }
  void operator()(const StillThere&) {
    c.state.overlay = Overlay::none;
    c.state.touched_ms = c.state.now_ms;
  }
  void operator()(const SubmissionStored& e) { stored(c, e); }
  void operator()(const SubmissionFailed& e) {
    if (auto* saving = std::get_if<Saving>(&c.state.screen)) saving->failure = e.code;
  }
  void operator()(const QueueLooked& e) { c.state.waiting = e.waiting; }

 private:
  void changed() {
    if (auto* form = std::get_if<Form>(&c.state.screen)) form->problems.clear();
    if (auto* track = std::get_if<Track>(&c.state.screen)) track->answer = Track::Answer::none;
  }
  void resume() {
    if (session(c).draft && std::holds_alternative<Form>(c.state.screen) && !asks_first(c)) go_on(c);
  }
};

}  // namespace

Effects update(State& state, const Event& event, const content::Content& content) {
  Effects effects;
  Context context{state, content, effects};
  std::visit(Updater{context}, event);
  if (std::holds_alternative<Review>(state.screen) && state.session.draft) state.session.notice_shown = state.now;
  return effects;
}

State first_state(const content::Content& content, Mode mode, const std::string& language) {
  State state;
  state.mode = mode;
  state.trial = content.config.trial;
  state.language = language.empty() ? content.config.languages.front() : language;
  return state;
}

std::int64_t next_wake_ms(const State& state, const content::Content& content) {
  if (!somebody_here(state)) return INT64_MAX;
  if (state.overlay == Overlay::idle) return state.idle_asked_ms + reset_ms(state, content);
  if (const auto end = ends_at(state); end != INT64_MAX) return end;
  return state.touched_ms + ask_ms(state, content);
}

domain::FieldProblem track_problem(const State& state) {
  return domain::check_track(state.session.track_number, state.session.track_code);
}

}  // namespace wv::app
