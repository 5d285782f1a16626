// S6: thirty hits and thirty look-alikes a language, from tests/content/danger.LANG.json.
#include <doctest/doctest.h>

#include "content/support.h"
#include "places.h"

using namespace wv;
using namespace wv::content;
using namespace support;

TEST_CASE("every list that ships hits what it must and nothing else") {
  int languages = 0;
  for (const auto& entry : fs::directory_iterator(kAssets + "/help")) {
    const std::string name = entry.path().filename().string();
    if (name.rfind("words.", 0) != 0) continue;
    const std::string code = name.substr(6, name.size() - 11);
    CAPTURE(code);
    ++languages;
    Findings findings;
    const auto json = parse_json(read(entry.path().string()), name);
    REQUIRE(json.ok());
    const HelpWords words = read_help_words(json.value(), name, findings);
    INFO(all_lines(findings));
    CHECK(findings.empty());

    const std::string data_name = (wv::source_folder() / "tests/content" / ("danger." + code + ".json")).string();
    REQUIRE_MESSAGE(fs::exists(data_name), data_name);
    const auto data = parse_json(read(data_name), data_name);
    REQUIRE(data.ok());
    CHECK(data.value()["hits"].size() >= 30);
    CHECK(data.value()["look_alikes"].size() >= 30);
    for (const auto& item : data.value()["hits"]) {
      const auto sentence = item.get<std::string>();
      CHECK_MESSAGE(words.danger.matches(sentence), sentence);
    }
    for (const auto& item : data.value()["look_alikes"]) {
      const auto sentence = item.get<std::string>();
      CHECK_MESSAGE(!words.danger.matches(sentence), sentence);
    }
    for (const auto& item : data.value()["letters_hits"]) {
      const auto sentence = item.get<std::string>();
      CHECK_MESSAGE(words.letters.matches(sentence), sentence);
    }
  }
  CHECK(languages >= 3);
}

TEST_CASE("a list that can't work is a fault") {
  const auto findings_of = [](const char* text) {
    Findings findings;
    (void)read_help_words(parse_json(text, "w").value(), "w", findings);
    return findings;
  };
  CHECK(findings_of(R"({"format":"wijkverbinder-help-words/1","danger":["a"],"letters":["b"]})").empty());
  CHECK(has_finding(findings_of(R"({"format":"wijkverbinder-help-words/1","danger":[],"letters":["b"]})"), "/danger", "empty"));
  CHECK(has_finding(findings_of(R"({"format":"wijkverbinder-help-words/1","danger":["a"]})"), "/letters", "missing"));
  CHECK(has_finding(findings_of(R"({"format":"wijkverbinder-help-words/1","danger":["*"],"letters":["b"]})"), "/danger/0", "without a word"));
  CHECK(has_finding(findings_of(R"({"format":"wijkverbinder-help-words/1","danger":[{"text":"a","but":1}],"letters":["b"]})"), "/danger/0/but", "unknown"));
}
