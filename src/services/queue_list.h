// The queue's headers, for the table behind the PIN: what waits, what is parked and why, what was sent. Reads
// folders, and of files only the reasons of what is parked, at most kMostReasons. The Store must live until
// the answer has come.
#pragma once
#include <cstddef>

#include "ports/store.h"
#include "services/report.h"

namespace wv::services {

inline constexpr std::size_t kMostReasons = 1000;

void list_queue(ports::Store& store, Report report);  // app::QueueListed

}  // namespace wv::services
