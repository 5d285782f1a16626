// What the parts of the engine (sender, puller, state file) work with together: the moment, the target, how
// long to wait, and what is to be told. Owned by the engine; each part has a reference. Answers of the
// platform are posted here and taken at the next tick.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "outbox/erasure.h"
#include "ports/store.h"
#include "sync/status.h"
#include "sync/target.h"
#include "sync/waits.h"

namespace wv::sync {

struct Shared {
  Shared(ports::Store& store, ports::Random& random, std::unique_ptr<Target> where, Way how)
      : data(store), target(std::move(where)), way(how), waits(random) {}

  void post(std::function<void()> what) { posted.push_back(std::move(what)); }
  void run_posted();
  // Does the target's Date confirm our clock?
  void compare_clocks(const Outcome& outcome);
  // Whether an outcome says that the target took the password (the nth, of when it was asked).
  void weigh_password(const Outcome& outcome, int nth);
  [[nodiscard]] bool is_erased(const std::string& id) const { return erased && erased->contains(id); }
  [[nodiscard]] std::int64_t steady_ms() const { return now.steady_ms; }

  ports::Store& data;
  std::unique_ptr<Target> target;
  Way way;
  Waits waits;
  Now now;
  Status status;
  outbox::ErasedIds erased;  // never fetched again; null: none
  std::string trouble;       // that of the last exchange; a refused password goes before it
  int password = 0;  // counts the replacements: a refusal of an older one says nothing about the newest
  std::vector<std::function<void()>> posted;
};

}  // namespace wv::sync
