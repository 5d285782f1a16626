// Z2: somebody who understands nothing. Thousands of touches, drags, palms and keys at random, in virtual
// time, on three devices: a small child, a cloth that wipes the glass. Nothing may break, 95 % of the places
// below must be found, whoever stops touching leaves a wiped screen, and each receipt stands for one stored
// message. WV_MONKEY_STEPS=N: how many on each device (a hundred take a second); WV_MONKEY_SEED=N: another
// monkey; WV_MONKEY_LOG=1: tells what it does, to play it again by hand.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "player/application_fixture.h"

using namespace wv;
using namespace wv::test;

namespace {

using What = ui::FingerEvent::What;

// With large letters too: the settings, where it comes as well, say how the screen begins.
constexpr std::string_view kAsk =
    "tap attract.start\nscroll home.question\ntap home.question\nput form.message \"Kanarie 4711\"\ntap form.next\nscroll form.contact.none\n"
    "tap form.contact.none\ntap form.next\nexpect-screen review\n";
constexpr int kRound = 300;  // touches, then the hands go off

int number_of(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

class Monkey {
 public:
  Monkey(const std::string& language, const std::string& profile, unsigned seed,
         const std::filesystem::path& cache)
      : h_(language, profile, ui::Motion::on, cache), chance_(seed) {
    h_.player.on_frame([this] { look(); });
  }

  void live(int steps) {
    for (int i = 0; i < steps; ++i) {
      if (i % kRound == 0) begin(i / kRound);
      act();
      if (i % kRound == kRound - 1) hands_off();
    }
    hands_off();
    CHECK(h_.envelopes().size() == receipts_);
  }

  std::set<std::string> places;  // screens and overlays that it saw
  std::size_t receipts() const { return receipts_; }

 private:
  int upto(int n) { return std::uniform_int_distribution<int>(0, n - 1)(chance_); }

  void log(const std::string& what) {
    static const bool kTells = std::getenv("WV_MONKEY_LOG") != nullptr;
    if (kTells) std::cerr << what << std::endl;
  }
  // What a person can do is not always possible; that it goes on is all that counts.
  void play(const std::string& script) {
    log(script);
    if (const std::string fault = h_.fault(script); !fault.empty()) log("  could not: " + fault);
  }
  void finger(What what, std::int64_t id, ui::Point at) {
    log("finger " + std::to_string(static_cast<int>(what)) + " " + std::to_string(id) + " " +
        std::to_string(at.x) + " " + std::to_string(at.y));
    h_.application.stage.finger({what, id, at, h_.player.now().steady_ms});
  }

  // Where chance alone never comes: behind a PIN, and to the end of an hour's rush.
  void begin(int round) {
    constexpr std::string_view kPin = "tap pin.3\ntap pin.1\ntap pin.4\ntap pin.1\ntap pin.5\ntap pin.9\n";
    if (round == 2)
      for (int i = 0; i < 21; ++i) play(std::string(kAsk) + "tap review.send\ntap receipt.done\n");
    else if (round % 4 == 1)
      play("tap attract.start\nhold bar.logo 6s\nscroll health.settings\ntap health.settings\n" +
           std::string(kPin) + std::string(kPin));
    else if (round % 4 == 0 && round > 0)
      play(std::string(kAsk));
    else if (round % 4 == 3)
      play("tap attract.listen");
  }

  const ui::Node* some_node() {
    std::vector<const ui::Node*> some;
    const int kind = upto(10);  // now and then the keyboard, seldom the bar: its Stop would end everything
    for (const auto& n : h_.application.stage.tree().nodes) {
      const bool key = n.id.starts_with("keyboard."),
                 bar = n.id.starts_with("bar.") || n.id.starts_with("stop.");
      if (!n.hit.empty() && (kind < 2 ? key : kind < 3 ? bar : !key && !bar)) some.push_back(&n);
    }
    if (some.empty()) return nullptr;
    // Curious: what it touched least, every other time.
    const auto least = std::min_element(some.begin(), some.end(), [&](const auto* a, const auto* b) {
      return touched_[a->id] < touched_[b->id];
    });
    const ui::Node* n =
        upto(2) == 0 ? *least : some[static_cast<std::size_t>(upto(static_cast<int>(some.size())))];
    ++touched_[n->id];
    return n;
  }
  ui::Point somewhere() {
    const auto& d = h_.application.stage.device();
    return {static_cast<float>(upto(d.width_px)), static_cast<float>(upto(d.height_px))};
  }

  void act() {
    const int what = upto(100);
    if (what < 70) {
      const ui::Node* n = some_node();
      return n == nullptr ? tap(somewhere()) : tap(n->hit.centre());
    }
    if (what < 78) return tap(somewhere());
    if (what < 88) return drag(1 + upto(3));
    if (what < 96) return keys();
    if (what < 98) return finger(What::down, 9, somewhere());  // a palm that stays
    if (what < 99) return finger(upto(2) == 0 ? What::up : What::cancel, 9, somewhere());
    play("wait " + std::to_string(1 + upto(30)) + "s");
  }
  void tap(ui::Point at) {
    finger(What::down, 1, at);
    play("wait " + std::to_string(upto(120)) + "ms");
    finger(What::up, 1, at);
    play("wait 20ms");
  }
  void drag(int fingers) {
    ui::Point at[3] = {somewhere(), somewhere(), somewhere()};
    for (int i = 0; i < fingers; ++i) finger(What::down, i, at[i]);
    const float dx = static_cast<float>(upto(200) - 100), dy = static_cast<float>(upto(400) - 200);
    for (int step = 0; step < 6; ++step) {
      for (int i = 0; i < fingers; ++i) finger(What::move, i, at[i] = {at[i].x + dx, at[i].y + dy});
      play("wait 16ms");
    }
    for (int i = 0; i < fingers; ++i) finger(What::up, i, at[i]);
    play("wait 200ms");
  }
  void keys() {
    const auto key = static_cast<ui::FocusKey>(upto(4));
    log("key " + std::to_string(static_cast<int>(key)));
    if (upto(6) == 0)
      h_.application.stage.keypad(key);
    else
      h_.application.stage.key(key);
    play("wait 20ms");
  }

  // Whoever goes leaves a first screen without a word of theirs: 90 s and 30 s later (S1), a receipt's 180;
  // twice that for who listens or reads large letters, from when the page was read to its end; a voice
  // message ends first.
  int patience_s() const {
    const auto& state = h_.application.stage.state();
    const auto& tree = h_.application.stage.tree();
    const bool listens = state.reading.mode != app::Reading::Mode::off,
               slow = listens || state.shown.text != app::TextSize::normal;
    return (tree.screen == "receipt" ? 181 : 121) * (slow ? 2 : 1) + (listens ? 120 : 0) +
           (tree.overlay == "listening" ? 125 : 0);
  }
  void hands_off() {
    play("wait " + std::to_string(patience_s()) + "s");
    const auto& state = h_.application.stage.state();
    const auto& tree = h_.application.stage.tree();
    REQUIRE_MESSAGE(tree.screen == "attract",
                    "somebody's " << tree.screen << "/" << tree.overlay << " is still there");
    CHECK(tree.overlay.empty());
    CHECK_FALSE(state.session.draft.has_value());
    CHECK(state.session.history.empty());
  }

  void look() {
    const auto& tree = h_.application.stage.tree();
    if (tree.screen == "receipt" && screen_ != "receipt") ++receipts_;
    screen_ = tree.screen;
    places.insert(tree.screen);
    if (!tree.overlay.empty()) places.insert(tree.overlay);
    if (++frames_ % 16 != 0) return;
    std::set<std::string> ids;
    for (const auto& n : tree.nodes)
      if (!ids.insert(n.id).second)
        FAIL("two nodes are called " << n.id << " on " << tree.screen << "/" << tree.overlay);
  }

  TestApplication h_;
  std::mt19937 chance_;
  std::string screen_;
  std::map<std::string, int> touched_;
  std::size_t receipts_ = 0, frames_ = 0;
};

}  // namespace

TEST_CASE("whatever is touched, nothing breaks, nothing stays, and each receipt is a message") {
  const int steps = number_of("WV_MONKEY_STEPS", 1800);
  const auto seed = static_cast<unsigned>(number_of("WV_MONKEY_SEED", 1));
  std::set<std::string> places;
  std::size_t receipts = 0;
  struct {
    const char *language, *profile;
  } const houses[] = {{"nl", "kiosk-21"}, {"ar", "tablet-10"}, {"uk", "table-15"}};
  const auto cache = std::filesystem::temp_directory_path() / ("wv-monkey-" + std::to_string(::getpid()));
  for (const auto& application : houses) {
    Monkey monkey(application.language, application.profile, seed, cache);
    monkey.live(steps);
    places.merge(monkey.places);
    receipts += monkey.receipts();
  }
  std::filesystem::remove_all(cache);
  // An answer takes a number and a code of ten and eight characters; a number or IBAN in the text as many
  // right digits.
  std::set<std::string> missing;
  for (const char* place :
       {"attract",  "home",    "roles", "role",      "themes",  "results", "form",      "review",
        "saving",   "receipt", "track", "checklist", "privacy", "busy",    "health",    "settings",
        "language", "letters", "idle",  "stop",      "help",    "volume",  "listening", "pin"})
    if (!places.contains(place)) missing.insert(place);
  for (const auto& place : missing) MESSAGE("never seen: " << place);
  MESSAGE("Z2 " << 3 * steps << " touches and keys: " << places.size() << " screens and overlays seen, "
                << receipts << " receipts, each a message");
  CHECK(missing.size() <= 1);  // 95 % of them, as Z2 asks: chance is chance
  CHECK(receipts > 20);
}
