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

// Where the message is while the target hasn't got it: why it waits, as far as that can be known.
std::string status_of(const Scene& s, Sent sent) {
  Frame& f = s.f;
  if (sent == Sent::sending) return f.text("receipt.sending"_k);
  const std::string waits = f.text("receipt.offline_2"_k);
  switch (app::link_of(s.state.connection)) {
    case app::Link::fine: return {};
    case app::Link::not_connected: return f.text("receipt.not_connected"_k) + " " + waits;
    case app::Link::no_network: return f.text("receipt.offline_1"_k) + " " + waits;
    case app::Link::unreached: return f.text("receipt.unreached"_k) + " " + waits;
    case app::Link::refused: return f.text("receipt.refused"_k) + " " + waits;
  }
  return waits;
}

struct Line {
  std::string text;
  bool is_status = false;
};

// When we answer: a day only where it can be known (L6), else the working days it takes.
std::string term(const Scene& s, const app::Receipt& receipt, Sent sent) {
  Frame& f = s.f;
  if (const auto day = app::promised_day(s.state, s.content, receipt))
    return f.text(
        "receipt.by_day"_k,
        {{"date", content::day_words(s.content.catalog, s.state.shown.language, *day, content::kBefore)}});
  const std::string days = std::to_string(s.content.municipality.reply_term_working_days);
  return f.text(sent == Sent::acknowledged ? "receipt.within"_k : "receipt.offline_3"_k, {{"days", days}});
}

// What happens next: an honest sentence or four.
std::vector<Line> promise(const Scene& s, const app::Receipt& receipt, Sent sent) {
  Frame& f = s.f;
  const std::string phone = content::phone_words(s.content.municipality.phone);
  if (sent == Sent::trial) return {{f.text("receipt.trial.question"_k, {{"phone", phone}})}};
  std::vector<Line> lines;
  if (std::string status = status_of(s, sent); sent != Sent::acknowledged && !status.empty()) {
    const bool later = sent == Sent::waits && app::link_of(s.state.connection) == app::Link::no_network;
    const bool asks_term =
        receipt.way == domain::ContactWay::phone || receipt.way == domain::ContactWay::email;
    if (later && !asks_term) status += " " + f.text("receipt.sends_later"_k);
    lines.push_back({std::move(status), true});
  }
  switch (receipt.way) {
    case domain::ContactWay::here:
      lines.push_back({with_closed(s, f.text("receipt.here"_k, {{"when", surgery_words(s)}}),
                                   wijkverbinder_of(s).surgery.days)});
      break;
    case domain::ContactWay::none: lines.push_back({f.text("receipt.no_contact"_k)}); break;
    case domain::ContactWay::phone:
    case domain::ContactWay::email: lines.push_back({term(s, receipt, sent)}); break;
  }
  const bool hurry = sent == Sent::waits;
  lines.push_back({f.text(hurry ? "receipt.offline_4"_k : "receipt.nothing_heard"_k, {{"phone", phone}})});
  return lines;
}

float reader_row(const Scene& s, domain::Role role, const Rect& rect) {
  Frame& f = s.f;
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink};
  const std::string text = f.text("receipt.reads"_k, {{"name", wijkverbinder_of(s).name}});
  const float side = f.scale() > 1.6f && !roomy(f) ? 0 : f.mm(20),
              gap = f.mm(4);  // large words need the room
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

void promises(const Scene& s, Column& column, const app::Receipt& receipt, Sent sent) {
  int number = 1;
  for (const auto& line : promise(s, receipt, sent)) {
    const std::string id = line.is_status ? "receipt.status" : "receipt.promise." + std::to_string(number++);
    column.words(id, line.text, {.cap_mm = type::kBody, .colour = s.f.theme().ink}, s.f.theme().paper,
                 line.is_status ? NodeRole::status : NodeRole::text);
    column.gap(2.5f);
  }
}

void content_of(const Scene& s, Column& column, const app::Receipt& receipt) {
  Frame& f = s.f;
  const Sent sent = app::sent(s.state, receipt);
  const float gap = (roomy(f) ? 6.0f : 3.5f);
  if (receipt.despite_stop) {
    column.skip(note(
        f, "receipt.despite_stop", column.here(), "info",
        f.text("receipt.despite_stop"_k, {{"phone", content::phone_words(s.content.municipality.phone)}}),
        NoteKind::warm));
    column.gap(4);
  }
  if (sent == Sent::trial) {  // nobody reads it: what it was comes first, its number last
    promises(s, column, receipt, sent);
    column.gap(gap);
    column.skip(proof_card(s, receipt, column.here()));
    column.gap(2);
    return;
  }
  column.skip(proof_card(s, receipt, column.here()));
  column.gap(gap);
  column.skip(reader_row(s, domain::role_of(receipt.kind), column.here()));
  column.gap(gap * 0.8f);
  promises(s, column, receipt, sent);
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
  const float high = steps_height(f, row, area.w - 2 * f.margin());
  const Rect foot = area.cut_bottom(high + f.mm(roomy(f) ? 7 : 4));
  const Look look = look_of(f, sent);
  PageHead head;
  head.id = "receipt";
  head.heading = look.heading;
  head.picture = look.picture;
  const PageParts parts{.content = [&](Column& column) { content_of(s, column, receipt); },
                        .under_head = {},
                        .typing = false,
                        .wide_heading = false};
  page(s, area, head, parts);
  if (steps(f,
            {foot.x + f.margin(), foot.bottom() - high - f.mm(roomy(f) ? 4.0f : 2.0f),
             foot.w - 2 * f.margin(), high},
            row) == Step::next)
    s.emit(app::ReceiptClosed{});
}

}  // namespace wv::ui
