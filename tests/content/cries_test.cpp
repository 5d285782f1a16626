// The detector and what nobody means: a file of chance bytes whose checksum is right, and texts that are
// none.
#include <doctest/doctest.h>

#include <random>

#include "content/hearing.h"
#include "content/support.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::content;
using namespace support;
using domain::CryDetector;

namespace {

std::string with_hash(const std::string& body) {
  std::string file(domain::kCryFormat);
  for (std::uint64_t hash = domain::cry_checksum(body), i = 0; i < 8; ++i, hash >>= 8)
    file += static_cast<char>(hash & 0xFF);
  return file + body;
}

std::string chance(std::mt19937& random, std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) bytes += static_cast<char>(random());
  return bytes;
}

}  // namespace

TEST_CASE(
    "a detector's file of chance bytes is refused, or hears without harm, also where its checksum is right") {
  const std::string whole = read(kAssets + "/help/cries.bin");
  const std::string body = whole.substr(domain::kCryFormat.size() + 8);
  REQUIRE(CryDetector::read(with_hash(body)).ok());  // the control: the checksum is made as the file's own
  std::mt19937 random(13);
  for (const std::size_t size : {0UL, 7UL, 8UL, 100UL, 5000UL, body.size()})
    CHECK_FALSE(CryDetector::read(with_hash(chance(random, size))).ok());
  int accepted = 0, refused = 0;
  for (int i = 0; i < 60; ++i) {
    std::string changed = body;
    for (int n = 0; n < 1 + i % 4; ++n)
      changed[random() % (i % 2 == 0 ? 2000 : changed.size())] = static_cast<char>(random());
    const auto detector = CryDetector::read(with_hash(changed));
    ++(detector ? accepted : refused);
    if (detector) (void)detector.value().hear("help er is brand 112 \xD9\x86\xD8\xA7\xD8\xB1", "nl");
  }
  CHECK(refused > 5);  // structure is looked at, not only the checksum
  CHECK(accepted > 5);
}

TEST_CASE(
    "texts that are none: chance bytes, a megabyte, only marks; the detector answers alike each time and goes on hearing") {
  const auto detector = read_detector(fakes::disk(), kAssets);
  REQUIRE(detector.ok());
  const auto alike = [&](const std::string& text) {
    const auto first = detector.value().scores(text, "nl"), second = detector.value().scores(text, "nl");
    return first.danger == second.danger && first.letters == second.letters;
  };
  std::mt19937 random(17);
  for (const std::size_t size : {1UL, 2UL, 3UL, 50UL, 2000UL, 20'000UL}) CHECK(alike(chance(random, size)));
  std::string marks, letters;
  while (marks.size() < 20'000) marks += "\xCC\x81\xD9\x8E";  // an accent and a fatha, on nothing
  CHECK(alike(marks));
  CHECK_FALSE(detector.value().hear(marks, "nl").danger);
  CHECK_FALSE(detector.value().hear("", "nl").danger);
  while (letters.size() < 1'000'000) letters += 'a';
  CHECK(alike(letters));
  std::string words;
  while (words.size() < 1'000'000) words += "wanneer is de bibliotheek open ";
  CHECK_FALSE(detector.value().hear(words, "nl").danger);
  CHECK(
      detector.value()
          .hear(words + "mijn man slaat mij en mijn kind hij heeft een mes hij maakt ons dood help ik bloed",
                "nl")
          .danger);  // the control
}

TEST_CASE("a telephone's number and a permit that is only asked about are no cry") {
  Findings findings;
  const Content content = load_content(fakes::disk(), kAssets, kAssets + "/example/config.json", findings);
  for (const char* text : {"Mijn nummer is 111222333", "Mijn nummer is 0612345678",
                           "Waar kan ik een parkeervergunning aanvragen?"}) {
    const auto cry = hear(content, text, "nl");
    CHECK_MESSAGE(!cry.danger, text);
    CHECK_MESSAGE(!cry.letters, text);
  }
  CHECK(hear(content, "Mijn man slaat mij, mijn nummer is 0612345678", "nl").danger);  // the control
}

TEST_CASE(
    "a short cry is heard among other sentences, with marks between them and without, first, last and after a megabyte") {
  const auto detector = read_detector(fakes::disk(), kAssets);
  REQUIRE(detector.ok());
  const auto hears = [&](const std::string& text) { return detector.value().hear(text, "nl").danger; };
  const std::string before =
      "Goedemorgen, de lantaarn voor mijn deur is al drie weken kapot. Ik heb het ook aan de buurman gevraagd. Kunt u mij zeggen wie dat maakt?";
  const std::string after =
      "Verder wil ik graag weten wanneer het buurthuis weer open is voor de koffie op dinsdag met de andere bewoners.";
  const std::string cry = "Mijn man slaat mij.";
  CHECK(hears(cry + " " + before + " " + after));
  CHECK(hears(before + " " + cry + " " + after));
  CHECK(hears(before + " " + after + " " + cry));
  CHECK_FALSE(hears(before + " " + after));  // the control
  std::string plain;
  for (const char c : before + " mijn man slaat mij " + after)
    if (c != '.' && c != ',' && c != '?') plain += c;
  CHECK(hears(plain));
  std::string much;
  while (much.size() < 1'000'000) much += "wanneer is de bibliotheek open ";
  CHECK_FALSE(hears(much));
  CHECK(hears(much + "ik wil dood ik maak me van kant"));
}

TEST_CASE("a sentence is heard in its own language, whatever the rest of the message and the screen speak") {
  const auto detector = read_detector(fakes::disk(), kAssets);
  REQUIRE(detector.ok());
  const std::string dutch =
      "Goedemorgen, de lantaarn voor mijn deur is al drie weken kapot. Ik heb het ook aan de buurman gevraagd, die weet het niet. ";
  CHECK_FALSE(detector.value().hear(dutch, "nl").danger);  // the control
  for (const char* cry : {"my husband beats me every night", "kocam beni her gece dövüyor",
                          "زوجي يضربني كل ليلة", "mąż mnie bije co noc", "чоловік б'є мене щоночі"}) {
    CAPTURE(cry);
    CHECK(detector.value().hear(cry, "nl").danger);
    CHECK(detector.value().hear(dutch + cry + ".", "nl").danger);
    CHECK(detector.value().hear(cry + (". " + dutch), "nl").danger);
  }
}
