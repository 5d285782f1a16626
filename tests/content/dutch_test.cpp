// L1, the Dutch linter: A2 to B1, "u" throughout (to a child "je"), short sentences, no officialese, no
// percentages, no pile of passives. Words a screen and labels are counted where screens are
// (tests/ui/judge.h).
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <span>

#include "content/support.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

constexpr std::size_t kMostWords = 15;
constexpr double kMeanWords = 9;

// Who reads with difficulty stumbles over these; each has a plain word instead.
constexpr std::array kOfficialese = {
    "aangaande",       "aangezien",    "aanvangen",      "alsmede",      "alvorens",
    "belanghebbende",  "beoogd",       "betreffende",    "bovengenoemd", "bovenstaand",
    "conform",         "derhalve",     "desbetreffende", "desgewenst",   "dien",
    "dienen",          "dient",        "doch",           "doorgaans",    "echter",
    "effectueren",     "eveneens",     "faciliteren",    "geschieden",   "heden",
    "hierbij",         "hieromtrent",  "ingevolge",      "indien",       "indienen",
    "initiëren",       "inzake",       "jegens",         "kenbaar",      "krachtens",
    "middels",         "mits",         "mutatie",        "nadere",       "namelijk",
    "nochtans",        "omtrent",      "onderhavige",    "onderstaand",  "ondanks",
    "optimaliseren",   "optioneel",    "participeren",   "per",          "reeds",
    "respectievelijk", "schriftelijk", "specificeren",   "stakeholder",  "telefonisch",
    "teneinde",        "tenzij",       "tevens",         "thans",        "uiterst",
    "valideren",       "vereist",      "verwerken",      "verwerking",   "verstrekken",
    "verzoeken",       "voornoemd",    "waarbij",        "welke",        "wenst",
    "woonachtig",      "zodanig",      "zulks"};
constexpr std::array kFamiliar = {"je", "jij", "jou", "jouw", "jullie", "jezelf", "gij"};

std::vector<std::string> words_of(std::string_view sentence) {
  std::vector<std::string> words(1);
  for (const char c : sentence) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x80 || std::isalnum(u) != 0 || c == '\'' || c == '{' || c == '}' || c == '_' || c == '@') {
      words.back() += static_cast<char>(u < 0x80 ? std::tolower(u) : u);
    } else if (!words.back().empty() &&
               (c == ' ' || c == ',' || c == ':' || c == '?' || c == '!' || c == '(' || c == ')')) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// A full stop ends a sentence when something comes after a space; "naam@voorbeeld.nl" is no two sentences.
std::vector<std::string> sentences_of(std::string_view text) {
  std::vector<std::string> sentences(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    sentences.back() += text[i];
    const bool stop = text[i] == '.' || text[i] == '?' || text[i] == '!';
    if (stop && (i + 1 == text.size() || text[i + 1] == ' ')) sentences.emplace_back();
  }
  std::erase_if(sentences, [](const std::string& s) { return words_of(s).empty(); });
  return sentences;
}

std::vector<std::string> lint(std::string_view text, std::span<const char* const> familiar = kFamiliar) {
  std::vector<std::string> faults;
  if (text.find('%') != std::string_view::npos) faults.emplace_back("a percentage");
  for (const auto& sentence : sentences_of(text)) {
    const auto words = words_of(sentence);
    if (words.size() > kMostWords) faults.push_back(std::to_string(words.size()) + " words in a sentence");
    std::ptrdiff_t passives = 0;
    for (const auto& word : words) {
      const auto is = [&](const char* other) { return word == other; };
      if (std::any_of(familiar.begin(), familiar.end(), is))
        faults.push_back("\"" + word + "\" instead of u");
      if (std::any_of(kOfficialese.begin(), kOfficialese.end(), is)) faults.push_back("officialese: " + word);
      if (word == "procent") faults.emplace_back("a percentage");
      passives += word == "wordt" || word == "worden" || word == "werd" || word == "werden" ? 1 : 0;
    }
    if (passives > 1) faults.emplace_back("passives piled up");
  }
  return faults;
}

}  // namespace

TEST_CASE("the Dutch is short, plain and says u") {
  const Json texts = Json::parse(read(kAssets + "/i18n/nl.json"));
  std::size_t sentences = 0, words = 0, faults = 0;
  std::vector<std::pair<std::string, std::string>> all;  // a text with forms is as many texts
  for (const auto& item : texts.items()) {
    if (item.value().is_string())
      all.emplace_back(item.key(), item.value().get<std::string>());
    else if (item.key() != "_language")
      for (const auto& form : item.value().items())
        if (form.key() != "by")
          all.emplace_back(item.key() + "/" + form.key(), form.value().get<std::string>());
  }
  for (const auto& [key, text] : all) {
    const bool to_a_child = key.starts_with("help.children");
    for (const auto& fault : to_a_child ? lint(text, {}) : lint(text)) {
      ++faults;
      MESSAGE(key << ": " << fault << ": " << text);
    }
    // The mean is of what is said in sentences, not of labels.
    for (const auto& sentence : sentences_of(text)) {
      if (sentence.back() != '.' && sentence.back() != '?' && sentence.back() != '!') continue;
      ++sentences;
      words += words_of(sentence).size();
    }
  }
  const double mean = static_cast<double>(words) / static_cast<double>(std::max<std::size_t>(sentences, 1));
  MESSAGE(sentences << " sentences, " << mean << " words each");
  CHECK(faults == 0);
  CHECK(mean <= kMeanWords);
  CHECK(sentences > 200);
}

TEST_CASE("negative controls: what the linter must see") {
  CHECK(lint("Wat wilt u weten? Gaat het om een plek? Noem de straat.").empty());
  CHECK(lint("Typ uw e-mailadres, bijvoorbeeld naam@voorbeeld.nl, en ga verder.").empty());
  CHECK(lint("Wat wil je weten?").size() == 1);
  CHECK(lint("Ben je jonger dan 18?", {}).empty());  // what a child reads
  CHECK(lint("Geef jouw naam.").size() == 1);
  CHECK(lint("Indien u dit wenst, dient u het formulier in.").size() == 3);
  CHECK(lint("Wij helpen 80% van de mensen.").size() == 1);
  CHECK(lint("Wij helpen tachtig procent.").size() == 1);
  CHECK(lint("Uw bericht wordt gelezen nadat het verstuurd werd.").size() == 1);
  CHECK(lint("een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien.")
            .empty());
  CHECK(
      lint("een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien.")
          .size() == 1);
}
