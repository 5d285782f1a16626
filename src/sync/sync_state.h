// What sync must know again after a restart, in DATA/sync.json: how often the target refused an envelope
// (five park it), how far the boxes were brought down, when something was acknowledged last. Nothing here
// decides about an envelope's place: the folder it lies in does. A damaged file is begun anew: the worst of
// it is that a few things are asked once more.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "sync/target.h"

namespace wv::sync {

inline constexpr char kSyncStateFile[] = "sync.json";
inline constexpr std::uint64_t kMostSyncStateBytes = 4u << 20;

struct SyncState {
  using Sent = Target::Sent;
  static constexpr std::size_t kMostAcknowledged = 40;

  std::string target;                  // a hash of where it all goes; another target, another memory
  std::string device_tag;              // Target::set_device_tag; "": none drawn yet
  std::string findings;                // Target::findings
  std::map<std::string, int> refused;  // by id, how often it counts; 0: the target has taken no other since
  std::map<std::string, std::string> cursors;  // by box: JSON, as the target gave it
  std::map<std::string, std::optional<std::int64_t>>
      unsure;                      // by id, what met a 202: when a later PUT had a 201, if one had
  std::string uuid;                // of the server, as it said it last
  std::vector<Sent> acknowledged;  // the newest, oldest first
  std::uint64_t missing = 0;       // acknowledged once, and gone there: it went back to an older backup
  std::int64_t since_ms = 0;       // of files in sent/ up to this moment: they went to another target
  std::optional<std::int64_t> last_sent_ms, last_sync_ms;  // wall
  [[nodiscard]] std::size_t held_refusals() const;         // those of 0
};

[[nodiscard]] SyncState read_sync_state(const Bytes& content, const std::string& target);
[[nodiscard]] Bytes write_sync_state(const SyncState& memory);

}  // namespace wv::sync
