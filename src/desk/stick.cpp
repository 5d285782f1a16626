#include "desk/stick.h"

#include "desk/context.h"

namespace wv::desk {

void look_for_sticks(Context& c) { ask(c, FindSticks{}); }

void exchange_with(Context& c, const Stick& stick) {
  Exchange& exchange = c.state.sticks.exchange;
  if (exchange.running() || (c.state.open() == nullptr && c.state.enrolling() == nullptr)) return;
  exchange = {};
  exchange.step = Exchange::Step::reading;
  exchange.stick = stick.name;
  ask(c, ExchangeWith{stick.folder});
}

void exchange_moved(Context& c, const ExchangeMoved& event) {
  Exchange& exchange = c.state.sticks.exchange;
  if (!exchange.running()) return;
  exchange.step = event.writing ? Exchange::Step::writing : Exchange::Step::reading;
  exchange.done = event.done;
  exchange.total = event.total;
}

void exchange_ended(Context& c, const ExchangeEnded& event) {
  Exchange& exchange = c.state.sticks.exchange;
  if (!exchange.running()) return;
  exchange.step = Exchange::Step::ended;
  exchange.came = event.came;
  exchange.given = event.given;
  exchange.bad = event.bad;
  exchange.trouble = event.trouble;
  look_for_sticks(c);
}

// What was written so far is whole and stays.
void stop_exchange(Context& c) {
  if (!c.state.sticks.exchange.running()) return;
  c.state.sticks.exchange = {};
  c.state.requests.close(Ask::exchange);
  c.effects.push_back(EndExchange{});
}

}  // namespace wv::desk
