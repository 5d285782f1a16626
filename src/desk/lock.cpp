#include <algorithm>
#include <climits>

#include "desk/context.h"
#include "desk/saved.h"

namespace wv::desk {
namespace {

constexpr std::int64_t kLeftMs = 1'000;  // the machine slept: whoever closed it went away

// Two different corners, soon after each other.
bool both(Corners& corners, Corner corner, std::int64_t now_ms) {
  if (corners.first && *corners.first != corner && now_ms - corners.first_ms <= kCornersMs) {
    corners = {};
    return true;
  }
  corners.first = corner;
  corners.first_ms = now_ms;
  return false;
}

Locked locked_screen(const State& state) {
  Locked locked;
  locked.by_pin = state.pin.chosen;
  locked.awake = state.mode == Mode::desk;
  return locked;
}

void drop_pin(Context& c) {
  if (!c.state.pin.chosen) return;
  c.state.pin = {};
  c.effects.push_back(DropPin{});
  if (Locked* locked = c.state.locked()) {
    locked->by_pin = false;
    locked->pin.clear();
  }
}

void begin_trying(Locked& locked) {
  locked.opening = true;
  locked.notice = Locked::Notice::none;
  locked.trouble = Trouble::none;
}

// The field that had the keyboard has it again, with its caret.
void focus_again(Context& c, Open& open) {
  const Editing was = open.editing;
  open.editing = {};
  if (was.field != Field::none) focus(c, was.field, was.caret);
}

// What was being stored when it locked: its number and code, or nobody can say whether it was kept.
void settle_behalf(Open& open, const Unlocked& event) {
  if (!open.door.behalf || open.door.behalf->step != Behalf::Step::saving) return;
  Behalf& behalf = *open.door.behalf;
  if (event.number.empty()) {
    behalf.step = Behalf::Step::writing;
    behalf.trouble = Trouble::store_silent;
    return;
  }
  domain::wipe(behalf.draft);
  behalf.number = event.number.clone();
  behalf.code = event.code.clone();
  behalf.step = Behalf::Step::kept;
}

void open_again(Context& c, Open& open) {
  if (!open.opened || c.world.casebook == nullptr) return;
  const auto writing = open.writing;
  const CaseId id = open.opened->id;
  open.writing.reset();  // opening a case closes the panel of the one before; this is the same one
  open.opened.reset();
  const Editing editing = open.editing;
  open_case(c, open, id);
  if (!open.opened) {
    // Erased meanwhile, or not brought again yet: the words stand, and the page says what became of the case.
    open.opened.emplace();
    open.opened->id = id;
    open.opened->read = true;
  }
  open.writing = writing;
  open.editing = editing;
}

}  // namespace

void show_locked(Context& c) { c.state.side = locked_screen(c.state); }

void unlock_pressed(Context& c) {
  Locked* locked = c.state.locked();
  if (locked == nullptr || !locked->awake || locked->opening || locked->passphrase.empty()) return;
  begin_trying(*locked);
  ask(c, Unlock{locked->passphrase.clone()});
}

void pin_digit(Context& c, char digit) {
  Locked* locked = c.state.locked();
  if (locked == nullptr || !locked->awake || !locked->by_pin || locked->opening) return;
  if (digit < '0' || digit > '9') return;
  locked->woken_ms = c.state.now_ms;
  locked->notice = Locked::Notice::none;
  locked->pin.push_back(digit);
  if (locked->pin.size() < kPinDigits) return;
  begin_trying(*locked);
  ask(c, UnlockByPin{locked->pin.clone()});
  locked->pin.clear();
}

void unlocked(Context& c, const Unlocked& event) {
  const Locked* locked = c.state.locked();
  if (locked == nullptr || !locked->opening) return;
  const bool by_passphrase = !locked->passphrase.empty();
  c.state.side.emplace<Open>();
  Open& open = *c.state.open();
  open.team = event.team;
  c.state.touched_ms = c.state.now_ms;
  if (c.state.pin.chosen) {
    c.state.pin.tries_left = kPinTries;
    if (by_passphrase) c.state.pin.until_ms = c.state.now_ms + kPinHoldsMs;
  }
  renew_viewer(c, open);
  restore_streets(open.door, event.streets);
  const bool list_too = restore(c.state, open, event.saved);
  if (open.door.at && *open.door.at >= open.door.streets.size()) open.door.at.reset();
  if (!list_too && c.world.casebook != nullptr)
    open.list.which = first_list(c.world.casebook->counts(*open.viewer));
  open.unlocked_ms = c.state.touched_ms;
  open.arrives = !list_too && !event.whole;
  settle_behalf(open, event);
  show_list(c, open);
  open_again(c, open);
  for (const Writing& writing : open.writings) {
    if (!writing.voice) continue;
    if (event.voice) {
      open.voice.step = VoiceNote::Step::recorded;
      open.voice.ms = writing.voice_ms;
    }
  }
  if (!event.voice)
    for (Writing& writing : open.writings) writing.voice = false;
  focus_again(c, open);
}

void refused(Context& c) {
  Locked* locked = c.state.locked();
  if (locked == nullptr) return;
  locked->opening = false;
  if (!locked->passphrase.empty() || !c.state.pin.chosen) {
    // It stays in its field: one wrong letter is mended, not typed anew.
    locked->notice = Locked::Notice::wrong;
    return focus(c, Field::passphrase, std::string_view::npos);
  }
  locked->notice = Locked::Notice::pin_wrong;
  if (--c.state.pin.tries_left > 0) return;
  drop_pin(c);
  locked->notice = Locked::Notice::pin_gone;
}

void corner_touched(Context& c, Corner corner) {
  if (Locked* locked = c.state.locked()) {
    if (locked->awake || !both(locked->corners, corner, c.state.now_ms)) return;
    locked->awake = true;
    locked->turned = false;
    locked->woken_ms = c.state.now_ms;
    if (!locked->by_pin) focus(c, Field::passphrase, 0);
    return;
  }
  if (c.state.open() == nullptr) return;
  Open& open = *c.state.open();
  if (open.overlay == Overlay::turn && both(open.corners, corner, c.state.now_ms))
    lock(c, LockFor::hand_over);
}

void lock(Context& c, LockFor why) {
  Open* open = c.state.open();
  if (open == nullptr) return;
  if (open->opened && open->opened->hears) c.effects.push_back(StopHearing{});
  if (open->voice.step == VoiceNote::Step::recording) {
    c.effects.push_back(StopVoice{});
    for (Writing& writing : open->writings) {
      if (!writing.recording) continue;
      writing.voice = true;  // what was said so far is sealed with the rest
      writing.voice_ms = open->voice.ms;
    }
  }
  // A lock loses nothing: what could still be undone is done, what failed is tried once more.
  for (Failure& failure : open->failed) {
    Pending pending;
    pending.did = failure.did;
    pending.deeds.push_back(std::move(failure.deed));
    open->pending.push_back(std::move(pending));
  }
  open->failed.clear();
  seal_due(c, *open, INT64_MAX);
  const bool voice =
      std::any_of(open->writings.begin(), open->writings.end(), [](const Writing& w) { return w.voice; });
  const Member* me = open->team.find(open->team.me);
  HandOver hand_over;
  if (me != nullptr) {
    hand_over.name = me->name;
    hand_over.offer_confidential = !me->confidential;
  }
  if (why == LockFor::hand_over) {
    open->overlay = Overlay::none;
    open->door.page = Door::Page::visit;
  }
  c.effects.push_back(SealDraft{saved_json(c.state), voice});
  if (open->door.behalf) domain::wipe(open->door.behalf->draft);
  c.effects.push_back(Lock{});
  for (std::size_t i = 0; i < static_cast<std::size_t>(Ask::count); ++i)
    if (static_cast<Ask>(i) != Ask::exchange) c.state.requests.close(static_cast<Ask>(i));  // that goes on
  Locked locked = locked_screen(c.state);
  if (why == LockFor::hand_over) {
    locked.turned = true;
    locked.awake = false;
    c.effects.push_back(std::move(hand_over));
  }
  c.state.side = std::move(locked);
  c.state.shown = c.state.device;
}

void look_at_clock(Context& c, std::int64_t slept_ms) {
  State& s = c.state;
  if (s.pin.chosen && s.now_ms >= s.pin.until_ms) drop_pin(c);
  if (Locked* locked = s.locked()) {
    if (s.mode == Mode::visit && locked->awake && !locked->opening &&
        s.now_ms - locked->woken_ms >= kAwakeMs) {
      locked->awake = false;
      locked->passphrase.clear();
      locked->pin.clear();
      leave_field(s);
    }
    return;
  }
  if (s.enrolling() != nullptr) return;
  Open& open = *s.open();
  if (open.viewer && open.viewer->today() != day_of(s.now)) {
    renew_viewer(c, open);
    count_lists(c, open);
  }
  const bool hears = open.opened && open.opened->hears;
  if (hears || open.voice.step == VoiceNote::Step::recording) s.touched_ms = s.now_ms;
  if (slept_ms >= kLeftMs || s.now_ms - s.touched_ms >= kLockAfterMs) return lock(c);
  seal_due(c, open, s.now_ms);
  read_if_due(c, open);
}

}  // namespace wv::desk
