// What a case is: the fold of its events, its submission and its answers. Pure: the same for every order of
// arrival, and no clock in it; what depends on the day is row.h's. A value (holder, kind …) has setters:
// those without a later setter among their descendants stand, the last of them holds, and the others stay to
// be seen. Each promise is a value of its own, which stands until a `kept` names it, so that a second promise
// never silently ends the first. Nothing is dropped: what doesn't count is in the thread and marked.
// Everything here points into the files that were handed in, and lives no longer than they do.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "casebook/event.h"
#include "casebook/membership.h"
#include "domain/reply.h"
#include "domain/submission.h"

namespace wv::casebook {

// Raised whenever the same events would give something else than before: a cache made by another version is
// built anew.
inline constexpr int kFoldVersion = 1;

struct ReceivedAnswer {
  EnvelopeId envelope;
  const domain::AnswerDocument* document = nullptr;
};

struct CaseFile {  // what of one case is at hand
  CaseId id;
  const domain::Submission* submission = nullptr;  // null: not come yet, or a note at a door, which has none
  Seal seal = Seal::team;                          // the submission's; without one its events tell
  std::vector<const Event*> events;                // all of this case, none twice, in any order
  std::vector<ReceivedAnswer> answers;             // believed ones only
};

struct Entry {  // an event in the thread
  const Event* event = nullptr;
  bool apart = false;           // of an ended or unknown key, and no living key's event knows of it
  bool hidden = false;          // somebody asked to erase it: it sets nothing and isn't shown
  bool circular = false;        // a cycle held it back
  bool other_seal = false;      // sealed to others than its case is
  bool after_handover = false;  // by whoever had handed the case on before
  [[nodiscard]] bool counts() const { return !apart && !hidden; }
};

template <class T>
struct Setting {
  T value;
  std::size_t entry = 0;  // in the thread
};
template <class T>
struct Value {
  std::vector<Setting<T>> standing;  // in order: the last holds
  [[nodiscard]] const T* get() const { return standing.empty() ? nullptr : &standing.back().value; }
  [[nodiscard]] bool disputed() const { return standing.size() > 1; }
};

struct PromiseMade {
  std::size_t entry = 0;
  Day due;  // as it was said; a day closed afterwards changes nothing
  bool kept = false;
  [[nodiscard]] bool is_late(const Day& today) const { return !kept && due < today; }
};

struct Link {   // a person said that two cases are one
  CaseId a, b;  // a < b
  EnvelopeId by;
};

struct Part {  // one of the cases that are shown as one
  CaseId id;
  const domain::Submission* submission = nullptr;
  bool erased = false;  // its submission is hidden
  bool closed = false;
  bool answered = false;               // an answer was written or given to this one; another's is not its own
  std::optional<Instant> waits_since;  // what came in or was reopened, and nothing answered since
};

struct Folded {
  CaseId id;                // the least of its parts'
  std::vector<Part> parts;  // by id; more than one when cases were joined
  Seal seal = Seal::team;
  std::vector<Entry> thread;  // in the order of the fold, oldest first
  Value<MemberId> holder;
  Value<bool> closing;  // what was said of the whole; whether it is closed, `closed` says
  Value<domain::Kind> kind;
  Value<domain::Role> role;
  Value<std::string> theme;
  std::vector<PromiseMade> promises;
  std::vector<MemberId> readers;  // who did anything with it, first ones first
  std::vector<ReceivedAnswer>
      answers;                     // newest first by (seq, at, envelope id): the first one's status holds
  std::vector<EnvelopeId> hidden;  // all that was asked to be erased, by id
  std::vector<EnvelopeId> heads;   // of what counts, in order
  std::vector<EnvelopeId> apart_heads;  // of what stands apart
  std::vector<Link> links;              // that hold the parts together, in order
  std::size_t on_the_way = 0;  // named by others, or the beginning, and not here ("1 bericht onderweg")
  bool closed = false;         // each of its parts is
  [[nodiscard]] std::optional<domain::AnswerStatus> status() const {
    if (answers.empty()) return std::nullopt;
    return answers.front().document->status;
  }
  [[nodiscard]] bool is_hidden(EnvelopeId envelope) const;
};

// The files of all cases that any `joined` among them links, directly or through others; one file for a case
// that nobody joined. What was parted comes back as cases of their own, by id. `erased`: ids that are gone
// for good, by id; nobody waits for them.
[[nodiscard]] std::vector<Folded> fold(std::span<const CaseFile> files, const Membership& keys,
                                       std::span<const EnvelopeId> erased = {});

// What a new event of this case names as its parents, at most kMostParents: of more heads the latest, so that
// what holds is known to it. Taking over what stands apart names that too, and it counts from then on.
enum class Apart { leave, take_over };
[[nodiscard]] std::vector<EnvelopeId> next_parents(const Folded& folded, Apart apart = Apart::leave);

}  // namespace wv::casebook
