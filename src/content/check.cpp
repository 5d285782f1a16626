#include <algorithm>
#include <set>

#include "content/content.h"
#include "content/files.h"
#include "content/hearing.h"
#include "content/ready_sentences.h"

namespace wv::content {
namespace {

constexpr std::string_view kMaster = "nl";

class Checker {
 public:
  Checker(const Content& content, const std::vector<std::string>& pictures, Findings& findings)
      : content_(content), pictures_(pictures.begin(), pictures.end()), findings_(findings) {}

  void check() {
    for (const std::string& code : content_.config.languages) check_language(code);
    for (const FormSpec& form : content_.forms) check_form(form);
    for (const auto& [name, keyboard] : content_.keyboards) check_keyboard(name, keyboard);
    check_own_texts();
    check_own_pictures();
    check_said();
  }

 private:
  void fault(const std::string& file, const std::string& place, std::string what, std::string remedy) {
    findings_.push_back({Finding::Weight::fault, file, place, std::move(what), std::move(remedy)});
  }
  [[nodiscard]] std::string file_of(const std::string& language) const {
    return content_.asset("i18n/" + language + ".json");
  }

  // Every key of the master in every language, and none besides, with the same placeholders (L2).
  void check_language(const std::string& code) {
    const auto& master = content_.catalog.texts(kMaster);
    const auto& texts = content_.catalog.texts(code);
    for (const auto& [key, text] : master) {
      const auto found = texts.find(key);
      if (found == texts.end()) {
        fault(file_of(code), "/" + key, "it is missing", "translate it from nl.json");
      } else {
        check_entry(code, key, found->second, text);
      }
    }
    for (const auto& [key, text] : texts) {
      if (!master.contains(key))
        fault(file_of(code), "/" + key, "no such key in nl.json", "take it out, or add it there");
    }
  }

  // Each form as a text of its own; where numbers choose, every form that a number can ask for.
  void check_entry(const std::string& code, const std::string& key, const Entry& entry, const Entry& master) {
    const std::string by = master.by.empty() ? entry.by : master.by;
    const PluralRule plural(code);
    if (const auto filled = placeholders(master.text());
        !by.empty() && !std::binary_search(filled.begin(), filled.end(), by))
      return fault(file_of(code), "/" + key + "/by", "nothing fills {" + by + "} here",
                   "name the placeholder that is counted");
    if (by.empty()) {
      for (const auto& [form, text] : entry.forms) {
        const bool asked = form == "other" || form == kBefore || form == kSince || form == kOn;
        if (!asked)
          fault(file_of(code), "/" + key + "/" + form, "nobody asks for this form",
                "write other, before, since or on");
      }
      if (!entry.forms.contains("other"))
        fault(file_of(code), "/" + key + "/other", "it is missing",
              "write the form that serves everywhere else");
    } else if (entry.by.empty() ? plural.categories().size() > 1 : entry.by != by) {
      return fault(file_of(code), "/" + key, "nothing says that {" + by + "} is counted",
                   "write {\"by\": \"" + by + "\", …} with a form for each kind of number");
    } else if (!entry.by.empty()) {
      for (const auto& [form, text] : entry.forms)
        if (!is_plural_category(form))
          fault(file_of(code), "/" + key + "/" + form, "no number asks for this form",
                "write zero, one, two, few, many or other");
      for (const auto& category : plural.categories())
        if (!entry.forms.contains(category))
          fault(file_of(code), "/" + key + "/" + category, "it is missing",
                "write this form: there are numbers that ask for it");
    }
    for (const auto& [form, text] : entry.forms) {
      // "Two days" may stand there in words, where nothing but 2 takes the form.
      const std::string in_words = !by.empty() && plural.single(form) ? by : std::string();
      check_text(file_of(code), "/" + key + (entry.forms.size() == 1 ? "" : "/" + form), text, master.text(),
                 in_words);
    }
  }

  void check_text(const std::string& file, const std::string& place, const std::string& text,
                  const std::string& master, const std::string& in_words) {
    if (text.find_first_not_of(" \t\n") == std::string::npos &&
        master.find_first_not_of(" \t\n") != std::string::npos) {
      return fault(file, place, "an empty text", "write it");
    }
    if (std::count(text.begin(), text.end(), '{') != std::count(text.begin(), text.end(), '}')) {
      return fault(file, place, "a { without its }", "write {name}");
    }
    auto here = placeholders(text), there = placeholders(master);
    for (auto* names : {&here, &there}) std::erase(*names, in_words);
    if (here != there)
      fault(file, place, "other placeholders than in nl.json", "use the same names between { and }");
  }

  void check_key(const std::string& key, const std::string& file, const std::string& place) {
    if (!key.empty() && !content_.catalog.has(kMaster, Key{key})) {
      fault(file, place, "no text \"" + key + "\" in nl.json", "add the text, or mend the key");
    }
  }

  void check_picture(const std::string& picture, const std::string& file, const std::string& place) {
    if (!picture.empty() && !pictures_.contains(picture)) {
      fault(file, place, "no picture \"" + picture + "\"", "draw it, or mend its name");
    }
  }

  void check_form(const FormSpec& form) {
    const std::string file = content_.asset("forms/" + std::string(domain::id_of(form.kind)) + ".json");
    for (std::size_t p = 0; p < form.pages.size(); ++p) {
      const PageSpec& page = form.pages[p];
      const std::string place = "/pages/" + std::to_string(p);
      for (const std::string& key : {page.heading, page.hint, page.skip}) check_key(key, file, place);
      for (std::size_t c = 0; c < page.choices.size(); ++c) {
        const std::string at = place + "/choices/" + std::to_string(c);
        check_key(page.choices[c].label, file, at);
        if (page.type == PageType::contact) check_key(page.choices[c].label + ".sub", file, at);
        check_picture(page.choices[c].picture, file, at);
      }
    }
  }

  void check_keyboard(const std::string& name, const Keyboard& keyboard) {
    const std::string file = content_.asset("keyboards/" + name + ".json");
    for (const KeyboardLayer& layer : keyboard.layers) {
      for (const KeyboardRow& row : layer.rows) {
        for (const KeyboardKey& key : row) check_key(key.name, file, "/layers/" + layer.id);
      }
    }
  }

  // A municipality may say it otherwise, and leave a placeholder out, but nothing fills a new one.
  void check_own_texts() {
    const auto& master = content_.catalog.texts(kMaster);
    for (const auto& [code, texts] : content_.municipality.texts) {
      for (const auto& [key, text] : texts) {
        const std::string place = "/texts/" + code + "/" + key;
        const auto shipped = master.find(key);
        if (shipped == master.end()) {
          fault(content_.config.municipality, place, "there is no such text to replace",
                "mend the key, or take it out");
          continue;
        }
        const std::vector<std::string> filled = placeholders(shipped->second.text());
        for (const std::string& name : placeholders(text)) {
          if (std::binary_search(filled.begin(), filled.end(), name)) continue;
          fault(content_.config.municipality, place, "nothing fills {" + name + "} here",
                "use the names that our own text has");
        }
      }
    }
  }

  void check_own_pictures() {
    const auto& places = content_.municipality.places;
    for (std::size_t i = 0; i < places.size(); ++i)
      check_picture(places[i].picture, content_.config.municipality, "/places/" + std::to_string(i));
    for (const auto& [name, path] : content_.municipality.style.pictures)
      check_picture(name, content_.config.municipality, "/style/pictures/" + name);
  }

  // The keys that say.cpp makes up from numbers.
  void check_said() {
    std::vector<std::string> keys = {
        "date",        "list.comma",       "list.and",        "surgery.when", "surgery.when.spoken",
        "days.closed", "duration.minutes", "duration.seconds"};
    for (int day = 1; day <= 7; ++day) keys.push_back("weekday." + std::to_string(day));
    for (int month = 1; month <= 12; ++month) keys.push_back("month." + std::to_string(month));
    for (int i = 1; i <= static_cast<int>(domain::Problem::code_other); ++i) {
      keys.push_back("error." + std::string(domain::id_of(static_cast<domain::Problem>(i))));
    }
    for (const std::string& key : keys) check_key(key, file_of(std::string(kMaster)), "");
  }

  const Content& content_;
  std::set<std::string> pictures_;
  Findings& findings_;
};

}  // namespace

void check_content(const Content& content, const std::vector<std::string>& pictures, Findings& findings) {
  Checker(content, pictures, findings).check();
  if (const auto detector = read_detector(*content.files, content.assets); !detector) {
    findings.push_back({Finding::Weight::fault, content.asset("help/cries.bin"), "", detector.error().what,
                        "put the one of this version there"});
  }
  static_cast<void>(load_ready(*content.files, content.assets, findings));
  for (const std::string& code : content.municipality.reads) {
    if (!is_plain_id(code, "-")) {
      findings.push_back({Finding::Weight::fault, content.config.municipality, "/reads",
                          "not a language code", "write codes such as \"nl\""});
    }
  }
}

}  // namespace wv::content
