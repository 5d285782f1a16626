#include <cmath>

#include "app/pages.h"
#include "ui/kit/qr_code.h"
#include "ui/screens/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr Colour kWhite{255, 255, 255, 255};

// Why it waits, where there is a reason to tell, and that it waits safely.
std::string waiting(const Scene& s) {
  Frame& f = s.f;
  const std::string waits = f.text("receipt.offline_2"_k);
  switch (app::link_of(s.state.connection)) {
    case app::Link::fine: return waits;  // it will be sent in a moment; or the clock isn't confirmed yet
    case app::Link::not_connected: return f.text("receipt.not_connected"_k) + " " + waits;
    case app::Link::no_network: return f.text("receipt.offline_1"_k) + " " + waits;
    case app::Link::unreached: return f.text("receipt.unreached"_k) + " " + waits;
    case app::Link::refused: return f.text("receipt.refused"_k) + " " + waits;
  }
  return waits;
}

// What happens next, one honest sentence or four (L6): a day only when we can know it.
std::vector<std::string> promise(const Scene& s, const app::Receipt& receipt) {
  Frame& f = s.f;
  const auto& m = s.content.municipality;
  const std::string phone = content::phone_words(m.phone);
  if (s.state.trial) return {f.text("receipt.trial"_k, {{"phone", phone}})};
  const std::string waits = waiting(s);
  if (receipt.way == domain::ContactWay::here || receipt.way == domain::ContactWay::none) {
    std::vector<std::string> lines;
    if (!app::fresh_connection(s.state)) lines.push_back(waits);
    lines.push_back(receipt.way == domain::ContactWay::here
                        ? with_closed(s, f.text("receipt.here"_k, {{"when", surgery_words(s)}}),
                                      wijkverbinder_of(s).surgery.days)
                        : f.text("receipt.no_contact"_k));
    lines.push_back(f.text("receipt.nothing_heard"_k, {{"phone", phone}}));
    return lines;
  }
  if (app::fresh_connection(s.state)) {
    // "Before" that day: the term's last day itself is still in time.
    const Day by = domain::reply_by(day_of(s.state.now), m.reply_term_working_days + 1, m.closed_days);
    return {f.text("receipt.by_day"_k, {{"date", content::day_words(s.content.catalog, s.state.shown.language,
                                                                    by, content::kBefore)}}),
            f.text("receipt.nothing_heard"_k, {{"phone", phone}})};
  }
  return {waits + " " + f.text("receipt.offline_3"_k, {{"days", std::to_string(m.reply_term_working_days)}}),
          f.text("receipt.offline_4"_k, {{"phone", phone}})};
}

// For the screen: what is to be copied never breaks over a line.
std::string unbroken(std::string_view signs) {
  std::string whole;
  for (const char c : signs)
    whole += c == ' ' ? std::string("\u00A0") : c == '-' ? std::string("-\u2060") : std::string(1, c);
  return whole;
}

// Said aloud one by one, in the groups that are shown, so that one can write along: "0 0 7, 0 0 0, …".
std::string spelled(std::string_view signs) {
  std::string apart;
  for (const char c : signs)
    apart += c == '-' || c == ' ' ? std::string(",") : (apart.empty() ? "" : " ") + std::string(1, c);
  return apart;
}

float proof_card(const Scene& s, const app::Receipt& receipt, const Rect& rect) {
  Frame& f = s.f;
  Words big{.cap_mm = type::kHeading, .weight = text::Weight::bold, .colour = f.theme().ink};
  const Words small{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().muted};
  const std::string plain_number = domain::show_receipt_number(receipt.number);
  const std::string number = f.text("receipt.number"_k, {{"number", unbroken(plain_number)}});
  const std::string code = f.text("receipt.code"_k, {{"code", unbroken(receipt.code)}});
  const std::string keep = f.text("receipt.note"_k);
  const float qr = f.mm(!roomy(f) ? 34 : f.device().standing ? 52 : 46);
  const float pad = f.mm(6);
  // What is to be copied stands on one line each, if need be in smaller letters.
  const float alone = rect.w - 2 * pad,
              widest = std::max(f.type.width_of(number, big), f.type.width_of(code, big));
  if (widest > alone) big.cap_mm *= 0.97f * alone / widest;
  const bool beside = rect.w - qr - 3 * pad > widest;
  const float room = beside ? rect.w - qr - 3 * pad : rect.w - 2 * pad;
  const float h1 = f.type.height_of(number, big, room), h2 = f.type.height_of(code, big, room),
              h3 = f.type.height_of(keep, small, room);
  const float words = h1 + h2 + h3 + f.mm(7);
  const float high = (beside ? std::max(words, qr) : words + f.mm(4) + qr) + 2 * pad;
  card(f, {rect.x, rect.y, rect.w, high}, f.theme().card);
  Rect inner = Rect{rect.x, rect.y, rect.w, high}.inset(pad);
  Rect square = beside ? inner.cut_end(qr) : inner.cut_bottom(qr);
  square = {square.x + (beside ? square.w - qr : 0), square.y + (square.h - qr) / 2, qr, qr};
  draw_qr(f, square, app::qr_words(receipt));
  float y = beside ? inner.y + (inner.h - words) / 2 : inner.y;
  const auto line = [&](const char* id, const std::string& text, const Words& look, float high_px,
                        const std::string& spoken, const std::string& name) {
    f.words(id, {inner.x, y, room, 0}, text, look, f.theme().card);
    Node& n = f.tree().nodes.back();
    n.name = name;
    if (!spoken.empty()) n.spoken = spoken;
    n.is_volatile = !spoken.empty();
    y += high_px;
  };
  line("receipt.number", number, big, h1 + f.mm(2.5f),
       f.text("receipt.number.spoken"_k, {{"number", spelled(plain_number)}}),
       f.text("receipt.number"_k, {{"number", plain_number}}));
  line("receipt.code", code, big, h2 + f.mm(4.5f),
       f.text("receipt.code.spoken"_k, {{"code", spelled(receipt.code)}}),
       f.text("receipt.code"_k, {{"code", std::string(receipt.code)}}));
  line("receipt.note", keep, small, h3, {}, keep);
  f.node("receipt.qr", NodeRole::img, f.text("receipt.qr"_k), square).is_volatile =
      true;  // heard after what it holds
  return high;
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
  f.paint().picture("wijkverbinder-small", row.cut_start(side));
  row.cut_start(gap * 0.4f);
  f.paint().picture("mark-" + std::string(domain::id_of(role)), row.cut_start(side).inset(side * 0.14f));
  row.cut_start(gap);
  const float text_high = f.type.height_of(text, look, room);
  f.words("receipt.reads", {row.x, row.y + (row.h - text_high) / 2, room, 0}, text, look, f.theme().paper);
  return high;
}

}  // namespace

void draw_screen(const Scene& s, const app::Receipt& receipt) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  StepRow row;
  row.next = f.text("receipt.done"_k);
  row.next_spoken = f.text("receipt.done.spoken"_k);
  row.next_id = "receipt.done";
  row.next_icon = "check";
  const float high = steps_height(f, row, area.w - 2 * f.margin());
  const Rect foot = area.cut_bottom(high + f.mm(roomy(f) ? 7 : 4));
  PageHead head;
  head.id = "receipt";
  head.heading = f.text("receipt.kept"_k);
  head.picture = s.state.trial || app::fresh_connection(s.state) ? "state-saved" : "state-waiting";
  const auto content = [&](Column& column) {
    if (receipt.despite_stop) {
      column.skip(note(
          f, "receipt.despite_stop", column.here(), "info",
          f.text("receipt.despite_stop"_k, {{"phone", content::phone_words(s.content.municipality.phone)}}),
          NoteKind::warm));
      column.gap(4);
    }
    column.skip(proof_card(s, receipt, column.here()));
    column.gap(roomy(f) ? 7.0f : 4.0f);
    if (!s.state.trial) {  // in a trial nobody reads it, and the page says so
      column.skip(reader_row(s, domain::role_of(receipt.kind), column.here()));
      column.gap(roomy(f) ? 6.0f : 3.0f);
    }
    int number = 1;
    for (const auto& sentence : promise(s, receipt)) {
      column.words("receipt.promise." + std::to_string(number++), sentence,
                   {.cap_mm = type::kBody, .colour = f.theme().ink}, f.theme().paper);
      column.gap(2.5f);
    }
  };
  page(s, area, head, {.content = content, .under_head = {}, .typing = false, .wide_heading = false});
  if (steps(f,
            {foot.x + f.margin(), foot.bottom() - high - f.mm(roomy(f) ? 4.0f : 2.0f),
             foot.w - 2 * f.margin(), high},
            row) == Step::next)
    s.emit(app::ReceiptClosed{});
}

}  // namespace wv::ui
