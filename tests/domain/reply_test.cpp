// What comes back, written and read strictly.
#include "domain/reply.h"

#include <doctest/doctest.h>

#include "base/json.h"

using namespace wv;
using namespace wv::domain;

namespace {

AnswerDocument answer() {
  return {"7f3a9b00-0000-4000-8000-000000000001",
          3,
          AnswerStatus::answered,
          Role::bridge_builder,
          "De lamp brandt weer. \"Dank u!\"\n",
          "nl",
          parse_rfc3339("2026-11-24T09:30:00+01:00").value(),
          "00112233445566778899aabbccddeeff"};
}

PublishedDocument published() {
  PublishedDocument d;
  d.id = "lampen";
  d.seq = 2;
  d.exp = {2026, 12, 31};
  d.title = {{"nl", "De lampen branden"}, {"ar", "المصابيح مضاءة"}};
  d.text = {{"nl", "U zei: het is donker."}};
  d.role = Role::bridge_builder;
  d.picture = {0x89, 'P', 'N', 'G', 0xFF, 0xFE, 0x00};
  d.alt = {{"nl", "Een lantaarn"}};
  return d;
}

}  // namespace

TEST_CASE("an answer comes back as it was written") {
  const AnswerDocument a = answer();
  const auto b = parse_answer(to_string(to_json(a)));
  REQUIRE(b.ok());
  CHECK(b.value().submission == a.submission);
  CHECK(b.value().seq == 3);
  CHECK(b.value().status == AnswerStatus::answered);
  CHECK(b.value().role == Role::bridge_builder);
  CHECK(b.value().text == a.text);
  CHECK(b.value().language == "nl");
  CHECK(to_rfc3339(b.value().at) == "2026-11-24T09:30:00+01:00");
  CHECK(b.value().tag == a.tag);
}

TEST_CASE("a fault of an answer is told by its member, never by its content") {
  const Json good = parse_json(to_string(to_json(answer())), "answer").value();
  const auto with = [&](const char* member, const Json& value) {
    Json json = good;
    json[member] = value;
    const auto parsed = parse_answer(json.dump());
    return parsed ? std::string() : parsed.error().what;
  };
  CHECK(with("language", "nl").empty());
  CHECK(with("something", "new").empty());
  for (const auto& [member, value] :
       std::vector<std::pair<const char*, Json>>{{"format", "other/1"},
                                                 {"seq", 0},
                                                 {"seq", -1},
                                                 {"seq", "1"},
                                                 {"seq", 1.5},
                                                 {"seq", 99999999999},
                                                 {"status", "done"},
                                                 {"role", "boss"},
                                                 {"text", 5},
                                                 {"text", std::string(kMostAnswerBytes + 1, 'x')},
                                                 {"at", "gisteren"},
                                                 {"submission", nullptr},
                                                 {"tag", 1}}) {
    const std::string what = with(member, value);
    CHECK_MESSAGE(what.find(std::string("/") + member) != std::string::npos, what);
    CHECK(what.find("lamp") == std::string::npos);
  }
  CHECK_FALSE(parse_answer("[]").ok());
  CHECK_FALSE(parse_answer("").ok());
}

TEST_CASE("a published document comes back, picture and all; other tools' base64 is read too") {
  const auto b = parse_published(to_string(to_json(published())));
  REQUIRE(b.ok());
  CHECK(b.value().title == published().title);
  CHECK(b.value().exp == Day{2026, 12, 31});
  CHECK(b.value().picture == published().picture);
  CHECK(b.value().alt == published().alt);
  Json json = parse_json(to_string(to_json(published())), "published").value();
  json["picture"]["data"] = "iVBORw==";
  CHECK(parse_published(json.dump()).value().picture.size() == 4);
  json["picture"] = "somewhere.png";  // not ours: the words still count
  CHECK(parse_published(json.dump()).value().picture.empty());
  json["title"] = Json::object();
  CHECK_FALSE(parse_published(json.dump()).ok());
  json["title"] = {{"nl", 5}};
  CHECK_FALSE(parse_published(json.dump()).ok());
}

TEST_CASE("words fall back to a language that has them, and say which") {
  const std::map<std::string, std::string> words = {{"nl", "Dag"}, {"en", "Hello"}, {"pl", "Cześć"}};
  CHECK(words_for(words, "pl", {"nl", "en"}).words == "Cześć");
  CHECK(words_for(words, "ar", {"nl", "en"}).language == "nl");
  CHECK(words_for(words, "ar", {"tr", "en"}).language == "en");
  CHECK(words_for({{"uk", "Так"}}, "ar", {"nl"}).language == "uk");
  CHECK(words_for({}, "ar", {"nl"}).words.empty());
}

TEST_CASE(
    "the nearest language: its region doesn't matter, then the device's own, Dutch and English, then any") {
  const std::vector<std::string> device{"nl", "ar"};
  CHECK(words_for({{"nl-NL", "Dag"}, {"en", "Hello"}}, "nl", device).words == "Dag");
  CHECK(words_for({{"nl-NL", "Dag"}}, "nl", device).language == "nl");  // said and set as the device's own
  CHECK(words_for({{"EN-gb", "Hello"}}, "en", device).words == "Hello");
  CHECK(words_for({{"de", "Hallo"}, {"en", "Hello"}, {"zh-Hant", "你好"}}, "nl", device).words == "Hello");
  CHECK(words_for({{"ar-MA", "سلام"}, {"de", "Hallo"}}, "nl", device).language == "ar");
  CHECK(words_for({{"zh-Hant", "你好"}}, "nl", device).language == "zh-Hant");
  CHECK(words_for({{"nld", "Dag"}, {"en", "Hello"}}, "nl", device).words ==
        "Hello");  // three letters are another tag
}

TEST_CASE("members that a later version knows are passed by, in titles and texts too") {
  const std::string begin =
      R"({"format":"wijkverbinder-published/1","id":"a","seq":1,"exp":"2026-12-31","kind":"news","later":{"x":1},"text":{"nl":"Ja"},"title":)";
  const auto read = [&](const std::string& title) { return parse_published(begin + title + "}"); };
  const auto odd =
      read(R"({"nl":"Dag","xx":"?","zh-Hant":"你好","machine_translated":["de"],"@meta":{"by":"x"}})");
  REQUIRE(odd);
  CHECK(odd.value().title.size() == 3);
  CHECK_FALSE(read(R"({"nl":5})"));  // a language's text is still a text
  CHECK_FALSE(read(R"({"@meta":{}})"));
}
