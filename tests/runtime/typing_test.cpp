// The way to a character on the keyboards as they ship.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "places.h"
#include "runtime/typing.h"

using namespace wv;

namespace {

content::Keyboard keyboard(const std::string& name) {
  std::ifstream file(wv::source_folder() / "assets/keyboards" / (std::string(name) + ".json"));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Findings findings;
  const auto json = parse_json(text, name);
  REQUIRE(json);
  auto read = content::read_keyboard(json.value(), name, name, findings);
  REQUIRE_FALSE(has_fault(findings));
  return read;
}

std::string layer_of(const content::KeyboardLayer& layer, const std::string& id) {
  for (const auto& row : layer.rows)
    for (const auto& key : row)
      if (key.id == id) return key.layer;
  return "?";
}

// Types a text as the player does, following layer keys; the layer stays where it is put.
std::string typed(const content::Keyboard& k, std::string_view text) {
  std::string out, layer = "letters";
  for (int keys = 0; !text.empty() && keys < 1000; ++keys) {
    const auto next = runtime::next_key(k, layer, text);
    if (!next) return out + "!";
    if (next->types == 0) layer = layer_of(*k.layer(layer), next->id);
    out += text.substr(0, next->types);
    text.remove_prefix(next->types);
  }
  return out;
}

}  // namespace

TEST_CASE("Dutch with capitals, accents, digits and signs") {
  const auto nl = keyboard("nl");
  CHECK(typed(nl, "De lamp op de Kade 12 is stuk, één week al!") ==
        "De lamp op de Kade 12 is stuk, één week al!");
  CHECK(typed(nl, "ж") == "!");
  CHECK_FALSE(runtime::next_key(nl, "letters", ""));
}

TEST_CASE("Arabic, addresses, numbers and codes") {
  CHECK(typed(keyboard("ar"), "مرحبا، كيف؟") == "مرحبا، كيف؟");
  CHECK(typed(keyboard("email"), "jan.de-wit_2@voorbeeld.nl") == "jan.de-wit_2@voorbeeld.nl");
  CHECK(typed(keyboard("phone"), "+31612345678") == "+31612345678");
  CHECK(typed(keyboard("code"), "K7M49QXD") == "K7M49QXD");
}
