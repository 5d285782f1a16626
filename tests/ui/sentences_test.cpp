// Sentences that must be true, as they stand on the page: how much still fits into a field, why a message
// waits here, and values that people gave, which turn nothing round.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "app/pages.h"
#include "ui_fixture.h"

using namespace wv;
using namespace wv::ui;
using namespace wv::app;

namespace {

Fixture& fixture() {
  static Fixture fixture;
  return fixture;
}

const Node* node(const Tree& tree, std::string_view id) {
  const auto found =
      std::find_if(tree.nodes.begin(), tree.nodes.end(), [&](const Node& n) { return n.id == id; });
  return found == tree.nodes.end() ? nullptr : &*found;
}
bool says(const Tree& tree, std::string_view words) {
  return std::any_of(tree.nodes.begin(), tree.nodes.end(),
                     [&](const Node& n) { return n.name.find(words) != std::string::npos; });
}
std::string words(const std::string& language, const char* key) {
  return fixture().content.catalog.text(language, content::Key{key});
}

struct Shown {
  explicit Shown(const char* profile_name) : Shown(*profile(profile_name)) {}
  explicit Shown(const Device& device) : view(device, fixture().canvas, *fixture().fonts) {}
  const Tree& of(const State& state) {
    tree = fixture().build(view, state);
    return tree;
  }
  View view;
  Tree tree;
};

State writing(const std::string& language) {
  return fixture().after(language, {StartPressed{}, KindChosen{domain::Kind::question},
                                    FieldFocused{domain::Field::message, 0}});
}

State receipt(const std::string& language) {
  State state = fixture().after(language, {StartPressed{}, KindChosen{domain::Kind::question}});
  state.screen =
      Receipt{"0070001232", "K7M4-9QXD", domain::Kind::question, domain::ContactWay::phone, state.now_ms};
  state.trial = false;
  return state;
}

}  // namespace

TEST_CASE("near a field's end the page counts down, at it it says so, and before it says nothing") {
  for (const auto* profile_name : {"kiosk-21", "tablet-10"}) {
    Shown shown(profile_name);
    for (const std::string language : {"nl", "ar", "uk"}) {
      CAPTURE(language);
      State state = writing(language);
      (void)update(state, TextPut{domain::Field::message, std::string(domain::kMostMessageBytes - 41, 'i')},
                   fixture().content);
      CHECK(node(shown.of(state), "form.message.room") == nullptr);
      (void)update(state, TextTyped{"i"}, fixture().content);
      const Node* room = node(shown.of(state), "form.message.room");
      REQUIRE(room != nullptr);
      CHECK(room->name.find("40") != std::string::npos);
      CHECK(room->rect.y + room->rect.h <= static_cast<float>(shown.view.device().height_px));
      (void)update(state, TextPut{domain::Field::message, std::string(domain::kMostMessageBytes, 'i')},
                   fixture().content);
      CHECK(says(shown.of(state), words(language, "form.full")));
      CHECK(node(shown.tree, "form.message.room") == nullptr);
      CHECK_FALSE(says(shown.tree, words(language, "form.no_bsn")));  // it stands where that line stood
      (void)update(state, BackspacePressed{}, fixture().content);
      CHECK_FALSE(says(shown.of(state), words(language, "form.full")));
      std::string long_words;
      while (long_words.size() <= domain::kMostMessageBytes) long_words += "lantaarn ";
      (void)update(state, TextPut{domain::Field::message, long_words}, fixture().content);
      CHECK(says(shown.of(state), words(language, "form.cut")));
    }
  }
}

TEST_CASE("that a field is full is brought into view where large letters push it away") {
  int pushed_away = 0;
  for (const Device& device : {*profile("tablet-10"), device_of(1280, 800, 149), *profile("table-15")})
    for (const std::string language : {"nl", "ar", "pl", "uk"})
      for (const domain::Field field : {domain::Field::message, domain::Field::place}) {
        CAPTURE(language);
        CAPTURE(device.name);
        const bool message = field == domain::Field::message;
        State state = writing(language);
        if (!message)
          state = fixture().after(
              language, {StartPressed{}, KindChosen{domain::Kind::signal}, ChoiceToggled{"message", "lamp"},
                         NextPressed{}, FieldFocused{domain::Field::place, 0}});
        state.shown.text = TextSize::largest;
        const std::string id = "form." + std::string(domain::id_of(field)) + ".full";
        Shown shown(device);
        (void)shown.of(state);
        const std::size_t most = message ? domain::kMostMessageBytes : domain::kMostLineBytes;
        (void)update(state, TextPut{field, std::string(most, 'i')}, fixture().content);
        (void)update(state, TextTyped{"x"}, fixture().content);
        const Node* note = node(shown.of(state), id);
        REQUIRE(note != nullptr);
        pushed_away += note->offscreen ? 1 : 0;
        for (int frames = 0; frames < 3; ++frames) (void)shown.of(state);
        note = node(shown.tree, id);
        REQUIRE(note != nullptr);
        CHECK_FALSE(note->offscreen);
      }
  CHECK(pushed_away > 0);  // negative control: somewhere it isn't seen by itself
}

TEST_CASE(
    "a receipt and the health page say 'no internet' of a machine without a network, and of nothing else") {
  struct Row {
    const char* trouble;
    bool configured;
    std::optional<bool> network;
    const char* on_receipt;
  };
  const Row rows[] = {
      {"", false, {}, "receipt.not_connected"},          {"sync.offline", true, false, "receipt.offline_1"},
      {"sync.offline", true, true, "receipt.unreached"}, {"sync.timeout", true, {}, "receipt.unreached"},
      {"sync.portal", true, true, "receipt.unreached"},  {"sync.proxy_down", true, true, "receipt.unreached"},
      {"sync.denied", true, true, "receipt.refused"},    {"sync.tls", true, true, "receipt.refused"}};
  Shown shown("kiosk-21");
  for (const std::string language : {"nl", "en", "tr", "ar", "pl", "uk"}) {
    std::set<std::string> all;
    for (const Row& row : rows) {
      CAPTURE(language);
      CAPTURE(row.trouble);
      State state = receipt(language);
      state.connection.trouble = parse_trouble(row.trouble);
      state.connection.configured = row.configured;
      state.connection.network = row.network;
      CHECK(says(shown.of(state), words(language, row.on_receipt)));
      const bool no_network = std::string_view(row.on_receipt) == "receipt.offline_1";
      CHECK(says(shown.tree, words(language, "receipt.offline_1")) == no_network);
      CHECK(says(shown.tree, words(language, "receipt.offline_2")));
      all.insert(words(language, row.on_receipt));
      state.waiting.known = true;
      state.waiting.count = 2;
      state.screen = Health{};
      const std::string none = words(language, "health.no_network");
      CHECK(says(shown.of(state), none) == no_network);
    }
    CHECK(all.size() == 4);  // four causes, four sentences
  }
}

TEST_CASE("the health page tells of a newer version, and of one that was taken back, in each language") {
  Shown shown("kiosk-21");
  auto& update = fixture().content.update;
  for (const std::string language : {"nl", "en", "tr", "ar", "pl", "uk"}) {
    CAPTURE(language);
    State state = fixture().after(language, {StartPressed{}, HealthOpened{}});
    update.reset();
    CHECK(node(shown.of(state), "health.update") == nullptr);
    std::set<std::string> said;
    for (const bool runs : {true, false}) {
      update = content::UpdateTold{runs, "1.2", add_days(day_of(state.now), -3)};
      const Node* told = node(shown.of(state), "health.update");
      REQUIRE(told != nullptr);
      CHECK(told->name.find("\u20661.2\u2069") != std::string::npos);
      said.insert(told->name);
      update->on = add_days(day_of(state.now), -40);
      CHECK(node(shown.of(state), "health.update") == nullptr);
    }
    CHECK(said.size() == 2);
  }
  update.reset();
}

TEST_CASE("in an Arabic review each value that somebody gave is set apart, alone too") {
  State state = fixture().after("ar", {StartPressed{}, KindChosen{domain::Kind::signal}});
  state.session.draft->place = "Kerkstraat 5 (achter)";
  state.session.draft->contact.way = domain::ContactWay::phone;
  state.session.draft->contact.phone = "+31612345678";
  state.screen = Review{};
  Shown shown("kiosk-21");
  const Node* place = node(shown.of(state), "review.place");
  REQUIRE(place != nullptr);
  CHECK(place->name == "\u2068Kerkstraat 5 (achter)\u2069");
  state.shown.language = "nl";  // and nothing stands round it where nothing would turn
  place = node(shown.of(state), "review.place");
  REQUIRE(place != nullptr);
  CHECK(place->name == "Kerkstraat 5 (achter)");
}
