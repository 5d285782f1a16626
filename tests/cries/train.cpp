// train_cries FOLDER OUT [--without FOLD]: makes the file that hears cries for help out of the lexicons and
// examples in FOLDER (tests/cries); with --without, a fold less and without thresholds, for choosing them.
// Never reads the kept-back set. The same files in, the same bytes out.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>

#include "base/utf8.h"
#include "cries/learn.h"
#include "cries/noise.h"
#include "cries/source.h"

namespace {

using namespace wv::domain;
using wv::WipingVector;
using namespace cries;

constexpr int kSpoilt = 5;   // spoilt copies of a cry,
constexpr int kSwapped = 4;  // and copies of every example with other words of the same meaning
constexpr float kHarmlessWorth = 2, kSmallWorth = 0.5F;

// log2 in sixteenths, by whole numbers.
int log2_sixteenths(std::uint64_t n, std::uint64_t of) {
  double x = static_cast<double>(n) / static_cast<double>(of);
  int whole = 0;
  while (x >= 2) x /= 2, ++whole;
  while (x < 1) x *= 2, --whole;
  int part = 0;
  for (int i = 0; i < 4; ++i) {
    x *= x;
    part *= 2;
    if (x >= 2) x /= 2, ++part;
  }
  return whole * 16 + part;
}

void learn_languages(const std::vector<Example>& examples, std::vector<CryLanguage>& languages) {
  const std::size_t buckets = std::size_t{1} << kLanguageBits;
  std::vector<std::vector<std::uint64_t>> seen(languages.size(), std::vector<std::uint64_t>(buckets, 1));
  std::vector<std::uint64_t> total(languages.size(), buckets);
  Random random(7);
  const auto count = [&](const std::string& text, std::size_t language) {
    const CryWords words = cry_words(text, nullptr);
    WipingVector<std::uint32_t> features;
    add_language_features(words.all(), features);
    for (const std::uint32_t f : features) seen[language][f] += 3, total[language] += 3;
  };
  for (const Example& example : examples) {
    count(example.text, example.language);
    count(spoilt(example.text, kLanguages[example.language], 2, random), example.language);
  }
  for (std::size_t i = 0; i < languages.size(); ++i) {
    for (std::size_t f = 0; f < buckets; ++f) {
      const int bits = log2_sixteenths(seen[i][f] * 1'000'000, total[i]);  // of a million
      languages[i].guess.push_back(static_cast<std::int8_t>(std::clamp(bits - 8 * 16, -127, 127)));
    }
  }
}

class Samples {
 public:
  Samples(const CryDetector& guesser, std::vector<Sample>& out) : guesser_(guesser), out_(out) {}

  void add(const std::string& text, std::size_t language, Kind kind, float worth) {
    add_in(text, language, kind, worth);
    if (kind == Kind::danger || kind == Kind::letters) return;
    for (const std::size_t other : guesser_.languages_of(text, ""))
      if (other != language) add_in(text, other, kind, worth);
  }

 private:
  void add_in(const std::string& text, std::size_t language, Kind kind, float worth) {
    auto windows = CryDetector::features_of(text, guesser_.languages()[language]);
    const bool cry = kind == Kind::danger || kind == Kind::letters;
    const auto large =
        std::count_if(windows.begin(), windows.end(), [](const CryFeatures& w) { return !w.small; });
    if (cry && large > 1) return;  // nobody knows which piece it is
    for (const CryFeatures& window : windows) {
      if (cry && window.small) continue;  // nor here; of what is harmless, each piece is
      const float weight = worth * (cry ? 1.0F : kHarmlessWorth) * (window.small ? kSmallWorth : 1.0F);
      Sample sample;
      sample.letters.assign(window.letters.begin(), window.letters.end());
      sample.concepts.assign(window.concepts.begin(), window.concepts.end());
      sample.danger = kind == Kind::danger;
      sample.letters_page = kind == Kind::letters;
      sample.danger_weight = weight * (kind == Kind::letters ? 0.3F : 1.0F);
      sample.letters_weight = weight * (kind == Kind::danger ? 0.3F : 1.0F);
      out_.push_back(std::move(sample));
    }
  }
  const CryDetector& guesser_;
  std::vector<Sample>& out_;
};

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream in(text);
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// One or two words replaced by others that are about the same.
class Swapper {
 public:
  explicit Swapper(const LexiconSource& source) : lines_(source.lines) {
    for (std::size_t i = 0; i < lines_.size(); ++i)
      for (const std::string& word : lines_[i]) where_[folded(word)].push_back(i);
  }
  // Empty when nothing can be.
  [[nodiscard]] std::string swapped(const std::string& text, Random& random) const {
    std::vector<std::string> words = words_of(text);
    std::vector<std::pair<std::size_t, std::size_t>> places;  // word, line
    for (std::size_t i = 0; i < words.size(); ++i)
      if (const auto found = where_.find(folded(words[i])); found != where_.end())
        places.emplace_back(i, found->second[random.below(found->second.size())]);
    if (places.empty()) return {};
    for (std::size_t n = 1 + random.below(2); n > 0; --n) {
      const auto [word, line] = places[random.below(places.size())];
      words[word] = lines_[line][random.below(lines_[line].size())];
    }
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
  }

 private:
  static std::u32string folded(const std::string& word) {
    const CryWords words = cry_words(word, nullptr);
    return words.size() == 1 ? words.all()[0] : std::u32string();
  }
  const std::vector<std::vector<std::string>>& lines_;
  std::map<std::u32string, std::vector<std::size_t>> where_;
};

// Without marks between them, and with a few words of others before and after: so a piece of a long message
// begins and ends anywhere.
std::string among(const std::vector<std::string>& before, const std::string& text,
                  const std::vector<std::string>& after, Random& random) {
  std::string out;
  const std::size_t left = std::min(before.size(), random.below(6)),
                    right = std::min(after.size(), random.below(6));
  for (std::size_t i = before.size() - left; i < before.size(); ++i) out += before[i] + " ";
  out += text;
  for (std::size_t i = 0; i < right; ++i) out += " " + after[i];
  for (char& c : out)
    if (std::strchr(".,!?;:\n", c) != nullptr) c = ' ';
  return out;
}

std::vector<Sample> samples_of(const std::vector<Example>& examples, const CryDetector& guesser,
                               const std::map<std::string, LexiconSource>& lexicons) {
  std::vector<Swapper> swappers;
  for (const std::string& code : kLanguages) swappers.emplace_back(lexicons.at(code));
  std::vector<Sample> samples;
  Samples add(guesser, samples);
  Random random(3);
  std::vector<std::vector<const Example*>> harmless(kLanguages.size());
  for (const Example& e : examples)
    if (e.kind == Kind::everyday) harmless[e.language].push_back(&e);
  for (const Example& e : examples) {
    const std::string& code = kLanguages[e.language];
    add.add(e.text, e.language, e.kind, 1.5F);
    const auto message = [&] {
      return words_of(harmless[e.language][random.below(harmless[e.language].size())]->text);
    };
    if (!harmless[e.language].empty())
      add.add(among(message(), e.text, message(), random), e.language, e.kind, 0.5F);
    const int spoilt_copies = e.kind == Kind::everyday ? 2 : e.kind == Kind::lookalikes ? 3 : kSpoilt;
    for (int i = 0; i < spoilt_copies; ++i)
      add.add(spoilt(e.text, code, 1 + i % 3, random), e.language, e.kind, 0.6F);
    for (int i = 0; i < kSwapped; ++i) {
      const std::string other = swappers[e.language].swapped(e.text, random);
      if (!other.empty())
        add.add(i % 2 == 0 ? other : spoilt(other, code, 1, random), e.language, e.kind, 0.5F);
    }
  }
  return samples;
}

class Writer {
 public:
  void number(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i, value >>= 8) out_ += static_cast<char>(value & 0xFF);
  }
  void text(std::u32string_view text) {
    const std::string bytes = wv::encode_utf8(text);
    number(bytes.size(), 1);
    out_ += bytes;
  }
  void rules(const std::vector<SoundRule>& rules) {
    number(rules.size(), 2);
    for (const SoundRule& rule : rules) text(rule.from), text(rule.to);
  }
  void weights(const std::vector<std::int8_t>& weights) {
    for (const std::int8_t w : weights) out_ += static_cast<char>(w);
  }
  void lexicon(const LexiconSource& source) {
    number(source.tokens.size(), 2);
    for (const Token& token : source.tokens)
      text(token.text), number(token.inside ? 2 : token.prefix ? 1 : 0, 1);
    number(source.entries.size(), 2);
    for (const LexiconEntry& entry : source.entries) {
      number(entry.token_count, 1);
      for (const std::uint16_t id : entry.tokens()) number(id, 2);
      number(entry.concept_count, 1);
      for (const Concept id : entry.concepts()) number(id, 1);
    }
  }
  [[nodiscard]] const std::string& bytes() const { return out_; }

 private:
  std::string out_;
};

std::string file_of(const std::vector<CryLanguage>& languages,
                    const std::map<std::string, LexiconSource>& lexicons, const Learned& learned,
                    std::uint64_t made_from) {
  Writer body;
  body.number(made_from, 8);
  body.number(languages.size(), 2);
  for (const CryLanguage& language : languages) {
    body.text(wv::decode_utf8(language.code));
    body.rules(language.rules.letters);
    body.rules(language.rules.sounds);
    body.lexicon(lexicons.at(language.code));
    body.weights(language.guess);
    body.number(static_cast<std::uint32_t>(language.danger_from), 4);
    body.number(static_cast<std::uint32_t>(language.letters_from), 4);
  }
  for (const CryWeights* weights : {&learned.danger, &learned.letters}) {
    body.weights(weights->letters);
    body.weights(weights->concepts);
  }
  Writer file;
  file.number(cry_checksum(body.bytes()), 8);
  return std::string(kCryFormat) + file.bytes() + body.bytes();
}

// thresholds.txt: "nl 120 -40", in 1/1024 of a unit of log odds.
void read_thresholds(const std::string& folder, std::vector<CryLanguage>& languages) {
  std::ifstream in(folder + "/thresholds.txt");
  std::string code;
  for (std::int32_t danger = 0, letters = 0; in >> code >> danger >> letters;)
    for (CryLanguage& language : languages)
      if (language.code == code) language.danger_from = danger, language.letters_from = letters;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && !(argc == 5 && std::strcmp(argv[3], "--without") == 0)) {
    std::fprintf(stderr, "Usage: train_cries FOLDER OUT [--without FOLD]\n");
    return 2;
  }
  const int without = argc == 5 ? std::atoi(argv[4]) : 0;
  Source source(argv[1]);
  const auto lexicons = source.lexicons();
  std::vector<Example> examples = source.examples();
  std::erase_if(examples, [&](const Example& e) { return e.fold == 0 || e.fold == without; });

  std::vector<CryLanguage> languages;
  for (const std::string& code : kLanguages) {
    const LexiconSource& lexicon = lexicons.at(code);
    CryLanguage language;
    language.code = code;
    language.rules = lexicon.rules;
    language.lexicon = CryLexicon(lexicon.tokens, lexicon.entries);
    languages.push_back(std::move(language));
  }
  learn_languages(examples, languages);
  if (argc == 3) read_thresholds(argv[1], languages);
  const CryDetector guesser(languages, {}, {}, 0);
  const std::vector<Sample> samples = samples_of(examples, guesser, lexicons);
  const Learned learned = learn(samples);
  const std::string file = file_of(languages, lexicons, learned, source.hash());
  std::ofstream(argv[2], std::ios::binary) << file;
  std::printf("%zu examples, %zu samples, %zu concepts, %zu bytes\n", examples.size(), samples.size(),
              source.concepts().size(), file.size());
  return 0;
}
