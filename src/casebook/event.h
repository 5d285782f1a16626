// One event of a case ("wijkverbinder-event/1"): written once, sealed and signed elsewhere, never edited.
// `parse_event` reads what stood under the seal and says what is wrong with it; `to_json` writes the same
// bytes for the same event. What people typed is a Secret. Members that we don't know are kept and written
// again, and so is a kind that we don't know (Other). Error codes: event.format when it is another document
// (looked at before anything else, so that one can't stand in another's place), event.broken for the rest,
// event.outside when it says other than its envelope. No sentence holds anything of the content.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "casebook/ids.h"
#include "domain/kind.h"

namespace wv::casebook {

// As long as an answer may be: a note can be answered with, and an answer noted.
inline constexpr std::size_t kMostTextBytes = 16'000;
// A theme, a system, its reference, a member's name: a line of a list holds no more.
inline constexpr std::size_t kMostNameBytes = 200;
// The heads of a case. More stand there only when more devices than that wrote without hearing of each other.
inline constexpr std::size_t kMostParents = 64;
// What one request to erase names at once; a longer history takes a second event.
inline constexpr std::size_t kMostErased = 1'000;
// A text of kMostTextBytes takes 96 kB where each sign is escaped, kMostErased ids 39 kB; the rest is room
// for members of later versions. Far under an envelope's 4 MiB.
inline constexpr std::size_t kMostEventBytes = 256 * 1024;

enum class Seal { team, confidential };  // who it is sealed to, and all events of its case with it

// How an answer reached somebody without the kiosk: phone letter email door surgery; a later version's word
// is kept as it is.
using Way = std::string;

struct Opened {};
struct Taken {};
struct Kept {
  EnvelopeId promise;  // the event that promised
};
struct Closed {};
struct Reopened {};
struct Note {
  Secret text;  // may be empty when there is a voice
  std::optional<domain::Role> role;
  std::optional<EnvelopeId> voice;  // the attachment's
};
struct Promise {
  Day due;  // civil date, as it was said to somebody: never computed anew
  Secret text;
};
struct Answer {
  EnvelopeId envelope;  // the one in the box of answers
  Secret text;
};
struct Given {
  Way way;
  Secret text;
};
struct Handed {
  MemberId to;
};
struct Sorted {  // what is absent stays as it was; one of them is there
  std::optional<domain::Kind> kind;
  std::optional<domain::Role> role;
  std::optional<std::string> theme;  // "" takes it away
};
struct Joined {
  CaseId other;
};
struct Parted {
  CaseId other;
};
struct Forwarded {
  std::string system;
  Secret reference;  // may be empty until it is known
};
struct Found {
  Secret reference;
};
struct Erase {
  std::vector<EnvelopeId> envelopes;  // of its own case
};
struct Other {
  std::string kind;  // a plain word
  Secret body;       // JSON
};
using Body = std::variant<Opened, Taken, Kept, Closed, Reopened, Note, Promise, Answer, Given, Handed, Sorted,
                          Joined, Parted, Forwarded, Found, Erase, Other>;

struct Event {
  EnvelopeId id;
  Day queued_on;  // the submission's: a case goes whole, on one day
  Seal to = Seal::team;
  CaseId case_id;
  std::vector<EnvelopeId> parents;  // the case's heads when it was written; none twice
  Instant at;                       // the writer's own clock
  KeyId by;
  Body body;
  Secret more, body_more;  // members that we don't know, of the event and of its body: JSON objects, or ""
};

[[nodiscard]] std::string_view kind_name(const Event& event);
[[nodiscard]] Result<Event> parse_event(std::string_view json);
[[nodiscard]] Bytes to_json(const Event& event);

// What its envelope and its signature say of it; the event repeats each, and a difference is refused.
struct Outside {
  EnvelopeId id;
  Day queued_on;
  Seal to = Seal::team;
  KeyId signer;
};
[[nodiscard]] Status check_outside(const Event& event, const Outside& outside);

// A clock that runs a day ahead of the reader's is marked: nothing is adopted from it.
inline constexpr std::int64_t kAheadMs = 24 * std::int64_t{3'600'000};
[[nodiscard]] inline bool is_ahead(const Event& event, Instant now) {
  return event.at.ms > now.ms + kAheadMs;
}

}  // namespace wv::casebook
