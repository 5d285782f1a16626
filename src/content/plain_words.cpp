#include "content/plain_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/bytes.h"

namespace wv::content {
namespace {

// Who reads with difficulty stumbles over these; each has a plain word instead, where one word will do.
constexpr std::array<std::pair<std::string_view, std::string_view>, 76> kOfficialese = {
    {{"aangaande", "over"},
     {"aangezien", "omdat"},
     {"aanvangen", "beginnen"},
     {"alsmede", "en"},
     {"alvorens", "voordat"},
     {"belanghebbende", ""},
     {"beoogd", ""},
     {"betreffende", "over"},
     {"bovengenoemd", ""},
     {"bovenstaand", ""},
     {"conform", "volgens"},
     {"derhalve", "daarom"},
     {"desbetreffende", "deze"},
     {"desgewenst", "als u wilt"},
     {"dien", ""},
     {"dienen", "moeten"},
     {"dient", "moet"},
     {"doch", "maar"},
     {"doorgaans", "meestal"},
     {"echter", "maar"},
     {"effectueren", "doen"},
     {"eveneens", "ook"},
     {"faciliteren", "helpen"},
     {"geschieden", "gebeuren"},
     {"heden", "nu"},
     {"hierbij", ""},
     {"hieromtrent", "hierover"},
     {"ingevolge", "volgens"},
     {"indien", "als"},
     {"indienen", "sturen"},
     {"initiëren", "beginnen"},
     {"inzake", "over"},
     {"jegens", "tegen"},
     {"kenbaar", ""},
     {"krachtens", "volgens"},
     {"middels", "met"},
     {"mits", "als"},
     {"mutatie", "verandering"},
     {"nadere", "meer"},
     {"namelijk", "want"},
     {"nochtans", "toch"},
     {"omtrent", "over"},
     {"onderhavige", "deze"},
     {"onderstaand", ""},
     {"ondanks", ""},
     {"optimaliseren", "verbeteren"},
     {"optioneel", "als u wilt"},
     {"participeren", "meedoen"},
     {"per", "op"},
     {"reeds", "al"},
     {"respectievelijk", "en"},
     {"schriftelijk", "met een brief"},
     {"specificeren", "uitleggen"},
     {"stakeholder", ""},
     {"telefonisch", "met de telefoon"},
     {"teneinde", "om"},
     {"tenzij", "behalve als"},
     {"tevens", "ook"},
     {"thans", "nu"},
     {"uiterst", "heel"},
     {"valideren", "controleren"},
     {"vereist", "nodig"},
     {"verwerken", ""},
     {"verwerking", ""},
     {"verstrekken", "geven"},
     {"verzoeken", "vragen"},
     {"voornoemd", ""},
     {"waarbij", ""},
     {"welke", "die"},
     {"wenst", "wilt"},
     {"woonachtig", ""},
     {"zodanig", "zo"},
     {"zulks", "dat"},
     {"hetgeen", "wat"},
     {"uwerzijds", ""},
     {"wederom", "weer"}}};
constexpr std::array<std::string_view, 7> kFamiliar = {"je", "jij", "jou", "jouw", "jullie", "jezelf", "gij"};
constexpr std::array<std::string_view, 4> kPassives = {"wordt", "worden", "werd", "werden"};

bool joins(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') ||
         c == '\'' || c == '{' || c == '}' || c == '_' || c == '@';
}
bool parts(char c) {
  return c == ' ' || c == ',' || c == ':' || c == '?' || c == '!' || c == '(' || c == ')' || c == '\n';
}

// A word as the lists have it: small letters, and without what joins nothing ("e-mail": email). On the stack,
// and overwritten: it is a piece of what somebody wrote.
class FoldedWord {
 public:
  explicit FoldedWord(std::string_view word) {
    for (const char c : word) {
      if (!joins(c)) continue;
      if (size_ == sizeof letters_) {
        size_ = 0;  // longer than any word of the lists
        break;
      }
      letters_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  ~FoldedWord() { wipe(letters_, sizeof letters_); }
  FoldedWord(const FoldedWord&) = delete;
  FoldedWord& operator=(const FoldedWord&) = delete;
  [[nodiscard]] std::string_view view() const { return {letters_, size_}; }

 private:
  char letters_[24] = {};
  std::size_t size_ = 0;
};

struct Word {
  std::size_t begin = 0, end = 0;
};

// Visits the words from `begin` to `end`: from the first sign that makes a word to what parts it from the
// next.
template <class Visit>
void each_word(std::string_view text, std::size_t begin, std::size_t end, Visit visit) {
  Word word{end, end};
  for (std::size_t i = begin; i < end; ++i) {
    if (joins(text[i])) {
      if (word.begin == end) word.begin = i;
      word.end = i + 1;
    } else if (parts(text[i]) && word.begin != end) {
      visit(word);
      word = {end, end};
    }
  }
  if (word.begin != end) visit(word);
}

template <class List>
bool has(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

std::vector<Sentence> plain_sentences(std::string_view text) {
  std::vector<Sentence> sentences;
  std::size_t begin = 0;
  const auto end_at = [&](std::size_t end) {
    while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
    Sentence sentence{begin, end, 0};
    each_word(text, begin, end, [&](Word) { ++sentence.words; });
    if (sentence.words > 0) sentences.push_back(sentence);
    begin = end;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    // A full stop ends a sentence when something comes after a space; "naam@voorbeeld.nl" is no two
    // sentences.
    const bool stop = text[i] == '.' || text[i] == '?' || text[i] == '!';
    const bool last = i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n';
    if (stop && last)
      end_at(i + 1);
    else if (text[i] == '\n')
      end_at(i);
  }
  end_at(text.size());
  return sentences;
}

std::vector<PlainHint> plain_words(std::string_view dutch, Address address) {
  std::vector<PlainHint> hints;
  for (std::size_t at = dutch.find('%'); at != std::string_view::npos; at = dutch.find('%', at + 1))
    hints.push_back({Stumble::percentage, at, at + 1, 0, {}});
  for (const Sentence& sentence : plain_sentences(dutch)) {
    if (sentence.words > kMostSentenceWords)
      hints.push_back({Stumble::long_sentence, sentence.begin, sentence.end, sentence.words, {}});
    std::size_t passives = 0;
    each_word(dutch, sentence.begin, sentence.end, [&](Word at) {
      const FoldedWord folded(dutch.substr(at.begin, at.end - at.begin));
      const std::string_view word = folded.view();
      if (address == Address::u && has(kFamiliar, word))
        hints.push_back({Stumble::familiar, at.begin, at.end, 0, "u"});
      for (const auto& [hard, plain] : kOfficialese)
        if (hard == word) hints.push_back({Stumble::officialese, at.begin, at.end, 0, plain});
      if (word == "procent") hints.push_back({Stumble::percentage, at.begin, at.end, 0, {}});
      if (has(kPassives, word)) ++passives;
    });
    if (passives > 1) hints.push_back({Stumble::passives, sentence.begin, sentence.end, 0, {}});
  }
  std::stable_sort(hints.begin(), hints.end(),
                   [](const PlainHint& a, const PlainHint& b) { return a.begin < b.begin; });
  return hints;
}

}  // namespace wv::content
