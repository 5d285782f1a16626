// Colours (assets/illustrations/README.md). Role colours never change their meaning; a high-contrast theme
// trades soft grounds for black on white and thick borders, an inverse one for white on black (EN 301
// 549 5.1.4, WCAG 1.4.3 and 1.4.11).
#pragma once
#include <cstdint>
#include <string>

#include "app/settings.h"
#include "content/style.h"
#include "domain/submission.h"

namespace wv::ui {

struct Colour {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Colour&) const = default;
  [[nodiscard]] constexpr Colour with_alpha(float alpha) const {
    return {r, g, b, static_cast<std::uint8_t>(alpha * 255.0f + 0.5f)};
  }
};
[[nodiscard]] constexpr Colour rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8),
          static_cast<std::uint8_t>(hex), 255};
}
[[nodiscard]] std::string to_hex(Colour colour);                // "#17213b"
[[nodiscard]] double contrast(Colour a, Colour b);              // WCAG 2.2 contrast ratio, 1..21
[[nodiscard]] Colour mix(Colour from, Colour to, float share);  // 0 = from
using app::Contrast;

struct Theme {
  Contrast contrast = Contrast::normal;
  Colour ink, muted, line, paper, card, leefwereld, systeemwereld, error, error_ground, focus, field, key,
      key_special, bar;
  Colour accent, soft;       // the municipality's: main buttons; pressed and special grounds
  Colour on_accent;          // words on a main button
  Colour ring_edge;          // beside the ring of focus, so that it shows on any ground
  Colour plate{0, 0, 0, 0};  // under pictures, which are drawn for a light ground; none when transparent
  float border_mm = 0.5f, quiet_border_mm = 0.5f;  // of what acts; of what only tells
  bool shadows = true;
  [[nodiscard]] bool strong() const { return contrast != Contrast::normal; }
  [[nodiscard]] bool dark() const { return contrast == Contrast::inverse; }
};
// The strong ones are nobody's house style: they leave `style` aside.
[[nodiscard]] Theme theme_of(Contrast contrast, const content::Style& style);
[[nodiscard]] Colour role_colour(domain::Role role);
[[nodiscard]] Colour role_tint(domain::Role role);  // the pale ground of its arch

}  // namespace wv::ui
