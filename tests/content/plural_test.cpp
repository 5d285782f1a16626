// Numbers and days as each language says them. The forms expected here are from grammars, not from our
// catalogues: a word ending that the rules would choose wrongly turns this red.
#include "content/plural.h"

#include <doctest/doctest.h>

#include <map>

#include "content/support.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

Content shipped() {
  Findings findings;
  Content content = load_content(fakes::disk(), kAssets, kAssets + "/example/config.json", findings);
  INFO(all_lines(findings));
  REQUIRE_FALSE(has_fault(findings));
  return content;
}

struct Spoilt {
  TestFolder folder;
  Spoilt() { folder.copy_assets(); }
  void set(const std::string& language, const std::string& key, const Json& value) const {
    const std::string name = "i18n/" + language + ".json";
    Json json = Json::parse(read(folder / name));
    REQUIRE(json.contains(key));
    json[key] = value;
    folder.write(name, json.dump());
  }
  [[nodiscard]] Findings findings() const {
    Findings findings;
    std::vector<std::string> pictures;
    for (const auto& entry : fs::directory_iterator(kAssets + "/illustrations"))
      pictures.push_back(entry.path().stem().string());
    const Content content =
        load_content(fakes::disk(), folder / "", folder / "example/config.json", findings);
    check_content(content, pictures, findings);
    return findings;
  }
};

}  // namespace

TEST_CASE("each language's forms, for the numbers that trip people up") {
  const std::vector<std::int64_t> numbers{0, 1, 2, 3, 5, 11, 21, 22, 100, 101, 102, 111};
  const std::map<std::string, std::vector<std::string>> expected = {
      {"ar", {"zero", "one", "two", "few", "few", "many", "many", "many", "other", "other", "other", "many"}},
      {"pl", {"many", "one", "few", "few", "many", "many", "many", "few", "many", "many", "few", "many"}},
      {"uk", {"many", "one", "few", "few", "many", "many", "one", "few", "many", "one", "few", "many"}},
      {"nl",
       {"other", "one", "other", "other", "other", "other", "other", "other", "other", "other", "other",
        "other"}},
      {"qaa",
       {"other", "other", "other", "other", "other", "other", "other", "other", "other", "other", "other",
        "other"}}};
  for (const auto& [language, forms] : expected) {
    const PluralRule rule(language);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      CAPTURE(language);
      CAPTURE(numbers[i]);
      CHECK(rule.category(numbers[i]) == forms[i]);
    }
  }
  CHECK(PluralRule("pl").categories() == std::vector<std::string>{"one", "few", "many"});
  CHECK(PluralRule("uk").categories() == std::vector<std::string>{"one", "few", "many"});
  CHECK(PluralRule("ar").categories() ==
        std::vector<std::string>{"zero", "one", "two", "few", "many", "other"});
  CHECK(PluralRule("tr").categories() == std::vector<std::string>{"one", "other"});
  CHECK(PluralRule("ar").single("two"));
  CHECK_FALSE(PluralRule("uk").single("one"));  // 21, 31
  CHECK(PluralRule().category(1) == "other");
}

TEST_CASE("what is counted agrees with its number") {
  const Content content = shipped();
  const auto months = [&](std::string_view language, int n) {
    return content.catalog.text(language, "privacy.retention"_k, {{"months", std::to_string(n)}});
  };
  const auto says = [](const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
  };
  const std::vector<std::pair<int, const char*>> polish = {
      {0, "0 miesięcy."},     {1, "1 miesiąc."},     {2, "2 miesiące."},   {3, "3 miesiące."},
      {5, "5 miesięcy."},     {11, "11 miesięcy."},  {21, "21 miesięcy."}, {22, "22 miesiące."},
      {100, "100 miesięcy."}, {101, "101 miesięcy."}};
  const std::vector<std::pair<int, const char*>> ukrainian = {
      {0, "0 місяців."},     {1, "1 місяць."},    {2, "2 місяці."},   {3, "3 місяці."},
      {5, "5 місяців."},     {11, "11 місяців."}, {21, "21 місяць."}, {22, "22 місяці."},
      {100, "100 місяців."}, {101, "101 місяць."}};
  const std::vector<std::pair<int, const char*>> arabic = {
      {1, "شهر واحد."}, {2, "شهرين."},    {3, "3 أشهر."},    {5, "5 أشهر."},
      {11, "11 شهراً."}, {21, "21 شهراً."}, {100, "100 شهر."}, {101, "101 شهر."}};
  for (const auto& [n, words] : polish)
    CHECK_MESSAGE(says(months("pl", n), words), n << ": " << months("pl", n));
  for (const auto& [n, words] : ukrainian)
    CHECK_MESSAGE(says(months("uk", n), words), n << ": " << months("uk", n));
  for (const auto& [n, words] : arabic)
    CHECK_MESSAGE(says(months("ar", n), words), n << ": " << months("ar", n));
  CHECK(says(months("nl", 1), "1 maand."));
  CHECK(says(months("nl", 12), "12 maanden."));
  CHECK(says(months("en", 1), "1 month."));
  CHECK(says(months("tr", 12), "12 ay."));
  // A number on the screen stays a number of people's own digits (Latin), and no form leaves its braces open.
  for (const auto& language : content.config.languages)
    for (const auto& [key, entry] : content.catalog.texts(language)) {
      if (entry.by.empty()) continue;
      for (const int n : {0, 1, 2, 3, 5, 11, 21, 100, 101}) {
        const std::string text =
            content.catalog.text(language, Key{key}, {{entry.by, std::to_string(n)}, {"day", "x"}});
        CHECK_MESSAGE(text.find('{') == std::string::npos,
                      language << " " << key << " " << n << ": " << text);
      }
    }
}

TEST_CASE("a day stands in the case that its sentence asks for") {
  const Content content = shipped();
  const Day day{2026, 12, 8};
  const auto said = [&](std::string_view language, std::string_view form = {}) {
    return day_words(content.catalog, language, day, form);
  };
  const auto before = [&](std::string_view language) {
    return content.catalog.text(language, "receipt.by_day"_k, {{"date", said(language, kBefore)}});
  };
  CHECK(said("nl") == "dinsdag 8 december");
  CHECK(said("en") == "Tuesday 8 December");
  CHECK(said("tr") == "8 Aralık Salı");
  CHECK(said("ar") == "الثلاثاء 8 ديسمبر");
  CHECK(said("pl") == "wtorek 8 grudnia");
  CHECK(said("uk") == "вівторок, 8 грудня");
  CHECK(before("nl") == "U hoort van ons vóór dinsdag 8 december.");
  CHECK(before("tr") == "8 Aralık Salı gününden önce bizden haber alırsınız.");
  CHECK(before("pl") == "Odezwiemy się przed wtorkiem 8 grudnia.");
  CHECK(before("uk") == "Ми озвемося до вівторка, 8 грудня.");
  const auto waiting = [&](std::string_view language, const char* count) {
    return content.catalog.text(language, "health.waiting"_k,
                                {{"count", count}, {"day", said(language, kSince)}});
  };
  CHECK(waiting("pl", "1") == "1 wiadomość czeka od wtorku 8 grudnia.");
  CHECK(waiting("pl", "5") == "5 wiadomości czeka od wtorku 8 grudnia.");
  CHECK(waiting("uk", "21") == "21 повідомлення чекає від вівторка, 8 грудня.");
  CHECK(waiting("ar", "2") == "رسالتان تنتظران منذ الثلاثاء 8 ديسمبر.");
  CHECK(waiting("tr", "3") == "3 mesaj 8 Aralık Salı gününden beri bekliyor.");
  const std::vector<int> days{5, 2};
  CHECK(weekdays_words(content.catalog, "pl", days, kOn) == "we wtorki i w piątki");
  CHECK(weekdays_words(content.catalog, "uk", days, kOn) == "щовівторка і щоп’ятниці");
  CHECK(weekdays_words(content.catalog, "ar", days, kOn) == "يوم الثلاثاء ويوم الجمعة");
  CHECK(weekdays_words(content.catalog, "nl", days, kOn) == "dinsdag en vrijdag");
  // Every day of a year in every language: no brace, no key, its own day of the month.
  for (const auto& language : content.config.languages)
    for (Day d{2026, 1, 1}; d.year == 2026; d = add_days(d, 1))
      for (const std::string_view form : {std::string_view{}, kBefore, kSince}) {
        const std::string text = day_words(content.catalog, language, d, form);
        const bool whole = text.find('{') == std::string::npos && text.find("month.") == std::string::npos &&
                           text.find(std::to_string(d.day)) != std::string::npos;
        if (!whole) FAIL_CHECK(language << ": " << text);
      }
}

TEST_CASE("a form that is missing, or that nobody asks for, is told") {
  const Json polish = {{"by", "months"},
                       {"one", "{months} miesiąc"},
                       {"few", "{months} miesiące"},
                       {"many", "{months} miesięcy"}};
  const auto told = [](const char* language, const char* key, const Json& value, const char* place,
                       const char* what) {
    const Spoilt spoilt;
    spoilt.set(language, key, value);
    const Findings findings = spoilt.findings();
    INFO(all_lines(findings));
    CHECK(has_finding(findings, place, what));
  };
  const auto quiet = [](const char* language, const char* key, const Json& value) {
    const Spoilt spoilt;
    spoilt.set(language, key, value);
    const Findings findings = spoilt.findings();
    INFO(all_lines(findings));
    CHECK_FALSE(has_fault(findings));
  };
  quiet("pl", "privacy.retention", polish);
  for (const char* form : {"one", "few", "many"}) {
    Json less = polish;
    less.erase(form);
    told("pl", "privacy.retention", less, (std::string("/privacy.retention/") + form).c_str(), "missing");
  }
  told("pl", "privacy.retention", "{months} miesięcy", "/privacy.retention", "counted");
  Json wrong = polish;
  wrong["some"] = "{months}";
  told("pl", "privacy.retention", wrong, "/privacy.retention/some", "no number asks");
  wrong = polish;
  wrong["by"] = "maanden";
  told("pl", "privacy.retention", wrong, "/privacy.retention", "counted");
  wrong = polish;
  wrong["few"] = "kilka miesięcy";
  told("pl", "privacy.retention", wrong, "/privacy.retention/few", "placeholders");
  wrong = polish;
  wrong["one"] = "jeden miesiąc";
  quiet("pl", "privacy.retention", wrong);  // nothing but 1 is "one" in Polish
  const Json ukrainian = {
      {"by", "months"}, {"one", "один місяць"}, {"few", "{months} місяці"}, {"many", "{months} місяців"}};
  told("uk", "privacy.retention", ukrainian, "/privacy.retention/one", "placeholders");  // 21 is "one" too
  told("nl", "weekday.2", {{"other", "dinsdag"}, {"sinds", "dinsdag"}}, "/weekday.2/sinds", "nobody asks");
  told("nl", "weekday.2", {{"since", "dinsdag"}}, "/weekday.2/other", "missing");
  told("uk", "results.progress",
       {{"by", "kount"},
        {"one", "{number} {count}"},
        {"few", "{number} {count}"},
        {"many", "{number} {count}"}},
       "/results.progress/by", "nothing fills");
}
