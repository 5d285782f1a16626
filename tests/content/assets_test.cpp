// The assets that ship are whole, and each way of spoiling them is found.
#include <doctest/doctest.h>

#include "base/utf8.h"
#include "content/support.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

std::vector<std::string> pictures() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kAssets + "/illustrations"))
    names.push_back(entry.path().stem().string());
  return names;
}

Findings findings_of(const std::string& assets, const std::string& config) {
  Findings findings;
  const Content content = load_content(fakes::disk(), assets, config, findings);
  check_content(content, pictures(), findings);
  return findings;
}

struct Spoilt {
  TestFolder folder;
  Spoilt() { folder.copy_assets(); }
  void change(const char* name, std::string_view from, std::string_view to) const {
    folder.write(name, replaced(read(folder / name), from, to));
  }
  [[nodiscard]] Findings findings() const { return findings_of(folder / "", folder / "example/config.json"); }
};

bool tells(const Findings& findings, std::string_view file, std::string_view place, std::string_view what) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
    return f.file.find(file) != std::string::npos && f.place == place &&
           f.what.find(what) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("the example with every language that ships has no fault") {
  TestFolder folder;
  folder.write("municipality.json", read(kAssets + "/example/municipality.json"));
  Json config = Json::parse(read(kAssets + "/example/config.json"));
  Json languages = Json::array();
  for (const auto& entry : fs::directory_iterator(kAssets + "/i18n"))
    if (entry.path().extension() == ".json") languages.push_back(entry.path().stem().string());
  config["languages"] = languages;
  folder.write("config.json", config.dump());
  const Findings findings = findings_of(kAssets, folder / "config.json");
  INFO(all_lines(findings));
  CHECK_FALSE(has_fault(findings));
  CHECK(findings.size() == 1);  // the example is a trial
}

TEST_CASE("what is loaded can be used") {
  Findings findings;
  const Content content = load_content(fakes::disk(), kAssets, kAssets + "/example/config.json", findings);
  INFO(all_lines(findings));
  REQUIRE_FALSE(has_fault(findings));
  CHECK(content.form(domain::Kind::signal).pages.size() == 3);
  CHECK(content.form(domain::Kind::signal).pages[1].type == PageType::place);
  CHECK(content.form(domain::Kind::conversation).pages[0].type == PageType::radio);
  CHECK(content.form(domain::Kind::initiative).pages[1].optional);
  CHECK(content.catalog.text("nl", "home.heading"_k) == "Wat wilt u doen?");
  CHECK(content.catalog.right_to_left("ar"));
  CHECK(content.help_words("nl") != nullptr);
  CHECK(content.help_words("xx") == nullptr);
  for (const std::string& code : content.config.languages) {
    const std::string day = day_words(content.catalog, code, {2026, 12, 8});
    CHECK(day.find('8') != std::string::npos);
    CHECK(day.find('{') == std::string::npos);
    const std::string when =
        surgery_words(content.catalog, code, content.municipality.wijkverbinders[0].surgery);
    CHECK(when.find("10") != std::string::npos);
    CHECK(when.find('{') == std::string::npos);
    // On the eve of King's Day, in every language: who is told "Tuesday" hears which one not.
    const auto closed = [&](const Day& today, const std::vector<Day>& own) {
      return closed_words(content.catalog, code, content.municipality.wijkverbinders[0].surgery.days, today,
                          own);
    };
    CHECK(closed({2027, 4, 26}, {}).find("27") != std::string::npos);
    CHECK(closed({2027, 4, 26}, {}).find('{') == std::string::npos);
    CHECK(closed({2026, 11, 23}, {{2026, 11, 24}}).find("24") != std::string::npos);
    CHECK(closed({2026, 11, 23}, {}).empty());  // the negative control: an ordinary week says nothing more
    CHECK(closed({1970, 1, 1}, {}).empty());    // and a dead clock knows no week
  }
  CHECK(closed_words(content.catalog, "nl", std::vector<int>{2}, {2027, 4, 26}, {}) ==
        "Let op: op dinsdag 27 april zijn wij dicht.");
}

TEST_CASE("spoilt texts: the app goes on, check tells") {
  const Spoilt spoilt;
  spoilt.change("i18n/en.json", "\"home.heading\": \"", "\"home.headingg\": \"");
  spoilt.change("i18n/en.json", "{page}", "{pagina}");
  spoilt.change("i18n/ar.json", "\"form.back\": \"", "\"form.back\": 7, \"form.bak\": \"");
  const Findings findings = spoilt.findings();
  CHECK(tells(findings, "en.json", "/home.heading", "missing"));
  CHECK(tells(findings, "en.json", "/home.headingg", "no such key"));
  CHECK(tells(findings, "en.json", "/form.progress", "placeholders"));
  CHECK(tells(findings, "ar.json", "/form.back", "not a key with a text"));
  Findings loading;
  const Content content =
      load_content(fakes::disk(), spoilt.folder / "", spoilt.folder / "example/config.json", loading);
  CHECK_FALSE(has_fault(loading));
  CHECK(content.catalog.text("en", "home.heading"_k) == "Wat wilt u doen?");
}

TEST_CASE("a language is read when it is first shown; check reads all") {
  const Spoilt spoilt;
  const auto load = [&](Languages languages, Findings& findings) {
    return load_content(fakes::disk(), spoilt.folder / "", spoilt.folder / "example/config.json", findings,
                        languages);
  };
  Findings findings;
  const Content late = load(Languages::when_shown, findings);
  REQUIRE_FALSE(has_fault(findings));
  CHECK(late.catalog.name_of("ar") == "العربية");  // offered at once
  CHECK(late.catalog.right_to_left("ar"));
  const Content at_once = load(Languages::all, findings);
  spoilt.change("i18n/en.json", "\"home.heading\": \"", "\"home.heading\": \"Changed. ");
  CHECK(late.catalog.text("en", "home.heading"_k).starts_with("Changed. "));
  // Negative control: what was read at once doesn't know of it.
  CHECK_FALSE(at_once.catalog.text("en", "home.heading"_k).starts_with("Changed. "));
  for (const char* code : {"nl", "tr", "ar", "pl", "uk"})
    CHECK(late.catalog.texts(code).size() == at_once.catalog.texts(code).size());

  // A file that is broken beyond its head: the app starts and falls back, check tells.
  spoilt.change("i18n/tr.json", "\"home.heading\": \"", "\"home.heading\": \"\" \"");
  Findings starting, checking;
  const Content broken = load(Languages::when_shown, starting);
  CHECK_FALSE(has_fault(starting));
  CHECK(broken.catalog.text("tr", "home.heading"_k) == "Wat wilt u doen?");
  (void)load(Languages::all, checking);
  CHECK(has_fault(checking));
}

TEST_CASE("spoilt files: the app doesn't start") {
  struct Row {
    const char* file;
    const char* from;
    const char* to;
    const char* place;
    const char* what;
  };
  const Row rows[] = {
      {"i18n/en.json", "\"_language\"", "\"language\"", "/_language", "missing"},
      {"i18n/en.json", "\"ltr\"", "\"up\"", "/_language/direction", "not a direction"},
      {"i18n/en.json", "{", "{{", "", "not JSON"},
      {"forms/signal.json", "\"bridge_builder\"", "\"fixer\"", "/role", "another role"},
      {"keyboards/nl.json", "\"language\": \"nl\"", "\"language\": \"en\"", "/language", "file's name"},
      {"example/municipality.json", "\"controller\"", "\"controler\"", "/controller", "missing"},
      {"example/config.json", "municipality.json", "nowhere.json", "", "no such file"},
      {"example/config.json", "\"number\": 7", "\"number\": 7, \"number\": 8", "", "twice"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    CAPTURE(row.to);
    const Spoilt spoilt;
    spoilt.change(row.file, row.from, row.to);
    Findings findings;
    (void)load_content(fakes::disk(), spoilt.folder / "", spoilt.folder / "example/config.json", findings);
    INFO(all_lines(findings));
    CHECK(has_fault(findings));
    CHECK(has_finding(findings, row.place, row.what));
    Findings late;  // the same where languages are read late: what stands first in them, and whether they are
                    // JSON there
    (void)load_content(fakes::disk(), spoilt.folder / "", spoilt.folder / "example/config.json", late,
                       Languages::when_shown);
    CHECK(has_fault(late));
  }
}

TEST_CASE("a missing file of a language that is named is a fault") {
  for (const char* name : {"i18n/ar.json", "keyboards/ar.json", "help/words.ar.json", "keyboards/phone.json",
                           "forms/question.json", "example/municipality.json"}) {
    CAPTURE(name);
    const Spoilt spoilt;
    fs::remove(spoilt.folder / name);
    Findings findings;
    (void)load_content(fakes::disk(), spoilt.folder / "", spoilt.folder / "example/config.json", findings);
    CHECK(has_fault(findings));
    CHECK(tells(findings, name, "", "no such file"));
  }
}

TEST_CASE("files over their bound are refused; a folder is no file") {
  const Spoilt spoilt;
  spoilt.folder.write("i18n/en.json", "{" + std::string(2 * 1024 * 1024, ' ') + "}");
  CHECK(tells(spoilt.findings(), "en.json", "", "larger than"));
  Findings findings;
  (void)load_content(fakes::disk(), spoilt.folder / "", spoilt.folder / "example", findings);
  CHECK(has_fault(findings));
}

TEST_CASE("keys, pictures and own texts that lead nowhere") {
  const Spoilt spoilt;
  spoilt.change("forms/signal.json", "\"tile.lamp\"", "\"tile.lantern\"");
  spoilt.change("forms/signal.json", "\"tile-waste\"", "\"tile-rubbish\"");
  spoilt.change("forms/signal.json", "\"form.signal.place.hint\"", "\"form.signal.place.help\"");
  spoilt.change("example/municipality.json", "\"texts\": {",
                "\"texts\": {\"nl\": {\"home.hello\": \"x\", \"notice.4\": \"Bel {telefoon}\"},");
  spoilt.change("example/municipality.json", "\"place-park\"", "\"place-forest\"");
  spoilt.change("keyboards/nl.json", "{\"id\": \"space\"", "{\"id\": \"spatie\"");
  const Findings findings = spoilt.findings();
  INFO(all_lines(findings));
  CHECK(tells(findings, "signal.json", "/pages/0/choices/0", "tile.lantern"));
  CHECK(tells(findings, "signal.json", "/pages/0/choices/1", "tile-rubbish"));
  CHECK(tells(findings, "signal.json", "/pages/1", "form.signal.place.help"));
  CHECK(tells(findings, "municipality.json", "/places/2", "place-forest"));
  CHECK(tells(findings, "municipality.json", "/texts/nl/home.hello", "no such text"));
  CHECK(tells(findings, "municipality.json", "/texts/nl/notice.4", "{telefoon}"));
  CHECK(tells(findings, "nl.json", "/layers/letters", "keyboard.spatie"));
}

TEST_CASE("texts cut off anywhere never break out") {
  const std::string config = read(kAssets + "/example/config.json");
  for (std::size_t cut = 0; cut < config.size(); cut += 7) {
    TestFolder folder;
    folder.write("config.json", config.substr(0, cut));
    Findings findings;
    (void)load_content(fakes::disk(), folder / "nowhere", folder / "config.json", findings);
    REQUIRE(has_fault(findings));
  }
}

TEST_CASE("settings, words and forms are read as Notepad saved them; half a UTF-16 file is told") {
  const auto utf16 = [](const std::string& utf8) {  // "Unicode" in Notepad: little end first, CRLF; nothing
                                                    // above U+FFFF here
    std::string out = "\xFF\xFE";
    for (const char32_t c : decode_utf8(utf8)) {
      if (c == U'\n') out.append("\r\0", 2);
      out.append({static_cast<char>(c & 255), static_cast<char>(c >> 8)});
    }
    return out;
  };
  for (const char* name :
       {"example/config.json", "example/municipality.json", "i18n/nl.json", "forms/question.json"}) {
    CAPTURE(name);
    Spoilt spoilt;
    const std::size_t before = spoilt.findings().size();
    REQUIRE_FALSE(has_fault(spoilt.findings()));
    const std::string text = read(spoilt.folder / name);
    spoilt.folder.write(name, "\xEF\xBB\xBF" + text);
    CHECK(spoilt.findings().size() == before);
    const std::string wide = utf16(text);
    spoilt.folder.write(name, wide);
    CHECK(spoilt.findings().size() == before);
    spoilt.folder.write(name, wide.substr(0, wide.size() / 2));
    CHECK(has_fault(spoilt.findings()));
  }
}
