#include "runtime/host_card.h"

#include "content/phrases.h"
#include "media/pdf.h"
#include "text/layout.h"
#include "text/outline.h"

namespace wv::runtime {
namespace {

using namespace content::literals;

constexpr float kWidth = 148, kHeight = 210, kMargin = 11;  // A5
constexpr float kFine = 20;                                 // a millimetre, as text is laid out

struct Type {
  float cap_mm;
  text::Weight weight;
};
constexpr Type kTitle{4.6F, text::Weight::bold}, kHeading{3.1F, text::Weight::bold},
    kBody{2.7F, text::Weight::regular}, kSmall{2.1F, text::Weight::medium}, kPhone{7.0F, text::Weight::bold};

class Card {
 public:
  Card(text::Fonts& fonts, const content::Content& content) : fonts_(fonts), content_(content) {}

  void page(const std::string& language) {
    language_ = language;
    pdf_.page(kWidth, kHeight);
    y_ = kMargin;
  }
  [[nodiscard]] std::string words(content::Key key, content::Args args = {}) const {
    return content_.catalog.text(language_, key, args);
  }
  [[nodiscard]] bool mirrored() const { return content_.catalog.right_to_left(language_); }
  // `x` from the side where reading begins.
  [[nodiscard]] float from_start(float x, float width = 0) const {
    return mirrored() ? kWidth - x - width : x;
  }

  // Its height. Whatever is too high for `most` is laid in smaller letters.
  float put(const std::string& utf8, const Type& type, float x, float y, float width, float most = kHeight) {
    text::Style style;
    style.weight = type.weight;
    style.language = language_;
    style.direction = mirrored() ? text::Direction::rtl : text::Direction::ltr;
    style.cap_px = type.cap_mm * kFine;
    text::Layout layout = text::layout(fonts_, utf8, style, width * kFine);
    while ((layout.height > most * kFine || layout.broken_word) && style.cap_px > kFine) {
      style.cap_px *= 0.95F;
      layout = text::layout(fonts_, utf8, style, width * kFine);
    }
    const float left = from_start(x, width);
    for (const text::Glyph& glyph : layout.glyphs) put(glyph, left, y);
    return layout.height / kFine;
  }
  void block(const std::string& utf8, const Type& type, float above, float indent = 0) {
    y_ += above;
    pdf_.begin_words(utf8);
    y_ += put(utf8, type, kMargin + indent, y_, kWidth - 2 * kMargin - indent);
    pdf_.end_words();
  }

  void sign(content::Key key, int level) {
    constexpr float kRadius = 2.4F, kIndent = 9;
    const float middle = y_ + 4.7F, x = from_start(kMargin + kRadius);
    pdf_.begin_words("");  // the words name its shape
    if (level == 2) {
      square(x, middle, kRadius);
    } else {
      pdf_.disc(x, middle, kRadius, level == 1 ? kRadius * 0.6F : 0);
    }
    pdf_.end_words();
    block(words(key), kBody, 2.6F, kIndent);
  }
  void slips(int across, int down);
  media::Pdf& pdf() { return pdf_; }

 private:
  void put(const text::Glyph& glyph, float left, float top) {
    const float x = left + glyph.x / kFine, y = top + glyph.y / kFine;
    bool drawn = false;
    for (const text::Stroke& s : text::outline(fonts_, glyph.face, glyph.glyph, glyph.size_px / kFine)) {
      drawn = true;
      switch (s.to) {
        case text::Stroke::To::move: pdf_.move(x + s.x, y - s.y); break;
        case text::Stroke::To::line: pdf_.line(x + s.x, y - s.y); break;
        case text::Stroke::To::curve:
          pdf_.curve(x + s.x1, y - s.y1, x + s.x2, y - s.y2, x + s.x, y - s.y);
          break;
      }
    }
    if (drawn) pdf_.fill();
  }
  void square(float x, float y, float half) {
    pdf_.move(x - half, y - half);
    pdf_.line(x + half, y - half);
    pdf_.line(x + half, y + half);
    pdf_.line(x - half, y + half);
    pdf_.fill();
  }
  // Boxes to write in, in groups, left to right in every language.
  void boxes(std::initializer_list<int> groups, float left, float top) {
    constexpr float kSide = 4.7F, kGap = 1.6F;
    for (const int group : groups) {
      for (int i = 0; i < group; ++i, left += kSide) pdf_.frame(left, top, kSide, 6.2F, 0.25F);
      left += kGap;
    }
  }

  text::Fonts& fonts_;
  const content::Content& content_;
  media::Pdf pdf_;
  std::string language_;
  float y_ = 0;
};

// A receipt's number has ten digits, its code two times four signs.
void Card::slips(int across, int down) {
  constexpr float kInside = 5;
  const float width = kWidth / static_cast<float>(across), height = kHeight / static_cast<float>(down);
  const float room = width - 2 * kInside;
  const float start =
      mirrored() ? kWidth - kInside - room : kInside;  // `put` counts from the page's other side
  const std::string phone = content::phone_words(content_.municipality.phone);
  const std::string number = words("track.number"_k), code = words("track.code"_k);
  std::string foot = words("slip.keep"_k);
  if (!phone.empty()) foot += " " + words("receipt.nothing_heard"_k, {{"phone", phone}});

  pdf_.begin_stamp();
  float at = 4;
  at += put(content_.municipality.name, kSmall, start, at, room, 4) + 0.8F;
  at += put(number, kSmall, start, at, room, 4) + 0.4F;
  boxes({3, 3, 3, 1}, kInside, at);
  at += 7.4F;
  at += put(code, kSmall, start, at, room, 4) + 0.4F;
  boxes({4, 4}, kInside, at);
  at += 7.6F;
  put(foot, kSmall, start, at, room, height - 2 - at);
  pdf_.end_stamp();

  // All are alike: the first is told.
  pdf_.begin_words(content_.municipality.name + "\n" + number + "\n" + code + "\n" + foot);
  pdf_.stamp(0, 0);
  pdf_.end_words();
  pdf_.begin_words("");
  for (int row = 0; row < down; ++row)
    for (int column = row == 0 ? 1 : 0; column < across; ++column)
      pdf_.stamp(width * static_cast<float>(column), height * static_cast<float>(row));
  for (int row = 1; row < down; ++row)
    pdf_.dashes(0, height * static_cast<float>(row), kWidth, height * static_cast<float>(row));
  for (int column = 1; column < across; ++column)
    pdf_.dashes(width * static_cast<float>(column), 0, width * static_cast<float>(column), kHeight);
  pdf_.end_words();
}

void for_the_host(Card& card, const content::Content& content, const std::string& language) {
  card.page(language);
  card.block(content.municipality.name, kSmall, 0);
  card.block(card.words("host_card.heading"_k), kTitle, 2);
  std::string device = card.words(
      "settings.device"_k,
      {{"device", content.config.device_name}, {"number", std::to_string(content.config.device_number)}});
  if (!content.config.device_place.empty()) device = content.config.device_place + ". " + device;
  card.block(device, kSmall, 1.5F);
  card.block(card.words("host_card.sign"_k), kHeading, 6);
  card.sign("host_card.good"_k, 0);
  card.sign("host_card.look"_k, 1);
  card.sign("host_card.call"_k, 2);
  card.block(card.words("host_card.do"_k), kHeading, 6);
  const std::string clean = card.words("health.clean"_k);
  if (!content.municipality.opening.empty()) card.block(card.words("host_card.night"_k), kBody, 2.6F);
  for (const content::Key key : {"host_card.black"_k, "host_card.clean"_k, "host_card.slip"_k,
                                 "host_card.lost"_k, "host_card.secret"_k})
    card.block(card.words(key, {{"button", clean}}), kBody, 2.6F);
  if (content.municipality.phone.empty()) return;
  card.block(card.words("host_card.ring"_k), kHeading, 6);
  card.block("\u2066" + content::phone_words(content.municipality.phone) + "\u2069", kPhone, 2.2F);
  card.block(card.words("host_card.ring.text"_k), kBody, 2.2F);
}

}  // namespace

std::string draw_host_card(text::Fonts& fonts, const content::Content& content, const std::string& language) {
  Card card(fonts, content);
  for_the_host(card, content, language);
  for (const std::string& visitors : content.config.languages) {
    card.page(visitors);
    card.slips(2, 4);
  }
  return card.pdf().bytes(content.catalog.text(language, "host_card.heading"_k), language);
}

}  // namespace wv::runtime
