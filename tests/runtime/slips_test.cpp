// A slip from the effect to the paper: every line is on it, in every script, and a broken printer costs a
// code in the log and nothing else.
#include "player/application_fixture.h"

#include "app/slip.h"
#include "runtime/slip_drawing.h"

using namespace wv;
using namespace wv::test;

namespace {

using Look = app::SlipLine::Look;

app::Slip slip(const std::string& language, std::initializer_list<std::pair<Look, const char*>> lines) {
  app::Slip made;
  made.language = language;
  for (const auto& [look, text] : lines) made.lines.push_back({look, text});
  return made;
}

std::size_t black_in(const ports::DotPicture& picture, int top, int bottom) {
  std::size_t count = 0;
  const auto across = static_cast<std::size_t>(picture.width / 8);
  for (int y = std::max(0, top); y < std::min(bottom, picture.height); ++y)
    for (std::size_t i = 0; i < across; ++i)
      count += static_cast<std::size_t>(
          __builtin_popcount(picture.dots[static_cast<std::size_t>(y) * across + i]));
  return count;
}
std::size_t black_in(const ports::DotPicture& picture) { return black_in(picture, 0, picture.height); }

// The columns at either edge that must stay white: what is cut there would be lost.
bool margins_white(const ports::DotPicture& picture) {
  const auto across = static_cast<std::size_t>(picture.width / 8);
  for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y)
    if (picture.dots[y * across] != 0 || picture.dots[y * across + across - 1] != 0) return false;
  return true;
}

struct Hall {
  fakes::FakePlatform platform;
  content::Content content = example().content;
  std::optional<runtime::EffectRunner> effects;
  app::Events told;
  explicit Hall(bool fonts = true) {
    content.config.printer = {"usb", "/dev/usb/lp0", "", 9100, 576};
    effects.emplace(platform, "data", content, example().keys.recipients);
    if (fonts) effects->print_with(*example().fonts);
    effects->answer_to([this](app::Event event) { told.push_back(std::move(event)); });
  }
  template <class E, class Effect>
  E asks(Effect effect) {
    told.clear();
    effects->run(std::move(effect), {first_moment(), 0});
    for (int i = 0; i < 50 && platform.busy(); ++i) platform.pump();
    for (const auto& event : told)
      if (const auto* e = std::get_if<E>(&event)) return *e;
    FAIL("no answer");
    return {};
  }
};

}  // namespace

TEST_CASE("each line of a slip adds to its height and its ink, and stays inside the paper") {
  text::Fonts& fonts = *example().fonts;
  const auto short_one = runtime::draw_slip(fonts, slip("nl", {{Look::digits, "007 000 123 2"}}), 576);
  const auto longer = runtime::draw_slip(
      fonts, slip("nl", {{Look::digits, "007 000 123 2"}, {Look::body, "Niets gehoord? Bel 000 123 45 67."}}),
      576);
  CHECK(short_one.width == 576);
  CHECK(short_one.dots.size() == static_cast<std::size_t>(72 * short_one.height));
  CHECK(longer.height > short_one.height);
  CHECK(black_in(longer) > black_in(short_one));
  CHECK(black_in(longer, short_one.height, longer.height) > 200);
  CHECK(margins_white(longer));
}

TEST_CASE("narrow paper takes the same number on one line, smaller") {
  text::Fonts& fonts = *example().fonts;
  const auto wide = runtime::draw_slip(fonts, slip("nl", {{Look::digits, "007 000 123 2"}}), 576);
  const auto narrow = runtime::draw_slip(fonts, slip("nl", {{Look::digits, "007 000 123 2"}}), 384);
  CHECK(narrow.width == 384);
  CHECK(narrow.height <= wide.height);  // on two lines it would be higher
  CHECK(margins_white(narrow));
}

TEST_CASE("every language has its letters on paper, Arabic from the right") {
  text::Fonts& fonts = *example().fonts;
  for (const char* words : {"Niets gehoord?", "Ğüşiöç", "لم تسمعوا شيئاً؟", "Żółć", "Нічого не чули?"}) {
    const bool arabic = static_cast<unsigned char>(words[0]) == 0xD9;
    const auto picture = runtime::draw_slip(fonts, slip(arabic ? "ar" : "nl", {{Look::body, words}}), 576);
    CHECK_MESSAGE(black_in(picture) > 150, words);
    std::size_t left = 0, right = 0;
    for (std::size_t i = 0; i < picture.dots.size(); ++i)
      (i % 72 < 36 ? left : right) += picture.dots[i] != 0;
    CHECK_MESSAGE((arabic ? right > left : left > right), words);
  }
}

TEST_CASE("a slip reaches the printer whole") {
  Hall hall;
  CHECK(hall.asks<app::PrinterLooked>(app::LookAtPrinter{}).ready);
  app::PrintSlip effect;
  effect.slip = slip("nl", {{Look::digits, "007 000 123 2"}});
  CHECK(hall.asks<app::SlipPrinted>(std::move(effect)).done);
  REQUIRE(hall.platform.printer().slips.size() == 1);
  CHECK(black_in(hall.platform.printer().slips[0]) > 500);
}

TEST_CASE("without paper, printer or letters the answer is no, and the log has the code") {
  Hall hall;
  hall.platform.printer().trouble = "printer.no_paper";
  CHECK_FALSE(hall.asks<app::PrinterLooked>(app::LookAtPrinter{}).ready);
  app::PrintSlip effect;
  effect.slip = slip("nl", {{Look::digits, "007 000 123 2"}});
  CHECK_FALSE(hall.asks<app::SlipPrinted>(std::move(effect)).done);
  CHECK(hall.platform.printer().slips.empty());
  Hall bare(false);
  CHECK_FALSE(bare.asks<app::PrinterLooked>(app::LookAtPrinter{}).ready);
}
