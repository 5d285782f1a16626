#include <cmath>

#include "app/receipt.h"
#include "ui/screens/proof_card.h"
#include "ui/screens/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

using app::Sent;

struct Look {  // of one of the states of a receipt
  std::string heading;
  const char* picture;
};

Look look_of(const Frame& f, Sent sent) {
  switch (sent) {
    case Sent::trial: return {f.text("receipt.trial.heading"_k), "state-trial"};
    case Sent::acknowledged: return {f.text("receipt.acknowledged"_k), "state-sent"};
    case Sent::sending: return {f.text("receipt.kept"_k), "state-saved"};
    case Sent::waits: break;
  }
  return {f.text("receipt.kept"_k), "state-waiting"};
}

float reader_row(const Scene& s, domain::Role role, const Rect& rect) {
  Frame& f = s.f;
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink};
  const std::string text = app::who_reads(s.state, s.content);
  const float gap = f.mm(4);
  // Large words need the room.
  const bool alone =
      !roomy(f) && (f.scale() > 1.6f || f.type.word_width(text, look) > rect.w - 2 * f.mm(20) - 2 * gap);
  const float side = alone ? 0 : f.mm(20);
  const float room = rect.w - 2 * side - 2 * gap;
  const float high = std::max(side, f.type.height_of(text, look, room));
  Rect row{rect.x, rect.y, rect.w, high};
  const auto square = [&](float inset) {
    const Rect r = row.cut_start(side);
    return Rect{r.x, r.y + (r.h - side) / 2, side, side}.inset(inset);
  };
  f.paint().picture("wijkverbinder-small", square(0));
  row.cut_start(gap * 0.4f);
  f.paint().picture("mark-" + std::string(domain::id_of(role)), square(side * 0.14f));
  row.cut_start(gap);
  const float text_high = f.type.height_of(text, look, room);
  f.words("receipt.reads", {row.x, row.y + (row.h - text_high) / 2, room, 0}, text, look, f.theme().paper);
  return high;
}

// Where number and code matter more than all that stands above them.
bool is_low_and_large(const Frame& f) { return height_is_scarce(f) && f.scale() > 1.6f; }

void promises(const Scene& s, Column& column, const app::Receipt& receipt) {
  int number = 1;
  for (const auto& line : app::what_happens_next(s.state, s.content, receipt)) {
    if (line.is_phone && receipt.despite_stop) continue;  // it stands above, beside "Stoppen kon niet meer"
    const std::string id = line.is_status ? "receipt.status" : "receipt.promise." + std::to_string(number++);
    column.words(id, line.text, {.cap_mm = type::kBody, .colour = s.f.theme().ink}, s.f.theme().paper,
                 line.is_status ? NodeRole::status : NodeRole::text);
    column.gap(2.5f);
  }
}

// A slip of paper, where a printer answers and number and code are in sight; never a word of it elsewhere.
void slip_row(const Scene& s, Column& column, const app::Receipt& receipt) {
  using Slip = app::Receipt::Slip;
  Frame& f = s.f;
  if (receipt.slip == Slip::none) return;
  if (receipt.slip == Slip::printing || receipt.slip == Slip::printed) {
    column.gap(3);
    column.skip(note(f, "receipt.print_state", column.here(), "print",
                     f.text(receipt.slip == Slip::printing ? "receipt.printing"_k : "receipt.printed"_k),
                     NoteKind::plain));
    return;
  }
  if (app::receipt_left_ms(s.state, receipt) == 0) return;
  column.gap(3);
  if (receipt.slip == Slip::failed) {
    column.skip(note(f, "receipt.print_state", column.here(), "warn", f.text("receipt.print_failed"_k),
                     NoteKind::warm));
    column.gap(3);
  }
  const ButtonLook look(ButtonKind::secondary, "print");
  const std::string words = f.text("receipt.print"_k);
  const Rect at = column.next(button_height(f, words, look, column.width(), 17));
  if (button(f, "receipt.print", at, words, look)) s.emit(app::PrintPressed{});
}

// On a device of their own, where it has a key to keep it under.
void keep_row(const Scene& s, Column& column, const app::Receipt& receipt) {
  using Kept = app::Receipt::Kept;
  Frame& f = s.f;
  if (s.state.mode != app::Mode::own || !s.state.kept.possible) return;
  column.gap(3);
  if (receipt.kept == Kept::kept)
    return column.skip(note(f, "receipt.keep_state", column.here(), "check", f.text("receipt.keep.done"_k),
                            NoteKind::plain));
  if (receipt.kept == Kept::failed) {
    column.skip(note(f, "receipt.keep_state", column.here(), "warn", f.text("receipt.keep.failed"_k),
                     NoteKind::warm));
    column.gap(3);
  }
  ButtonLook look(ButtonKind::secondary, "check");
  look.enabled = receipt.kept != Kept::keeping;
  const std::string words = f.text("receipt.keep"_k);
  const Rect at = column.next(button_height(f, words, look, column.width(), 17));
  if (button(f, "receipt.keep", at, words, look)) s.emit(app::KeepPressed{});
  if (receipt.kept == Kept::failed) return;
  column.gap(2);
  column.words("receipt.keep.why", f.text("receipt.keep.why"_k),
               {.cap_mm = type::kLabel, .colour = f.theme().muted}, f.theme().paper);
}

void content_of(const Scene& s, Column& column, const app::Receipt& receipt) {
  Frame& f = s.f;
  const Sent sent = app::sent(s.state, receipt);
  const float gap = (roomy(f) ? 6.0f : 3.5f);
  const bool low = is_low_and_large(f);
  if (receipt.despite_stop && sent != Sent::trial) {
    column.skip(note(
        f, "receipt.despite_stop", column.here(), low ? "" : "info",
        f.text("receipt.despite_stop"_k, {{"phone", content::phone_words(s.content.municipality.phone)}}),
        NoteKind::warm));
    column.gap(4);
  }
  if (sent == Sent::trial && !low) {  // nobody reads it: what it was comes first, its number last
    promises(s, column, receipt);
    column.gap(gap);
    column.skip(proof_card(s, receipt, column.here()));
    slip_row(s, column, receipt);
    keep_row(s, column, receipt);
    column.gap(2);
    return;
  }
  column.skip(proof_card(s, receipt, column.here()));
  slip_row(s, column, receipt);
  keep_row(s, column, receipt);
  column.gap(gap);
  if (!receipt.despite_stop &&
      sent != Sent::trial) {  // who wanted to stop has one thing to know, and it stands above
    column.skip(reader_row(s, domain::role_of(receipt.kind), column.here()));
    column.gap(gap * 0.8f);
  }
  promises(s, column, receipt);
}

}  // namespace

void draw_screen(const Scene& s, const app::Receipt& receipt) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  const Sent sent = app::sent(s.state, receipt);
  StepRow row;
  row.next = f.text("receipt.done"_k);
  row.next_spoken = f.text("receipt.done.spoken"_k);
  row.next_id = "receipt.done";
  row.next_icon = sent == Sent::trial ? "home" : "check";
  const Rect foot = cut_steps(f, area, row);
  const Look look = look_of(f, sent);
  PageHead head;
  head.id = "receipt";
  head.heading = look.heading;
  head.picture = look.picture;
  head.small = is_low_and_large(f);
  const PageParts parts{.content = [&](Column& column) { content_of(s, column, receipt); },
                        .under_head = {},
                        .typing = false,
                        .wide_heading = false};
  page(s, area, head, parts);
  if (steps(f, foot, row) == Step::next) s.emit(app::ReceiptClosed{});
}

}  // namespace wv::ui
