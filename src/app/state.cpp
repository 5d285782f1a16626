#include "app/state.h"

namespace wv::app {

bool fresh_connection(const State& state) {
  constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;
  const Connection& c = state.connection;
  if (!c.configured || !c.clock_confirmed || !c.last_sync_ms) return false;
  const std::int64_t age = state.now.at.ms - *c.last_sync_ms;
  return age >= 0 && age < kDayMs;  // "in the future" is a clock that jumped back
}

std::int64_t unhurried(const State& state) {
  return state.shown.text == TextSize::largest || state.reading.mode != Reading::Mode::off ? 2 : 1;
}

std::optional<int> here_until(const State& state) {
  const auto& here = state.host.here;
  const bool holds = here && here->day == day_of(state.now) && minute_of_day(state.now) < here->minute;
  return holds ? std::optional<int>(here->minute) : std::nullopt;
}

std::optional<Mode> parse_mode(std::string_view name) {
  if (name == "kiosk") return Mode::kiosk;
  if (name == "event") return Mode::event;
  if (name == "own") return Mode::own;
  return std::nullopt;
}

const char* screen_name(const Screen& screen) {
  return std::visit([](const auto& shown) { return shown.kName; }, screen);
}

const char* overlay_name(Overlay overlay) {
  switch (overlay) {
    case Overlay::none: return "";
    case Overlay::language: return "language";
    case Overlay::display: return "letters";
    case Overlay::idle: return "idle";
    case Overlay::stop: return "stop";
    case Overlay::help: return "help";
    case Overlay::danger:
    case Overlay::letters: return "danger";
    case Overlay::bsn:
    case Overlay::iban: return "bsn";
    case Overlay::volume: return "volume";
    case Overlay::own_words: return "private";
    case Overlay::listening: return "listening";
    case Overlay::pin: return "pin";
    case Overlay::cleaning: return "cleaning";
    case Overlay::asleep: return "asleep";
  }
  return "";
}

}  // namespace wv::app
