// Inside this room: the words of a text as search and look-alikes compare them (search.h says how they are
// folded). `visit` is given each as UTF-8 that lies on the stack and is overwritten afterwards.
#pragma once
#include <string_view>

#include "base/utf8.h"
#include "base/wiping.h"
#include "casebook/search.h"
#include "domain/folding.h"
#include "domain/letters.h"

namespace wv::casebook::detail {

// A word that grows letter by letter, up to its bound, without ever touching the heap.
class GrowingWord {
 public:
  ~GrowingWord() { wv::wipe(bytes_, sizeof bytes_); }
  GrowingWord() = default;
  GrowingWord(const GrowingWord&) = delete;
  GrowingWord& operator=(const GrowingWord&) = delete;

  void add(char32_t c) {
    if (size_ + 4 > kMostWordBytes) return;
    if (c < 0x80) return put(c);
    if (c < 0x800) {
      put(0xC0 | c >> 6);
    } else if (c < 0x10000) {
      put(0xE0 | c >> 12);
      put(0x80 | (c >> 6 & 0x3F));
    } else {
      put(0xF0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3F));
      put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
  }
  void clear() { size_ = 0; }
  [[nodiscard]] std::string_view view() const { return {bytes_, size_}; }

 private:
  void put(char32_t byte) { bytes_[size_++] = static_cast<char>(static_cast<unsigned char>(byte)); }
  char bytes_[kMostWordBytes] = {};
  std::size_t size_ = 0;
};

template <class Visit>
void each_folded_word(std::string_view text, Visit visit) {
  constexpr char32_t kBigIj = 0x0132, kSmallIj = 0x0133;
  domain::Letters letters(text);
  GrowingWord word;
  const auto end_word = [&] {
    if (!word.view().empty()) visit(word.view());
    word.clear();
  };
  for (const char32_t letter : letters) {
    if (letter == kBigIj || letter == kSmallIj) {
      word.add(U'i');
      word.add(U'j');
      continue;
    }
    if (domain::is_ignored_mark(letter)) continue;
    const auto digit = domain::digit_of(letter);
    const char32_t folded = digit ? U'0' + static_cast<char32_t>(*digit) : domain::folded_letter(letter);
    if (domain::is_letter_or_digit(folded)) {
      word.add(folded);
    } else {
      end_word();
    }
  }
  end_word();
}

// "المدرسة" and "مدرسة" are one word to whoever looks for it. The word without the article; "" when it has
// none, or when hardly anything would be left.
[[nodiscard]] inline std::string_view without_article(std::string_view word) {
  constexpr std::string_view kArticle = "\xD8\xA7\xD9\x84";
  constexpr std::size_t kLeastLeft = 6;  // three letters
  if (!word.starts_with(kArticle) || word.size() < kArticle.size() + kLeastLeft) return {};
  return word.substr(kArticle.size());
}

}  // namespace wv::casebook::detail
