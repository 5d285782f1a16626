// What the screen is: its pixels, its size in the world and how one stands before it. Every size in
// the interface is in millimetres (WCAG's CSS pixels say little about a kiosk). A telephone is held closer
// than a tablet: there one of these millimetres is less than a real one, and all of a screen is smaller
// alike.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace wv::ui {

struct Device {
  std::string name = "kiosk-21";
  int width_px = 1080;
  int height_px = 1920;
  float px_per_mm = 4.03f;
  float real_mm = 1;       // how many real ones such a millimetre is: 0.6 on a telephone, elsewhere 1
  bool standing = true;    // a kiosk on its feet: what is touched lies in the lower 60 %
  int top_px = 0;          // in lower mode: where on the glass the part begins that is used
  bool own_keys = false;   // who is there types on its own keyboard (a browser's), and ours isn't drawn
  float field_end_mm = 0;  // (real ones) at the end of each text field, free for a button of a browser's page
  float type_scale = 1;    // letters grow with the distance they are read from (tablet 450 mm, kiosk 600 mm)
  [[nodiscard]] float px_per_real_mm() const { return px_per_mm / real_mm; }
  [[nodiscard]] bool portrait() const { return height_px >= width_px; }
  [[nodiscard]] float width_mm() const { return static_cast<float>(width_px) / px_per_mm; }
  [[nodiscard]] float height_mm() const { return static_cast<float>(height_px) / px_per_mm; }
};

// Held in one hand, and so narrow that its sizes are smaller than a tablet's.
[[nodiscard]] inline bool is_telephone(const Device& device) { return device.real_mm < 1; }

// A telephone's own keyboard has taken its part, which is about half: what is left is nearly as low as it is
// wide.
[[nodiscard]] inline bool is_covered_by_keys(const Device& device) {
  constexpr float kLeft = 1.4f;
  return device.own_keys && is_telephone(device) && device.portrait() &&
         device.height_mm() < kLeft * device.width_mm();
}

// phone-6, tablet-10, table-15, kiosk-21, kiosk-32, desk (tests/REQUIREMENTS.md).
[[nodiscard]] std::optional<Device> profile(std::string_view name);
// The part of a standing screen that lies 800 to 1100 mm above the floor (T5, EN 301 549 8.3), as a device of
// its own; none when it doesn't stand or less than 200 mm of it lie there. `bottom_mm`: its lower edge's
// height.
[[nodiscard]] std::optional<Device> lowered(const Device& device, int bottom_mm);
// A screen by its pixels and (real) dots per inch; standing when it is tall and over 400 mm.
[[nodiscard]] Device device_of(int width_px, int height_px, float dpi);

}  // namespace wv::ui
