// Back from quarantine into the outbox, when what had parked a message is mended: whole envelopes only, byte
// for byte. Nothing is lost on the way: a file is moved and never written over another, and what can't wait
// again stays parked, with its reason. The Store and the Sealer must live until the answer has come. Failure:
// outbox.not_parked (an id of which nothing lies in quarantine; then nothing was moved), the store's codes.
#pragma once
#include "outbox/outbox.h"

namespace wv::outbox {

struct Requeued {
  std::uint64_t requeued = 0;
  std::uint64_t already_waiting = 0;  // the same waits already; the parked copy is gone
  std::uint64_t already_sent = 0;     // left where it lies
  std::vector<BadFile> bad;           // left where they lie
};

// No ids: everything that is parked.
void requeue(ports::Store& store, std::vector<std::string> ids, Outbox::Answer<Requeued> answer);

}  // namespace wv::outbox
