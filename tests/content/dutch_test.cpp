// L1, the Dutch linter: A2 to B1, "u" throughout (to a child "je"), short sentences, no officialese, no
// percentages, no pile of passives. Words a screen and labels are counted where screens are
// (tests/ui/judge.h).
#include <doctest/doctest.h>

#include <algorithm>

#include "content/plain_words.h"
#include "content/support.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

constexpr double kMeanWords = 9;

// The rule is the product's (content/plain_words.h): answers are written under it too.
std::vector<PlainHint> lint(std::string_view text, Address address = Address::u) {
  return plain_words(text, address);
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
    for (const auto& fault : lint(text, to_a_child ? Address::je : Address::u)) {
      ++faults;
      MESSAGE(key << ": " << text.substr(fault.begin, fault.end - fault.begin) << ": " << text);
    }
    // The mean is of what is said in sentences, not of labels.
    for (const auto& sentence : plain_sentences(text)) {
      const char last = text[sentence.end - 1];
      if (last != '.' && last != '?' && last != '!') continue;
      ++sentences;
      words += sentence.words;
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
  CHECK(lint("Ben je jonger dan 18?", Address::je).empty());  // what a child reads
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

TEST_CASE("a hint points at the word or the sentence, and knows a plain word where there is one") {
  const std::string text = "Dank u.\nIndien je wilt, belt Sam u op.\nTot ziens";
  const auto hints = plain_words(text);
  REQUIRE(hints.size() == 2);
  CHECK(text.substr(hints[0].begin, hints[0].end - hints[0].begin) == "Indien");
  CHECK(hints[0].instead == "als");
  CHECK(text.substr(hints[1].begin, hints[1].end - hints[1].begin) == "je");
  CHECK(plain_sentences(text).size() == 3);  // a line ends a sentence too
  const std::string longer =
      "Dit zijn: een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien.";
  REQUIRE(plain_words(longer).size() == 1);
  CHECK(plain_words(longer).front().count == 16);
  for (const char* nothing : {"", " ", "\n\n", "...", "\xFF\xFE"}) CHECK(plain_words(nothing).empty());
}
