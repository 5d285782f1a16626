// The digits before the settings. They are dots on the screen, nothing in the tree's value, and never spoken
// (A3): each key says "a digit". The pad reads from left to right in every language, as a
// telephone does.
#include <algorithm>
#include <cmath>

#include "base/pin.h"
#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;
using app::PinPad;

namespace {

constexpr float kKeyMm = 18, kLowKeyMm = 15.5f, kGapMm = 3.5f;

std::int64_t seconds_left(const Scene& s) {
  return (std::max<std::int64_t>(0, s.state.host.pin.wait_until_ms - s.state.now_ms) + 999) / 1000;
}

content::Key heading_of(PinPad::Step step) {
  return step == PinPad::Step::choose   ? "pin.choose"_k
         : step == PinPad::Step::repeat ? "pin.repeat"_k
                                        : "pin.enter"_k;
}

void show_notice(const Scene& s, StoryPage& page) {
  Frame& f = s.f;
  const auto& pad = s.state.host.pin;
  const auto error = [&](const std::string& text) {
    page.remark("pin.error", "warn", text, NoteKind::error);
  };
  switch (pad.notice) {
    case PinPad::Notice::nothing: break;
    case PinPad::Notice::wrong: error(f.text("pin.wrong"_k)); break;
    case PinPad::Notice::differ: error(f.text("pin.differ"_k)); break;
    case PinPad::Notice::failed:
      error(f.text("pin.failed"_k, {{"phone", content::phone_words(s.content.municipality.phone)}}));
      break;
    case PinPad::Notice::waiting:
      if (pad.wait_until_ms > s.state.now_ms) {
        // "12:34" alone would be heard as an hour of the day.
        const auto words = [&](const std::string& time) { return f.text("pin.waiting"_k, {{"time", time}}); };
        const std::string spoken = content::duration_words(s.content.catalog, s.state.shown.language,
                                                           static_cast<int>(seconds_left(s)));
        page.remark("pin.error", "clock", words(minutes_and_seconds(seconds_left(s) * 1000)), NoteKind::error,
                    words(spoken));
        f.motion.wake_at_second(pad.wait_until_ms - s.state.now_ms);
      } else {
        page.remark("pin.error", "info", f.text("pin.again"_k), NoteKind::plain);
      }
      break;
  }
}

void dots(const Scene& s, Column& column) {
  Frame& f = s.f;
  const auto& pad = s.state.host.pin;
  const float side = f.mm(7), gap = f.mm(5), wide = kPinDigits * side + (kPinDigits - 1) * gap;
  const Rect row = column.next(side);
  column.gap(5);
  for (std::size_t i = 0; i < kPinDigits; ++i) {
    const Rect dot{row.x + (row.w - wide) / 2 + static_cast<float>(i) * (side + gap), row.y, side, side};
    const bool filled = i < pad.digits.size() || pad.checking;
    f.paint().round_fill(dot, side / 2, filled ? f.theme().ink : f.theme().card);
    f.paint().round_border(dot, side / 2, f.mm(0.7f), f.theme().ink);
  }
  const std::string words = pad.checking
                                ? f.text("pin.checking"_k)
                                : f.text("pin.filled"_k, {{"count", std::to_string(pad.digits.size())}});
  Node& n = f.node("pin.digits", NodeRole::img, words, row);
  n.busy = pad.checking;
}

void key(const Scene& s, const std::string& label, const Rect& rect) {
  Frame& f = s.f;
  const bool erase = label.empty();
  const std::string id = erase ? "pin.erase" : "pin." + label;
  const float pressed = f.press(id);
  const Rect r = rect.moved(0, pressed * f.mm(1));
  card(f, r, erase ? f.theme().key_special : f.theme().card, pressed);
  const Words look{.cap_mm = type::kTitle,
                   .weight = text::Weight::semibold,
                   .colour = f.theme().ink,
                   .align = text::Align::centre,
                   .left_to_right = true,
                   .max_lines = 1};
  Words fitted = look;
  while (fitted.cap_mm > 2 && f.type.height_of("0", fitted, 0) > r.h) fitted.cap_mm *= 0.9f;
  if (erase)
    f.paint().icon("backspace", r.inset(0, r.h * 0.26f), f.theme().ink);
  else
    f.draw_words(r, label, fitted);
  Node& n = f.node(id, NodeRole::button, erase ? f.text("pin.erase"_k) : label, rect);
  n.spoken = f.text(erase ? "pin.erase"_k : "pin.digit.spoken"_k);
  if (!erase) n.region = Region::secret_keys;
  n.fg = f.theme().ink;
  n.bg = erase ? f.theme().key_special : f.theme().card;
  if (!erase) n.cap_px = f.type.cap_px(fitted.cap_mm);
  if (!f.target(id, rect)) return;
  if (erase)
    s.emit(app::HostEvent{app::PinErased{}});
  else
    s.emit(app::HostEvent{app::PinDigit{label.front()}});
}

void pad_keys(const Scene& s, Column& column) {
  Frame& f = s.f;
  const float gap = f.mm(kGapMm), wide = std::min(f.mm(34), std::floor((column.width() - 2 * gap) / 3)),
              high = f.mm(lies_small(f) ? kLowKeyMm : kKeyMm);
  const Rect area = column.next(4 * high + 3 * gap);
  const bool was = f.paint().mirrored();
  const Rect shown = f.paint().on_screen(area);
  f.paint().mirror(false);
  const float left = shown.x + (shown.w - 3 * wide - 2 * gap) / 2;
  const char* const rows[4][3] = {{"1", "2", "3"}, {"4", "5", "6"}, {"7", "8", "9"}, {nullptr, "0", ""}};
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 3; ++x)
      if (rows[y][x] != nullptr)
        key(s, rows[y][x],
            {left + static_cast<float>(x) * (wide + gap), shown.y + static_cast<float>(y) * (high + gap),
             wide, high});
  f.paint().mirror(was);
}

}  // namespace

void pin_overlay(const Scene& s) {
  Frame& f = s.f;
  const auto& pad = s.state.host.pin;
  const bool choosing = pad.step == PinPad::Step::choose, noticed = pad.notice != PinPad::Notice::nothing,
             beside = height_is_scarce(f) && !f.device().portrait(),
             briefly = noticed && (beside || (is_telephone(f.device()) && f.scale() > 1.2f));
  StoryPage page(s, "pin", beside && lies_small(f) ? "" : "state-privacy", f.text(heading_of(pad.step)),
                 choosing && !briefly ? f.text("pin.choose.text"_k) : "");
  page.offer("pin.close", f.text("pin.close"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show([&] {
    Column& column = page.column();
    const float least = f.mm(3 * kLowKeyMm + 2 * kGapMm);
    if (!beside || column.width() < 2 * least) {
      show_notice(s, page);
      dots(s, column);
      pad_keys(s, column);
      column.gap(4);
      return;
    }
    // What is said, and the keys beside it.
    Rect row = column.here();
    Column keys(f, row.cut_end(std::floor(row.w * 0.5f)), row.y);
    row.cut_end(f.mm(6));
    Column told(f, row, row.y);
    page.into(told, [&] {
      dots(s, told);
      show_notice(s, page);
    });
    pad_keys(s, keys);
    column.skip(std::max(told.y(), keys.y()) - row.y);
  });
  if (page.chose("pin.close")) s.emit(app::OverlayClosed{});
}

}  // namespace wv::ui
