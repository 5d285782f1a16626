#include "content/colour.h"
#include "content/content.h"
#include "content/municipality.h"
#include "content/phrases.h"

#include <doctest/doctest.h>

#include "content/support.h"
#include "content/files.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

struct Read {
  TestFolder folder;
  Findings findings;
  Municipality m;
  explicit Read(const std::string& text) {
    const auto json = parse_json(text, "municipality.json");
    REQUIRE(json.ok());
    m = read_municipality(json.value(), folder / "municipality.json", {fakes::disk(), folder / ""}, findings);
  }
};

std::string example() { return read(kAssets + "/example/municipality.json"); }

// The example without one member, whatever stands after its name.
std::string without(const std::string& member) {
  Json json = Json::parse(example());
  json.erase(member);
  return json.dump();
}
std::string with(const std::string& member, const char* value) {
  Json json = Json::parse(example());
  json[member] = Json::parse(value);
  return json.dump();
}

}  // namespace

TEST_CASE("the example is whole") {
  const Read read(example());
  INFO(all_lines(read.findings));
  CHECK(read.findings.empty());
  CHECK(read.m.wijkverbinders.size() == 1);
  CHECK(read.m.wijkverbinders[0].surgery.days == std::vector<int>{2});
  CHECK(read.m.wijkverbinders[0].surgery.place.empty());
  CHECK(read.m.reading_days == std::vector<int>{2, 5});
  CHECK(read.m.help.suicide == "113");
  CHECK(read.m.retention_months == 12);
  CHECK_FALSE(read.m.texts.empty());
}

TEST_CASE("what the law asks is required, and so is what every page needs") {
  for (const char* member : {"controller", "readers", "retention_months", "privacy_contact", "name", "phone",
                             "wijkverbinders", "reading_days", "format"}) {
    CAPTURE(member);
    const Read read(without(member));
    CHECK(has_finding(read.findings, "/" + std::string(member), "missing"));
    CHECK(has_fault(read.findings));
  }
  for (const char* member :
       {"neighbourhood", "places", "help", "texts", "notice_version", "reply_term_working_days", "reads"}) {
    CAPTURE(member);
    CHECK(Read(without(member)).findings.empty());
  }
  CHECK(Read(without("help")).m.help.domestic_violence == "0800-2000");
}

TEST_CASE("the hours in which the building is open") {
  CHECK(Read(example()).m.opening.empty());
  const Read read(with(
      "opening", R"([{"days":[1,2],"from":"09:00","to":"24:00"},{"day":6,"from":"10:00","to":"12:30"}])"));
  CHECK(read.findings.empty());
  REQUIRE(read.m.opening.size() == 2);
  CHECK(read.m.opening[0].days == std::vector<int>{1, 2});
  CHECK(read.m.opening[0].to == "24:00");
  CHECK(read.m.opening[1].days == std::vector<int>{6});
}

TEST_CASE("wrong values") {
  struct Row {
    const char* member;
    const char* value;
    const char* place;
    const char* what;
  };
  const Row rows[] = {
      {"style", R"({"colours":{"accent":"green"}})", "/style/colours/accent", "not a colour"},
      {"style", R"({"colours":{"accent":"#ffee88"}})", "/style/colours/accent",
       "white letters on the accent"},
      {"style", R"({"colours":{"paper":"#6b7280"}})", "/style/colours/paper", "on the paper"},
      {"style", R"({"colours":{"shadow":"#000000"}})", "/style/colours/shadow", "unknown"},
      {"style", R"({"fonts":{"regular":"nowhere.ttf","bold":"nowhere.ttf"}})", "/style/fonts/regular",
       "no such file"},
      {"style", R"({"fonts":{}})", "/style/fonts/bold", "missing"},
      {"style", R"({"pictures":{"scene-home":"nowhere.png"}})", "/style/pictures/scene-home", "no such file"},
      {"logo", R"("nowhere.svg")", "/logo", "no such file"},
      {"phone", R"("bel ons")", "/phone", "not a telephone number"},
      {"reading_days", "[0]", "/reading_days", "not a list of weekdays"},
      {"reading_days", "[2,2]", "/reading_days", "not a list of weekdays"},
      {"reading_days", "[]", "/reading_days", "no day"},
      {"opening", "[]", "/opening", "no hours"},
      {"opening", R"([{"days":[1],"from":"09:00"}])", "/opening/0/to", "missing"},
      {"opening", R"([{"days":[1],"from":"09:00","to":"09:00"}])", "/opening/0/to", "not after"},
      {"opening", R"([{"days":[8],"from":"09:00","to":"17:00"}])", "/opening/0/days",
       "not a list of weekdays"},
      {"opening", R"([{"day":1,"from":"09:00","to":"17:00","place":"hier"}])", "/opening/0/place", "unknown"},
      {"closed_days", "[\"25-12-2026\"]", "/closed_days", "not a list of days"},
      {"closed_days", "[\"2026-02-30\"]", "/closed_days", "not a list of days"},
      {"closed_days", "[1225]", "/closed_days", "not a list of days"},
      {"reading_days", "[\"dinsdag\"]", "/reading_days", "not a list of weekdays"},
      {"retention_months", "0", "/retention_months", "range"},
      {"retention_months", "\"12\"", "/retention_months", "wrong type"},
      {"reply_term_working_days", "0", "/reply_term_working_days", "range"},
      {"controller", "\"\"", "/controller", "empty"},
      {"wijkverbinders", "[]", "/wijkverbinders", "nobody"},
      {"wijkverbinders", R"([{"name":"Sam"}])", "/wijkverbinders/0/surgery", "missing"},
      {"wijkverbinders", R"([{"name":"Sam","surgery":{"day":8,"from":"10:00","to":"12:00"}}])",
       "/wijkverbinders/0/surgery/day", "range"},
      {"wijkverbinders", R"([{"name":"Sam","surgery":{"day":2,"from":"10","to":"12:00"}}])",
       "/wijkverbinders/0/surgery/from", "not an hour"},
      {"wijkverbinders", R"([{"name":"Sam","surgery":{"day":2,"from":"10:00","to":"10:75"}}])",
       "/wijkverbinders/0/surgery/to", "not an hour"},
      {"wijkverbinders", R"([{"name":"Sam","surgery":{"day":2,"from":"12:00","to":"10:00"}}])",
       "/wijkverbinders/0/surgery/to", "not after"},
      {"wijkverbinders", R"([{"name":"Sam","age":50,"surgery":{"day":2,"from":"10:00","to":"12:00"}}])",
       "/wijkverbinders/0/age", "unknown"},
      {"places", R"([{"id":"here","name":"x"}])", "/places/0/id", "not an id"},
      {"places", R"([{"id":"a","name":"x"},{"id":"a","name":"y"}])", "/places/1/id", "twice"},
      {"help", R"({"emergency":"help"})", "/help/emergency", "not a telephone number"},
      {"help", R"({"fire":"112"})", "/help/fire", "unknown"},
      {"texts", R"({"nl":{"home.heading":7}})", "/texts", "no text"},
      {"texts", R"({"nl":"x"})", "/texts", "wrong type"},
      {"slogan", "1", "/slogan", "unknown"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.place);
    CAPTURE(row.value);
    const Read read(with(row.member, row.value));
    INFO(all_lines(read.findings));
    CHECK(has_fault(read.findings));
    CHECK(has_finding(read.findings, row.place, row.what));
  }
}

TEST_CASE("several surgery days, and a place elsewhere") {
  const Read read(
      with("wijkverbinders",
           R"([{"name":"Sam","surgery":{"days":[5,2],"from":"09:30","to":"12:00","place":"De Ark"}}])"));
  CHECK(read.findings.empty());
  CHECK(read.m.wijkverbinders[0].surgery.days == std::vector<int>{5, 2});
  CHECK(read.m.wijkverbinders[0].surgery.place == "De Ark");
}

TEST_CASE("contrast, as it is known of the role colours") {
  CHECK(contrast_of("#000000", "#ffffff") == doctest::Approx(21));
  CHECK(contrast_of("#102E6E", "#FFFFFF") == doctest::Approx(12.8).epsilon(0.01));
  CHECK(contrast_of("#B64A0C", "#ffffff") == doctest::Approx(5.3).epsilon(0.01));
  CHECK(contrast_of("red", "#ffffff") == 0);
}

TEST_CASE("a colour that can't be read is told with the nearest that can") {
  const std::vector<ContrastRule> rules = {{"#ffffff", 4.5}, {"#FBF7EF", 4.5}};
  for (const char* wrong : {"#ffee88", "#f08a3c", "#ff0000", "#a0a0a0", "#3fbf9f", "#ffffff"}) {
    CAPTURE(wrong);
    CHECK_FALSE(passes(wrong, rules));
    const auto better = nearest_passing(wrong, rules);
    REQUIRE(better);
    CHECK(passes(*better, rules));
    // Nearest: hardly more contrast than is asked, so a lighter one would fail.
    CHECK(contrast_of(*better, "#FBF7EF") < 4.7);
  }
  CHECK(nearest_passing("#102E6E", rules).value_or("") == "#102e6e");  // what passes stays
  CHECK_FALSE(nearest_passing("#808080", {{"#ffffff", 10}, {"#000000", 10}}));
  CHECK_FALSE(nearest_passing("red", rules));
  const Read read(with("style", R"({"colours":{"accent":"#f08a3c"}})"));
  REQUIRE(read.findings.size() >= 1);
  const auto said = read.findings[0].remedy;
  const Read mended(
      with("style", (R"({"colours":{"accent":")" + said.substr(said.find('#')) + R"("}})").c_str()));
  INFO(all_lines(mended.findings));
  CHECK(mended.findings.empty());
}

TEST_CASE("who is here today is said on their day, until the hours are over, and never when it is closed") {
  Findings findings;
  const Content content = load_content(fakes::disk(), kAssets, kAssets + "/example/config.json", findings);
  const auto said = [&](const char* moment, std::vector<Day> closed = {}, const char* place = "") {
    content::Wijkverbinder person;
    person.name = "Sam";
    person.surgery = {{2}, "10:00", "12:30", place};
    return content::today_words(content.catalog, "nl", person, *parse_rfc3339(moment), closed).shown;
  };
  CHECK(said("2026-06-02T08:00:00+02:00").starts_with("Sam is hier vandaag, 10"));
  CHECK_FALSE(said("2026-06-02T12:29:00+02:00").empty());
  CHECK(said("2026-06-02T12:30:00+02:00").empty());
  CHECK(said("2026-06-01T10:00:00+02:00").empty());                  // a Monday
  CHECK(said("2026-06-02T10:00:00+02:00", {{2026, 6, 2}}).empty());  // closed
  CHECK(said("1970-01-06T10:00:00+01:00").empty());                  // a Tuesday of a dead clock
  CHECK(said("2026-06-02T10:00:00+02:00", {}, "Basisschool De Ark").starts_with("Sam is er vandaag: "));
}
