// Shaping against HarfBuzz called by hand, and order against libraqm, which knows nothing of our code.
#include "text/shape.h"

#include <hb-ft.h>
#include <raqm.h>

#include <numeric>

#include "support.h"
#include "text/decoded.h"

using namespace wv::text;
using text_tests::fonts;
using text_tests::style;

namespace {

struct Plain {
  std::vector<std::uint32_t> glyphs;
  std::vector<float> x;
  float width = 0;
};

Plain by_harfbuzz(const std::string& text, const char* file, float size_px) {
  hb_blob_t* blob = hb_blob_create_from_file(file);
  hb_face_t* face = hb_face_create(blob, 0);
  hb_font_t* font = hb_font_create(face);
  hb_buffer_t* buffer = hb_buffer_create();
  hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, -1);
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(font, buffer, nullptr, 0);
  unsigned count = 0;
  const hb_glyph_info_t* info = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* position = hb_buffer_get_glyph_positions(buffer, &count);
  Plain plain;
  const float scale = size_px / static_cast<float>(hb_face_get_upem(face));
  for (unsigned i = 0; i < count; ++i) {
    plain.glyphs.push_back(info[i].codepoint);
    plain.x.push_back(plain.width + static_cast<float>(position[i].x_offset) * scale);
    plain.width += static_cast<float>(position[i].x_advance) * scale;
  }
  hb_buffer_destroy(buffer);
  hb_font_destroy(font);
  hb_face_destroy(face);
  hb_blob_destroy(blob);
  return plain;
}

std::vector<std::uint32_t> glyphs_of(const Layout& laid) {
  std::vector<std::uint32_t> glyphs;
  for (const Glyph& glyph : laid.glyphs) glyphs.push_back(glyph.glyph);
  return glyphs;
}

// The glyphs that raqm puts from left to right, with the faces that our layout chose. The texts have nothing
// that Inter's contextual alternates change: raqm 0.7 leaks when it is told to leave them off.
std::vector<std::uint32_t> by_raqm(const std::string& text, Direction base) {
  const Decoded decoded{text};
  Faces& faces = fonts().faces();
  raqm_t* raqm = raqm_create();
  REQUIRE(
      raqm_set_text(raqm, reinterpret_cast<const std::uint32_t*>(decoded.text.data()), decoded.text.size()));
  raqm_set_par_direction(raqm, base == Direction::rtl ? RAQM_DIRECTION_RTL : RAQM_DIRECTION_LTR);
  FaceId before = faces.latin(Weight::regular);
  for (std::size_t i = 0; i < decoded.text.size(); ++i) {
    before = faces.choose({&decoded.text[i], 1}, Weight::regular, before).face;
    FT_Face face = faces.picture(*faces.find(before));
    FT_Set_Pixel_Sizes(face, 100, 100);
    raqm_set_freetype_face_range(raqm, face, i, 1);
  }
  REQUIRE(raqm_layout(raqm));
  std::size_t count = 0;
  const raqm_glyph_t* glyphs = raqm_get_glyphs(raqm, &count);
  std::vector<std::uint32_t> result;
  for (std::size_t i = 0; i < count; ++i) {
    const char32_t c = decoded.text[glyphs[i].cluster];
    if (c != U' ' && !is_ignorable(c)) result.push_back(glyphs[i].index);
  }
  raqm_destroy(raqm);
  return result;
}

}  // namespace

TEST_CASE("the width of a line is the sum of its advances") {
  const Layout laid = layout(fonts(), "Wijkverbinder", style("nl"), 0);
  const Plain plain = by_harfbuzz("Wijkverbinder", "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                  laid.glyphs[0].size_px);
  CHECK(laid.width == doctest::Approx(plain.width));
  CHECK(glyphs_of(laid) == plain.glyphs);
  CHECK(std::accumulate(laid.stops.begin(), laid.stops.end(), 0.0F, [](float sum, const Stop& stop) {
          return sum + stop.right - stop.left;
        }) == doctest::Approx(laid.width));
}

TEST_CASE("Arabic letters join as HarfBuzz joins them") {
  for (const std::string text : {"شوارع", "لا", "الرَّئِيسِيَّةُ", "سلام"}) {
    const Layout laid = layout(fonts(), text, style("ar"), 0);
    const Plain plain = by_harfbuzz(text, "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
                                    laid.glyphs.at(0).size_px);
    REQUIRE(glyphs_of(laid) == plain.glyphs);
    CHECK(laid.width == doctest::Approx(plain.width));
    for (std::size_t i = 0; i < plain.x.size(); ++i)
      CHECK(laid.glyphs[i].x == doctest::Approx(plain.x[i]).epsilon(0.001));
  }
}

TEST_CASE("the order and forms of mixed lines are raqm's") {
  for (const Direction base : {Direction::ltr, Direction::rtl}) {
    for (const std::string text :
         {"Straat شارع 12 en plein ميدان", "اتصل بالرقم 0612345678 من فضلك",
          "اتصل \u2068\u200e06 12 34\u2069 بين \u20689.00\u2069.",
          "مرحبا بكم في Wijkverbinder (البلدية) 2026!", "(אבג) 1,234.50 abc [דהו]"}) {
      Style s = style("nl");
      s.direction = base;
      CHECK_MESSAGE(glyphs_of(layout(fonts(), text, s, 0)) == by_raqm(text, base), text);
    }
  }
}

TEST_CASE("a word broken inside keeps its joined letters") {
  const std::string word = "شوارعشوارعشوارع";
  const Layout whole = layout(fonts(), word, style("ar"), 0);
  const Layout broken = layout(fonts(), word, style("ar"), whole.width * 0.6F);
  REQUIRE(broken.lines.size() == 2);
  std::vector<std::uint32_t> all = glyphs_of(whole);
  std::vector<std::uint32_t> lines = glyphs_of(broken);
  std::sort(all.begin(), all.end());
  std::sort(lines.begin(), lines.end());
  CHECK(all == lines);
}

TEST_CASE("codes stay as they were given: no arrows or multiplication signs") {
  for (const std::string text : {"3x4", "->", "W4x7-3x"}) {
    std::vector<std::uint32_t> single;
    for (const char c : text)
      single.push_back(layout(fonts(), std::string_view{&c, 1}, style("nl"), 0).glyphs.at(0).glyph);
    CHECK(glyphs_of(layout(fonts(), text, style("nl"), 0)) == single);
  }
}
