// The report that a municipality hands over, on figures that the test makes.
#include "cli/conformance.h"

#include <sstream>

#include "base/path.h"
#include "cli/commands.h"
#include "content/content.h"
#include "ports/make_platform.h"
#include "runtime/measured.h"
#include "runtime/setup.h"

#include <doctest/doctest.h>

using namespace wv;

namespace {

struct Reported {
  int status = -1;
  Json json;
  std::string err;
  [[nodiscard]] std::string verdict(std::string_view standard, std::string_view id) const {
    for (const auto& c : json["clauses"])
      if (c["standard"] == standard && c["id"] == id) return c["verdict"];
    return "missing";
  }
};

struct Desk {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  std::string config = runtime::default_config(*platform);
  Json figures;

  Desk() {
    Findings findings;
    const auto content =
        content::load_content(platform->files(), runtime::asset_folder(*platform), config, findings);
    const auto here = runtime::measured_here(platform->files(), runtime::asset_folder(*platform), config,
                                             content.config.municipality);
    figures = {{"format", "wijkverbinder-figures/1"},
               {"screens", here.screens},
               {"texts", here.texts},
               {"settings", here.settings},
               {"screens_looked_at", 10},
               {"day", "2026-11-29"},
               {"command", "a test"}};
    for (const char* check :
         {"names", "target_size", "target_spacing", "spoken", "words", "glyphs", "contrast", "letter_size",
          "whole", "same_place", "no_scrolling", "plain_dutch", "error_in_view", "danger_in_view",
          "bar_words", "fold", "own_words", "state_told"})
      figures["checks"][check] = {{"looked", 100}, {"faults", 0}};
  }
  Reported report(const std::string& text) {
    std::ostringstream out, err;
    const std::string words[] = {"check", "--conformance", "--json"};
    Reported r;
    r.status = cli::conformance_by(*platform, words, config, text, out, err);
    r.err = err.str();
    r.json = parse_json(out.str(), "stdout").value();
    return r;
  }
  Reported report() { return report(figures.dump()); }
};

}  // namespace

TEST_CASE("a report goes by the figures, and a fault turns its line") {
  Desk desk;
  const Reported good = desk.report();
  CHECK(good.status == 0);
  CHECK(good.err.empty());
  CHECK(good.json["measured"] == true);
  CHECK(good.verdict("WCAG 2.2", "1.4.3") == "meets");
  CHECK(good.verdict("EN 301 549", "5.6.1") == "meets");
  CHECK(good.verdict("EN 301 549", "5.1.3.12") == "by_hand");
  CHECK(good.verdict("WCAG 2.2", "1.2.2") == "not_applicable");
  CHECK(good.verdict("WCAG 2.2", "2.1.1") == "tested");

  desk.figures["checks"]["contrast"]["faults"] = 1;
  const Reported bad = desk.report();
  CHECK(bad.status == 1);
  CHECK(bad.verdict("WCAG 2.2", "1.4.3") == "fails");
  CHECK(bad.verdict("EN 301 549", "5.6.1") == "meets");

  // What looked at nothing has shown nothing.
  desk.figures["checks"]["contrast"] = {{"looked", 0}, {"faults", 0}};
  CHECK(desk.report().verdict("WCAG 2.2", "1.4.3") == "unmeasured");
}

TEST_CASE("figures of another build, other texts or other settings are none") {
  for (const char* of : {"screens", "texts", "settings", "format"}) {
    Desk desk;
    desk.figures[of] = "another";
    const Reported r = desk.report();
    CHECK(r.status == 3);
    CHECK(std::count(r.err.begin(), r.err.end(), '\n') == 1);
    for (const auto& c : r.json["clauses"])
      CHECK_MESSAGE((c["verdict"] != "meets" && c["verdict"] != "fails"), of);
  }
  CHECK(Desk().report("").status == 3);
  CHECK(Desk().report("[1,").status == 3);
}

TEST_CASE("every clause says how it is shown, in both languages, and names checks that there are") {
  Desk desk;
  const auto text = desk.platform->files().read(
      path_in(runtime::asset_folder(*desk.platform), "conformance/clauses.json"), 1u << 20);
  REQUIRE(text.ok());
  const Json file = parse_json(text.value(), "clauses.json").value();
  const Json& clauses = file["clauses"];
  std::size_t wcag = 0;
  for (const auto& c : clauses) {
    wcag += c["standard"] == "WCAG 2.2" ? 1 : 0;
    for (const char* language : {"nl", "en"}) {
      CHECK_FALSE(c["name"][language].get<std::string>().empty());
      CHECK_FALSE(c["how"][language].get<std::string>().empty());
    }
    CHECK(c["shown_by"].size() == 1);
    if (c["shown_by"].contains("sweep"))
      for (const auto& check : c["shown_by"]["sweep"])
        CHECK_MESSAGE((desk.figures["checks"].contains(check.get<std::string>()) &&
                       file["checks"].contains(check.get<std::string>())),
                      check.get<std::string>());
    if (c["shown_by"].contains("hand")) CHECK(c["shown_by"]["hand"]["en"].is_string());
  }
  CHECK(wcag == 55);                   // A and AA of WCAG 2.2
  CHECK(clauses.size() - wcag == 33);  // chapter 5 without what only tells
}

TEST_CASE("words that the report doesn't know are wrong usage") {
  Desk desk;
  std::ostringstream out, err;
  const std::string words[] = {"check", "--conformance", "--lang", "xx"};
  CHECK(cli::run_conformance(*desk.platform, words, desk.config, out, err) == 2);
  CHECK(out.str().empty());
}
