#include "ui/screens/proof_card.h"

#include <algorithm>
#include <cmath>

#include "app/receipt.h"
#include "domain/receipt.h"
#include "ui/kit/qr_code.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;

namespace {

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

// The words round a value: "Number {number}" without its number.
std::string label_of(const std::string& with_nothing) {
  std::string label;
  for (std::size_t i = 0; i < with_nothing.size();) {
    if (with_nothing.compare(i, 2, "\xE2\x81") == 0)
      i += 3;  // the isolates that stood round it
    else
      label += with_nothing[i++];
  }
  while (!label.empty() && (label.back() == ' ' || label.back() == ':')) label.pop_back();
  return label;
}

struct Value {  // number or code
  std::string id, label, shown, name, spoken;
};

Value number_of(const Scene& s, const app::Receipt& receipt) {
  Frame& f = s.f;
  const std::string plain = domain::show_receipt_number(receipt.number);
  const content::Key key = s.state.trial ? "receipt.trial.number"_k : "receipt.number"_k;
  const content::Key aloud = s.state.trial ? "receipt.trial.number.spoken"_k : "receipt.number.spoken"_k;
  return {"receipt.number", label_of(f.text(key, {{"number", ""}})), unbroken(plain),
          f.text(key, {{"number", plain}}), f.text(aloud, {{"number", spelled(plain)}})};
}

Value code_of(const Scene& s, const app::Receipt& receipt) {
  Frame& f = s.f;
  const std::string plain(receipt.code);
  return {"receipt.code", label_of(f.text("receipt.code"_k, {{"code", ""}})), unbroken(plain),
          f.text("receipt.code"_k, {{"code", plain}}),
          f.text("receipt.code.spoken"_k, {{"code", spelled(plain)}})};
}

class Card {
 public:
  Card(const Scene& s, const app::Receipt& receipt, const Rect& rect)
      : s_(s),
        f_(s.f),
        left_ms_(app::receipt_left_ms(s.state, receipt)),
        values_{number_of(s, receipt), code_of(s, receipt)},
        // A telephone can't look at its own glass.
        calendar_(counts() ? app::calendar_words(s.state, s.content, receipt) : std::string()) {
    plan(rect);
  }

  float draw() {
    if (left_ms_ > 0)
      draw_open();
    else
      draw_cover();
    return rect_.h;
  }

 private:
  void plan(const Rect& rect) {
    const Theme& theme = f_.theme();
    const bool trial = s_.state.trial;  // small: nobody will ask for it
    const bool large = roomy(f_) && !trial && !height_is_scarce(f_);
    pad_ = f_.mm(large ? 7.0f : 5.0f);
    gap_ = f_.mm(large ? 4.0f : 2.5f);
    // A trial's page has room, and lays itself out larger; its number stays small all the same.
    const float larger = f_.mm(1) / f_.device().px_per_mm,
                modest = trial ? std::min(1.0f, 1.15f / larger) : 1;
    digits_ = {.cap_mm = (trial   ? type::kBody
                          : large ? (calendar_.empty() ? 10.0f : 8.0f)
                                  : 6.2f),
               .weight = text::Weight::bold,
               .colour = theme.ink,
               .left_to_right = true};
    if (f_.rtl()) digits_.align = text::Align::end;
    label_ = {
        .cap_mm = large ? type::kBody : type::kLabel, .weight = text::Weight::medium, .colour = theme.muted};
    note_ = {
        .cap_mm = large ? type::kBody : type::kLabel, .weight = text::Weight::semibold, .colour = theme.ink};
    time_ = {.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = theme.muted};
    for (Words* words : {&digits_, &label_, &note_, &time_}) {
      const float least = type::kLabel / (f_.device().type_scale * larger);  // no smaller than a label
      words->cap_mm = std::max(words->cap_mm * modest, least);
      words->to_fit = modest < 1;
    }
    const float inner = rect.w - 2 * pad_;
    qr_ = calendar_.empty() ? 0
                            : std::max(f_.mm(!roomy(f_)             ? 50.0f
                                             : f_.device().standing ? 84.0f
                                                                    : 62.0f),
                                       square_on_coarse_glass());
    const std::string caption = f_.text("receipt.qr.calendar"_k);
    Words least = digits_;
    least.cap_mm = type::kLabel;
    beside_ = qr_ > 0 && f_.type.word_width(caption, caption_look()) <= qr_ &&
              inner - qr_ - pad_ > std::max(0.62f * widest(digits_), 1.03f * widest(least));
    room_ = beside_ ? inner - qr_ - pad_ : inner;
    // What is to be copied stands on one line each, if need be in smaller letters.
    if (const float wide = widest(digits_); wide > room_) digits_.cap_mm *= 0.98f * room_ / wide;
    caption_ = qr_ > 0 ? f_.mm(2) + height(caption, caption_look(), beside_ ? qr_ : inner) : 0;
    // Where height is scarce number and code stand side by side, large letters somewhat smaller for it.
    constexpr float kLeastShare = 0.7f;
    const float whole = digits_.cap_mm, both = value_width(0) + value_width(1), free = room_ - 3 * pad_;
    if (f_.scale() > 1.2f && both > free && kLeastShare * both <= free) digits_.cap_mm *= 0.98f * free / both;
    abreast_ = height_is_scarce(f_) && value_width(0) + 3 * pad_ + value_width(1) <= room_;
    if (!abreast_) digits_.cap_mm = whole;
    words_ =
        (abreast_ ? std::max(value_height(0), value_height(1)) : value_height(0) + gap_ + value_height(1)) +
        (notes() ? gap_ + height(note(), note_, room_) : 0);
    top_ = beside_ ? std::max(words_, qr_ + caption_) : words_ + (qr_ > 0 ? gap_ + qr_ + caption_ : 0);
    const float timed = counts() ? f_.mm(5) + height(time(), time_, inner) + f_.mm(2) + kBarMm() : 0;
    rect_ = {rect.x, rect.y, rect.w, top_ + timed + 2 * pad_};
  }
  // A telephone that is held askew wants four pixels of a cell: where a millimetre has few, that takes more
  // of them than a square else does.
  [[nodiscard]] float square_on_coarse_glass() const {
    constexpr float kCoarsePerMm = 3.5f, kCellPx = 4, kQuietCells = 8;
    if (f_.device().px_per_mm >= kCoarsePerMm) return 0;
    const auto qr = media::qr_of(calendar_, media::Correction::low);
    return qr ? kCellPx * (static_cast<float>(qr.value().side) + kQuietCells) : 0;
  }
  // On one's own device nobody comes after: number and code aren't covered.
  [[nodiscard]] bool counts() const { return s_.state.mode != app::Mode::own; }
  // Where it can be kept a button below says so, and a photo is the other way (screens/receipt.cpp).
  [[nodiscard]] bool notes() const { return counts() || !s_.state.kept.possible; }
  [[nodiscard]] float kBarMm() const { return f_.mm(1.8f); }
  [[nodiscard]] float height(const std::string& text, const Words& look, float wide) const {
    return f_.type.height_of(text, look, wide);
  }
  [[nodiscard]] float widest(const Words& look) const {
    return std::max(f_.type.width_of(values_[0].shown, look), f_.type.width_of(values_[1].shown, look));
  }
  [[nodiscard]] float value_height(std::size_t i) const {
    return height(values_[i].label, label_, room_) + f_.mm(1) + height(values_[i].shown, digits_, room_);
  }
  [[nodiscard]] float value_width(std::size_t i) const {
    return std::max(f_.type.width_of(values_[i].label, label_), f_.type.width_of(values_[i].shown, digits_)) +
           2;
  }
  [[nodiscard]] std::string note() const { return f_.text("receipt.note"_k); }
  [[nodiscard]] std::string time() const {
    constexpr std::int64_t kSecond = 1000;
    const std::int64_t whole = std::max<std::int64_t>(left_ms_, kSecond);
    return f_.text("receipt.visible"_k, {{"seconds", std::to_string((whole + kSecond - 1) / kSecond)}});
  }
  [[nodiscard]] Words caption_look() const {
    return {.cap_mm = type::kLabel,
            .weight = text::Weight::medium,
            .colour = f_.theme().ink,
            .align = text::Align::centre};
  }

  void draw_open() {
    told_card(f_, rect_, f_.theme().card);
    Rect inner = rect_.inset(pad_);
    Rect top = inner.cut_top(top_);
    if (beside_) {
      const Rect side = top.cut_end(qr_);
      draw_words_in({top.x, top.y + (top_ - words_) / 2, room_, words_});
      draw_calendar({side.x, side.y + (top_ - qr_ - caption_) / 2, qr_, qr_ + caption_});
    } else {
      draw_words_in({top.x, top.y, room_, words_});
      if (qr_ > 0) draw_calendar({top.x, top.y + words_ + gap_, top.w, qr_ + caption_});
    }
    if (!counts()) return;
    inner.cut_top(f_.mm(5));
    draw_time(inner);
  }

  void draw_words_in(const Rect& rect) {
    float y = rect.y;
    if (abreast_) {
      const float first = value_width(0);
      const float high = draw_value(values_[0], {rect.x, y, first, 0});
      const float second = rect.x + first + 3 * pad_;
      y += std::max(high, draw_value(values_[1], {second, y, rect.right() - second, 0})) + gap_;
    } else {
      for (const Value& value : values_) y += draw_value(value, {rect.x, y, rect.w, 0}) + gap_;
    }
    if (notes()) f_.words("receipt.note", {rect.x, y, rect.w, 0}, note(), note_, f_.theme().card);
  }

  float draw_value(const Value& value, const Rect& at) {
    const float label = height(value.label, label_, at.w) + f_.mm(1),
                digits = height(value.shown, digits_, at.w);
    f_.draw_words({at.x, at.y, at.w, label}, value.label, label_, false);
    f_.draw_words({at.x, at.y + label, at.w, digits}, value.shown, digits_, false);
    Node& n = f_.node(value.id, NodeRole::text, value.name, {at.x, at.y, at.w, label + digits});
    n.fg = digits_.colour;
    n.bg = f_.theme().card;
    n.cap_px = f_.type.cap_px(digits_.cap_mm);
    n.spoken = value.spoken;
    n.is_volatile = true;
    return label + digits;
  }

  void draw_calendar(const Rect& place) {
    const Rect square{place.x + (place.w - qr_) / 2, place.y, qr_, qr_};
    draw_qr(f_, square, calendar_, media::Correction::low);
    const std::string words = f_.text("receipt.qr.calendar"_k);
    f_.draw_words({place.x, square.bottom() + f_.mm(2), place.w, 0}, words, caption_look(), false);
    Node& n = f_.node("receipt.qr", NodeRole::img, words, place);
    n.spoken = f_.text("receipt.qr.calendar.spoken"_k);
    n.is_volatile = true;
  }

  // A line that grows shorter, and how long it still takes: a second at a time, so that it neither hurries
  // anybody nor draws more often.
  void draw_time(Rect inner) {
    const std::string words = time();
    const float used =
        f_.words("receipt.visible", {inner.x, inner.y, inner.w, 0}, words, time_, f_.theme().card);
    f_.tree().nodes.back().is_volatile = true;
    inner.cut_top(used + f_.mm(2));
    const Rect track{inner.x, inner.y, inner.w, kBarMm()};
    const float whole = static_cast<float>(app::receipt_open_ms(s_.state)) / 1000;
    const float share = std::ceil(static_cast<float>(left_ms_) / 1000) / whole;
    f_.paint().round_fill(track, track.h / 2, mix(f_.theme().card, f_.theme().line, 0.28f));
    f_.paint().round_fill({track.x, track.y, std::max(track.h, track.w * share), track.h}, track.h / 2,
                          f_.theme().muted);
    f_.motion.wake_at_second(left_ms_);
  }

  void draw_cover() {
    const std::string words = f_.text("receipt.covered"_k);
    const Words look{.cap_mm = type::kHeading, .weight = text::Weight::bold, .colour = f_.theme().ink};
    const float pressed = f_.press("receipt.covered");
    const Rect r = rect_.moved(0, pressed * f_.mm(1));
    card(f_, r, f_.theme().card, pressed);
    Rect inner = r.inset(pad_);
    const float side = std::min({inner.h, f_.mm(46), inner.w * 0.3f});
    const float wide = std::min(inner.w - side - f_.mm(6), f_.type.width_of(words, look));
    const float x = inner.x + (inner.w - side - f_.mm(6) - wide) / 2;
    f_.paint().picture("state-hidden", {x, inner.y + (inner.h - side) / 2, side, side});
    f_.draw_words({x + side + f_.mm(6), inner.y, wide, inner.h}, words, look);
    Node& n = f_.node("receipt.covered", NodeRole::button, words, rect_);
    n.fg = f_.theme().ink;
    n.bg = f_.theme().card;
    n.cap_px = f_.type.cap_px(look.cap_mm);
    n.spoken = f_.text("receipt.covered.spoken"_k);
    if (f_.target("receipt.covered", rect_)) s_.emit(app::ReceiptUncovered{});
  }

  const Scene& s_;
  Frame& f_;
  const std::int64_t left_ms_;
  const Value values_[2];
  const std::string calendar_;
  Words digits_, label_, note_, time_;
  float pad_ = 0, gap_ = 0, qr_ = 0, caption_ = 0, room_ = 0, words_ = 0, top_ = 0;
  bool beside_ = false, abreast_ = false;
  Rect rect_;
};

}  // namespace

float proof_card(const Scene& s, const app::Receipt& receipt, const Rect& rect) {
  return Card(s, receipt, rect).draw();
}

}  // namespace wv::ui
