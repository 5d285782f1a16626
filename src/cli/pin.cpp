// pin set and pin clear: the six digits before settings and USB. They are read from the terminal, twice and
// unseen, or from a pipe; never from an argument, which every program on the machine could read.
#include "base/bytes.h"
#include "crypto/pin_lock.h"
#include "cli/context.h"

namespace wv::cli {
namespace {

Outcome set_pin(const Context& context, crypto::PinLock& lock) {
  auto pin = context.platform.read_secret("New PIN, six digits: ");
  if (!pin) return wrong_usage("pin set reads the PIN from standard input, and there was none");
  auto again = context.platform.read_secret("The same again: ");
  const bool same = !again || *again == *pin;  // a pipe may give it once
  if (again) wipe(*again);
  if (!same || !crypto::is_pin(*pin)) {
    wipe(*pin);
    return Error{
        Fault::bad_input, "pin.form",
        same ? "a PIN has six digits; nothing was changed" : "the two are not the same; nothing was changed"};
  }
  const auto set = ask<Done>(context.platform, [&](auto answer) { lock.set(*pin, answer); });
  wipe(*pin);
  if (!set) return set.error();
  context.out << "the PIN is set\n";
  return 0;
}

}  // namespace

Outcome pin_command(const Context& context) {
  const auto& positions = context.arguments.positions;
  const std::string verb = positions.size() == 1 ? positions[0] : "";
  if (verb != "set" && verb != "clear") return wrong_usage("use: pin set or pin clear");
  const auto store = data_store(context);
  if (!store) return store.error();
  crypto::PinLock lock(*store.value(), context.platform.sealer(), context.platform.random());
  if (verb == "set") return set_pin(context, lock);
  const auto cleared = ask<Done>(context.platform, [&](auto answer) { lock.clear(answer); });
  if (!cleared) return cleared.error();
  context.out << "there is no PIN now; the app asks for a new one\n";
  return 0;
}

}  // namespace wv::cli
