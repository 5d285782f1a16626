#include "casebook/search.h"

#include <algorithm>

#include "casebook/folded_words.h"

namespace wv::casebook {
namespace {

constexpr std::size_t kHeadBytes = 8;

std::uint64_t head_of(std::string_view word) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < kHeadBytes; ++i)
    head = head << 8 | (i < word.size() ? static_cast<unsigned char>(word[i]) : 0U);
  return head;
}

bool is_digits(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Secret digits_of(std::string_view text) {
  Secret digits;
  detail::each_folded_word(text, [&](std::string_view word) { digits.append(word); });
  return digits;
}

// +31 6 and 0031 6 are what a Dutch caller knows as 06.
Secret as_dialled(std::string_view digits) {
  for (const std::string_view abroad : {"0031", "31"}) {
    if (!digits.starts_with(abroad) || digits.size() < abroad.size() + 9) continue;
    Secret dialled("0");
    dialled.append(digits.substr(abroad.size()));
    return dialled;
  }
  return {};
}

}  // namespace

void WordIndex::add_word(std::string_view word, WipingVector<Word>& words) {
  const auto found = by_word_.find(word);
  if (found != by_word_.end()) return words.push_back(found->second);
  if (free_.empty()) {
    free_.push_back(static_cast<Word>(words_.size()));
    words_.emplace_back();
    heads_.push_back(0);
    uses_.push_back(0);
  }
  const Word number = free_.back();
  free_.pop_back();
  words_[number] = Secret(word);
  heads_[number] = head_of(word);
  by_word_.emplace(words_[number].view(), number);
  words.push_back(number);
}

void WordIndex::add(std::string_view word, WipingVector<Word>& words) {
  add_word(word, words);
  if (const auto bare = detail::without_article(word); !bare.empty()) add_word(bare, words);
}

void WordIndex::put(Slot slot, std::span<const std::string_view> texts,
                    std::span<const std::string_view> numbers) {
  if (slot >= texts_.size()) texts_.resize(slot + 1);
  WipingVector<Word>& words = gathered_;  // it grows once, for all texts
  words.clear();
  for (const std::string_view text : texts)
    detail::each_folded_word(text, [&](std::string_view word) { add(word, words); });
  for (const std::string_view number : numbers) {
    const Secret digits = digits_of(number);
    if (!digits.empty()) add_word(digits, words);
    const Secret dialled = as_dialled(digits);
    if (!dialled.empty()) add_word(dialled, words);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (const Word word : words) ++uses_[word];
  remove(slot);
  texts_[slot] = WipingVector<Word>(words.begin(), words.end());  // no longer than it has to be
}

void WordIndex::remove(Slot slot) {
  if (slot >= texts_.size()) return;
  for (const Word word : texts_[slot]) {
    if (--uses_[word] == 0) give_up(word);
  }
  texts_[slot].clear();
}

void WordIndex::give_up(Word word) {
  by_word_.erase(words_[word].view());
  words_[word].clear();
  heads_[word] = 0;
  free_.push_back(word);
}

std::vector<WordIndex::Slot> WordIndex::search(std::string_view typed) const {
  Typed words;
  detail::each_folded_word(typed, [&](std::string_view word) {
    if (words.size() < kMostSearchWords) words.emplace_back(word);
  });
  std::vector<bool> found(texts_.size(), false);
  if (words.empty()) return {};
  for (Secret& word : words) {
    if (const auto bare = detail::without_article(word); !bare.empty()) word = Secret(bare);
  }
  find(words, found);
  // "007 000" may be two numbers of a text, or the beginning of one that is written in groups.
  if (words.size() > 1 &&
      std::all_of(words.begin(), words.end(), [](const Secret& w) { return is_digits(w); })) {
    Typed one(1);
    for (const Secret& word : words) one[0].append(word);
    find(one, found);
  }
  std::vector<Slot> slots;
  for (Slot slot = 0; slot < found.size(); ++slot) {
    if (found[slot]) slots.push_back(slot);
  }
  return slots;
}

void WordIndex::find(const Typed& typed, std::vector<bool>& found) const {
  // Of each word: which of the typed ones it begins with, a bit for each.
  WipingVector<std::uint8_t> begins(words_.size(), 0);
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const std::string_view prefix = typed[i];
    const std::size_t bits = 8 * (kHeadBytes - std::min(prefix.size(), kHeadBytes));
    const std::uint64_t mask = ~std::uint64_t{0} << bits, head = head_of(prefix);
    for (std::size_t word = 0; word < heads_.size(); ++word) {
      if (((heads_[word] ^ head) & mask) != 0) continue;
      if (prefix.size() > kHeadBytes && !words_[word].view().starts_with(prefix)) continue;
      begins[word] = static_cast<std::uint8_t>(begins[word] | 1U << i);
    }
  }
  const unsigned all = (1U << typed.size()) - 1U;
  for (std::size_t slot = 0; slot < texts_.size(); ++slot) {
    unsigned matched = 0;
    for (const Word word : texts_[slot]) matched |= begins[word];
    if (matched == all) found[slot] = true;
  }
}

}  // namespace wv::casebook
