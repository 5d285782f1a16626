// DATA/log/events.txt: a line is a day, a code and at most a random id (D6); two files of 64 KB at the most.
// The hour is left out: with a camera in the room it would say who sent what. A log that can't be written is
// told by nobody.
#pragma once
#include <string_view>

#include "base/time.h"
#include "ports/store.h"

namespace wv::services {

class EventLog {
 public:
  EventLog(ports::Store& store, LocalTime now) : store_(store), now_(now) {}

  void set_time(LocalTime now) { now_ = now; }
  // What is no code or no id is left out, whatever it is.
  void note(std::string_view code, std::string_view id = {});

 private:
  ports::Store& store_;
  LocalTime now_;
};

}  // namespace wv::services
