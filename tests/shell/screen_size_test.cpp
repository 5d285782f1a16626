// How large a screen is: what it tells, turned or not, what can't be true, and the settings that overrule it.
#include <doctest/doctest.h>

#include <cmath>

#include "shell/screen_size.h"

using namespace wv;
using namespace wv::shell;

namespace {

constexpr double kKioskDpi = 102.46;  // 21.5 inch, 1080 by 1920

double dpi(ReportedSize reported, double diagonal = 0) {
  return static_cast<double>(believe(reported, diagonal).dpi);
}

}  // namespace

TEST_CASE("a screen is measured alike however it is turned, and whichever way it tells its sides") {
  for (const ReportedSize& reported : {ReportedSize{1080, 1920, 268, 476},
                                       {1920, 1080, 476, 268},
                                       {1080, 1920, 476, 268},
                                       {1920, 1080, 268, 476}}) {
    CHECK(believe(reported, 0).by == ScreenSize::By::screen);
    CHECK(dpi(reported) == doctest::Approx(kKioskDpi).epsilon(0.01));
    // The control: one axis alone, as it was, calls this screen 57.6 dpi when it is turned.
    if ((reported.width_px > reported.height_px) != (reported.width_mm > reported.height_mm))
      CHECK(std::abs(static_cast<double>(static_cast<float>(reported.width_px) * 25.4f / reported.width_mm) -
                     kKioskDpi) > 40);
  }
}

TEST_CASE("silence, shapes and sizes that can't be are not believed") {
  for (const ReportedSize& reported : {ReportedSize{1080, 1920, 0, 0},
                                       {1920, 1080, 160, 90},
                                       {1080, 1920, 160, 90},
                                       {1920, 1080, 1600, 900},
                                       {1920, 1080, 16, 9},
                                       {1920, 1200, 160, 100},
                                       {1920, 1080, 10, 6},
                                       {1920, 1080, 9000, 5000},
                                       {1920, 1080, 400, 400},
                                       {1920, 1080, -1, 268},
                                       {0, 0, 476, 268},
                                       {1920, 1080, NAN, 268}}) {
    CHECK(believe(reported, 0).by == ScreenSize::By::guess);
    CHECK(dpi(reported) == doctest::Approx(102.4));
  }
  // A tablet, a table and a large screen are.
  for (const ReportedSize& reported : {ReportedSize{800, 1280, 136, 217},
                                       {1920, 1080, 345, 194},
                                       {3840, 2160, 1210, 680},
                                       {1080, 1920, 400, 710}})
    CHECK(believe(reported, 0).by == ScreenSize::By::screen);
}

TEST_CASE("the settings' diagonal overrules what the screen tells") {
  for (const ReportedSize& reported :
       {ReportedSize{1080, 1920, 160, 90}, {1920, 1080, 1210, 680}, {1920, 1080, 0, 0}}) {
    const ScreenSize size = believe(reported, 21.5);
    CHECK(size.by == ScreenSize::By::settings);
    CHECK(static_cast<double>(size.dpi) == doctest::Approx(kKioskDpi).epsilon(0.001));
    CHECK(static_cast<double>(size.diagonal_inch()) == doctest::Approx(21.5).epsilon(0.001));
  }
  CHECK(
      words_of({1080, 1920, 0, 0}, believe({1080, 1920, 0, 0}, 21.5)) ==
      "1080 x 1920 pixels, 21.5 inch (268 x 476 mm) as the settings say; 102 dots per inch; the smallest target, of 15 mm, has 61 pixels");
  CHECK(
      words_of({800, 1280, 136, 217}, believe({800, 1280, 136, 217}, 0))
          .find(
              "10.1 inch (136 x 217 mm) as it tells itself; 150 dots per inch; the smallest target, of 12 mm, has 71") !=
      std::string::npos);
  CHECK(words_of({1920, 1080, 160, 90}, believe({1920, 1080, 160, 90}, 0)).find("guessed") !=
        std::string::npos);
}
