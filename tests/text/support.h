// What the text tests share: the installed fonts, opened once a test program, and texts that are hard in one
// way each.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "text/breaks.h"
#include "text/faces.h"
#include "text/layout.h"
#include "text/raster.h"
#include "text/debian_fonts.h"

namespace text_tests {

inline wv::text::Fonts& fonts() {
  static const auto opened = [] {
    auto result = wv::text::open_fonts(wv::text_test::debian_fonts());
    REQUIRE_MESSAGE(result.ok(), (result ? std::string{} : result.error().what));
    return std::move(result).value();
  }();
  return *opened;
}

inline wv::text::Style style(std::string language, float cap_px = 20) {
  wv::text::Style result;
  result.language = std::move(language);
  result.cap_px = cap_px;
  return result;
}

// Left-to-right, right-to-left and mixed both ways, with numbers, brackets, isolates, ligatures and marks.
inline constexpr std::array<std::string_view, 14> kTexts{
    "Wat speelt er in uw buurt? Vertel het de wijkverbinder.",
    "ماذا يحدث في حيك؟ أخبرنا بذلك",
    "اَلرَّئِيسِيَّةُ: لِلْإِيجَارِ شَقَّةٌ",
    "Straat شارع 12 en plein ميدان",
    "اتصل بالرقم 06 12 34 56 78 من فضلك",
    "اتصل بالرقم \u2068\u200e06 12 34 56 78\u2069 بين \u20689:00–17:00\u2069.",
    "مرحبا بكم في Wijkverbinder (البلدية) 2026!",
    "abc",
    "لا إله سلام لأن",
    "Één café, łódź, Київ, naïve e\u0301e\u0308",
    "(אבג) 1,234.50 € abc [דהו]",
    "ሰላም ዓለም፣ ከመይ",
    "नमस्ते दुनिया क्षत्रिय",
    "1. אחת\n2. twee\nثلاثة 3\n\n4",
};

inline std::ifstream unicode_file(const std::string& name) {
  std::ifstream file{"/usr/share/unicode/" + name};
  REQUIRE_MESSAGE(file.is_open(), "install the Debian package unicode-data for " << name);
  return file;
}

}  // namespace text_tests
