// How large a screen is in the world. What it tells of itself (EDID) is believed where both sides agree with
// its pixels: turned by the system it still tells its sides as they were built, projectors and televisions
// tell their shape (160 by 90 "millimetres"), and some tell nothing. `"device": {"diagonal_inch": 21.5}` in
// the settings overrules it. Never fails: a screen that can't be believed counts as a usual kiosk's.
#pragma once
#include <string>

namespace wv::shell {

struct ReportedSize {
  int width_px = 0, height_px = 0;    // as it is turned now
  float width_mm = 0, height_mm = 0;  // 0: it keeps silent
};
[[nodiscard]] ReportedSize reported_size(int display);  // of SDL, which must have been begun

struct ScreenSize {
  enum class By { settings, screen, guess } by = By::guess;
  float dpi = 0;
  float width_mm = 0, height_mm = 0;
  [[nodiscard]] float diagonal_inch() const;
};
[[nodiscard]] ScreenSize believe(const ReportedSize& reported, double diagonal_inch);
[[nodiscard]] float smallest_target_mm(const ScreenSize& size);  // T1
// For `check`: "1080 x 1920 pixels, 21.5 inch (268 x 476 mm) as the settings say; 102 dots per inch; the
// smallest …".
[[nodiscard]] std::string words_of(const ReportedSize& reported, const ScreenSize& size);

}  // namespace wv::shell
