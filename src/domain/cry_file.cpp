// The detector's file: format line, hash of the rest, hash of what it was made from, languages, weights.
// Numbers are little-endian; texts are UTF-8 after their length. Read once, refused at the first doubt.
#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "domain/cries.h"

namespace wv::domain {
namespace {

constexpr std::size_t kMostLanguages = 64, kMostOfAKind = 20'000;

class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return ok_ && rest_.empty(); }

  std::string_view bytes(std::size_t count) {
    if (count > rest_.size()) ok_ = false;
    if (!ok_) return {};
    const auto out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return out;
  }
  std::uint64_t number(std::size_t count) {
    std::uint64_t value = 0, shift = 0;
    for (const char c : bytes(count)) {
      value |= std::uint64_t{static_cast<std::uint8_t>(c)} << shift;
      shift += 8;
    }
    return value;
  }
  std::size_t count(std::size_t most) {
    const auto value = static_cast<std::size_t>(number(2));
    if (value > most) ok_ = false;
    return ok_ ? value : 0;
  }
  std::uint8_t few(std::size_t most) {  // one to most
    const auto value = static_cast<std::size_t>(number(1));
    if (value == 0 || value > most) ok_ = false;
    return ok_ ? static_cast<std::uint8_t>(value) : std::uint8_t{0};
  }
  std::u32string text() { return decode_utf8(bytes(number(1))); }
  std::vector<std::int8_t> weights(std::size_t count) {
    const auto raw = bytes(count);
    return {raw.begin(), raw.end()};
  }
  void refuse() { ok_ = false; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

std::vector<SoundRule> read_rules(Reader& in) {
  std::vector<SoundRule> rules;
  for (std::size_t n = in.count(kMostOfAKind); n > 0 && in.ok(); --n) {
    SoundRule rule{in.text(), in.text()};
    if (rule.from.empty()) in.refuse();
    rules.push_back(std::move(rule));
  }
  return rules;
}

CryLexicon read_lexicon(Reader& in) {
  std::vector<Token> tokens;
  for (std::size_t n = in.count(kMostOfAKind); n > 0 && in.ok(); --n) {
    Token token{in.text()};
    const auto how = in.number(1);
    token.prefix = how >= 1;
    token.inside = how == 2;
    if (token.text.empty() || how > 2) in.refuse();
    tokens.push_back(std::move(token));
  }
  std::vector<LexiconEntry> entries;
  for (std::size_t n = in.count(kMostOfAKind); n > 0 && in.ok(); --n) {
    LexiconEntry entry;
    entry.token_count = in.few(kMostTokens);
    for (std::size_t k = 0; k < entry.token_count; ++k) {
      entry.token_ids[k] = static_cast<std::uint16_t>(in.number(2));
      if (entry.token_ids[k] >= tokens.size()) in.refuse();
    }
    entry.concept_count = in.few(kMostConcepts);
    for (std::size_t k = 0; k < entry.concept_count; ++k)
      entry.concept_ids[k] = static_cast<Concept>(in.number(1));
    entries.push_back(entry);
  }
  if (!in.ok()) return {};
  return {std::move(tokens), std::move(entries)};
}

CryLanguage read_language(Reader& in) {
  CryLanguage language;
  language.code = encode_utf8(in.text());
  language.rules.letters = read_rules(in);
  for (const SoundRule& rule : language.rules.letters) {
    if (rule.to.empty()) in.refuse();
  }
  language.rules.sounds = read_rules(in);
  language.lexicon = read_lexicon(in);
  language.guess = in.weights(std::size_t{1} << kLanguageBits);
  language.danger_from = static_cast<std::int32_t>(in.number(4));
  language.letters_from = static_cast<std::int32_t>(in.number(4));
  return language;
}

CryWeights read_weights(Reader& in) {
  CryWeights weights;
  weights.letters = in.weights(std::size_t{1} << kLetterBits);
  weights.concepts = in.weights(std::size_t{1} << kConceptBits);
  return weights;
}

Error damaged(const std::string& what) {
  return {Fault::bad_input, "cries.damaged", "the file that hears cries for help " + what};
}

}  // namespace

// Eight bytes a step, each of which changes all of them.
std::uint64_t cry_checksum(std::string_view bytes) {
  std::uint64_t sum = 0xcbf29ce484222325ULL ^ bytes.size();
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(8, bytes.size()))) {
    std::uint64_t eight = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(8, bytes.size()); ++i)
      eight |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
    sum = (sum ^ eight) * 0x9E3779B97F4A7C15ULL;
    sum ^= sum >> 32;
  }
  return sum;
}

Result<CryDetector> CryDetector::read(std::string_view file) {
  if (!file.starts_with(kCryFormat)) return damaged("is of another kind");
  file.remove_prefix(kCryFormat.size());
  Reader in(file);
  const std::uint64_t hash = in.number(8);
  if (!in.ok() || hash != cry_checksum(file.substr(8))) return damaged("is damaged");
  CryDetector detector;
  detector.made_from_ = in.number(8);
  for (std::size_t n = in.count(kMostLanguages); n > 0 && in.ok(); --n)
    detector.languages_.push_back(read_language(in));
  detector.danger_ = read_weights(in);
  detector.letters_ = read_weights(in);
  if (!in.at_end()) return damaged("is cut off or too long");
  return detector;
}

}  // namespace wv::domain
