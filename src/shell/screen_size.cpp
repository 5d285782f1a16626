#include "shell/screen_size.h"

#include <SDL.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace wv::shell {

namespace {

constexpr float kMmPerInch = 25.4f;
constexpr float kUsualDpi = 102.4f;  // of a 21.5" kiosk
constexpr float kTableInch = 15;     // from here on keys have a pitch of 15 mm (T1)
constexpr float kApart = 0.12f;      // pixels are square; a side in whole centimetres is rounded

// A shape in the place of a size (EDID 1.4, 3.6.2): 16 by 9, as millimetres, centimetres or both times ten.
bool is_shape(float a, float b) {
  const float wide = std::max(a, b), high = std::min(a, b);
  for (const float times : {1.0f, 10.0f, 100.0f})
    for (const auto& [w, h] : std::array<std::pair<float, float>, 3>{{{16, 9}, {16, 10}, {21, 9}}})
      if (std::abs(wide - w * times) < 0.6f && std::abs(high - h * times) < 0.6f) return true;
  return false;
}

ScreenSize by_dpi(const ReportedSize& reported, float dpi, ScreenSize::By by) {
  const auto mm = [&](int px) { return static_cast<float>(px) / dpi * kMmPerInch; };
  return {by, dpi, mm(reported.width_px), mm(reported.height_px)};
}

}  // namespace

float smallest_target_mm(const ScreenSize& size) { return size.diagonal_inch() < kTableInch ? 12.0f : 15.0f; }

float ScreenSize::diagonal_inch() const { return std::hypot(width_mm, height_mm) / kMmPerInch; }

ReportedSize reported_size(int display) {
  ReportedSize reported;
  SDL_Rect bounds{};
  if (SDL_GetDisplayBounds(display, &bounds) != 0) return reported;
  reported.width_px = bounds.w;
  reported.height_px = bounds.h;
  float diagonal = 0, across = 0, down = 0;
  if (SDL_GetDisplayDPI(display, &diagonal, &across, &down) != 0 || across <= 0 || down <= 0) return reported;
  reported.width_mm = static_cast<float>(bounds.w) * kMmPerInch / across;
  reported.height_mm = static_cast<float>(bounds.h) * kMmPerInch / down;
  return reported;
}

ScreenSize believe(const ReportedSize& reported, double diagonal_inch) {
  const auto px = std::hypot(static_cast<float>(reported.width_px), static_cast<float>(reported.height_px));
  if (diagonal_inch > 0 && px > 0)
    return by_dpi(reported, px / static_cast<float>(diagonal_inch), ScreenSize::By::settings);
  const ScreenSize guess = by_dpi(reported, kUsualDpi, ScreenSize::By::guess);
  float width = reported.width_mm, height = reported.height_mm;
  if (!(width > 0 && height > 0) || reported.width_px <= 0 || reported.height_px <= 0 ||
      is_shape(width, height))
    return guess;
  if ((width > height) != (reported.width_px > reported.height_px)) std::swap(width, height);  // turned
  const float across = static_cast<float>(reported.width_px) / width * kMmPerInch,
              down = static_cast<float>(reported.height_px) / height * kMmPerInch;
  const float inches = std::hypot(width, height) / kMmPerInch;
  const bool square = std::abs(across - down) <= kApart * std::max(across, down);
  // From a tablet in the hand to a wall: anything else is no screen that one touches.
  if (!square || inches < 6 || inches > 100 || across < 30 || across > 600) return guess;
  return by_dpi(reported, px / inches, ScreenSize::By::screen);
}

std::string words_of(const ReportedSize& reported, const ScreenSize& size) {
  const char* by =
      size.by == ScreenSize::By::settings ? "as the settings say"
      : size.by == ScreenSize::By::screen
          ? "as it tells itself"
          : "guessed, since it tells nothing believable: measure it and set `diagonal_inch` in `device`";
  const double px_per_mm = static_cast<double>(size.dpi / kMmPerInch);
  const double smallest = static_cast<double>(smallest_target_mm(size));
  std::array<char, 320> line{};
  std::snprintf(
      line.data(), line.size(),
      "%d x %d pixels, %.1f inch (%.0f x %.0f mm) %s; %.0f dots per inch; the smallest target, of %.0f mm, has %.0f pixels",
      reported.width_px, reported.height_px, static_cast<double>(size.diagonal_inch()),
      static_cast<double>(size.width_mm), static_cast<double>(size.height_mm), by,
      static_cast<double>(size.dpi), smallest, smallest * px_per_mm);
  return line.data();
}

}  // namespace wv::shell
