#include "domain/danger.h"

#include <algorithm>
#include <cstddef>

#include "base/bytes.h"

namespace wv::domain {
namespace {

// The words are a copy of what somebody typed: they go as they came (S3).
struct Wiped {
  std::vector<std::u32string>& words;
  ~Wiped() {
    for (std::u32string& word : words) wv::wipe(word.data(), word.size() * sizeof(char32_t));
  }
};

}  // namespace

WordList::Phrase WordList::phrase_of(std::string_view text) {
  Phrase phrase;
  phrase.prefix = !text.empty() && text.back() == '*';
  phrase.words = folded_words(text);
  return phrase;
}

WordList::WordList(const std::vector<WordEntry>& entries) {
  for (const WordEntry& given : entries) {
    Entry entry{phrase_of(given.text), {}};
    if (entry.phrase.words.empty()) continue;  // would match everywhere
    for (const std::string& except : given.except) {
      Phrase phrase = phrase_of(except);
      if (!phrase.words.empty()) entry.except.push_back(std::move(phrase));
    }
    entries_.push_back(std::move(entry));
  }
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.first() < b.first(); });
}

bool WordList::stands_at(const Phrase& phrase, const std::vector<std::u32string>& words, std::size_t at) {
  const std::size_t count = phrase.words.size();
  if (at + count > words.size()) return false;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    if (words[at + i] != phrase.words[i]) return false;
  }
  const std::u32string& last = phrase.words.back();
  const std::u32string& word = words[at + count - 1];
  return phrase.prefix ? word.compare(0, last.size(), last) == 0 : word == last;
}

// An exception counts where it shares a word with the hit.
bool WordList::cancelled(const Entry& entry, const std::vector<std::u32string>& words, std::size_t at) {
  return std::any_of(entry.except.begin(), entry.except.end(), [&](const Phrase& except) {
    const std::size_t before = except.words.size() - 1;
    const std::size_t first = at > before ? at - before : 0;
    for (std::size_t i = first; i < at + entry.phrase.words.size(); ++i) {
      if (stands_at(except, words, i)) return true;
    }
    return false;
  });
}

bool WordList::matches(std::string_view text) const {
  std::vector<std::u32string> words = folded_words(text);
  const Wiped wiped{words};
  return matches(words);
}

bool WordList::matches(const std::vector<std::u32string>& words) const {
  for (std::size_t at = 0; at < words.size(); ++at) {
    const char32_t first = words[at].empty() ? 0 : words[at][0];
    auto entry = std::lower_bound(entries_.begin(), entries_.end(), first,
                                  [](const Entry& e, char32_t c) { return e.first() < c; });
    for (; entry != entries_.end() && entry->first() == first; ++entry) {
      if (stands_at(entry->phrase, words, at) && !cancelled(*entry, words, at)) return true;
    }
  }
  return false;
}

}  // namespace wv::domain
