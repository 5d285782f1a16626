// Inside this room: how the casebook keeps a case as it came and as it is shown, and what of it is searched.
#pragma once
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "casebook/casebook.h"

namespace wv::casebook {

struct Casebook::Stored {
  Stored() = default;
  ~Stored();  // overwrites what people typed
  Stored(const Stored&) = delete;
  Stored& operator=(const Stored&) = delete;

  CaseId id;
  std::optional<domain::Submission> submission;
  Seal seal = Seal::team;
  // Each by itself on the heap: what is folded points to them, whatever comes after.
  std::vector<std::unique_ptr<Event>> events;
  std::vector<std::pair<EnvelopeId, std::unique_ptr<domain::AnswerDocument>>> answers;
  std::optional<WordIndex::Slot> slot;  // where it is shown
};

struct Casebook::Shown {
  Folded folded;
  Summary summary;
  std::optional<Look> look;  // none when there are no words to compare
};

struct Texts {  // they lie in the folded case
  std::vector<std::string_view> words, numbers;
  std::string_view message;  // the one that its row shows
};
// What of a case may be searched: all that isn't hidden.
[[nodiscard]] Texts texts_of(const Folded& folded);
[[nodiscard]] bool passes(const Summary& summary, const Filter& filter);
// A person said that these two are not one.
[[nodiscard]] bool were_parted(const Folded& a, const Folded& b);

}  // namespace wv::casebook
