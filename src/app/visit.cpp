#include "app/visit.h"

#include "app/editing.h"
#include "app/host_flow.h"
#include "app/reply.h"
#include "app/reading.h"

namespace wv::app {

namespace {

Session& session(Context& c) { return c.state.session; }

// A short string that was moved from keeps its letters, and an alternative that another one replaces isn't overwritten.
void leave(Screen& screen, Screen next) {
  if (auto* receipt = std::get_if<Receipt>(&screen)) {
    wv::wipe(receipt->number);
    wv::wipe(receipt->code);
  }
  screen = std::move(next);
}

}  // namespace

void go(Context& c, Screen screen) {
  leave_field(c.state);
  session(c).history.push_back(std::move(c.state.screen));
  leave(c.state.screen, std::move(screen));
}

void go_without_history(Context& c, Screen screen) {
  leave_field(c.state);
  leave(c.state.screen, std::move(screen));
}

void forget_visitor(Context& c, Transfers transfers) {
  auto& s = session(c);
  if (s.draft) domain::wipe(*s.draft);
  wv::wipe(s.track_number);
  wv::wipe(s.track_code);
  forget_answer(c.state);
  wv::wipe(s.copied);
  c.state.session = Session{};
  forget_host(c, transfers);
  c.state.overlay = Overlay::none;
  forget_reading(c);
  leave(c.state.screen, Attract{});
  c.state.language = c.state.device.language;
  c.state.text = c.state.device.text;
  c.state.high_contrast = c.state.device.high_contrast;
  c.state.lower = c.state.device.lower;
  c.state.calm = c.state.device.calm;
  c.state.idle_asked_ms = 0;
  c.effects.push_back(ForgetVisitor{});
  c.effects.push_back(LookAtQueue{});
}

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
  Saving saving;
  saving.since_ms = c.state.now_ms;
  go(c, saving);
  c.effects.push_back(StoreSubmission{submission_of(c), c.state.connection.clock_confirmed});
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
  wv::wipe(session(c).copied);
  c.state.session = Session{};
  c.state.screen = receipt;
  c.state.sent_ms.push_back(c.state.now_ms);
  c.effects.push_back(LookAtQueue{});
}

}  // namespace wv::app
