// What was decided and isn't sealed yet: for ten seconds it can be taken back as if it had never been. Only
// then it becomes events, which nobody can take back. A lock, a hand-over and leaving don't wait: they seal
// at once what is pending, because a lock must lose nothing, and whoever locked meant what was done before.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/request.h"
#include "base/trouble.h"
#include "casebook/event.h"
#include "desk/writing.h"
#include "domain/reply.h"

namespace wv::desk {

inline constexpr std::int64_t kUndoMs = 10'000;

// What the resident reads under number and code: an answer in their own language where it was made of ready
// sentences alone, else in Dutch; and of a promise the day, which is no answer yet.
struct Told {
  std::string language;
  Secret text;
  domain::AnswerStatus status = domain::AnswerStatus::answered;
  domain::Role role = domain::Role::fixer;
};

struct ToldTo {
  casebook::CaseId id;  // the submission whose number and code it is read with
  Told told;
};

struct Step {                // one event to be
  casebook::CaseId id;       // whose event it is; none: of the case that this deed begins
  casebook::Body body;       // of an Answer the envelope is whoever seals it to fill in
  std::vector<ToldTo> told;  // each an envelope in the box of answers, sealed with the event
  bool voice = false;        // the note takes along the sound that is held
};

struct Deed {              // all that is done with one case, in order: each step knows the one before
  casebook::CaseId about;  // as it is shown; none: a case that begins with this
  std::vector<Step> steps;
  bool take_over = false;  // what stands apart counts from then on
  bool holds = false;      // whoever answers or promises holds the case, where nobody does when it is sealed
};

enum class Did { taken, promised, answered, noted, handed, sorted, joined, parted, closed, reopened, kept };

struct Pending {
  std::uint64_t number = 0;   // counted up: the latest is undone first
  std::int64_t until_ms = 0;  // boot clock; from then on it is sealed
  Did did = Did::taken;
  std::vector<Deed> deeds;
  std::optional<Writing> written;  // undone, it stands in its field again
};

struct Sealing {  // handed out, and not answered yet
  RequestId request;
  Pending pending;
};

struct Failure {  // of one row; the others of the same deed went through
  Did did = Did::taken;
  Deed deed;
  Trouble why = Trouble::none;
};

}  // namespace wv::desk
