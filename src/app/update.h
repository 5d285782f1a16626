// The only writer of the state: `update(state, event)` says what follows from what happened. No I/O,
// no clock, no ImGui; what must happen outside comes back as effects (DESIGN.md, how a submission flows).
#pragma once
#include <cstdint>
#include <variant>
#include <vector>

#include "app/event.h"
#include "app/state.h"
#include "content/content.h"

namespace wv::app {

struct StoreSubmission {  // seal and store it; the answer is SubmissionStored or SubmissionFailed
  domain::Submission submission;  // without id, receipt number and answer keys: the runner adds them
};
struct ForgetVisitor {};  // wipe caches, undo buffers and whatever else may hold a visitor's words
struct LookAtQueue {};    // the answer is QueueLooked
using Effect = std::variant<StoreSubmission, ForgetVisitor, LookAtQueue>;
using Effects = std::vector<Effect>;

[[nodiscard]] Effects update(State& state, const Event& event, const content::Content& content);

// The first state of the device: nobody is there.
// Settings without a language mean the first of the municipality's.
[[nodiscard]] State first_state(const content::Content& content, Mode mode, Settings device);

// When `TimePassed` has something to do though nothing is touched (steady ms); INT64_MAX when never.
[[nodiscard]] std::int64_t next_wake_ms(const State& state, const content::Content& content);

}  // namespace wv::app
