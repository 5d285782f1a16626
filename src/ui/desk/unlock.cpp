// The locked device: a passphrase or six digits, at the door two corners before that; and what stands there
// when a resident had the tablet.
#include <algorithm>
#include <array>

#include "base/pin.h"
#include "ui/desk/parts.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using desk::Corner;
using desk::Locked;

namespace {

constexpr float kCornerMm = 20;  // a main button (T1)

class LockPage {
 public:
  LockPage(const DeskScene& s, const Locked& locked) : s_(s), f_(s.f), l_(locked) {}

  void draw() {
    Rect area = f_.screen();
    f_.paint().fill(area, f_.theme().paper);
    draw_desk_keyboard(s_, area);
    if (!l_.awake) return asleep(area);
    if (s_.hand.by_touch && s_.state.mode == desk::Mode::visit) area = area.inset(0, s_.real(4));
    const float wide = std::min(area.w - 2 * s_.real(6), s_.real(120) * std::max(1.0f, f_.scale() * 0.75f));
    const Rect column{area.x + (area.w - wide) / 2, area.y, wide, area.h};
    const float high = content(column, 0, true), room = area.h - high;
    const float picture = std::min({room - s_.real(8), s_.real(70), wide * 0.6f});
    float y = area.y + std::max(s_.real(4), (room - std::max(0.0f, picture)) * 0.4f);
    if (picture > s_.real(18)) {
      f_.paint().picture(l_.turned ? "answer-given" : "story-wijkverbinder",
                         {column.x, y, column.w, picture});
      y += picture + s_.real(4);
    }
    content(column, y, false);
  }

 private:
  // At the door, until two corners were touched: nothing else acts, so that rain opens nothing.
  void asleep(const Rect& area) {
    draw_corners(s_, area, l_.corners);
    const Rect page = area.inset(corner_side(s_) * 0.6f, corner_side(s_) + s_.real(6));
    Words head = title(s_), look = plain(s_);
    head.align = look.align = text::Align::centre;
    Rect rest = page;
    const float picture = std::min(page.h * 0.5f, s_.real(80));
    f_.paint().picture(l_.turned ? "answer-given" : "story-wijkverbinder", rest.cut_top(picture));
    rest.cut_top(s_.real(5));
    if (l_.turned) {
      rest.cut_top(f_.words("unlock.turned", rest, f_.text("desk.unlock.turned"_k), head, f_.theme().paper,
                            NodeRole::heading) +
                   s_.real(3));
    }
    f_.words("unlock.corners", rest, f_.text("desk.unlock.corners"_k), look, f_.theme().paper);
  }

  [[nodiscard]] std::string notice() const {
    switch (l_.notice) {
      case Locked::Notice::none: return {};
      case Locked::Notice::wrong: return f_.text("desk.unlock.wrong"_k);
      case Locked::Notice::pin_wrong:
        return f_.text("desk.unlock.pin_wrong"_k, {{"count", std::to_string(s_.state.pin.tries_left)}});
      case Locked::Notice::pin_gone: return f_.text("desk.unlock.pin_gone"_k);
      case Locked::Notice::failed:
        return f_.text("desk.unlock.failed"_k, {{"why", trouble_words(s_, l_.trouble)}});
    }
    return {};
  }

  float content(const Rect& column, float y, bool measured) {
    const float top = y;
    const auto say = [&](std::string_view id, const std::string& words, const Words& look, NodeRole role) {
      y += measured ? f_.type.height_of(words, look, column.w)
                    : f_.words(id, {column.x, y, column.w, 0}, words, look, f_.theme().paper, role);
    };
    Words head = title(s_);
    head.cap_mm = 7;
    head.align = text::Align::centre;
    say("unlock.heading", f_.text(l_.turned ? "desk.unlock.turned"_k : "desk.unlock.heading"_k), head,
        NodeRole::heading);
    y += s_.real(3);
    if (const std::string words = notice(); !words.empty()) {
      Words wrong = strong(s_);
      wrong.colour = f_.theme().error;
      wrong.align = text::Align::centre;
      say("unlock.notice", words, wrong, NodeRole::alert);
      y += s_.real(3);
    }
    if (l_.forgotten) {
      say("unlock.forgotten.why", f_.text("desk.unlock.forgotten.why"_k), plain(s_), NodeRole::note);
      y += s_.gap();
      row(column, y, measured, "unlock.anew", "desk.unlock.forgotten.yes"_k, {.icon = "clear", .grave = true},
          desk::AnewConfirmed{});
    } else if (l_.by_pin) {
      pin(column, y, measured);
    } else {
      passphrase(column, y, measured);
    }
    row(column, y, measured, "unlock.forgotten",
        l_.forgotten ? "desk.unlock.forgotten.no"_k : "desk.unlock.forgotten"_k,
        {.icon = l_.forgotten ? "back" : "help"}, desk::AnewPressed{});
    return y - top;
  }

  template <class E>
  void row(const Rect& column, float& y, bool measured, std::string_view id, content::Key words,
           const ActLook& look, E event) {
    const std::string label = f_.text(words);
    const float wide = act_width(s_, label, look);
    if (!measured && act(s_, id, {column.x + (column.w - wide) / 2, y, wide, s_.control()}, label, look))
      s_.emit(std::move(event));
    y += s_.control() + s_.gap();
  }

  void passphrase(const Rect& column, float& y, bool measured) {
    const float high = std::max(s_.control(), f_.type.height_of("Ag", plain(s_), 0) + f_.mm(6.5f));
    const ActLook eye{.icon = l_.shown ? "hide" : "show",
                      .spoken = f_.text(l_.shown ? "desk.unlock.hide"_k : "desk.unlock.show"_k)};
    const std::string label = f_.text("desk.unlock.passphrase"_k),
                      open = f_.text(l_.opening ? "desk.unlock.opening"_k : "desk.unlock.open"_k);
    if (!measured) {
      Rect line{column.x, y, column.w, high};
      if (act(s_, "unlock.show", line.cut_end(std::max(high, act_width(s_, {}, eye))), {}, eye))
        s_.emit(desk::PassphraseShown{});
      line.cut_end(s_.gap());
      desk_field(s_, "unlock.passphrase", line, desk::Field::passphrase, l_.passphrase.view(), label, label,
                 false, !l_.shown);
    }
    y += high + s_.real(3);
    const ActLook go{.icon = "lock", .loud = true, .enabled = !l_.passphrase.empty() && !l_.opening};
    if (!measured && act(s_, "unlock.open", {column.x, y, column.w, std::max(high, s_.real(12))}, open, go))
      s_.emit(desk::UnlockPressed{});
    y += std::max(high, s_.real(12)) + s_.real(2);
  }

  void pin(const Rect& column, float& y, bool measured) {
    const float high = digit_pad_height(s_);
    if (!measured)
      draw_digit_pad(s_, "unlock.pin", {column.x, y, column.w, high}, l_.pin.size(), !l_.opening);
    y += high;
  }

  const DeskScene& s_;
  Frame& f_;
  const Locked& l_;
};

}  // namespace

namespace {
constexpr float kDigitMm = 20, kDigitGapMm = 4, kDotMm = 5;
}  // namespace

float digit_pad_height(const DeskScene& s) { return s.real(2 * kDotMm + 4 * kDigitMm + 3 * kDigitGapMm); }

void draw_digit_pad(const DeskScene& s, std::string_view id, const Rect& area, std::size_t typed,
                    bool enabled) {
  Frame& f = s.f;
  const float side = s.real(kDigitMm), gap = s.real(kDigitGapMm), dot = s.real(kDotMm);
  const float x = area.x + (area.w - 3 * side - 2 * gap) / 2;
  for (std::size_t i = 0; i < kPinDigits; ++i) {
    const Rect at{area.x + area.w / 2 + (static_cast<float>(i) - 2.5f) * dot * 2 - dot / 2, area.y, dot, dot};
    if (i < typed)
      f.paint().round_fill(at, dot / 2, f.theme().ink);
    else
      f.paint().round_border(at, dot / 2, std::max(1.0f, s.real(0.5f)), f.theme().muted);
  }
  const float y = area.y + 2 * dot;
  constexpr std::array<const char*, 12> kKeys = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "<"};
  f.enter(Region::secret_keys);
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    const std::string key = kKeys[i];
    if (key.empty()) continue;
    const Rect at{x + static_cast<float>(i % 3) * (side + gap), y + static_cast<float>(i / 3) * (side + gap),
                  side, side};
    const bool erase = key == "<";
    const std::string node = std::string(id) + "." + (erase ? "erase" : key);
    const ActLook look{.icon = erase ? "backspace" : "",
                       .enabled = enabled,
                       .spoken = erase ? f.text("desk.unlock.erase"_k) : key,
                       .cap_mm = 8};
    if (!act(s, node, at, erase ? "" : key, look)) continue;
    if (erase)
      s.emit(desk::PinErased{});
    else
      s.emit(desk::PinDigit{key.front()});
  }
  f.enter(Region::page);
}

float corner_side(const DeskScene& s) { return s.real(kCornerMm); }

void draw_corners(const DeskScene& s, const Rect& page, const desk::Corners& corners) {
  const float side = corner_side(s), pad = s.real(4);
  constexpr std::array kCorners = {std::pair{Corner::top_start, "corner.top_start"},
                                   std::pair{Corner::top_end, "corner.top_end"},
                                   std::pair{Corner::bottom_start, "corner.bottom_start"},
                                   std::pair{Corner::bottom_end, "corner.bottom_end"}};
  for (const auto& [corner, id] : kCorners) {
    const bool end = corner == Corner::top_end || corner == Corner::bottom_end;
    const bool low = corner == Corner::bottom_start || corner == Corner::bottom_end;
    const Rect at{end ? page.right() - pad - side : page.x + pad,
                  low ? page.bottom() - pad - side : page.y + pad, side, side};
    const bool touched = corners.first == corner;
    const Theme& t = s.f.theme();
    s.f.paint().round_fill(at, side / 2, touched ? t.accent : t.card);
    s.f.paint().round_border(at, side / 2, std::max(1.0f, s.real(0.6f)), touched ? t.accent : t.line);
    s.f.paint().icon(touched ? "check" : "lock", at.inset(side * 0.3f), touched ? t.on_accent : t.ink);
    Node& n = s.f.node(id, NodeRole::button, s.f.text("desk.corner"_k), at);
    n.selected = touched;
    n.fg = touched ? t.on_accent : t.ink;
    n.bg = touched ? t.accent : t.card;
    if (s.f.target(id, at)) s.emit(desk::CornerTouched{corner});
  }
}

void draw_unlock(const DeskScene& s) { LockPage(s, *s.state.locked()).draw(); }

}  // namespace wv::ui
