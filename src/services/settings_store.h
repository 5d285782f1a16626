// How the device greets whoever comes next, kept for the next start in DATA/device.json. What can't be read
// is left as the program began; what can't be kept is noted.
#pragma once
#include <optional>
#include <string>

#include "app/host.h"
#include "ports/store.h"
#include "services/event_log.h"
#include "services/report.h"

namespace wv::services {

enum class KeptSettings { use, leave };  // leave: the command line said how the device greets

class SettingsStore {
 public:
  SettingsStore(ports::Store& store, EventLog& log) : store_(store), log_(log) {}

  void find(Report report);  // the answer is DeviceSettingsFound; none where nothing was kept
  void keep(const app::Settings& settings);

 private:
  ports::Store& store_;
  EventLog& log_;
};

}  // namespace wv::services
