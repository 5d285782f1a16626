#include "base/json.h"

#include <doctest/doctest.h>

#include <random>

using namespace wv;

namespace {
std::string nested(int depth, char open, char close) {
  return std::string(static_cast<std::size_t>(depth), open) +
         std::string(static_cast<std::size_t>(depth), close);
}
}  // namespace

TEST_CASE("what is not UTF-8 is refused, and told as that") {
  for (const char* bad : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
    CAPTURE(bad);
    for (const std::string& text :
         {"\"" + std::string(bad) + "\"", "{\"" + std::string(bad) + "\":1}", "1" + std::string(bad)}) {
      const auto read = parse_json(text, "x.json");
      REQUIRE_FALSE(read.ok());
      CHECK(read.error().what == "x.json: not UTF-8; save the file as UTF-8");
    }
  }
}

TEST_CASE("values come through with their types") {
  const auto json = parse_json(R"({"a":[1,-2,3.5,true,null,"é\u0000"],"b":{"c":{}}})", "x.json");
  REQUIRE(json.ok());
  CHECK(json.value()["a"].size() == 6);
  CHECK(json.value()["a"][0].is_number_unsigned());
  CHECK(json.value()["a"][5].get<std::string>() == std::string("é\0", 3));
  CHECK(json.value()["b"]["c"].is_object());
  CHECK(parse_json("7", "x").value() == 7);
}

TEST_CASE("duplicate members are refused at any depth, by name; private names are not repeated") {
  const auto twice = parse_json(R"({"a":{"b":1,"b":2}})", "x.json");
  REQUIRE_FALSE(twice.ok());
  CHECK(twice.error().what.find("\"b\" stands there twice") != std::string::npos);
  CHECK(twice.error().fault == Fault::bad_input);
  CHECK(parse_json(R"({"a":{"b":1},"b":{"b":1}})", "x").ok());
  const auto hidden = parse_json(R"({"Jan de Vries":1,"Jan de Vries":2})", "x.json");
  CHECK(hidden.error().what.find("Vries") == std::string::npos);
}

TEST_CASE("depth 64 is the most") {
  CHECK(parse_json(nested(64, '[', ']'), "x").ok());
  CHECK_FALSE(parse_json(nested(65, '[', ']'), "x").ok());
  CHECK_FALSE(parse_json(std::string(1'000'000, '['), "x").ok());
  std::string objects;
  for (int i = 0; i < 65; ++i) objects += "{\"a\":";
  CHECK_FALSE(parse_json(objects, "x").ok());
}

TEST_CASE("what isn't JSON is told with its line and column, and without its content") {
  const auto bad = parse_json("{\n  \"a\": geheim\n}", "x.json");
  REQUIRE_FALSE(bad.ok());
  CHECK(bad.error().what.rfind("x.json: line 2, column ", 0) == 0);
  CHECK(bad.error().what.find("geheim") == std::string::npos);
  for (const char* text : {"", " ", "{", "[1,]", "{\"a\":1}x", "{} {}", "nul", "01", "1e999", "'a'",
                           "\"\x01\"", "\"\\ud800\"", "{a:1}", "[1 2]", "\"\xC3\""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text, "x").ok());
  }
}

TEST_CASE("mutilated JSON never breaks out") {
  const std::string whole =
      R"({"format":"x/1","list":[1,2.5e3,{"a":"b\u00e9\n"}],"deep":[[[[]]]],"t":true,"n":null})";
  std::mt19937 random(11);
  for (std::size_t cut = 0; cut < whole.size(); ++cut)
    CHECK_FALSE(parse_json(whole.substr(0, cut), "x").ok());
  for (int round = 0; round < 20000; ++round) {
    std::string text = whole;
    for (int flips = 0; flips < 3; ++flips) text[random() % text.size()] = static_cast<char>(random());
    const auto result = parse_json(text, "x");
    if (!result.ok()) CHECK_FALSE(result.error().what.empty());
  }
}

TEST_CASE("a reader collects every fault with its place") {
  const Json json =
      Json::parse(R"({"name":"","number":1000,"flag":"yes","list":[1,"a"],"a/b~c":1,"obj":[]})");
  Findings findings;
  ObjectReader reader(json, "config.json", "/device", findings);
  CHECK(reader.required_text("name").empty());
  CHECK(reader.required_int("number", 0, 999) == 0);
  CHECK(reader.optional_bool("flag", true));
  CHECK(reader.optional_texts("list") == std::vector<std::string>{"a"});
  CHECK(reader.required_object("obj") == nullptr);
  CHECK(reader.required_text("missing").empty());
  CHECK_FALSE(reader.optional_text("also_missing"));
  reader.refuse_unknown();
  std::vector<std::string> places;
  for (const Finding& finding : findings) {
    places.push_back(finding.place);
    CHECK_FALSE(finding.remedy.empty());
    CHECK(to_line(finding).find('\n') == std::string::npos);
  }
  CHECK(places == std::vector<std::string>{"/device/name", "/device/number", "/device/flag", "/device/list/0",
                                           "/device/obj", "/device/missing", "/device/a~1b~0c"});
  CHECK(has_fault(findings));
}

TEST_CASE("whole numbers: bounds, sizes and other types") {
  const Json json = Json::parse(R"({"a":18446744073709551615,"b":1.0,"c":-5,"d":"5","w":1.5,"x":11})");
  Findings findings;
  ObjectReader reader(json, "f", "", findings);
  CHECK_FALSE(reader.optional_int("a", 0, 10));
  CHECK_FALSE(reader.optional_int("b", 0, 10));
  CHECK(reader.optional_int("c", -5, 10) == -5);
  CHECK_FALSE(reader.optional_int("d", 0, 10));
  CHECK(reader.optional_number("w", 1, 10) == 1.5);
  CHECK_FALSE(reader.optional_number("x", 1, 10));
  CHECK(findings.size() == 4);
  reader.refuse_unknown();
  CHECK(findings.size() == 4);
}

TEST_CASE("what is no object is one fault, not many") {
  Findings findings;
  const Json list = Json::array();
  ObjectReader reader(list, "f", "/x", findings);
  CHECK_FALSE(reader.is_object());
  CHECK(reader.required_text("a").empty());
  CHECK(reader.required_int("b", 1, 2) == 1);
  reader.refuse_unknown();
  CHECK(findings.size() == 1);
  Findings warnings{{Finding::Weight::warning, "f", "", "w", ""}};
  CHECK_FALSE(has_fault(warnings));
}
