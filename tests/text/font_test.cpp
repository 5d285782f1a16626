// The faces: what is missing is said, what has no glyph is a box, sizes are by the capital.
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "support.h"
#include "text/debian_fonts.h"

using namespace wv::text;
using text_tests::fonts;
using text_tests::style;

namespace {

// The top of a text's ink above the baseline, in pixels.
float top_of(std::string_view text, std::string language, float cap_px, Weight weight = Weight::regular) {
  Style s = style(std::move(language), cap_px);
  s.weight = weight;
  const Layout laid = layout(fonts(), text, s, 0);
  float top = 0;
  for (const Glyph& glyph : laid.glyphs) {
    const Bitmap bitmap = rasterise(fonts(), glyph.face, glyph.glyph, glyph.size_px, 0);
    top = std::max(top, laid.lines[0].baseline - glyph.y + static_cast<float>(bitmap.top));
  }
  return top;
}

struct Folder {  // gone with the test
  std::filesystem::path path = std::filesystem::temp_directory_path() / "wv_text_fonts";
  Folder() {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("a missing font names the file and the package") {
  const Folder folder;
  const auto none = open_fonts(wv::text_test::fonts_in({folder.path.string()}));
  REQUIRE_FALSE(none.ok());
  CHECK(none.error().fault == wv::Fault::bad_input);
  CHECK(none.error().code == "text.font_missing");
  CHECK(none.error().what.find("Inter-Regular.otf") != std::string::npos);
  CHECK(none.error().what.find("fonts-inter") != std::string::npos);

  for (const auto& entry : std::filesystem::directory_iterator("/usr/share/fonts/opentype/inter")) {
    std::filesystem::create_symlink(entry.path(), folder.path / entry.path().filename());
  }
  const auto half = open_fonts(wv::text_test::fonts_in({folder.path.string()}));
  REQUIRE_FALSE(half.ok());
  CHECK(half.error().what.find("NotoSansArabic-Regular.ttf") != std::string::npos);
  CHECK(half.error().what.find("fonts-noto-core") != std::string::npos);
}

TEST_CASE("a file that is no font counts as missing") {
  const Folder folder;
  for (const char* weight : {"Regular", "Medium", "SemiBold", "Bold"}) {
    std::ofstream{folder.path / (std::string{"Inter-"} + weight + ".otf")} << "not a font";
  }
  CHECK_FALSE(open_fonts(wv::text_test::fonts_in({folder.path.string()})).ok());
}

TEST_CASE("the size is the height of a capital H, in every weight") {
  for (const Weight weight : {Weight::regular, Weight::medium, Weight::semibold, Weight::bold}) {
    CHECK(top_of("H", "nl", 100, weight) == doctest::Approx(100).epsilon(0.011));
  }
  CHECK(top_of("ሀ", "ti", 100) == doctest::Approx(100).epsilon(0.02));
}

TEST_CASE("the body of Arabic letters is as high as a Latin x") {
  // The measurement that kArabicOptical stands on, of the fonts that are installed here.
  const float body = (top_of("د", "ar", 200) + top_of("هـ", "ar", 200) + top_of("ع", "ar", 200)) / 3;
  CHECK(body == doctest::Approx(top_of("x", "nl", 200)).epsilon(0.03));
}

TEST_CASE("which characters have no glyph") {
  CHECK(missing_glyphs(fonts(), "Één ağaç łódź Київ العربية 06-12 € “…” ✓ ሰላም").empty());
  CHECK(
      missing_glyphs(
          fonts(),
          "✅ 🙂 👍🏽 ❤️ 🥲 🇳🇱 👨‍👩‍👧‍👦 中文 漢字 ひらがな カタカナ 한국어 हिन्दी ไทย ∑ 𝔸")
          .empty());
  CHECK(missing_glyphs(fonts(), "a𠮷b𠮷𰀀") == std::vector<char32_t>{U'𠮷', U'𰀀'});
  CHECK(has_glyph(fonts(), U'\u200D'));
  CHECK(has_glyph(fonts(), U'\uFE0F'));
  CHECK_FALSE(has_glyph(fonts(), U'𠮷'));
}

TEST_CASE("a grapheme without glyphs is one box, with ink") {
  for (const char* text : {"𠮷"}) {
    const Layout laid = layout(fonts(), text, style("nl"), 0);
    REQUIRE(laid.glyphs.size() == 1);
    CHECK(laid.glyphs[0].glyph == 0);
    CHECK(rasterise(fonts(), laid.glyphs[0].face, 0, laid.glyphs[0].size_px, 0).width > 4);
    CHECK(laid.stops.size() == 1);
  }
}

TEST_CASE("emoji, Chinese and Korean have ink of their own, and the lines keep their height") {
  for (const char* text : {"✅", "🙂", "中", "한", "🥲"}) {
    CAPTURE(text);
    const Layout laid = layout(fonts(), text, style("nl"), 0);
    REQUIRE(laid.glyphs.size() == 1);
    CHECK(laid.glyphs[0].glyph != 0);
    CHECK(rasterise(fonts(), laid.glyphs[0].face, laid.glyphs[0].glyph, laid.glyphs[0].size_px, 0).width > 4);
    CHECK(laid.height <= layout(fonts(), "Hg", style("nl"), 0).height * 1.25F);
  }
}

TEST_CASE("pictures of glyphs") {
  const Glyph o = layout(fonts(), "o", style("nl", 30), 0).glyphs.at(0);
  const Bitmap plain = rasterise(fonts(), o.face, o.glyph, o.size_px, 0);
  const Bitmap shifted = rasterise(fonts(), o.face, o.glyph, o.size_px, 0.5F);
  REQUIRE(plain.coverage.size() ==
          static_cast<std::size_t>(plain.width) * static_cast<std::size_t>(plain.height));
  CHECK(*std::max_element(plain.coverage.begin(), plain.coverage.end()) == 255);
  CHECK(plain.coverage != shifted.coverage);
  CHECK(rasterise(fonts(), o.face, 4000000, 30, 0).width == 0);
  CHECK(rasterise(fonts(), static_cast<FaceId>(999), 1, 30, 0).width == 0);
  CHECK(rasterise(fonts(), o.face, o.glyph, 0, 0).width == 0);
  CHECK(rasterise(fonts(), o.face, o.glyph, 1e9F, 0).width == 0);
}

TEST_CASE("letters that come later are there once the files were opened anew") {
  // As in a browser: all bytes are lent, and a family begins with another one's few letters.
  std::map<std::string, std::string> lent;
  FontFiles files =
      wv::text_test::fonts_in({"/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/noto"});
  bool came = false;
  const auto read = [&lent](const std::string& path) -> std::optional<std::span<const std::uint8_t>> {
    auto [at, fresh] = lent.try_emplace(path);
    if (fresh) {
      std::ifstream in(path, std::ios::binary);
      at->second.assign(std::istreambuf_iterator<char>(in), {});
    }
    if (at->second.empty()) return std::nullopt;
    return std::span(reinterpret_cast<const std::uint8_t*>(at->second.data()), at->second.size());
  };
  files.is_file = [](const std::string&) { return true; };
  files.lend = [&](const std::string& path) {
    const bool arabic = path.find("NotoSansArabic") != std::string::npos;
    const auto of = [&](const std::string& name) {
      return read(name.starts_with("Inter") ? "/usr/share/fonts/opentype/inter/" + name
                                            : "/usr/share/fonts/truetype/noto/" + name);
    };
    const std::string name = path.substr(path.find_last_of('/') + 1);
    return arabic && !came ? of("Inter-Regular.otf") : of(name);
  };
  auto opened = open_fonts(files);
  REQUIRE(opened.ok());
  Fonts& few = *opened.value();
  CHECK(has_glyph(few, U'a'));
  CHECK_FALSE(has_glyph(few, U'\u0645'));  // meem
  came = true;
  CHECK_FALSE(has_glyph(few, U'\u0645'));  // the control: by itself nothing is looked at again
  few.reopen();
  CHECK(has_glyph(few, U'\u0645'));
  CHECK(has_glyph(few, U'a'));
}
