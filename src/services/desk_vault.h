// DATA/desk/: what a member's device keeps for its own desk, each under a name and sealed before it touches
// the disk: what was being written at the lock, the streets. Not a cache: nothing else has it. Each is a JWE
// for one key; its name stands first under the seal, so that one in another's place opens to nothing. The
// newest of a name counts. What can't be written stays here as ciphertext, is what `read` gives, and is
// written by `retry`. What can't be read, was changed, or is for another key gives nothing.
// Owner of what is handed in: this; overwritten once it is sealed. The platform must not be pumped after this
// is gone. Failures go into the log.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/secret.h"
#include "ports/sealer.h"
#include "ports/store.h"
#include "services/event_log.h"

namespace wv::services {

inline constexpr char kDeskFolder[] = "desk";

class DeskVault {
 public:
  using Parts = std::vector<Secret>;

  DeskVault(ports::Store& store, ports::Sealer& sealer, EventLog& log)
      : in_(std::make_shared<Inside>(Inside{store, sealer, log, {}})) {}

  // `jwk`: whom to seal to: a symmetric key, or a public one.
  void keep(const std::string& name, std::string jwk, Parts parts);
  // The parts as they were kept; none where there is nothing to be read.
  void read(const std::string& name, const Secret& jwk, std::function<void(Parts)> answer) const;
  void drop(const std::string& name);
  void retry();
  [[nodiscard]] std::size_t unwritten() const;  // that were tried, and failed

 private:
  struct Item {
    std::uint64_t newest = 0;  // counted up with each keep and drop
    Bytes unwritten;           // ciphertext; empty once it is on the disk
    bool failed = false;
    std::size_t sealing = 0;
    std::vector<std::function<void()>> readers;  // that wait until it is sealed
  };
  struct Inside {
    ports::Store& store;
    ports::Sealer& sealer;
    EventLog& log;
    std::map<std::string, Item> items;
  };
  static void write(const std::shared_ptr<Inside>& in, const std::string& name, std::uint64_t number);

  std::shared_ptr<Inside> in_;
};

}  // namespace wv::services
