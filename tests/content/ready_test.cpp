// Ready sentences: what ships is plain Dutch and stands in every language; what is made of them alone is said
// in another language, and what isn't is told.
#include "content/ready_sentences.h"

#include <doctest/doctest.h>

#include "content/support.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

ReadySentences shipped() {
  Findings findings;
  ReadySentences ready = load_ready(fakes::disk(), kAssets, findings);
  for (const auto& finding : findings) FAIL_CHECK(to_line(finding));
  return ready;
}

std::size_t faults(std::string_view sentences, std::size_t left) {
  Findings findings;
  const Json json =
      Json::parse("{\"format\":\"wijkverbinder-ready/1\",\"sentences\":" + std::string(sentences) + "}");
  CHECK(read_ready(json, "ready.json", findings).size() == left);
  return findings.size();
}

}  // namespace

TEST_CASE("what ships is plain, and stands in all six languages") {
  const ReadySentences ready = shipped();
  CHECK(ready.size() >= 20);
  for (const ReadySentence& sentence : ready) {
    CAPTURE(sentence.id);
    CHECK(plain_words(sentence.words.at("nl")).empty());
    CHECK(sentence.words.size() == 6);
    for (const char* language : {"nl", "en", "tr", "ar", "pl", "uk"})
      CHECK(sentence.words.contains(language));
  }
}

TEST_CASE("made of them alone it is said in the other language, lines and all; else it is told what isn't") {
  const ReadySentences ready = shipped();
  const auto whole = translate("Dank u voor uw bericht. Dat spijt mij.\n\nWat een mooi idee.", ready, "en");
  CHECK(whole.whole());
  CHECK(whole.text == "Thank you for your message. I am sorry about that.\n\nWhat a great idea.");
  const std::string mixed = "Dank u voor uw bericht. Morgen kom ik langs.";
  const auto part = translate(mixed, ready, "uk");
  REQUIRE(part.missing.size() == 1);
  CHECK(mixed.substr(part.missing[0].begin, part.missing[0].end - part.missing[0].begin) ==
        "Morgen kom ik langs.");
  CHECK(part.text == "Дякую за ваше повідомлення. Morgen kom ik langs.");
  CHECK_FALSE(translate("Dank u voor uw bericht.", ready, "de").whole());
  CHECK(translate("", ready, "en").whole());
  CHECK(translate("Dank u voor uw bericht", ready, "en").missing.size() == 1);  // nothing is guessed
}

TEST_CASE("a spoilt entry is a finding, and the others count") {
  const std::string good = R"({"id":"a","nl":"Dank u.","en":"Thanks."})";
  CHECK(faults("[" + good + "]", 1) == 0);
  CHECK(faults("[" + good + "," + good + "]", 1) == 1);
  CHECK(faults("[" + good + R"(,{"id":"b","en":"No Dutch."}])", 1) == 1);
  CHECK(faults("[" + good + R"(,{"id":"b","nl":"Een zin. En nog een."}])", 1) == 2);
  CHECK(faults("[" + good + R"(,{"id":"b","theme":"garden","nl":"Een zin."}])", 2) == 1);
  CHECK(faults("[" + good + R"(,7])", 1) == 1);
  CHECK(faults("7", 0) == 1);
}
