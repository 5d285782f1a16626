// Sealed envelopes onto a stick and from it, with a manifest.json that tells how many and which. Export
// leaves the queue as it is, since a stick acknowledges nothing. Each file arrives whole or not at all, so a
// stick may be pulled out at any moment; importing twice is importing once, and one bad file never stops the
// others (I6). A member's device (Outbox::keep_cases) also carries what it holds for its colleagues, so that
// a team needs no network: answers and published documents in their own folders, where a kiosk reads them,
// messages and events in team-inbox/ and team-cases/, which no kiosk takes. It reads what it imports; what
// came out of another's queue it sends on besides. Nothing blocks: file after file by callback, `progress`
// after each. Stores and Outbox must outlive the answer. Failure: what will fail for the next file too (the
// stick is full, or gone); the store's codes.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "outbox/outbox.h"

namespace wv::outbox {

struct Transferred {
  std::uint64_t exported = 0, in_the_manifest = 0;  // of an export
  std::uint64_t imported = 0, already_waiting = 0, already_sent = 0, in_quarantine = 0, past = 0, erased = 0,
                kept = 0;     // of an import; kept: what is read here
  std::uint64_t carried = 0;  // of an export: what is held here, beside the queue
  std::uint64_t left = 0;     // of an import on a kiosk: messages and events for members, left on the stick
  struct Doubtful {
    std::string file;
    Stamp stamp;
  };
  std::vector<Doubtful>
      in_doubt;  // imported or kept all the same: nobody knows how old they are (retention.h)
  std::vector<BadFile> bad;
};

// Keeps it going; dropping it ends it after the file it is at, and then nothing is answered any more.
using TransferHandle = std::shared_ptr<void>;
using TransferAnswer = std::function<void(Result<Transferred>)>;
using TransferProgress = ProgressTold;

[[nodiscard]] TransferHandle export_to(ports::Store& stick, Outbox& queue, TransferProgress progress,
                                       TransferAnswer answer);
[[nodiscard]] TransferHandle import_from(ports::Store& stick, Outbox& queue, TransferProgress progress,
                                         TransferAnswer answer);

}  // namespace wv::outbox
