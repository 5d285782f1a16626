#include "desk/update.h"

#include <algorithm>
#include <climits>
#include <utility>

#include "desk/context.h"

namespace wv::desk {

namespace {

// --- one small function an event -----------------------------------------------------------------
struct Updater {
  Context& c;
  Open* open;  // null while it is locked: what needs an open desk then does nothing

  template <class Act>
  void with(Act act) {
    if (open != nullptr) act(*open);
  }
  template <class Act>
  void with_casebook(Act act) {
    if (open != nullptr && c.world.casebook != nullptr) act(*open);
  }
  template <class Act>
  void with_writing(Act act) {
    if (Writing* writing = open == nullptr ? nullptr : writing_now(*open)) act(*open, *writing);
  }

  void operator()(const Touched&) { c.state.touched_ms = c.state.now_ms; }
  void operator()(const TimePassed& e) {
    c.state.now = e.now;
    c.state.now_ms = std::max(c.state.now_ms, e.boot_ms);
    look_at_clock(c, e.slept_ms);
  }

  void operator()(const UnlockPressed&) { unlock_pressed(c); }
  void operator()(const PinDigit& e) {
    if (open == nullptr) return pin_digit(c, e.digit);
    if (open->overlay != Overlay::pin || e.digit < '0' || e.digit > '9') return;
    open->new_pin.push_back(e.digit);
    if (open->new_pin.size() < kPinDigits) return;
    (*this)(PinChosen{std::exchange(open->new_pin, {})});
    open->overlay = Overlay::none;
  }
  void operator()(const PinErased&) {
    if (Locked* locked = c.state.locked()) locked->pin.pop_back();
    if (open != nullptr) open->new_pin.pop_back();
  }
  void operator()(const PinChosen& e) {
    if (open == nullptr) return;
    if (e.digits.size() != kPinDigits) {
      if (c.state.pin.chosen) c.effects.push_back(DropPin{});
      c.state.pin = {};
      return;
    }
    c.state.pin = {true, kPinTries, c.state.now_ms + kPinHoldsMs};
    c.effects.push_back(KeepPin{e.digits.clone()});
  }
  void operator()(const PassphraseShown&) {
    if (Locked* locked = c.state.locked()) locked->shown = !locked->shown;
    if (Enrolling* enrolling = c.state.enrolling()) enrolling->shown = !enrolling->shown;
  }
  void operator()(const CornerTouched& e) { corner_touched(c, e.corner); }
  void operator()(const LockPressed&) { lock(c); }
  void operator()(const WentToBackground&) { lock(c); }
  void operator()(const Unlocked& e) { unlocked(c, e); }
  void operator()(const UnlockRefused&) { refused(c); }
  void operator()(const UnlockFailed& e) {
    if (Locked* locked = c.state.locked()) {
      locked->opening = false;
      locked->notice = Locked::Notice::failed;
      locked->trouble = e.why;
    }
  }

  void operator()(const DeviceKnown& e) { device_known(c, e); }
  void operator()(const EnrolForward&) { enrol_forward(c); }
  void operator()(const EnrolBack&) { enrol_back(c); }
  void operator()(const OwnPassphraseToggled&) { own_passphrase(c); }
  void operator()(const OtherWordsPressed&) { draw_anew(c); }
  void operator()(const WordsDrawn& e) { words_drawn(c, e); }
  void operator()(const RequestWanted&) {
    const Enrolling* enrolling = c.state.enrolling();
    if (enrolling != nullptr && enrolling->step == Enrolling::Step::waiting) ask(c, GiveRequest{});
  }
  void operator()(const RequestGiven&) {
    if (Enrolling* enrolling = c.state.enrolling()) enrolling->notice = Enrolling::Notice::given;
  }
  void operator()(const EnrolFailed& e) { enrol_failed(c, e.why); }
  void operator()(const AnewPressed&) { anew_pressed(c); }
  void operator()(const AnewConfirmed&) { anew_confirmed(c); }
  void operator()(const ChangePressed&) {
    with([&](Open& o) { change_passphrase(c, o); });
  }
  void operator()(const PassphraseChanged&) {
    with([](Open& o) { passphrase_settled(o, PassphraseChange::Notice::done); });
  }
  void operator()(const PassphraseRefused&) {
    with([](Open& o) { passphrase_settled(o, PassphraseChange::Notice::wrong); });
  }
  void operator()(const PassphraseFailed& e) {
    with([&](Open& o) { passphrase_settled(o, PassphraseChange::Notice::failed, e.why); });
  }

  void operator()(const CasesChanged& e) {
    with_casebook([&](Open& o) { cases_changed(c, o, e); });
  }
  void operator()(const TeamChanged& e) {
    with_casebook([&](Open& o) {
      o.team = e.team;
      // Whoever is no member any more reads no further; what pends is sealed all the same, and stands apart.
      const Member* me = o.team.find(o.team.me);
      if (me == nullptr || !me->living) return lock(c);
      renew_viewer(c, o);
      count_lists(c, o);
    });
  }
  void operator()(const EventsAdded&) {}  // in `update`: it is answered by its own id
  void operator()(const SyncChanged& e) {
    const bool moved = e.told.waiting < c.state.sync.waiting || (c.state.sync.running && !e.told.running);
    c.state.sync = e.told;
    const Enrolling* enrolling = c.state.enrolling();
    if (moved && enrolling != nullptr && enrolling->request_goes == RequestGoes::waits)
      c.effects.push_back(LookAtDevice{});
  }

  void operator()(const SticksWanted&) { look_for_sticks(c); }
  void operator()(const SticksFound& e) {
    c.state.sticks.looked = true;
    c.state.sticks.in = e.sticks;
  }
  void operator()(const ExchangePressed& e) { exchange_with(c, e.stick); }
  void operator()(const ExchangeStopped&) { stop_exchange(c); }
  void operator()(const ExchangeMoved& e) { exchange_moved(c, e); }
  void operator()(const ExchangeEnded& e) { exchange_ended(c, e); }

  void operator()(const ListChosen& e) {
    with_casebook([&](Open& o) { choose_list(c, o, e.list); });
  }
  void operator()(const FilterChosen& e) {
    with_casebook([&](Open& o) {
      auto& filter = o.list.filter;
      const auto choose = [](auto& value, const auto& chosen) {
        if (chosen) value = value == chosen ? std::nullopt : chosen;  // the same once more: none
      };
      choose(filter.kind, e.kind);
      choose(filter.role, e.role);
      choose(filter.theme, e.theme);
      choose(filter.language, e.language);
      choose(filter.place_id, e.place);
      choose(filter.holder, e.holder);
      show_list(c, o);
    });
  }
  void operator()(const FiltersCleared&) {
    with_casebook([&](Open& o) {
      o.list.filter = {};
      show_list(c, o);
    });
  }
  void operator()(const PillPressed&) {
    with_casebook([&](Open& o) { show_list(c, o); });
  }
  void operator()(const RowMoved& e) {
    with_casebook([&](Open& o) { move_row(c, o, e); });
  }
  void operator()(const RowMarked& e) {
    with([&](Open& o) { mark_row(o, e); });
  }
  void operator()(const AllMarked&) {
    with([&](Open& o) { o.list.marked = o.list.rows; });
  }
  void operator()(const MarksCleared&) {
    with([&](Open& o) {
      o.list.marked.clear();
      o.list.anchor.reset();
    });
  }
  void operator()(const RowOpened& e) {
    with_casebook([&](Open& o) { open_case(c, o, e.id); });
  }
  void operator()(const CaseLeft&) {
    with([&](Open& o) { leave_case(c, o); });
  }

  void operator()(const PageChosen& e) {
    with_casebook([&](Open& o) {
      o.overlay = Overlay::none;
      leave_case(c, o);
      o.page = e.page;
      o.people.reset();
      if (e.page == Page::people) ask(c, LookAtPeople{});
      if (e.page == Page::stick) look_for_sticks(c);
    });
  }
  void operator()(const PeopleFound& e) {
    with([&](Open& o) { o.people = e.people; });
  }

  void operator()(const TakePressed&) {
    with_casebook([&](Open& o) { take(c, o); });
  }
  void operator()(const WritingOpened& e) {
    with_casebook([&](Open& o) { open_writing(c, o, e.what); });
  }
  void operator()(const WritingClosed&) {
    with([&](Open& o) { close_writing(c, o); });
  }
  void operator()(const WritingDropped&) {
    with([&](Open& o) { drop_writing(c, o); });
  }
  void operator()(const RoleChosen& e) {
    with_writing([&](Open&, Writing& w) {
      if (w.role == e.role)
        w.role.reset();
      else
        w.role = e.role;
    });
  }
  void operator()(const DueInDays& e) {
    with_writing([&](Open& o, Writing&) {
      if (o.viewer && e.days > 0) choose_due(c, o, o.viewer->calendar().by(o.viewer->today(), e.days));
    });
  }
  void operator()(const DueMoved& e) {
    with([&](Open& o) { move_due(c, o, e.by); });
  }
  void operator()(const DueOn& e) {
    with([&](Open& o) { choose_due(c, o, e.day); });
  }
  void operator()(const DueDropped&) {
    with_writing([](Open&, Writing& w) { w.due.reset(); });
  }
  void operator()(const WayChosen& e) {
    with_casebook([&](Open& o) { choose_way(c, o, e.by); });
  }
  void operator()(const KeepsToggled& e) {
    with_writing([&](Open&, Writing& w) {
      const auto known = std::find(w.keeps.begin(), w.keeps.end(), e.promise);
      if (known == w.keeps.end())
        w.keeps.push_back(e.promise);
      else
        w.keeps.erase(known);
    });
  }
  void operator()(const ClosesToggled&) {
    with_writing([](Open&, Writing& w) { w.closes = !w.closes; });
  }
  void operator()(const ReadyChosen& e) {
    with([&](Open& o) { choose_ready(c, o, e.id); });
  }
  void operator()(const SavePressed&) {
    with_casebook([&](Open& o) { save(c, o); });
  }
  void operator()(const PreviewToggled& e) {
    with([&](Open& o) {
      for (Preview::Item& item : o.preview.items)
        if (item.id == e.id && (!item.left || *item.left == Left::other_way)) item.on = !item.on;
    });
  }
  void operator()(const SendAllPressed&) {
    with_casebook([&](Open& o) { send_all(c, o); });
  }
  void operator()(const HandOpened&) {
    with([&](Open& o) {
      if (!chosen(o).empty()) o.overlay = Overlay::hand;
    });
  }
  void operator()(const HandedTo& e) {
    with_casebook([&](Open& o) { hand(c, o, e.to); });
  }
  void operator()(const SortOpened&) {
    with([&](Open& o) {
      if (!chosen(o).empty()) o.overlay = Overlay::sort;
    });
  }
  void operator()(const SortedAs& e) {
    with_casebook([&](Open& o) { sort(c, o, e); });
  }
  void operator()(const LookAlikesOpened&) {
    with([&](Open& o) {
      if (o.opened) o.overlay = Overlay::look_alikes;
    });
  }
  void operator()(const JoinPressed& e) {
    with_casebook([&](Open& o) { join(c, o, e.other); });
  }
  void operator()(const PartPressed& e) {
    with_casebook([&](Open& o) { part(c, o, e.part); });
  }
  void operator()(const ClosePressed&) {
    with_casebook([&](Open& o) { close(c, o, std::nullopt); });
  }
  void operator()(const CloseConfirmed& e) {
    with_casebook([&](Open& o) {
      if (o.overlay == Overlay::close) close(c, o, e.kept);
    });
  }
  void operator()(const ReopenPressed&) {
    with_casebook([&](Open& o) { reopen(c, o); });
  }
  void operator()(const KeptPressed& e) {
    with_casebook([&](Open& o) { keep_promise(c, o, e.promise); });
  }
  void operator()(const TakeOverPressed&) {
    with_casebook([&](Open& o) { take_over(c, o); });
  }
  void operator()(const UndoPressed& e) {
    with_casebook([&](Open& o) { undo(c, o, e.number); });
  }
  void operator()(const RetryPressed& e) {
    with_casebook([&](Open& o) { retry(c, o, e.id); });
  }
  void operator()(const FailureDropped& e) {
    with([&](Open& o) { std::erase_if(o.failed, [&](const Failure& f) { return f.deed.about == e.id; }); });
  }
  void operator()(const RevealPressed&) {
    with([](Open& o) {
      if (o.opened) o.opened->covered = false;
    });
  }
  void operator()(const HearPressed& e) {
    with([&](Open& o) {
      if (!o.opened) return;
      o.opened->hears = e.voice;
      ask(c, HearVoice{o.opened->id, e.voice});
    });
  }
  void operator()(const HearStopped&) {
    with([&](Open& o) {
      if (!o.opened || !o.opened->hears) return;
      o.opened->hears.reset();
      c.state.requests.close(Ask::hear);
      c.effects.push_back(StopHearing{});
    });
  }
  void operator()(const VoicePlayed&) {
    with([](Open& o) {
      if (o.opened) o.opened->hears.reset();
    });
  }
  void operator()(const OverlayOpened& e) {
    with([&](Open& o) {
      o.overlay = e.overlay;
      o.new_pin.clear();
    });
  }
  void operator()(const OverlayClosed&) {
    with([&](Open& o) {
      if (o.overlay != Overlay::none) escape(c, o);
    });
  }

  void operator()(const VoiceBegun&) {
    with([&](Open& o) { begin_voice(c, o); });
  }
  void operator()(const VoiceStopped&) {
    with([&](Open& o) {
      if (o.voice.step == VoiceNote::Step::recording) c.effects.push_back(StopVoice{});
    });
  }
  void operator()(const VoiceRemoved&) {
    with([&](Open& o) { drop_voice(c, o); });
  }
  void operator()(const VoiceHeard& e) {
    with([&](Open& o) {
      o.voice.ms = e.ms;
      o.voice.level = e.level;
    });
  }
  void operator()(const VoiceRecorded& e) {
    with([&](Open& o) {
      if (o.voice.step != VoiceNote::Step::recording) return;
      o.voice.step = VoiceNote::Step::recorded;
      o.voice.ms = e.ms;
      o.voice.silent = e.silent;
      // The panel may be closed by now: the sound belongs to the note that it was begun for.
      for (Writing& w : o.writings)
        if (w.recording) {
          w.recording = false;
          w.voice = true;
          w.voice_ms = e.ms;
        }
    });
  }
  void operator()(const VoiceFailed& e) {
    with([&](Open& o) {
      for (Writing& w : o.writings) w.recording = false;
      o.voice = {};
      o.voice.trouble = e.why;
    });
  }

  void operator()(const FieldFocused& e) { focus(c, e.field, e.caret); }
  void operator()(const FieldLeft&) { leave_field(c.state); }
  void operator()(const TextTyped& e) { type(c, e.text); }
  void operator()(const BackspacePressed&) { backspace(c); }
  void operator()(const FieldKeyed& e) { field_key(c, e); }
  void operator()(const LayerChosen& e) { choose_layer(c.state, e.layer); }
  void operator()(const TextPut& e) { put(c, e.field, e.text); }
  void operator()(const KeyPressed& e) { key_pressed(c, e); }

  void operator()(const StreetsShown&) {
    with([](Open& o) { o.door.page = Door::Page::street; });
  }
  void operator()(const VisitShown&) {
    with([](Open& o) { o.door.page = Door::Page::visit; });
  }
  void operator()(const StreetChosen& e) {
    with([&](Open& o) {
      if (e.index >= o.door.streets.size()) return;
      o.door.at = e.index;
      o.door.last_mark.reset();
    });
  }
  void operator()(const StreetAdded&) {
    with([&](Open& o) { add_street(c, o); });
  }
  void operator()(const DoorMarked& e) {
    with([&](Open& o) { mark_door(c, o, e.mark, 1); });
  }
  void operator()(const DoorMarkUndone&) {
    with([&](Open& o) {
      if (o.door.last_mark) mark_door(c, o, *o.door.last_mark, -1);
    });
  }
  void operator()(const DoorNoteOpened&) {
    with([&](Open& o) { open_door_note(c, o); });
  }
  void operator()(const BehalfOpened&) {
    with([](Open& o) {
      if (!o.door.behalf) o.door.behalf.emplace();
      o.door.page = Door::Page::behalf;
    });
  }
  void operator()(const BehalfKind& e) {
    with_behalf([&](Behalf& b) { b.draft.kind = e.kind; });
  }
  void operator()(const BehalfWay& e) {
    with_behalf([&](Behalf& b) { b.draft.contact.way = e.way; });
  }
  void operator()(const BehalfAgreed&) {
    with_behalf([](Behalf& b) { b.agreed = !b.agreed; });
  }
  void operator()(const BehalfSent&) {
    with([&](Open& o) { send_behalf(c, o); });
  }
  void operator()(const BehalfClosed&) {
    with([](Open& o) {
      if (o.door.behalf && o.door.behalf->step != Behalf::Step::saving) close_behalf(o);
    });
  }
  void operator()(const SubmissionStored& e) {
    with([&](Open& o) {
      if (!o.door.behalf || o.door.behalf->step != Behalf::Step::saving) return;
      domain::wipe(o.door.behalf->draft);  // the words have served
      o.door.behalf->number = e.number.clone();
      o.door.behalf->code = e.code.clone();
      o.door.behalf->step = Behalf::Step::kept;
    });
  }
  void operator()(const SubmissionFailed& e) {
    with([&](Open& o) {
      if (!o.door.behalf || o.door.behalf->step != Behalf::Step::saving) return;
      o.door.behalf->step = Behalf::Step::writing;
      o.door.behalf->trouble = e.why;
    });
  }
  void operator()(const TurnPressed&) {
    with([](Open& o) {
      o.overlay = Overlay::turn;
      o.corners = {};
    });
  }

  void operator()(const LanguageChosen& e) {
    const auto& known = c.world.content.config.languages;
    if (std::find(known.begin(), known.end(), e.language) == known.end()) return;
    c.state.shown.language = e.language;
    keep_settings();
  }
  void operator()(const TextSizeChosen& e) {
    c.state.shown.text = e.text;
    keep_settings();
  }
  void operator()(const ContrastChosen& e) {
    c.state.shown.contrast = e.contrast;
    keep_settings();
  }
  void operator()(const SettingToggled& e) {
    content::toggle(c.state.shown, e.which);
    keep_settings();
  }
  void operator()(const SyncNowPressed&) { c.effects.push_back(SyncNow{}); }

 private:
  template <class Act>
  void with_behalf(Act act) {
    if (open == nullptr || !open->door.behalf || open->door.behalf->step != Behalf::Step::writing) return;
    open->door.behalf->problems.clear();
    act(*open->door.behalf);
  }
  // One person's device: what is chosen stays chosen.
  void keep_settings() {
    c.state.device = c.state.shown;
    c.effects.push_back(KeepSettings{c.state.shown});
  }
};

}  // namespace

Effects update(State& state, const Event& event, const World& world) {
  Effects effects;
  Context context{state, world, effects};
  // Several batches may be under way at once, each is answered; of all else the last ask counts.
  if (const auto* added = std::get_if<EventsAdded>(&event)) {
    if (Open* open = state.open()) events_added(context, *open, event.request, *added);
    return effects;
  }
  if (!state.requests.awaits(event.request)) return effects;
  std::visit(Updater{context, state.open()}, static_cast<const AnyEvent&>(event));
  return effects;
}

State first_state(const content::Content& content, Mode mode, content::Settings device) {
  State state;
  state.mode = mode;
  state.trial = content.config.trial;
  if (device.language.empty()) device.language = content.config.languages.front();
  state.shown = device;
  state.device = std::move(device);
  state.locked()->awake = mode == Mode::desk;
  return state;
}

std::int64_t next_wake_ms(const State& state) {
  std::int64_t wake = state.pin.chosen ? state.pin.until_ms : INT64_MAX;
  if (const Locked* locked = state.locked()) {
    if (state.mode == Mode::visit && locked->awake && !locked->opening)
      wake = std::min(wake, locked->woken_ms + kAwakeMs);
    return wake;
  }
  if (state.enrolling() != nullptr) return wake;
  const Open& open = *state.open();
  // Another day makes others late.
  constexpr std::int64_t kDayMs = 86'400'000;
  const std::int64_t local = (state.now.at.ms + state.now.offset_min * std::int64_t{60'000}) % kDayMs;
  wake = std::min(wake, state.now_ms + kDayMs - (local < 0 ? local + kDayMs : local));
  wake = std::min(wake, state.touched_ms + kLockAfterMs);
  for (const Pending& pending : open.pending) wake = std::min(wake, pending.until_ms);
  if (open.opened && !open.opened->read) wake = std::min(wake, open.opened->since_ms + kReadAfterMs);
  return wake;
}

}  // namespace wv::desk
