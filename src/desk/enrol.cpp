#include <algorithm>

#include "base/utf8.h"
#include "desk/context.h"

namespace wv::desk {
namespace {

// As the passphrase is settled before it is used: blanks at the ends dropped, several as one, A to Z as a
// to z.
Secret settled(const Secret& typed) {
  Secret words;
  bool blank = false;
  for (const char sign : typed) {
    if (sign == ' ') {
      blank = !words.empty();
      continue;
    }
    if (blank) words.push_back(' ');
    blank = false;
    words.push_back(sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign);
  }
  return words;
}

std::size_t signs_of(const Secret& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char sign) { return (sign & 0xC0) != 0x80; }));
}

bool is_short(const Secret& passphrase) { return signs_of(settled(passphrase)) < kLeastPassphraseSigns; }

void begin_anew(Context& c) {
  c.state.side.emplace<Enrolling>();
  ask(c, DrawWords{});
  focus(c, Field::own_name, 0);
}

void wipe_typed(Enrolling& enrolling) {
  for (Secret* text : {&enrolling.name, &enrolling.passphrase, &enrolling.again, &enrolling.drawn})
    text->clear();
  enrolling.editing = {};
}

const Secret& chosen_passphrase(const Enrolling& enrolling) {
  return enrolling.own ? enrolling.passphrase : enrolling.drawn;
}

}  // namespace

void device_known(Context& c, const DeviceKnown& event) {
  if (c.state.open() != nullptr) return;  // TeamChanged tells it there
  Enrolling* enrolling = c.state.enrolling();
  if (event.standing == Standing::member) {
    if (enrolling != nullptr) show_locked(c);
    return;
  }
  if (event.standing == Standing::absent) {
    if (enrolling == nullptr || enrolling->step == Enrolling::Step::waiting) begin_anew(c);
    return;
  }
  if (enrolling == nullptr) enrolling = &c.state.side.emplace<Enrolling>();
  wipe_typed(*enrolling);
  enrolling->step = Enrolling::Step::waiting;
  enrolling->standing = event.standing;
  enrolling->request_words = event.request_words;
  enrolling->request_hash = event.request_hash;
  enrolling->authority_words = event.authority_words;
  enrolling->request_goes = event.request_goes;
  if (!c.state.sticks.looked) look_for_sticks(c);  // one may bring the answer
}

void enrol_forward(Context& c) {
  Enrolling* e = c.state.enrolling();
  if (e == nullptr) return;
  e->notice = Enrolling::Notice::none;
  switch (e->step) {
    case Enrolling::Step::name:
      if (settled(e->name).empty()) {
        e->notice = Enrolling::Notice::name_missing;
        return;
      }
      e->step = Enrolling::Step::passphrase;
      return e->own ? focus(c, Field::passphrase, 0) : leave_field(c.state);
    case Enrolling::Step::passphrase:
      if (is_short(chosen_passphrase(*e))) {
        e->notice = Enrolling::Notice::too_short;
        return;
      }
      e->step = Enrolling::Step::again;
      e->again.clear();
      return focus(c, Field::again, 0);
    case Enrolling::Step::again:
      if (!(settled(e->again) == settled(chosen_passphrase(*e)))) {
        e->notice = Enrolling::Notice::differs;
        return;
      }
      e->step = Enrolling::Step::making;
      leave_field(c.state);
      return ask(c, MakeIdentity{e->name.clone(), chosen_passphrase(*e).clone()});
    case Enrolling::Step::making:
    case Enrolling::Step::waiting: return;
  }
}

void enrol_back(Context& c) {
  Enrolling* e = c.state.enrolling();
  if (e == nullptr) return;
  e->notice = Enrolling::Notice::none;
  e->anew = false;
  if (e->step == Enrolling::Step::passphrase) {
    e->step = Enrolling::Step::name;
    return focus(c, Field::own_name, std::string_view::npos);
  }
  if (e->step != Enrolling::Step::again) return;
  e->step = Enrolling::Step::passphrase;
  e->own ? focus(c, Field::passphrase, std::string_view::npos) : leave_field(c.state);
}

void own_passphrase(Context& c) {
  Enrolling* e = c.state.enrolling();
  if (e == nullptr || e->step != Enrolling::Step::passphrase) return;
  e->own = !e->own;
  e->notice = Enrolling::Notice::none;
  e->own ? focus(c, Field::passphrase, std::string_view::npos) : leave_field(c.state);
}

void draw_anew(Context& c) {
  const Enrolling* e = c.state.enrolling();
  if (e != nullptr && e->step == Enrolling::Step::passphrase) ask(c, DrawWords{});
}

void words_drawn(Context& c, const WordsDrawn& event) {
  Enrolling* e = c.state.enrolling();
  if (e != nullptr && e->step <= Enrolling::Step::passphrase) e->drawn = event.words.clone();
}

void enrol_failed(Context& c, Trouble why) {
  Enrolling* e = c.state.enrolling();
  if (e == nullptr) return;
  if (e->step == Enrolling::Step::making) e->step = Enrolling::Step::again;
  e->notice = Enrolling::Notice::failed;
  e->trouble = why;
}

// From the lock, by who forgot the passphrase, or from a device that has ended. What was written on it and
// never sent can't be read any more: that is said before.
void anew_pressed(Context& c) {
  if (Locked* locked = c.state.locked(); locked != nullptr && locked->awake && !locked->opening)
    locked->forgotten = !locked->forgotten;
  if (Enrolling* e = c.state.enrolling(); e != nullptr && e->step == Enrolling::Step::waiting)
    e->anew = !e->anew;
}

void anew_confirmed(Context& c) {
  const Locked* locked = c.state.locked();
  const Enrolling* e = c.state.enrolling();
  if ((locked == nullptr || !locked->forgotten) && (e == nullptr || !e->anew)) return;
  c.state.pin = {};
  ask(c, SetIdentityAside{});
}

void change_passphrase(Context& c, Open& open) {
  PassphraseChange& change = open.change;
  if (open.overlay != Overlay::passphrase || change.trying) return;
  change.notice = PassphraseChange::Notice::none;
  if (is_short(change.fresh))
    change.notice = PassphraseChange::Notice::too_short;
  else if (!(settled(change.fresh) == settled(change.again)))
    change.notice = PassphraseChange::Notice::differs;
  if (change.notice != PassphraseChange::Notice::none) return;
  change.trying = true;
  leave_field(c.state);
  ask(c, ChangePassphrase{change.old.clone(), change.fresh.clone()});
}

void passphrase_settled(Open& open, PassphraseChange::Notice notice, Trouble why) {
  PassphraseChange& change = open.change;
  change.trying = false;
  change.notice = notice;
  change.trouble = why;
  if (notice != PassphraseChange::Notice::done) return;
  for (Secret* text : {&change.old, &change.fresh, &change.again}) text->clear();
}

}  // namespace wv::desk
