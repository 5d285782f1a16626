#include "app/visit.h"

#include "app/editing.h"
#include "app/host_flow.h"
#include "app/pages.h"
#include "app/reply.h"
#include "app/reading.h"
#include "app/receipt.h"
#include "app/slip.h"

namespace wv::app {

namespace {

Session& session(Context& c) { return c.state.session; }

const char* channel_of(const State& state) {
  if (!state.turned_by.empty()) return "visit";
  switch (state.mode) {
    case Mode::kiosk: return "kiosk";
    case Mode::event: return "event";
    case Mode::own: break;
  }
  return "web";
}

}  // namespace

void go(Context& c, Screen screen) {
  leave_field(c.state);
  session(c).history.push_back(std::move(c.state.screen));
  c.state.screen = std::move(screen);
}

void go_without_history(Context& c, Screen screen) {
  leave_field(c.state);
  c.state.screen = std::move(screen);
}

void forget_visitor(Context& c, Transfers transfers) {
  auto& s = session(c);
  if (s.draft) domain::wipe(*s.draft);
  forget_answer(c.state);
  c.state.session = Session{};
  for (const Ask what :
       {Ask::submission, Ask::withdrawal, Ask::sent, Ask::printer, Ask::slip, Ask::voice, Ask::answer})
    c.state.requests.close(what);
  forget_host(c, transfers);
  c.state.overlay = Overlay::none;
  forget_reading(c);
  c.state.screen = Attract{};
  c.state.shown = c.state.device;
  c.state.idle_asked_ms = 0;
  c.effects.push_back(ForgetVisitor{});
  ask(c, LookAtQueue{});
}

domain::Submission submission_of(Context& c) {
  const auto& draft = *session(c).draft;
  domain::Submission s = domain::to_submission(draft);
  s.created_at = c.state.now;
  s.language = c.state.shown.language;
  s.channel = channel_of(c.state);
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

StoreSubmission store_submission(Context& c) {
  return {submission_of(c), c.state.connection.clock_confirmed,
          c.state.may_keep_from_them && session(c).kept_from_them};
}

void send(Context& c) {
  if (!session(c).draft || !std::holds_alternative<Review>(c.state.screen)) return;
  Saving saving;
  saving.since_ms = c.state.now_ms;
  go(c, saving);
  ask(c, store_submission(c));
}

Saving* saving_of(State& state) {
  if (auto* saving = std::get_if<Saving>(&state.screen)) return saving;
  for (Screen& screen : state.session.history)
    if (auto* saving = std::get_if<Saving>(&screen)) return saving;
  return nullptr;
}

// Over whatever page was opened meanwhile: who waits for a receipt sees it.
void stored(Context& c, const SubmissionStored& done) {
  const Saving* saving = saving_of(c.state);
  if (saving == nullptr || (!saving->stopping && !session(c).draft)) return;
  Receipt receipt;
  receipt.number = done.number.clone();
  receipt.code = done.code.clone();
  receipt.despite_stop = saving->stopping;
  receipt.kind = saving->stopping ? saving->kind : session(c).draft->kind;
  receipt.way =
      saving->stopping ? saving->way : session(c).draft->contact.way.value_or(domain::ContactWay::none);
  receipt.between_us = receipt.kind == domain::Kind::conversation ||
                       (session(c).draft && is_chosen(*session(c).draft, "with", "worry"));
  receipt.shown_ms = receipt.opened_ms = c.state.now_ms;
  receipt.at = c.state.now;
  receipt.envelope = done.envelope.clone();
  receipt.uid = done.uid;
  // The words have served: from here on only number and code are on this screen.
  if (session(c).draft) domain::wipe(*session(c).draft);
  c.state.session = Session{};
  c.state.screen = std::move(receipt);
  c.state.sent_ms.push_back(c.state.now_ms);
  ask(c, LookAtQueue{});
  look_if_sent(c);
  if (!c.content.config.printer.type.empty()) ask(c, LookAtPrinter{});
}

void print_slip(Context& c) {
  auto* receipt = std::get_if<Receipt>(&c.state.screen);
  if (receipt == nullptr || receipt_left_ms(c.state, *receipt) == 0) return;
  if (receipt->slip != Receipt::Slip::offered && receipt->slip != Receipt::Slip::failed) return;
  receipt->slip = Receipt::Slip::printing;
  ask(c, PrintSlip{slip_of(c.state, c.content, *receipt)});
}

void look_if_sent(Context& c) {
  const auto* receipt = std::get_if<Receipt>(&c.state.screen);
  if (receipt != nullptr && !receipt->acknowledged && !receipt->envelope.empty() && !c.state.trial)
    ask(c, LookIfSent{receipt->envelope.clone()});
}

void not_stored(Context& c, Trouble why) {
  if (auto* saving = saving_of(c.state); saving != nullptr && !saving->stopping) saving->failure = why;
}

void stop_confirmed(Context& c) {
  const Saving* saving = saving_of(c.state);
  if (saving == nullptr || saving->stopping || !session(c).draft) return forget_visitor(c);
  Saving stopping;
  stopping.stopping = true;
  stopping.kind = session(c).draft->kind;
  stopping.way = session(c).draft->contact.way.value_or(domain::ContactWay::none);
  stopping.stopped_ms = c.state.now_ms;
  domain::wipe(*session(c).draft);
  c.state.session = Session{};
  c.state.overlay = Overlay::none;
  forget_reading(c);
  c.state.screen = stopping;
  ask(c, WithdrawSubmission{});
}

void withdrawn(Context& c) {
  if (const auto* saving = saving_of(c.state); saving != nullptr && saving->stopping) forget_visitor(c);
}

void withdrawal_lost(Context& c) {
  auto* saving = saving_of(c.state);
  if (saving == nullptr || !saving->stopping) return;
  saving->lost = true;
  c.state.touched_ms = c.state.now_ms;
}

}  // namespace wv::app
