// What a kiosk's machine tells of its last newer version (update.json beside the settings,
// src/crypto/FORMAT.md): since when it runs, or that it was taken back. Written by the machine's
// administrator, read at the start.
#pragma once
#include <optional>
#include <string>

#include "base/time.h"

namespace wv::ports {
class Files;
}

namespace wv::content {

inline constexpr int kDaysUpdateIsTold = 30;

struct UpdateTold {
  bool runs = false;  // else it was taken back
  std::string version;
  Day on;
};

// None where there is none, or what lies there can't be read: it is no reason not to start.
[[nodiscard]] std::optional<UpdateTold> read_update_told(const ports::Files& files,
                                                         const std::string& config_file);
// None any more, once it is no news.
[[nodiscard]] std::optional<UpdateTold> update_to_tell(const std::optional<UpdateTold>& update,
                                                       const Day& today);

}  // namespace wv::content
