// S3 for what is short. std::string keeps up to 15 characters inside the object, and whoever moves or ends it
// leaves them behind; a code, a telephone number, a name are all shorter than that. Every field, in three
// ways of typing, every way of leaving, and the detours on the way.
#include <fstream>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/secret.h"
#include "shell/forget_visit.h"
#include "shell/loop.h"
#include "memory_search.h"

using namespace wv;
using namespace wv::shell;
using namespace wv::test;

namespace {

using Signs = Canary::Signs;

// What a visitor may type, from 6 to 32 signs.
struct Told {
  std::vector<Canary> all = {
      {"message", Signs::letters, 12, 1}, {"place", Signs::letters, 9, 2}, {"phone", Signs::digits, 8, 3},
      {"email", Signs::letters, 6, 4},    {"name", Signs::letters, 7, 5},  {"number", Signs::digits, 10, 6},
      {"code", Signs::code, 8, 7},        {"long", Signs::letters, 32, 8}, {"pin", Signs::digits, 6, 11}};
  [[nodiscard]] const Canary& operator[](std::string_view name) const {
    for (const Canary& canary : all)
      if (canary.name() == name) return canary;
    FAIL("no such canary");
    return all.front();
  }
};

enum class By { keyboard, put, hardware };
const char* word(By by) { return by == By::keyboard ? "keyboard" : by == By::put ? "put" : "hardware"; }

struct Typist {
  ForgetVisit& v;
  By by;
  Told told;

  void fill(const char* node, const Canary& canary, std::string_view before = "",
            std::string_view after = "") {
    if (by == By::put)
      return v.play(
          canary.in(std::string("put ") + node + " \"" + std::string(before), std::string(after) + "\""));
    const std::string_view name = std::string_view(node).substr(std::string_view(node).rfind('.') + 1);
    if (v.application->stage.state().session.editing.field != domain::parse_field(name))
      v.play(std::string("tap ") + node);
    if (by == By::keyboard)
      return v.play(canary.in("type \"" + std::string(before), std::string(after) + "\""));
    const std::string all = canary.in(before, after);
    for (const char sign : all) {
      v.application->stage.post(app::Touched{});
      v.application->stage.post(app::TextTyped{std::string(1, sign)});
      v.play("wait 30ms");
    }
  }
  // Made-up letters may sound like a cry; whoever wrote them goes on.
  void next() {
    v.play("tap form.next");
    if (v.application->stage.state().overlay == app::Overlay::none) return;
    v.application->stage.post(app::DangerContinued{});
    v.play("wait 100ms");
  }
  void question() {
    v.play("tap attract.start\ntap home.question");
    fill("form.message", told["message"]);
    next();
    v.play("tap form.contact.phone\ntap form.next");
    fill("form.phone", told["phone"], "06");
    fill("form.name", told["name"]);
    v.play("tap form.next\nexpect-screen review");
  }
  void signal() {
    v.play("tap attract.start\nscroll home.signal\ntap home.signal");
    fill("form.message", told["long"]);
    next();
    fill("form.place", told["place"]);
    next();
    v.play("tap form.contact.email\ntap form.next");
    fill("form.email", told["email"], "", "@post.nl");
    fill("form.name", told["name"]);
    v.play("tap form.next\nexpect-screen review");
  }
  void track() {
    v.play("tap attract.start\nscroll home.track\ntap home.track");
    fill("track.number", told["number"]);
    fill("track.code", told["code"]);
  }
};

constexpr const char* kDetours =
    "tap bar.help\ntap help.close\ntap bar.language\ntap language.tr\ntap bar.language\ntap language.nl\ntap bar.help\nscroll help.health\ntap "
    "help.health\nexpect-screen health\n";
constexpr const char* kStop = "tap bar.stop\ntap stop.confirm\nexpect-screen attract";
constexpr const char* kIdle = "wait 130s\nexpect-screen attract";

std::size_t files_with(const std::vector<Canary>& canaries, const std::filesystem::path& folder,
                       std::size_t& looked_at) {
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    ++looked_at;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(file),
                                           std::istreambuf_iterator<char>()};
    if (!search_bytes(canaries, bytes.data(), bytes.size()).empty()) ++found;
  }
  return found;
}

void expect_nothing(const std::vector<Canary>& canaries, const std::string& how) {
  const auto sightings = search_memory(canaries);
  CHECK_MESSAGE(sightings.empty(), how << ": " << sightings.size() << told(sightings));
}

}  // namespace

#ifndef __SANITIZE_ADDRESS__  // it keeps what was freed, to watch it
TEST_CASE(
    "negative control: a std::string that is moved from, or ends on the heap's own block, keeps a short secret") {
  const std::vector<Canary> canaries = {{"code", Signs::code, 9, 21}};
  CHECK(search_memory(canaries).empty());
  struct Holder {
    std::string text;
  };
  const auto holder = std::make_unique<Holder>();
  holder->text.assign(canaries.front().in("", ""));
  const std::string moved = std::move(holder->text);
  holder->text.clear();
  CHECK(holder->text.empty());
  CHECK_FALSE(search_memory(canaries).empty());  // 8 of 9 characters
}

TEST_CASE("a Secret that was moved, shortened, assigned and ended keeps nothing") {
  const std::vector<Canary> canaries = {{"code", Signs::code, 9, 22}, {"long", Signs::letters, 32, 23}};
  struct Holder {
    Secret text;
  };
  const auto holder = std::make_unique<Holder>();
  for (const Canary& canary : canaries) {
    std::optional<Secret> optional = Secret(canary.in("", ""));
    CHECK_FALSE(search_memory(canaries).empty());
    holder->text = std::move(*optional);
    optional.reset();
    std::vector<Secret> several;
    for (int i = 0; i < 5; ++i) several.push_back(holder->text.clone());
    several.erase(several.begin());
    holder->text = Secret("other");
  }
  expect_nothing(canaries, "secret");
}

TEST_CASE("S3: who sent a message, with detours, leaves not even what is short") {
  for (const By by : {By::put, By::keyboard, By::hardware})
    for (const char* leaves :
         {kStop, "tap form.back\nexpect-screen receipt\ntap receipt.done\nexpect-screen attract",
          "wait 400s\nexpect-screen attract"}) {
      ForgetVisit v;
      Typist t{v, by, {}};
      t.question();
      v.play(std::string(kDetours) + "tap form.back\nexpect-screen review");
      CHECK_FALSE(search_memory(t.told.all).empty());  // the search can see
      v.play("tap review.send\nexpect-screen receipt");
      const auto& receipt = std::get<app::Receipt>(v.application->stage.state().screen);
      const std::vector<Canary> of_receipt = {{"receipt number", receipt.number},
                                              {"receipt code", receipt.code}};
      expect_nothing(t.told.all, std::string(word(by)) + ", at the receipt");
      CHECK_FALSE(search_memory(of_receipt).empty());
      v.play(std::string(kDetours));
      v.play(leaves);
      expect_nothing(t.told.all, std::string(word(by)) + ", " + leaves);
      expect_nothing(of_receipt, std::string(word(by)) + ", receipt, " + leaves);
      std::size_t files = 0;
      CHECK(files_with(t.told.all, v.folder, files) == 0);
      CHECK(files >= 2);
    }
}

TEST_CASE("S3: who stops, walks away or goes back on the way leaves nothing that is short") {
  for (const By by : {By::put, By::keyboard, By::hardware})
    for (const char* leaves : {kStop, kIdle}) {
      ForgetVisit v;
      Typist t{v, by, {}};
      t.signal();
      v.play(kDetours);
      v.play("tap form.back\ntap form.back\ntap form.back");
      v.play(leaves);
      expect_nothing(t.told.all, std::string(word(by)) + ", " + leaves);
    }
}

// 15 and 22 are what the usual std::strings hold inside the object; at 16 and 23 they go to the heap.
TEST_CASE(
    "S3: from 6 to 32 bytes, receipt, help, health and Stop leave nothing; one plain string that keeps a name is found") {
  for (const std::size_t size : {6U, 8U, 15U, 16U, 22U, 23U, 32U}) {
    CAPTURE(size);
    const auto seed = static_cast<std::uint32_t>(100 + size);
    Told told{{{"message", Signs::letters, size, seed},
               {"long", Signs::letters, size, seed + 1},
               {"place", Signs::letters, size, seed + 2},
               {"name", Signs::letters, size, seed + 3},
               {"email", Signs::letters, size, seed + 4},
               {"phone", Signs::digits, 8, seed + 5},
               {"number", Signs::digits, size, seed + 6},
               {"code", Signs::code, size, seed + 7},
               {"pin", Signs::digits, 6, seed + 8}}};
    ForgetVisit v;
    Typist t{v, By::put, told};
    t.question();
    // Negative control: somebody keeps the name in a string of the usual kind, and moves it on.
    auto kept =
        std::make_unique<std::string>(v.application->stage.state().session.draft->contact.name.view());
    const std::string moved = std::move(*kept);
    v.play("tap review.send\nexpect-screen receipt");
    const auto& receipt = std::get<app::Receipt>(v.application->stage.state().screen);
    const std::vector<Canary> of_receipt = {{"receipt number", receipt.number},
                                            {"receipt code", receipt.code}};
    v.play(std::string(kDetours) + kStop);
    const auto sightings = search_memory(told.all);
    CHECK(!sightings.empty());
    CHECK_MESSAGE(
        std::all_of(sightings.begin(), sightings.end(), [](const Sighting& s) { return s.canary == "name"; }),
        test::told(sightings));
    wipe(*kept);
    wipe(const_cast<std::string&>(moved));
    expect_nothing(told.all, "receipt, help, health, Stop");
    expect_nothing(of_receipt, "the receipt of it");
    t.signal();
    v.play(kStop);
    t.track();
    v.play(std::string(kDetours) + kStop);
    expect_nothing(told.all, "a signal and a look for an answer");
  }
}

TEST_CASE("S3: what was erased, cut, copied, pasted, typed over or didn't fit goes as well") {
  using Key = app::FieldKey;
  for (const char* leaves : {kStop, kIdle}) {
    ForgetVisit v;
    Typist t{v, By::put, {}};
    const auto key = [&](Key which) {
      v.application->stage.post(app::Touched{});
      v.application->stage.post(app::FieldKeyed{which});
      v.play("wait 30ms");
    };
    v.play("tap attract.start\nscroll home.signal\ntap home.signal\ntap form.message");
    t.by = By::hardware;
    t.fill("form.message", t.told["long"]);
    key(Key::select_all);
    key(Key::copy);
    key(Key::cut);
    key(Key::paste);
    key(Key::paste);
    key(Key::erase_word_before);
    CHECK_FALSE(search_memory(t.told.all).empty());
    for (std::size_t i = 0; i < t.told["long"].size(); ++i)
      v.application->stage.post(app::BackspacePressed{});
    v.play("wait 30ms");
    for (const char* name : {"name", "email", "message"}) {  // each is typed over the one before
      t.fill("form.message", t.told[name]);
      key(Key::select_all);
      if (std::string_view(name) == "email") key(Key::cut);
    }
    t.fill("form.message", t.told["place"]);
    v.application->stage.post(
        app::TextPut{domain::Field::message,
                     std::string(domain::kMostMessageBytes - 4, 'x') + t.told["code"].in(" ", "")});
    v.play("wait 1s");
    v.play(leaves);
    expect_nothing(t.told.all, leaves);
  }
}

TEST_CASE("S3: number and code of who asks for an answer go, and so do a PIN's digits") {
  for (const By by : {By::put, By::keyboard, By::hardware})
    for (const char* leaves :
         {kStop, kIdle, "tap track.find\nwait 3s\ntap bar.stop\ntap stop.confirm\nexpect-screen attract"}) {
      ForgetVisit v;
      Typist t{v, by, {}};
      t.track();
      CHECK_FALSE(search_memory(t.told.all).empty());
      if (std::string_view(leaves).starts_with("tap bar")) v.play(kDetours);
      v.play(leaves);
      expect_nothing(t.told.all, std::string(word(by)) + ", " + leaves);
    }
  ForgetVisit v;
  const Told told;
  v.play(
      "tap attract.start\ntap bar.help\nscroll help.health\ntap help.health\nexpect-screen health\ntap health.settings\nexpect pin.digits");
  for (int twice = 0; twice < 2; ++twice)
    for (std::size_t i = 0; i < 6; ++i)
      v.play("tap pin." + std::string(1, static_cast<char>(told["pin"].at(i))));
  v.play("wait 2s\nexpect-screen settings");
  expect_nothing(told.all, "a PIN that was chosen");
  v.play("tap settings.pin\nexpect pin.digits");
  for (std::size_t i = 0; i < 5; ++i)
    v.play("tap pin." + std::string(1, static_cast<char>(told["pin"].at(i))));
  v.play("tap pin.close\nwait 1s");
  v.play("tap bar.stop\ntap stop.confirm\nexpect-screen attract");
  expect_nothing(told.all, "a PIN that was begun");
}

TEST_CASE("S3: short words of an answer, and of one's own read aloud, go as well") {
  for (const char* leaves : {kStop, kIdle, "tap answer.done\nexpect-screen attract"}) {
    ForgetVisit v;
    Typist t{v, By::put, {}};
    v.play(
        "tap attract.start\nscroll home.track\ntap home.track\nput track.number \"0070001232\"\nput track.code \"K7M49QXD\"");
    v.application->stage.post(app::TrackAsked{});
    app::AnswerFound found;
    found.document.text = t.told["message"].in("", "");
    found.document.language = "nl";
    v.application->stage.post(std::move(found));
    v.play("expect-screen answer\nexpect answer.text");
    v.play(leaves);
    expect_nothing(t.told.all, leaves);
  }
  ForgetVisit v;
  Typist t{v, By::put, {}};
  v.play("tap attract.listen");
  v.play("tap home.question");
  t.fill("form.message", t.told["name"]);
  t.next();
  v.play(
      "tap form.contact.none\ntap form.next\nexpect-screen review\ntap bar.listen\ntap volume.own\ntap private.yes\nwait 20s");
  v.play(kStop);
  expect_nothing(t.told.all, "read aloud");
}

TEST_CASE(
    "S3: number and code that were said aloud are in no cache of the voice, nor in what was said last") {
  ForgetVisit v;
  Typist t{v, By::put, {}};
  v.play("tap attract.listen\ntap home.question");
  t.fill("form.message", t.told["message"]);
  t.next();
  v.play("tap form.contact.none\ntap form.next\ntap review.send\nexpect-screen receipt\nwait 1s");
  // As the voice gets it, sign by sign.
  std::vector<Canary> said;
  {
    Secret spelled;
    for (const char sign : std::get<app::Receipt>(v.application->stage.state().screen).code) {
      if (!spelled.empty()) spelled.push_back(sign == '-' ? ',' : ' ');
      if (sign != '-') spelled.push_back(sign);
    }
    said.emplace_back("spelled code", spelled);
    const auto& lines = v.application->stage.state().reading.lines;
    CHECK(std::any_of(lines.begin(), lines.end(), [&](const app::SpokenLine& l) {
      return l.unkept && l.text.find(spelled.view()) != std::string::npos;
    }));
  }
  for (int i = 0; i < 40 && !v.application->effects.speaking().said().empty() &&
                  v.application->stage.state().reading.speaking;
       ++i)
    v.play("wait 1s");
  CHECK_FALSE(search_memory(said).empty());
  v.play(kStop);
  expect_nothing(said, "said aloud");
}

// The worker seals, stores or speaks meanwhile: what it holds is gone when it has ended, which is soon.
TEST_CASE(
    "S3: who stops while it is stored, or while one's own words are made into sound, leaves nothing either") {
  const auto soon = [](const std::vector<Canary>& canaries, const std::string& how) {
    for (int i = 0; i < 30 && !search_memory(canaries).empty(); ++i) SDL_Delay(100);
    expect_nothing(canaries, how);
  };
  for (int steps = 0; steps < 4; ++steps) {
    ForgetVisit v;
    Typist t{v, By::put, {}};
    t.question();
    v.application->stage.post(app::SendPressed{});
    const auto step = [&] {
      v.application->stage.step({v.platform->clock().now(), v.application->stage.state().now_ms + 16,
                                 v.application->stage.state().now_ms + 16});
    };
    for (int i = 0; i < steps; ++i) step();
    v.application->stage.post(app::StopConfirmed{});
    step();
    CHECK_FALSE(v.application->stage.state().session.draft);
    v.play("wait 3s");
    soon(t.told.all, "stopped while it was stored, after " + std::to_string(steps) + " steps");
  }
  ForgetVisit v;
  Typist t{v, By::put, {}};
  v.play("tap attract.listen\ntap home.question");
  t.fill("form.message", t.told["name"]);
  t.next();
  v.play(
      "tap form.contact.none\ntap form.next\nexpect-screen review\ntap bar.listen\ntap volume.own\ntap private.yes");
  CHECK_FALSE(search_memory(t.told.all).empty());
  v.application->stage.post(app::StopConfirmed{});
  v.play("expect-screen attract\nwait 1s");
  soon(t.told.all, "stopped while it was said");
}

// What a real keyboard or an input method types comes in SDL's events, which SDL keeps for use again.
TEST_CASE("S3: what was typed on a real keyboard is not left in SDL's own queue, as text or as keys") {
  const Told told;
  const auto typed = [](const Canary& canary) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    for (std::size_t i = 0; i < canary.size(); ++i) event.text.text[i] = static_cast<char>(canary.at(i));
    SDL_PushEvent(&event);
    wipe(&event, sizeof event);
  };
  const auto end = [] {
    SDL_Event event{};
    event.type = SDL_QUIT;
    SDL_PushEvent(&event);
  };
  const auto quiet = [&] { return search_memory(told.all).empty(); };
  ForgetVisit v;
  SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
  REQUIRE(SDL_Init(SDL_INIT_VIDEO) == 0);
  {
    auto window = Window::open("forget", {320, 480});
    REQUIRE(window);
    // Not played: the player's clock is another one than the loop's.
    const auto step = [&] {
      v.application->stage.step(
          {v.platform->clock().now(), v.platform->clock().steady_ms(), v.platform->clock().boot_ms()});
    };
    step();
    v.application->stage.post(app::StartPressed{});
    v.application->stage.post(app::KindChosen{domain::Kind::question});
    v.application->stage.post(app::FieldFocused{domain::Field::message, 0});
    step();
    typed(told["message"]);  // before there is a loop: it isn't lost
    SDL_Event turned{};
    turned.type = SDL_WINDOWEVENT;
    turned.window.event = SDL_WINDOWEVENT_SIZE_CHANGED;
    SDL_PushEvent(&turned);
    run_loop(v.application->stage, *window.value(), v.application->textures, *v.platform, nullptr, [&] {
      typed(told["name"]);  // and while it runs
      SDL_Event key{};
      key.type = SDL_KEYDOWN;
      key.key.keysym.sym = SDLK_BACKSPACE;
      SDL_PushEvent(&key);
      end();
      return v.application->stage.device();
    });
    step();
    REQUIRE(v.application->stage.state().session.draft);
    CHECK(v.application->stage.state().session.draft->message.size() ==
          told["message"].size() + told["name"].size() - 1);
    v.application->stage.post(app::StopConfirmed{});
    step();
    step();
    CHECK(std::holds_alternative<app::Attract>(v.application->stage.state().screen));
    expect_nothing(told.all, "a real keyboard");
    // Negative control: without the loop's hand on it SDL keeps the text of an event that was taken.
    typed(told["message"]);
    SDL_Event taken;
    while (SDL_PollEvent(&taken) == 1) wipe(&taken, sizeof taken);
    CHECK_FALSE(quiet());
  }
  SDL_Quit();
}
#endif
