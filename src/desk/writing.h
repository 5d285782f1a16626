// What the wijkverbinder is writing: a note, an answer or a promise about one case, about those that are
// marked, or at a door where there is no case yet. One is kept for each case and each of the three, so that
// whoever looks something up elsewhere finds it again; it goes when it was saved or thrown away, overwritten.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "base/time.h"
#include "casebook/event.h"
#include "domain/submission.h"

namespace wv::desk {

enum class By { kiosk, phone, letter, email, door, surgery };  // how an answer reaches the resident
[[nodiscard]] std::string_view id_of(By by);                   // "" for the kiosk: that is no `given`
[[nodiscard]] std::optional<By> parse_by(std::string_view id);
// The way that the resident chose leads; whoever chose none looks at the kiosk, with number and code.
[[nodiscard]] By chosen_way(const domain::Submission& submission);
// Without the keys of number and code nothing can be sent to a kiosk: a note at a door has none.
[[nodiscard]] bool reaches_kiosk(const domain::Submission* submission);

struct Writing {
  enum class What { note, answer, promise } what = What::note;
  enum class About { one, marked, door } about = About::one;
  casebook::CaseId id;  // as it was shown; none for the other two
  Secret text;
  std::optional<domain::Role> role;         // of a note
  bool voice = false;                       // a sound is held outside for this note
  bool recording = false;                   // and this one is being spoken
  std::int64_t voice_ms = 0;                // how long it is
  std::optional<Day> due;                   // of a promise; of a note at a door, which may carry one
  By by = By::kiosk;                        // of an answer
  bool by_chosen = false;                   // by hand; else the resident's way leads
  std::vector<casebook::EnvelopeId> keeps;  // promises that this answer keeps
  bool closes = false;                      // and with it the case is done
  bool warned = false;                      // a colleague wrote meanwhile, and I was told
  [[nodiscard]] bool empty() const { return text.empty() && !voice && !recording && !due; }
};

}  // namespace wv::desk
