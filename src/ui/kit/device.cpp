#include "ui/kit/device.h"

#include <algorithm>
#include <cmath>

namespace wv::ui {

namespace {

// Held in the hand, on a table, standing before it, and standing before a large one.
float type_scale_of(const Device& device) {
  const float narrow = std::min(device.width_mm(), device.height_mm());
  if (narrow < 160) return 0.84f;
  if (!device.standing) return 1.0f;
  return narrow < 330 ? 1.22f : 1.6f;
}

// A telephone's controls are 9 mm and its keys 6 (T1); those of a tablet, drawn 15 and at least 10. One that
// lies has room for the bar beside its page when that is a little smaller still.
float real_mm_of(const Device& device) {
  constexpr float kTelephoneMm = 100, kOfTelephone = 0.6f, kLeast = 0.3f, kBarMm = 135;
  const float narrow = std::min(device.width_mm(), device.height_mm());
  if (narrow >= kTelephoneMm) return 1;
  return device.portrait() ? kOfTelephone : std::clamp(narrow / kBarMm, kLeast, kOfTelephone);
}

Device by_density(std::string name, int width, int height, double px_per_mm) {
  Device device{std::move(name), width, height, static_cast<float>(px_per_mm)};
  device.real_mm = real_mm_of(device);
  device.px_per_mm *= device.real_mm;
  return device;
}

Device by_diagonal(std::string name, int width, int height, double inches, bool standing) {
  const double diagonal_px = std::hypot(static_cast<double>(width), static_cast<double>(height));
  Device device = by_density(std::move(name), width, height, diagonal_px / (inches * 25.4));
  device.standing = standing;
  device.type_scale = type_scale_of(device);
  return device;
}

}  // namespace

std::optional<Device> profile(std::string_view name) {
  if (name == "tablet-10") return by_diagonal("tablet-10", 800, 1280, 10.1, false);
  if (name == "table-15") return by_diagonal("table-15", 1920, 1080, 15.6, false);
  if (name == "kiosk-21") return by_diagonal("kiosk-21", 1080, 1920, 21.5, true);
  if (name == "kiosk-32") return by_diagonal("kiosk-32", 1080, 1920, 32.0, true);
  if (name == "phone-6") return by_diagonal("phone-6", 360, 800, 6.0, false);
  if (name == "desk") return by_diagonal("desk", 1920, 1080, 24.0, false);
  return std::nullopt;
}

std::optional<Device> lowered(const Device& device, int bottom_mm) {
  constexpr float kLowestMm = 800, kHighestMm = 1100, kLeastMm = 200, kNearScale = 1.22f;
  const auto bottom = static_cast<float>(bottom_mm);
  const float from = std::max(0.0f, kLowestMm - bottom),
              to = std::min(device.height_mm(), kHighestMm - bottom);
  if (!device.standing || to - from < kLeastMm) return std::nullopt;
  Device low = device;
  low.height_px = static_cast<int>((to - from) * device.px_per_mm);
  low.top_px = device.height_px - static_cast<int>(to * device.px_per_mm);
  low.type_scale = std::min(device.type_scale, kNearScale);  // who reads at this height is near
  return low;
}

Device device_of(int width_px, int height_px, float dpi) {
  Device device = by_density("screen", width_px, height_px, static_cast<double>(dpi) / 25.4);
  device.standing = device.portrait() && device.height_mm() > 400;
  device.type_scale = type_scale_of(device);
  return device;
}

}  // namespace wv::ui
