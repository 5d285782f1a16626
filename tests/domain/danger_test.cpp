#include "domain/danger.h"

#include <doctest/doctest.h>

#include <random>

using namespace wv::domain;

namespace {
std::u32string joined(std::string_view text) {
  std::u32string all;
  for (const auto& word : folded_words(text)) all += (all.empty() ? U"" : U" ") + word;
  return all;
}
}  // namespace

TEST_CASE("folding: case, accents, Turkish, Polish, Cyrillic, Arabic") {
  CHECK(joined("Café, ÉÉN!  naïef") == U"cafe een naief");
  CHECK(joined("İntihar ıssız ŞİDDET ağır çığlık GÜRÜLTÜ") == U"intihar issiz siddet agir ciglik gurultu");
  CHECK(joined("Zażółć gęślą jaźń ŁÓDŹ") == U"zazolc gesla jazn lodz");
  CHECK(joined("Škoda ŽENA đak Œuvre ßtraße") == U"skoda zena dak ouvre strase");
  CHECK(joined("ДОПОМОЖІТЬ Їжак ґанок йод Ёлка") == U"допоможіть іжак ганок иод елка");
  CHECK(joined("e\u0301e\u0301n") == U"een");
  CHECK(joined("أَخَافُ إِلَى آمِن ٱسْم") == joined("اخاف الى امن اسم"));
  CHECK(joined("مـــــرحبا") == joined("مرحبا"));
  CHECK(joined("علي على") == joined("على علي"));
  CHECK(joined("brand؟ نار، 👍🏽dood") == joined("brand نار dood"));
  CHECK(joined("wa\u00ADpen zelf\u200Dmoord") == U"wapen zelfmoord");
  CHECK(joined("\xFF\xFE brand \xC3") == U"brand");
  CHECK(joined("").empty());
}

TEST_CASE("whole words, phrases, prefixes") {
  const WordList list({{"brand", {}}, {"wil dood", {}}, {"schiet*", {}}, {"van de brug spring*", {}}});
  for (const char* text :
       {"BRAND!", "er is brand", "(brand)", "brand, nu", "ik wil\ndood", "Ik wil... dood", "schiet",
        "hij schietschijft", "zij schiet.", "ik ga van de brug springen", "bránd"}) {
    CAPTURE(text);
    CHECK(list.matches(text));
  }
  for (const char* text :
       {"", "brandweer", "verbrand", "dood wil", "wil niet dood", "beschieten", "van de brug", "bra nd"}) {
    CAPTURE(text);
    CHECK_FALSE(list.matches(text));
  }
}

TEST_CASE("an exception cancels only the hit that it overlaps") {
  const WordList list({{"schiet", {"schiet op", "wat schiet"}}, {"brand", {"brand*"}}});
  CHECK_FALSE(list.matches("Schiet op met die lamp"));
  CHECK_FALSE(list.matches("wat schiet het op"));
  CHECK(list.matches("schiet op! Hij schiet"));
  CHECK(list.matches("hij schiet eens op"));
  CHECK_FALSE(list.matches("brand"));
}

TEST_CASE("an entry without a word would match everything: it matches nothing") {
  const WordList list({{"", {}}, {"*", {}}, {"!?", {}}});
  CHECK(list.empty());
  CHECK_FALSE(list.matches("anything"));
}

TEST_CASE("any bytes may come") {
  const WordList list({{"brand", {"brand op"}}, {"a b*", {}}});
  std::mt19937 random(9);
  for (int round = 0; round < 5000; ++round) {
    std::string text(random() % 30, ' ');
    for (char& c : text) c = static_cast<char>(random());
    (void)list.matches(text);
  }
  CHECK(list.matches(std::string(200'000, 'x') + " brand"));
}
