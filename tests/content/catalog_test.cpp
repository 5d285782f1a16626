#include "content/catalog.h"

#include <doctest/doctest.h>

#include "content/phrases.h"

using namespace wv;
using namespace wv::content;

namespace {

Catalog small() {
  Catalog catalog;
  catalog.add({"nl", "Nederlands", "Dutch", Direction::left_to_right},
              {{"a", "hallo {name}"},
               {"only", "alleen nl"},
               {"empty", "toch iets"},
               {"date", "{weekday} {day} {month}"},
               {"weekday.2", "dinsdag"},
               {"weekday.5", "vrijdag"},
               {"weekday.1", "maandag"},
               {"month.12", "december"},
               {"list.comma", ", "},
               {"list.and", " en "},
               {"surgery.when", "{weekday} {from}–{to} uur"},
               {"error.phone_short", "Er staan {count} cijfers."}});
  catalog.add({"ar", "العربية", "Arabic", Direction::right_to_left},
              {{"a", "مرحبا \u2068{name}\u2069"}, {"empty", ""}});
  return catalog;
}

}  // namespace

TEST_CASE("a value that would turn round is set apart, and only then") {
  Catalog catalog = small();
  catalog.add({"he", "עברית", "Hebrew", Direction::right_to_left}, {{"a", "שלום {name}"}});
  CHECK(catalog.text("he", "a"_k, {{"name", "Sam"}}) == "שלום \u2068Sam\u2069");
  CHECK(catalog.text("he", "a"_k, {{"name", "+31612345678"}}) == "שלום \u2068+31612345678\u2069");
  CHECK(catalog.text("he", "a"_k, {{"name", "o'neil+x@voorbeeld.nl"}}) ==
        "שלום \u2068o'neil+x@voorbeeld.nl\u2069");
  CHECK(catalog.text("he", "a"_k, {{"name", "12"}}) == "שלום 12");  // a count turns nothing
  CHECK(catalog.text("nl", "a"_k, {{"name", "سميرة"}}) == "hallo \u2068سميرة\u2069");
  CHECK(catalog.text("nl", "a"_k, {{"name", "Samira (020) 123"}}) == "hallo Samira (020) 123");
  // What the value brings along ends nothing outside it.
  CHECK(catalog.text("he", "a"_k, {{"name", "a\u2069b"}}) == "שלום \u2068ab\u2069");
  CHECK(catalog.text("he", "a"_k, {{"name", "a\u2067b"}}) == "שלום \u2068a\u2067b\u2069\u2069");
  CHECK(catalog.text("ar", "a"_k, {{"name", "Sam"}}) ==
        "مرحبا \u2068Sam\u2069");  // set apart by the translator already
}

TEST_CASE("texts that are read late are read once, and once more when they are otherwise") {
  Catalog catalog = small();
  int reads = 0;
  catalog.add_late({"tr", "Türkçe", "Turkish", Direction::left_to_right}, [&reads]() -> Catalog::Texts {
    if (++reads == 1) return {{"a", "ilk {name}"}};
    return {{"a", "sonra {name}"}, {"only", "hepsi"}};
  });
  catalog.override_texts("tr", {{"empty", "bizim"}});
  const Catalog shared = catalog;  // copies share what was read
  CHECK(reads == 0);
  CHECK(catalog.text("tr", "a"_k, {{"name", "S"}}) == "ilk S");
  CHECK(catalog.text("tr", "only"_k) == "alleen nl");
  CHECK(reads == 1);
  catalog.read_again("tr");
  catalog.read_again("nl");  // was given, and stays
  catalog.read_again("xx");
  CHECK(shared.text("tr", "only"_k) == "hepsi");
  CHECK(catalog.text("tr", "a"_k, {{"name", "S"}}) == "sonra S");
  CHECK(catalog.text("tr", "empty"_k) == "bizim");
  CHECK(catalog.text("nl", "only"_k) == "alleen nl");
  CHECK(reads == 2);
}

TEST_CASE("texts, arguments and fallbacks") {
  const Catalog catalog = small();
  CHECK(catalog.text("nl", "a"_k, {{"name", "Samira"}}) == "hallo Samira");
  CHECK(catalog.text("ar", "a"_k, {{"name", "Samira"}}) == "مرحبا \u2068Samira\u2069");
  CHECK(catalog.text("ar", "only"_k) == "alleen nl");
  CHECK(catalog.text("ar", "empty"_k) == "toch iets");
  CHECK(catalog.text("xx", "only"_k) == "alleen nl");
  CHECK(catalog.text("nl", "no.such.key"_k) == "no.such.key");
  CHECK(catalog.text("nl", "a"_k, {{"other", "x"}}) == "hallo {name}");
  CHECK(catalog.text("nl", "a"_k, {{"name", "{name}{x"}}) ==
        "hallo {name}{x");  // what is put in is not read again
  CHECK(catalog.right_to_left("ar"));
  CHECK_FALSE(catalog.right_to_left("xx"));
  CHECK(catalog.name_of("ar") == "العربية");
  CHECK(catalog.name_of("xx") == "xx");
  CHECK(catalog.has("nl", "only"_k));
  CHECK_FALSE(catalog.has("ar", "only"_k));
}

TEST_CASE("a municipality's own text goes over ours, in a copy too") {
  Catalog catalog = small();
  catalog.override_texts("nl", {{"only", "eigen"}});
  const Catalog copy = catalog;
  catalog = Catalog();
  CHECK(copy.text("nl", "only"_k) == "eigen");
  CHECK(copy.text("nl", "a"_k, {{"name", "x"}}) == "hallo x");
  CHECK(copy.texts("nl").at("only").text() == "alleen nl");
}

TEST_CASE("placeholders") {
  CHECK(placeholders("{b} en {a}, {b}") == std::vector<std::string>{"a", "b"});
  CHECK(placeholders("{a").empty());
  CHECK(placeholders("").empty());
}

TEST_CASE("days, lists, hours, problems, numbers") {
  const Catalog catalog = small();
  CHECK(day_words(catalog, "nl", {2026, 12, 8}) == "dinsdag 8 december");
  CHECK(weekdays_words(catalog, "nl", std::vector<int>{5, 2}) == "dinsdag en vrijdag");
  CHECK(weekdays_words(catalog, "nl", std::vector<int>{5, 2, 1}) == "maandag, dinsdag en vrijdag");
  CHECK(weekdays_words(catalog, "nl", std::vector<int>{}).empty());
  CHECK(surgery_words(catalog, "nl", {{2}, "10:00", "12:00", ""}) == "dinsdag 10–12 uur");
  CHECK(surgery_words(catalog, "nl", {{2, 5}, "09:30", "12:00", ""}) == "dinsdag en vrijdag 9:30–12 uur");
  CHECK(problem_words(catalog, "nl", {"phone", domain::Problem::phone_short, 9}) == "Er staan 9 cijfers.");
  CHECK(problem_words(catalog, "nl", {}).empty());
  CHECK(phone_words("0612345678") == "06\u00A012\u00A034\u00A056\u00A078");
  CHECK(phone_words("0001234567") == "000\u00A0123\u00A045\u00A067");
  CHECK(phone_words("000 123 45 67") == "000\u00A0123\u00A045\u00A067");
  CHECK(phone_words("0800-2000") == "0800-2000");
  CHECK(phone_words("112") == "112");
  CHECK(phone_words("").empty());
}
