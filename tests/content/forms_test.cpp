#include <doctest/doctest.h>

#include "content/support.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

Findings form_findings(const std::string& text) {
  Findings findings;
  const auto json = parse_json(text, "question.json");
  REQUIRE(json.ok());
  (void)read_form(json.value(), "question.json", domain::Kind::question, findings);
  return findings;
}

Findings keyboard_findings(const std::string& text) {
  Findings findings;
  const auto json = parse_json(text, "xx.json");
  REQUIRE(json.ok());
  (void)read_keyboard(json.value(), "xx.json", "xx", findings);
  return findings;
}

std::string keyboard(const std::string& rows) {
  return R"({"format":"wijkverbinder-keyboard/1","language":"xx","layers":{"letters":)" + rows + "}}";
}

const std::string kBackspace = R"({"id":"backspace","type":"backspace","label":"<"})";

}  // namespace

TEST_CASE("a form that can't work is a fault") {
  const std::string good = read(kAssets + "/forms/question.json");
  CHECK(form_findings(good).empty());
  struct Row {
    const char* from;
    const char* to;
    const char* place;
    const char* what;
  };
  const Row rows[] = {
      {R"("kind": "question")", R"("kind": "signal")", "/kind", "file's name"},
      {R"("role": "fixer")", R"("role": "mediator")", "/role", "another role"},
      {R"("type": "message")", R"("type": "essay")", "/pages/0/type", "unknown type"},
      {R"("type": "message")", R"("type": "radio")", "/pages/0/field", "doesn't fit"},
      {R"("heading": "form.question.message.heading")", R"("heading": "")", "/pages/0/heading", "empty"},
      {R"({"id": "housing")", R"({"id": "money")", "/pages/0/choices/1/id", "twice"},
      {R"({"id": "phone")", R"({"id": "pigeon")", "/pages/1/choices/0/id", "not a way"},
      {R"("id": "contact")", R"("id": "message")", "/pages", "twice"},
      {R"("optional": false)", R"("optional": 1)", "/pages/0/optional", "wrong type"},
      {R"("optional": false)", R"("maybe": true)", "/pages/0/maybe", "unknown"},
      {"form/1", "form/9", "/format", "another format"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.to);
    const Findings findings = form_findings(replaced(good, row.from, row.to));
    INFO(all_lines(findings));
    CHECK(has_finding(findings, row.place, row.what));
  }
  CHECK(has_finding(
      form_findings(R"({"format":"wijkverbinder-form/1","kind":"question","role":"fixer","pages":[]})"),
      "/pages", "missing"));
}

TEST_CASE("a keyboard: rows, widths, letters twice, layers that lead nowhere") {
  CHECK(keyboard_findings(keyboard("[[{\"id\":\"a\",\"type\":\"text\",\"text\":\"a\"}," + kBackspace + "]]"))
            .empty());
  const auto told = [](const std::string& rows, const char* what) {
    const Findings findings = keyboard_findings(keyboard(rows));
    return has_finding(findings, "/layers/letters", what) ||
           has_finding(findings, "/layers/letters/0/0/text", what) ||
           has_finding(findings, "/layers/letters/0/0/type", what) ||
           has_finding(findings, "/layers/letters/0/0/width", what);
  };
  const std::string a = R"({"id":"a","type":"text","text":"a"})";
  CHECK(told("[[" + a + "]]", "no backspace"));
  CHECK(told("[[" + a + "," + a + "," + kBackspace + "]]", "twice"));
  CHECK(told("[[" + a + R"(,{"id":"b","type":"text","text":"a"},)" + kBackspace + "]]", "two keys type"));
  CHECK(told(R"([[{"id":"a","type":"text"},)" + kBackspace + "]]", "types nothing"));
  CHECK(told(R"([[{"id":"a","type":"voice","text":"a"},)" + kBackspace + "]]", "unknown type"));
  CHECK(told(R"([[{"id":"a","type":"text","text":"a","width":0},)" + kBackspace + "]]", "not a number"));
  CHECK(told(R"([[{"id":"a","type":"text","text":"a","width":9.5},)" + kBackspace + "]]", "wider than 10"));
  CHECK(told(R"([[{"id":"a","type":"layer","layer":"moon"},)" + kBackspace + "]]", "isn't there"));
  CHECK(told("[[],[" + kBackspace + "]]", "empty row"));
  CHECK(told("[]", "no rows"));
}

TEST_CASE("layers: letters first, found by name; small keyboards are compact") {
  Findings findings;
  const Content content = load_content(fakes::disk(), kAssets, kAssets + "/example/config.json", findings);
  const Keyboard* nl = content.keyboard("nl");
  REQUIRE(nl != nullptr);
  CHECK(nl->layers.front().id == "letters");
  REQUIRE(nl->layer("capitals") != nullptr);
  CHECK(nl->layer("nowhere") == nullptr);
  CHECK_FALSE(nl->compact);
  REQUIRE(content.keyboard("phone") != nullptr);
  CHECK(content.keyboard("phone")->compact);
  CHECK(content.keyboard("xx") == nullptr);
  for (const auto& [name, keyboard] : content.keyboards) {
    for (const KeyboardLayer& layer : keyboard.layers) {
      for (const KeyboardRow& row : layer.rows) {
        for (const KeyboardKey& key :
             row) {  // whatever is read aloud is a word, never a key of the catalogue
          CHECK((key.name.empty() ? !key.label.empty() || !key.text.empty()
                                  : content.catalog.has("nl", Key{key.name})));
        }
      }
    }
  }
}
