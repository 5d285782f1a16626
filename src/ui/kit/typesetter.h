// Words to lines, in the language and text size shown: the catalogue's sentences, the sizes of letters on
// this device, and how wide and high words stand. Draws nothing. Lengths in px unless named _mm. Dead when
// its frame is; the lines themselves stay in the cache.
#pragma once
#include <string>
#include <string_view>

#include "content/catalog.h"
#include "text/layout.h"
#include "ui/kit/device.h"
#include "ui/kit/text_cache.h"
#include "ui/kit/theme.h"

namespace wv::ui {

// The type scale in millimetres of cap height, before the text size of the visitor.
namespace type {
inline constexpr float kTitle = 7.0f, kHeading = 5.5f, kBody = 4.2f, kLabel = 3.7f;
}

struct Words {  // how a text looks
  float cap_mm = type::kBody;
  text::Weight weight = text::Weight::regular;
  Colour colour{};
  text::Align align = text::Align::start;
  bool own_words = false;      // a resident's own text: its direction follows its first strong letter
  bool left_to_right = false;  // numbers and addresses, in every language
  int max_lines = 0;
  std::string_view language = {};  // of the words, when it isn't the one shown: their direction and shapes
  bool to_fit = false;             // on a key: as small as the key asks, below the size of labels too
};

class Typesetter {
 public:
  struct Parts {
    const Device& device;
    const content::Catalog& catalog;
    const std::string& language;
    bool right_to_left = false;
    float text_scale = 1;  // 1, 1.5, 2
    TextCache& texts;
  };
  explicit Typesetter(const Parts& parts) : p_(parts) {}

  [[nodiscard]] const text::Layout& lay(std::string_view words, const Words& look, float width) const;
  [[nodiscard]] float height_of(std::string_view words, const Words& look, float width) const;
  [[nodiscard]] float width_of(std::string_view words, const Words& look) const;
  // Of the longest word: narrower than this breaks it.
  [[nodiscard]] float word_width(std::string_view words, const Words& look) const;
  // On a telephone, where a second line is the page's: as large as one line holds, never under the size at
  // 100 %.
  [[nodiscard]] Words in_one_line(std::string_view words, const Words& look, float width) const;
  // Of a text of this size, on this device at this text size.
  [[nodiscard]] float cap_px(float cap_mm) const;

  // All letters by this from here on: a page with room left (page_steps.h).
  void larger(float step) { step_ = step; }
  // Since `watch`: a word was too long for its place, and was made smaller or broken.
  void watch() { squeezed_ = false; }
  [[nodiscard]] bool squeezed() const { return squeezed_; }

 private:
  [[nodiscard]] text::Style style(const Words& look) const;
  [[nodiscard]] float px_per_cap_mm() const { return step_ * p_.text_scale * p_.device.px_per_mm; }
  Parts p_;
  float step_ = 1;
  mutable bool squeezed_ = false;
};

}  // namespace wv::ui
