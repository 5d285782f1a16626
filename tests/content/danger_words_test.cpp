// S6: thirty hits and thirty look-alikes a language, from tests/content/danger.LANG.json; how well what
// nobody built on is heard stands in tests/README.md (tests/cries).
#include <doctest/doctest.h>

#include "content/hearing.h"
#include "content/support.h"
#include "places.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::content;
using namespace support;

TEST_CASE("what ships hears what it must and nothing else: lists and detector together") {
  Findings findings;
  const Content content = load_content(fakes::disk(), kAssets, kAssets + "/example/config.json", findings);
  INFO(all_lines(findings));
  REQUIRE_FALSE(has_fault(findings));
  REQUIRE(read_detector(fakes::disk(), kAssets).ok());
  for (const std::string& code : content.config.languages) {
    CAPTURE(code);
    const std::string data_name =
        (wv::source_folder() / "tests/content" / ("danger." + code + ".json")).string();
    REQUIRE_MESSAGE(fs::exists(data_name), data_name);
    const auto data = parse_json(read(data_name), data_name);
    REQUIRE(data.ok());
    CHECK(data.value()["hits"].size() >= 30);
    CHECK(data.value()["look_alikes"].size() >= 30);
    for (const auto& item : data.value()["hits"]) {
      const auto sentence = item.get<std::string>();
      CHECK_MESSAGE(hear(content, sentence, code).danger, sentence);
    }
    for (const auto& item : data.value()["look_alikes"]) {
      const auto sentence = item.get<std::string>();
      CHECK_MESSAGE(!hear(content, sentence, code).danger, sentence);
    }
    for (const auto& item : data.value()["letters_hits"]) {
      const auto sentence = item.get<std::string>();
      CHECK_MESSAGE(hear(content, sentence, code).letters, sentence);
    }
  }
}

TEST_CASE(
    "a municipality's own word opens the page, whatever the detector makes of it; without it nothing does") {
  Findings findings;
  Content content = load_content(fakes::disk(), kAssets, kAssets + "/example/config.json", findings);
  const std::string everyday = "Wanneer is de kledingruil bij de Kromme Zwaan?";
  CHECK_FALSE(hear(content, everyday, "nl").danger);  // the control
  CHECK_FALSE(hear(content, everyday, "nl").letters);
  const auto own = parse_json(
      R"({"format":"wijkverbinder-help-words/1","danger":["kromme zwaan"],"letters":["kledingruil"]})",
      "own");
  content.words.insert_or_assign("nl", read_help_words(own.value(), "own", findings));
  CHECK(hear(content, everyday, "nl").danger);
  CHECK(hear(content, everyday, "tr").letters);  // also where the screen speaks another language
}

TEST_CASE(
    "a missing detector is a fault at the start, a damaged one when the assets are checked; the words still hear") {
  const std::string whole = read(kAssets + "/help/cries.bin");
  const auto what_of = [&](const std::string& bytes) {
    TestFolder folder;
    folder.write("help/cries.bin", bytes);
    const auto detector = read_detector(fakes::disk(), folder / "");
    return detector ? std::string() : detector.error().what;
  };
  CHECK(what_of(whole).empty());
  CHECK(what_of("").find("another kind") != std::string::npos);
  CHECK(what_of("wijkverbinder-cries/0\n" + whole).find("another kind") != std::string::npos);
  for (const std::size_t cut : {30UL, whole.size() / 2, whole.size() - 1})
    CHECK(what_of(whole.substr(0, cut)).find("damaged") != std::string::npos);
  for (std::size_t at = 22; at < whole.size(); at += whole.size() / 50) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK(what_of(changed).find("damaged") != std::string::npos);
  }
  TestFolder folder;
  folder.copy_assets();
  fs::remove(folder / "help/cries.bin");
  Findings findings;
  const Content content = load_content(fakes::disk(), folder / "", folder / "example/config.json", findings);
  CHECK(has_fault(findings));
  CHECK(hear(content, "ik wil dood", "nl").danger);
}

TEST_CASE("a list that can't work is a fault") {
  const auto findings_of = [](const char* text) {
    Findings findings;
    (void)read_help_words(parse_json(text, "w").value(), "w", findings);
    return findings;
  };
  CHECK(findings_of(R"({"format":"wijkverbinder-help-words/1","danger":["a"],"letters":["b"]})").empty());
  CHECK(has_finding(findings_of(R"({"format":"wijkverbinder-help-words/1","danger":[],"letters":["b"]})"),
                    "/danger", "empty"));
  CHECK(has_finding(findings_of(R"({"format":"wijkverbinder-help-words/1","danger":["a"]})"), "/letters",
                    "missing"));
  CHECK(has_finding(findings_of(R"({"format":"wijkverbinder-help-words/1","danger":["*"],"letters":["b"]})"),
                    "/danger/0", "without a word"));
  CHECK(has_finding(
      findings_of(
          R"({"format":"wijkverbinder-help-words/1","danger":[{"text":"a","but":1}],"letters":["b"]})"),
      "/danger/0/but", "unknown"));
}
