#include "app/update.h"

#include <algorithm>
#include <climits>

#include "app/editing.h"
#include "app/health.h"
#include "app/host_flow.h"
#include "app/kept.h"
#include "app/night.h"
#include "app/pages.h"
#include "app/reply.h"
#include "app/reading.h"
#include "app/receipt.h"
#include "app/selection.h"
#include "app/story.h"
#include "app/visit.h"
#include "app/voice.h"

namespace wv::app {

namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kStoppingShownMs = 60 * kSecond;  // nobody is kept here by a disk that doesn't answer
constexpr std::int64_t kSavingMs = 20 * kSecond;         // then it is said, and the person chooses
constexpr std::int64_t kRehearseMs = 60 * kSecond;       // while nothing can be kept
constexpr std::int64_t kBusyShownMs = 20 * kSecond;
constexpr std::int64_t kReceiptShownMs = 180 * kSecond;

Session& session(Context& c) { return c.state.session; }

// --- time ------------------------------------------------------------------------------------------

std::int64_t ask_ms(const State& state, const content::Content& content) {
  return unhurried(state) * content.config.idle_ask_after_s * kSecond;
}
std::int64_t reset_ms(const State& state, const content::Content& content) {
  return unhurried(state) * content.config.idle_reset_after_s * kSecond;
}

// Pages that end by themselves: a receipt once read, "it is busy now".
std::int64_t ends_at(const State& state) {
  const auto* receipt = std::get_if<Receipt>(&state.screen);
  if (receipt != nullptr && state.mode == Mode::own) return INT64_MAX;
  if (receipt != nullptr)
    return std::max(receipt->shown_ms, state.touched_ms) + unhurried(state) * kReceiptShownMs;
  if (std::holds_alternative<Busy>(state.screen)) return state.touched_ms + kBusyShownMs;
  const auto* saving = std::get_if<Saving>(&state.screen);
  if (saving != nullptr && saving->stopping)
    return (saving->lost ? state.touched_ms : saving->stopped_ms) + unhurried(state) * kStoppingShownMs;
  return INT64_MAX;
}

Saving* saving_now(State& state) {
  auto* saving = std::get_if<Saving>(&state.screen);
  return saving != nullptr && !saving->stopping && saving->failure == Trouble::none ? saving : nullptr;
}

// A disk that never answers must not hold the screen, with somebody's words behind it, for ever. Nobody is
// asked "are you still there" before it is told; then the usual time begins.
bool still_saving(State& s) {
  auto* saving = saving_now(s);
  if (saving == nullptr) return false;
  if (s.now_ms - saving->since_ms < kSavingMs) return true;
  saving->failure = Trouble::store_slow;
  s.touched_ms = s.now_ms;
  return false;
}

void look_at_queue(Context& c, bool rehearse) {
  if (rehearse) c.state.rehearsed_ms = c.state.now_ms;
  ask(c, LookAtQueue{rehearse});
}

void time_passed(Context& c, const TimePassed& tick) {
  auto& s = c.state;
  s.now = tick.now;
  s.now_ms = std::max(s.now_ms, tick.boot_ms);
  look_at_day(c);
  play_story(s);
  if (s.waiting.keeping != Trouble::none && s.now_ms - s.rehearsed_ms >= kRehearseMs) look_at_queue(c, true);
  look_at_hours(c);
  look_at_kept(c);
  if (!somebody_here(s)) {
    s.touched_ms = s.now_ms;
    return;
  }
  if (s.overlay == Overlay::cleaning) {
    if (s.now_ms >= s.host.cleaned_ms) forget_visitor(c, Transfers::go_on);
    return;
  }
  // Whoever was here when the machine fell asleep is gone, whatever was going on; nothing of it is shown
  // again. What is being saved goes on, and shows nobody's words.
  const std::int64_t most_ms = ask_ms(s, c.content) + reset_ms(s, c.content);
  const bool own = s.mode == Mode::own;  // whoever was here comes back to it
  if (!own && tick.slept_ms >= most_ms && saving_now(s) == nullptr) return forget_visitor(c);
  if (still_saving(s)) return;
  if (uses_voice(s)) {
    s.touched_ms = s.now_ms;
    return;
  }
  if (s.overlay == Overlay::idle) {
    if (s.now_ms - s.idle_asked_ms >= reset_ms(s, c.content)) forget_visitor(c, Transfers::go_on);
    return;
  }
  if (s.now_ms >= ends_at(s)) return forget_visitor(c);
  if (own || ends_at(s) != INT64_MAX) return;
  if (s.now_ms - s.touched_ms >= most_ms)
    return forget_visitor(c, Transfers::go_on);  // nobody was asked, for the machine slept
  if (s.now_ms - s.touched_ms >= ask_ms(s, c.content)) {
    s.overlay = Overlay::idle;
    s.idle_asked_ms = s.now_ms;
  }
}

// --- one small function an event -----------------------------------------------------------------

struct Updater {
  Context& c;

  void operator()(const Touched&) {
    c.state.touched_ms = c.state.now_ms;
    wake(c.state);
    stop_story(c.state);
    silence(c);
  }
  void operator()(const TimePassed& e) { time_passed(c, e); }
  void operator()(const StartPressed&) {
    go_without_history(c, Home{});
    look_at_queue(c, true);  // before anybody types
  }
  void operator()(const ListenPressed&) { listen_pressed(c); }
  void operator()(const KeysUsed&) { keys_used(c); }
  void operator()(const PageAnnounced& e) { page_announced(c, e); }
  void operator()(const FocusAnnounced& e) { focus_announced(c, e); }
  void operator()(const VolumeStepped& e) { volume_stepped(c, e.by); }
  void operator()(const ReadAgain&) { read_again(c); }
  void operator()(const ReadingStopped&) { reading_stopped(c); }
  void operator()(const OwnWordsAsked&) { own_words_asked(c); }
  void operator()(const OwnWordsAllowed&) { own_words_allowed(c); }
  void operator()(const LineSpoken& e) { line_spoken(c, e); }
  void operator()(const SpeechFailed& e) { speech_failed(c, e); }
  void operator()(const KindChosen& e) { start_form(c, e.kind); }
  void operator()(const RolesOpened&) { open_story(c); }
  void operator()(const RolesSwitched& e) { switch_story(c.state, e.with); }
  void operator()(const StoneTouched& e) { touch_stone(c.state, e.role); }
  void operator()(const RiverTouched&) {
    if (auto* roles = std::get_if<Roles>(&c.state.screen)) roles->duck = true;
  }
  void operator()(const RoleOpened& e) { go(c, RolePage{e.role}); }
  void operator()(const ThemesOpened& e) { go(c, Themes{e.theme}); }
  void operator()(const TrackOpened&) {
    go(c, Track{});
    if (c.state.kept.receipts.empty()) focus(c.state, domain::Field::number, 0);
  }
  void operator()(const ChecklistOpened&) { go(c, Checklist{}); }
  void operator()(const ChecklistTicked& e) {
    auto* list = std::get_if<Checklist>(&c.state.screen);
    if (list != nullptr && e.index < list->ticked.size()) list->ticked[e.index] = !list->ticked[e.index];
  }
  void operator()(const PrivacyOpened&) { go(c, Privacy{}); }
  void operator()(const HealthOpened&) {
    if (c.state.overlay == Overlay::help) c.state.overlay = Overlay::none;
    if (!std::holds_alternative<Health>(c.state.screen)) go(c, Health{});
    look_at_queue(c, true);
  }
  void operator()(const NextPressed&) { next(c); }
  void operator()(const BackPressed&) {
    if (std::holds_alternative<Home>(c.state.screen) || std::holds_alternative<Attract>(c.state.screen))
      return;
    if (const auto* saving = std::get_if<Saving>(&c.state.screen); saving != nullptr && saving->stopping)
      return;
    if (session(c).history.empty()) {
      if (!session(c).draft) go_without_history(c, Attract{});
      return;
    }
    if (std::holds_alternative<AnswerPage>(c.state.screen)) forget_answer(c.state);
    back(c);
  }
  void operator()(const SkipPressed&) { skip(c); }
  void operator()(const HidePressed&) { session(c).hidden = !session(c).hidden; }
  void operator()(const KeepFromToggled&) {
    if (c.state.may_keep_from_them) session(c).kept_from_them = !session(c).kept_from_them;
  }
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
  void operator()(const FieldKeyed& e) {
    if (e.key == FieldKey::enter) return enter(c);
    if (field_key(c.state, c.content, e)) changed();
  }
  void operator()(const LayerChosen& e) { choose_layer(c.state, e.layer); }
  void operator()(const TextPut& e) {
    put_text(c.state, e.field, e.text);
    changed();
  }
  void operator()(const VoiceOpened&) { open_voice(c); }
  void operator()(const VoiceBegun&) { begin_voice(c); }
  void operator()(const VoiceStopped&) { stop_voice(c); }
  void operator()(const VoiceListened&) { play_voice(c); }
  void operator()(const VoiceRemoved&) { remove_voice(c); }
  void operator()(const VoiceHeard& e) { voice_heard(c, e); }
  void operator()(const VoiceRecorded& e) { voice_recorded(c, e); }
  void operator()(const VoiceFailed& e) { voice_failed(c, e); }
  void operator()(const VoicePlayed& e) { voice_played(c, e); }
  void operator()(const ChangePressed& e) { change(c, e.field); }
  void operator()(const SendPressed&) { send(c); }
  void operator()(const TryAgainPressed&) {
    auto* saving = std::get_if<Saving>(&c.state.screen);
    if (saving == nullptr || saving->failure == Trouble::none || !session(c).draft) return;
    saving->failure = Trouble::none;
    saving->since_ms = c.state.now_ms;
    ask(c, store_submission(c));
  }
  void operator()(const ReceiptClosed&) { forget_visitor(c); }
  void operator()(const ReceiptUncovered&) {
    if (auto* receipt = std::get_if<Receipt>(&c.state.screen)) receipt->opened_ms = c.state.now_ms;
  }
  void operator()(const PrintPressed&) { print_slip(c); }
  void operator()(const PrinterLooked& e) {
    auto* receipt = std::get_if<Receipt>(&c.state.screen);
    if (receipt != nullptr && e.ready && receipt->slip == Receipt::Slip::none)
      receipt->slip = Receipt::Slip::offered;
  }
  void operator()(const SlipPrinted& e) {
    if (auto* receipt = std::get_if<Receipt>(&c.state.screen))
      receipt->slip = e.done ? Receipt::Slip::printed : Receipt::Slip::failed;
  }
  void operator()(const KeepPressed&) { keep_receipt(c); }
  void operator()(const KeptOpened& e) { open_kept(c, e.at); }
  void operator()(const KeptForgotten& e) { forget_kept(c, e.at); }
  void operator()(const ReceiptKept& e) { receipt_kept(c, e.done); }
  void operator()(const KeptLooked& e) { kept_looked(c, e); }
  void operator()(const TrackAsked&) { ask_for_answer(c); }
  void operator()(const AnswerFound& e) { answer_found(c, e); }
  void operator()(const AnswerMissed&) { answer_not_found(c, Track::Answer::unknown); }
  void operator()(const AnswerFailed& e) {
    answer_not_found(c, e.code.starts_with("sync.") ? Track::Answer::unreached : Track::Answer::trouble);
  }
  void operator()(const ResultsOpened&) { open_results(c); }
  void operator()(const ResultsTurned& e) { turn_results(c, e.by); }
  void operator()(const ResultsLooked& e) { results_looked(c, e); }
  void operator()(const LanguageOpened&) { c.state.overlay = Overlay::language; }
  void operator()(const LanguageChosen& e) {
    const auto& known = c.content.config.languages;
    if (std::find(known.begin(), known.end(), e.language) == known.end()) return;
    c.state.shown.language = e.language;
    session(c).editing.layer = session(c).editing.letters_before = "letters";
    c.state.reading.trouble = Trouble::none;  // another language may have a voice
    c.state.overlay = Overlay::none;
    if (e.by_visitor && std::holds_alternative<Attract>(c.state.screen)) (*this)(StartPressed{});
  }
  void operator()(const DisplayOpened&) { c.state.overlay = Overlay::display; }
  void operator()(const TextSizeChosen& e) { c.state.shown.text = e.text; }
  void operator()(const ContrastChosen& e) { c.state.shown.contrast = e.contrast; }
  void operator()(const SettingToggled& e) { toggle(c.state.shown, e.which); }
  void operator()(const HelpOpened&) { c.state.overlay = Overlay::help; }
  void operator()(const StopPressed&) {
    // Where nothing was told yet there is nothing to ask.
    if (!std::holds_alternative<Attract>(c.state.screen)) c.state.overlay = Overlay::stop;
  }
  void operator()(const StopConfirmed&) { stop_confirmed(c); }
  void operator()(const OverlayClosed&) {
    if (c.state.overlay == Overlay::danger || c.state.overlay == Overlay::letters)
      return (*this)(DangerContinued{});
    if (c.state.overlay != Overlay::cleaning) c.state.overlay = Overlay::none;  // a wet key is no wish either
  }
  void operator()(const DangerContinued&) {
    if (c.state.overlay != Overlay::danger && c.state.overlay != Overlay::letters) return;
    c.state.overlay = Overlay::none;
    resume(c);
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
    resume(c);
  }
  void operator()(const StillThere&) {
    c.state.overlay = Overlay::none;
    c.state.touched_ms = c.state.now_ms;
  }
  void operator()(const SubmissionStored& e) { stored(c, e); }
  void operator()(const SubmissionAcknowledged&) {
    if (auto* receipt = std::get_if<Receipt>(&c.state.screen)) receipt->acknowledged = true;
  }
  void operator()(const SubmissionFailed& e) { not_stored(c, parse_trouble(e.code)); }
  void operator()(const SubmissionWithdrawn&) { withdrawn(c); }
  void operator()(const SubmissionLost&) { withdrawal_lost(c); }
  void operator()(const QueueLooked& e) {
    c.state.waiting = e.waiting;
    const std::string alarm = alarm_code(diagnose(c.state, c.content).alarm);
    if (alarm == c.state.host.alarm) return;
    c.state.host.alarm = alarm;
    c.effects.push_back(NoteEvent{alarm.empty() ? "alarm.none" : alarm});
  }
  void operator()(const HostEvent& e) { host_event(c, e); }
  void operator()(const ConnectionChanged& e) {
    if (c.state.connection.trouble != e.connection.trouble)
      c.effects.push_back(
          NoteEvent{e.connection.trouble == Trouble::none ? "sync.good" : code_of(e.connection.trouble)});
    // The way is open again: an answer may have waited behind it.
    if (c.state.connection.trouble != Trouble::none && e.connection.trouble == Trouble::none)
      c.state.kept.fetched_ms.reset();
    const bool sent = c.state.connection.sent_total != e.connection.sent_total;
    c.state.connection = e.connection;
    if (sent && std::holds_alternative<Health>(c.state.screen)) ask(c, LookAtQueue{});  // fewer wait now
    look_if_sent(c);
  }
  void operator()(const NetworkCame&) { ask_kept_anew(c); }

 private:
  void changed() {
    if (auto* form = std::get_if<Form>(&c.state.screen)) form->problems.clear();
    auto* track = std::get_if<Track>(&c.state.screen);
    if (track != nullptr && track->answer != Track::Answer::looking) track->answer = Track::Answer::none;
  }
};

}  // namespace

Effects update(State& state, const Event& event, const content::Content& content) {
  Effects effects;
  if (!state.requests.awaits(event.request)) return effects;  // too late: asked before a reset, or anew
  Context context{state, content, effects};
  std::visit(Updater{context}, event);
  settle_voice(context);
  if (state.overlay != Overlay::pin) close_pin(state);  // wherever one goes from the pad, no digit stays
  if (std::holds_alternative<Review>(state.screen) && state.session.draft)
    state.session.notice_shown = state.now;
  return effects;
}

Mode mode_of(const content::Content& content) {
  return parse_mode(content.config.device_mode).value_or(Mode::kiosk);
}

State first_state(const content::Content& content, Mode mode, Settings device) {
  State state;
  state.mode = mode;
  state.trial = content.config.trial;
  if (device.language.empty()) device.language = content.config.languages.front();
  state.shown = device;
  state.device = std::move(device);
  return state;
}

std::int64_t idle_grace_ms(const State& state, const content::Content& content) {
  return reset_ms(state, content);
}
namespace {

// Another day looks at queue, alarms and retention, though nobody comes.
std::int64_t next_day_ms(const State& state) {
  constexpr std::int64_t kDayMs = 86'400 * kSecond;
  const std::int64_t local = (state.now.at.ms + state.now.offset_min * 60 * kSecond) % kDayMs;
  return state.now_ms + kDayMs - (local < 0 ? local + kDayMs : local);
}

}  // namespace

bool somebody_here(const State& state) {
  return !std::holds_alternative<Attract>(state.screen) ||
         (state.overlay != Overlay::none && state.overlay != Overlay::asleep);
}

std::int64_t next_wake_ms(const State& state, const content::Content& content) {
  const std::int64_t rehearse =
      state.waiting.keeping == Trouble::none ? INT64_MAX : state.rehearsed_ms + kRehearseMs;
  const std::int64_t kept = kept_look_ms(state);
  if (!somebody_here(state))
    return std::min({rehearse, kept, next_day_ms(state), hours_change_ms(state, content)});
  const auto* saving = std::get_if<Saving>(&state.screen);
  if (saving != nullptr && !saving->stopping && saving->failure == Trouble::none)
    return saving->since_ms + kSavingMs;
  if (state.overlay == Overlay::cleaning) return std::min(rehearse, state.host.cleaned_ms);
  if (state.overlay == Overlay::idle)
    return std::min(rehearse, state.idle_asked_ms + reset_ms(state, content));
  if (const auto end = ends_at(state); end != INT64_MAX)
    return std::min({rehearse, end, receipt_covered_at_ms(state)});
  if (state.mode == Mode::own) return std::min({rehearse, kept, next_day_ms(state), story_plays_ms(state)});
  return std::min({rehearse, state.touched_ms + ask_ms(state, content), story_plays_ms(state)});
}

domain::FieldProblem track_problem(const State& state) {
  return domain::check_track(state.session.track_number, state.session.track_code);
}

}  // namespace wv::app
