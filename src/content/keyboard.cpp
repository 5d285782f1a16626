#include "content/keyboard.h"

#include <algorithm>
#include <optional>
#include <set>

#include "content/files.h"

namespace wv::content {
namespace {

std::optional<KeyAction> parse_action(const std::string& text) {
  if (text == "text") return KeyAction::text;
  if (text == "space") return KeyAction::space;
  if (text == "enter") return KeyAction::enter;
  if (text == "backspace") return KeyAction::backspace;
  if (text == "layer") return KeyAction::layer;
  if (text == "close") return KeyAction::close;
  return std::nullopt;
}

KeyboardKey read_key(const Json& json, const std::string& file, const std::string& place,
                     Findings& findings) {
  KeyboardKey key;
  ObjectReader reader(json, file, place, findings);
  if (!reader.is_object()) return key;
  key.id = reader.required_text("id");
  const std::string type = reader.required_text("type");
  const auto action = parse_action(type);
  if (!action && !type.empty())
    reader.fault("type", "an unknown type", "write text, layer, backspace, space, enter or close");
  key.action = action.value_or(KeyAction::text);
  key.text = reader.optional_text("text").value_or("");
  key.label = reader.optional_text("label").value_or("");
  key.layer = reader.optional_text("layer").value_or("");
  key.width = static_cast<float>(reader.optional_number("width", 1, kMostRowWidth).value_or(1));
  if (key.action == KeyAction::text && key.text.empty())
    reader.fault("text", "a key that types nothing", "write what it types");
  if (key.action == KeyAction::layer && key.layer.empty())
    reader.fault("layer", "it is missing", "name the layer it leads to");
  if (key.action != KeyAction::text) key.name = "keyboard." + key.id;
  reader.refuse_unknown();
  return key;
}

void check_layer(const KeyboardLayer& layer, const std::string& file, Findings& findings) {
  const std::string place = "/layers/" + layer.id;
  const auto fault = [&](const std::string& what, const std::string& remedy) {
    findings.push_back({Finding::Weight::fault, file, place, what, remedy});
  };
  std::set<std::string> ids;
  std::set<std::string> texts;
  bool backspace = false;
  for (const KeyboardRow& row : layer.rows) {
    float width = 0;
    for (const KeyboardKey& key : row) {
      width += key.width;
      backspace = backspace || key.action == KeyAction::backspace;
      if (!ids.insert(key.id).second)
        fault("the id \"" + key.id + "\" stands there twice", "give each key its own");
      const bool types = key.action == KeyAction::text && !key.text.empty();
      if (types && !texts.insert(key.text).second)
        fault("two keys type \"" + key.text + "\"", "take one out");
    }
    if (width > kMostRowWidth + 0.001F) fault("a row is wider than 10 keys", "move a key to another row");
    if (row.empty()) fault("an empty row", "take it out");
  }
  if (layer.rows.empty() || layer.rows.size() > 6) fault("no rows, or more than 6", "write 1 to 6");
  if (!backspace) fault("no backspace", "add the key");
}

KeyboardLayer read_layer(const std::string& id, const Json& rows, const std::string& file,
                         Findings& findings) {
  KeyboardLayer layer{id, {}};
  for (std::size_t r = 0; rows.is_array() && r < rows.size(); ++r) {
    const std::string place = "/layers/" + id + "/" + std::to_string(r);
    if (!rows[r].is_array()) {
      findings.push_back({Finding::Weight::fault, file, place, "a row is a list of keys", "write [ … ]"});
      continue;
    }
    KeyboardRow row;
    for (std::size_t k = 0; k < rows[r].size(); ++k) {
      row.push_back(read_key(rows[r][k], file, place + "/" + std::to_string(k), findings));
    }
    layer.rows.push_back(std::move(row));
  }
  check_layer(layer, file, findings);
  return layer;
}

void check_whole(const Keyboard& keyboard, const std::string& file, Findings& findings) {
  for (const KeyboardLayer& layer : keyboard.layers) {
    for (const KeyboardRow& row : layer.rows) {
      for (const KeyboardKey& key : row) {
        if (key.action == KeyAction::layer && keyboard.layer(key.layer) == nullptr && !key.layer.empty()) {
          findings.push_back({Finding::Weight::fault, file, "/layers/" + layer.id,
                              "\"" + key.id + "\" leads to a layer that isn't there",
                              "name one of the layers"});
        }
      }
    }
  }
}

bool is_compact(const Keyboard& keyboard) {
  float widest = 0;
  for (const KeyboardLayer& layer : keyboard.layers) {
    for (const KeyboardRow& row : layer.rows) {
      float width = 0;
      for (const KeyboardKey& key : row) width += key.width;
      widest = std::max(widest, width);
    }
  }
  return widest <= 6;
}

}  // namespace

const KeyboardLayer* Keyboard::layer(std::string_view id) const {
  const auto found =
      std::find_if(layers.begin(), layers.end(), [&](const KeyboardLayer& l) { return l.id == id; });
  return found == layers.end() ? nullptr : &*found;
}

const KeyboardRow* digit_row(const Keyboard& keyboard) {
  const KeyboardLayer* signs = keyboard.layer("symbols");
  if (signs == nullptr || signs->rows.empty()) return nullptr;
  const KeyboardRow& row = signs->rows.front();
  const bool digits = std::all_of(row.begin(), row.end(), [](const KeyboardKey& key) {
    return key.text.size() == 1 && key.text.front() >= '0' && key.text.front() <= '9';
  });
  return digits ? &row : nullptr;
}

Keyboard read_keyboard(const Json& json, const std::string& file, const std::string& name,
                       Findings& findings) {
  Keyboard keyboard;
  keyboard.name = name;
  ObjectReader reader(json, file, "", findings);
  if (!reader.is_object()) return keyboard;
  expect_format(reader, "wijkverbinder-keyboard/1");
  if (reader.required_text("language") != name)
    reader.fault("language", "not what the file's name says", "write \"" + name + "\"");
  const Json* layers = reader.required_object("layers");
  reader.refuse_unknown();
  if (layers == nullptr) return keyboard;
  for (const auto& item : layers->items())
    keyboard.layers.push_back(read_layer(item.key(), item.value(), file, findings));
  std::stable_partition(keyboard.layers.begin(), keyboard.layers.end(),
                        [](const KeyboardLayer& l) { return l.id == "letters"; });
  if (keyboard.layer("letters") == nullptr)
    reader.fault("layers", "no layer \"letters\"", "add it: it is shown first");
  check_whole(keyboard, file, findings);
  keyboard.compact = is_compact(keyboard);
  return keyboard;
}

}  // namespace wv::content
