#include "content/content.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "content/bytes.h"
#include "content/files.h"

namespace wv::content {
namespace {

struct Loading {
  Content& content;
  Findings& findings;
  Languages languages = Languages::all;

  [[nodiscard]] std::string asset(const std::string& name) const { return content.asset(name); }
  [[nodiscard]] const ports::Files& files() const { return *content.files; }
};

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
  });
}

Language read_language(const Json& json, const std::string& file, const std::string& code,
                       Findings& findings) {
  Language language;
  language.code = code;
  const auto found = json.find("_language");
  if (found == json.end()) {
    findings.push_back({Finding::Weight::fault, file, "/_language", "it is missing",
                        "write {\"name\": …, \"direction\": \"ltr\" or \"rtl\", \"english\": …}"});
    return language;
  }
  ObjectReader reader(*found, file, "/_language", findings);
  language.name = reader.required_text("name");
  language.english = reader.required_text("english");
  const std::string direction = reader.required_text("direction");
  if (direction != "ltr" && direction != "rtl")
    reader.fault("direction", "not a direction", "write ltr or rtl");
  language.direction = direction == "rtl" ? Direction::right_to_left : Direction::left_to_right;
  reader.refuse_unknown();
  return language;
}

// A text, or an object of forms with, where numbers choose among them, `by`.
std::optional<Entry> read_entry(const Json& json) {
  if (json.is_string()) return Entry(json.get<std::string>());
  if (!json.is_object()) return std::nullopt;
  Entry entry;
  for (const auto& item : json.items()) {
    if (!is_key(item.key()) || !item.value().is_string()) return std::nullopt;
    (item.key() == "by" ? entry.by : entry.forms[item.key()]) = item.value().get<std::string>();
  }
  if (entry.forms.empty()) return std::nullopt;
  return entry;
}

Catalog::Texts read_texts(const Json& json, const std::string& file, Findings& findings) {
  Catalog::Texts texts;
  for (const auto& item : json.items()) {
    if (item.key() == "_language") continue;
    auto entry = is_key(item.key()) ? read_entry(item.value()) : std::nullopt;
    if (entry) {
      texts.emplace(item.key(), std::move(*entry));
    } else {  // the others still serve; this one falls back
      findings.push_back({Finding::Weight::warning, file, "/" + item.key(), "not a key with a text",
                          "write a lower-case key with dots, and a text or its forms"});
    }
  }
  return texts;
}

// {"_language": {…}} of a file that begins with it, as ours do: enough to offer the language. None: whoever
// asks reads the whole file.
std::optional<Json> head_of(std::string_view text, const std::string& file) {
  constexpr std::string_view kName = "\"_language\"", kSpace = " \t\r\n";
  if (!text.starts_with('{')) return std::nullopt;
  const std::size_t name = text.find_first_not_of(kSpace, 1), end = text.find('}');
  if (name == std::string_view::npos || end == std::string_view::npos ||
      !text.substr(name).starts_with(kName))
    return std::nullopt;
  auto head = parse_json(std::string(text.substr(0, end + 1)) + "}", file);
  if (!head || !head.value().is_object() || head.value().size() != 1) return std::nullopt;
  return std::move(head).value();
}

bool load_late(const Loading& load, const std::string& code, const std::string& file) {
  auto text = load_bytes(load.files(), file, kMostAssetBytes, load.findings);
  if (!text) return true;  // the finding is there
  settle_encoding(*text);
  const auto head = head_of(*text, file);
  if (!head) return false;
  load.content.catalog.add_late(
      read_language(*head, file, code, load.findings), [&files = load.files(), file] {
        Findings told_by_check;
        const auto json = load_json(files, file, kMostAssetBytes, told_by_check);
        return json && json->is_object() ? read_texts(*json, file, told_by_check) : Catalog::Texts();
      });
  return true;
}

void load_language(const Loading& load, const std::string& code) {
  const std::string file = load.asset("i18n/" + code + ".json");
  if (load.languages == Languages::when_shown && code != "nl" && load_late(load, code, file)) return;
  const auto json = load_json(load.files(), file, kMostAssetBytes, load.findings);
  if (!json) return;
  if (!json->is_object()) {
    load.findings.push_back(
        {Finding::Weight::fault, file, "", "an object is expected", "write { \"key\": \"text\" }"});
    return;
  }
  Catalog::Texts texts = read_texts(*json, file, load.findings);
  load.content.catalog.add(read_language(*json, file, code, load.findings), std::move(texts));
}

void load_languages(const Loading& load) {
  std::vector<std::string> codes = load.content.config.languages;
  if (std::find(codes.begin(), codes.end(), "nl") == codes.end())
    codes.emplace_back("nl");  // what others fall back to
  for (const std::string& code : codes) load_language(load, code);
  for (const auto& [code, texts] : load.content.municipality.texts) {
    load.content.catalog.override_texts(code, Catalog::Texts(texts.begin(), texts.end()));
  }
}

void load_forms(const Loading& load) {
  for (const domain::Kind kind : domain::kKinds) {
    const std::string file = load.asset("forms/" + std::string(domain::id_of(kind)) + ".json");
    if (const auto json = load_json(load.files(), file, kMostAssetBytes, load.findings)) {
      load.content.forms[static_cast<std::size_t>(kind)] = read_form(*json, file, kind, load.findings);
    }
  }
}

// A layer key that has no name of its own ("abc", "123") is called by its label.
void settle_names(Keyboard& keyboard, const Catalog& catalog) {
  for (KeyboardLayer& layer : keyboard.layers) {
    for (KeyboardRow& row : layer.rows) {
      for (KeyboardKey& key : row) {
        const bool labelled = key.action == KeyAction::layer && !key.label.empty();
        if (labelled && !catalog.has("nl", Key{key.name})) key.name.clear();
      }
    }
  }
}

void load_keyboards(const Loading& load) {
  std::vector<std::string> names = load.content.config.languages;
  for (const char* field : {"phone", "email", "number", "code"}) names.emplace_back(field);
  for (const std::string& name : names) {
    const std::string file = load.asset("keyboards/" + name + ".json");
    if (const auto json = load_json(load.files(), file, kMostAssetBytes, load.findings)) {
      Keyboard keyboard = read_keyboard(*json, file, name, load.findings);
      settle_names(keyboard, load.content.catalog);
      load.content.keyboards.insert_or_assign(name, std::move(keyboard));
    }
  }
}

void load_help_words(const Loading& load) {
  for (const std::string& code : load.content.config.languages) {
    const std::string file = load.asset("help/words." + code + ".json");
    if (const auto json = load_json(load.files(), file, kMostAssetBytes, load.findings)) {
      load.content.words.insert_or_assign(code, read_help_words(*json, file, load.findings));
    }
  }
  const std::string detector = load.asset("help/cries.bin");  // read when something was typed (hearing.h)
  if (!load.files().is_file(detector))
    load.findings.push_back(
        {Finding::Weight::fault, detector, "", "there is no such file", "put the one of this version there"});
}

}  // namespace

const Keyboard* Content::keyboard(std::string_view name) const {
  const auto found = keyboards.find(name);
  return found == keyboards.end() ? nullptr : &found->second;
}

const HelpWords* Content::help_words(std::string_view language) const {
  const auto found = words.find(language);
  return found == words.end() ? nullptr : &found->second;
}

DeviceSettings load_settings(const ports::Files& files, const std::string& config_file, Findings& findings) {
  DeviceSettings settings;
  if (const auto json = load_json(files, config_file, kMostSettingsBytes, findings)) {
    settings.config = read_config(files, *json, config_file, findings);
  }
  const std::string& file = settings.config.municipality;
  if (file.empty()) return settings;
  if (const auto json = load_json(files, file, kMostSettingsBytes, findings)) {
    settings.municipality = read_municipality(*json, file, {files, folder_of(file)}, findings);
  }
  return settings;
}

Content load_content(const ports::Files& files, const std::string& asset_dir, const std::string& config_file,
                     Findings& findings, Languages languages) {
  Content content;
  content.files = &files;
  content.assets = asset_dir;
  const Loading load{content, findings, languages};
  DeviceSettings settings = load_settings(files, config_file, findings);
  content.config = std::move(settings.config);
  content.municipality = std::move(settings.municipality);
  load_languages(load);
  load_forms(load);
  load_keyboards(load);
  load_help_words(load);
  return content;
}

void add_desk_words(Content& content, Findings& findings) {
  const std::string file = content.asset("desk/nl.json");
  const auto json = load_json(*content.files, file, kMostAssetBytes, findings);
  if (json && json->is_object()) content.catalog.add_texts("nl", read_texts(*json, file, findings));
}

}  // namespace wv::content
