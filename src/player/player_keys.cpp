// Player: a script played without sight. Every `tap` becomes the four keys, and each step is decided by what
// the voice says: on until the words of the target are heard, then the key that chooses.
#include <algorithm>
#include <cstdint>

#include "app/voice.h"
#include "player/player.h"
#include "ui/kit/aloud.h"

namespace wv::player {

namespace {

constexpr int kMostPresses = 400;

std::ptrdiff_t place_in(const std::vector<const ui::Node*>& order, std::string_view id) {
  const auto at = std::find_if(order.begin(), order.end(), [&](const ui::Node* n) { return n->id == id; });
  return at == order.end() ? -1 : at - order.begin();
}

constexpr std::int64_t kLongestTold = 600'000;  // ms: no page takes longer
constexpr std::int64_t kWaitsForIdle = 60'000;  // ms: who waits as long waits for "are you still there"

}  // namespace

// Whoever listens hears it out, and then has twice the time (S1): so does the script.
void Player::wait_listening(std::int64_t ms) {
  const std::int64_t from = now().steady_ms;
  while (stage_.state().reading.speaking && now().steady_ms - from < kLongestTold) wait(100);
  const bool twice = stage_.state().reading.mode != app::Reading::Mode::off && ms >= kWaitsForIdle;
  wait(twice ? 2 * ms : ms);
}

// Goes to a node by ear. Two controls that say the same can't be told apart: that is a fault of the page.
Player::Words Player::reach(const std::string& id) {
  const ui::Node* node = stage_.tree().find(id);
  if (node == nullptr) return id + " is not on the screen";
  const std::string wanted = ui::spoken_with_role(*node);
  if (wanted.empty()) return id + " says nothing";
  const bool secret = ui::is_secret_key(*node);
  for (const ui::Node& other : stage_.tree().nodes)
    if (!secret && ui::is_control(other) && ui::is_control(*node) && other.id != id &&
        ui::spoken_with_role(other) == wanted)
      return id + " and " + other.id + " say the same: \"" + wanted + "\"";
  runtime::Speaking& voice = effects_.speaking();
  for (int presses = 0; presses < kMostPresses; ++presses) {
    const bool hushed = app::uses_voice(stage_.state());  // all is silent while one speaks oneself
    if (hushed && stage_.view().focus() == id) return {};
    const bool by_ear = stage_.state().reading.mode == app::Reading::Mode::keys;
    if (by_ear && stage_.view().focus() == id && voice.said() == wanted) return {};
    const auto order = ui::reading_order(stage_.tree());
    const auto count = static_cast<std::ptrdiff_t>(order.size());
    const auto to = place_in(order, id);
    if (to < 0) return id + " is not among what the keys reach";
    const auto from = std::max<std::ptrdiff_t>(0, place_in(order, stage_.view().focus()));
    // Whoever knows the keyboard by heart takes the shorter way round.
    const bool back = by_ear && (from - to + count) % count < (to - from + count) % count;
    const std::uint64_t before = voice.said_count();
    key(back ? "previous" : "next");
    if (!hushed && voice.said_count() == before) return "the voice says nothing on the way to " + id;
    if (by_ear && !secret && voice.said() == wanted && stage_.view().focus() != id)
      return "\"" + wanted + "\" was said at " + std::string(stage_.view().focus()) + ", not at " + id;
  }
  return id + " is not reached by the keys: heard last: \"" + voice.said() + "\"";
}

Player::Words Player::press(const std::string& id) {
  if (const Words wrong = reach(id); !wrong.empty()) return wrong;
  const ui::Node* node = stage_.tree().find(id);
  if (node != nullptr && !node->enabled) return id + " is disabled";
  key("activate");
  return {};
}

}  // namespace wv::player
