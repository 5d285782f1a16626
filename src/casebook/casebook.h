// All cases that this device holds, opened: what comes in is added in any order, one by one or in batches,
// and `refresh` folds anew what it touched and nothing else. The same set of things gives the same casebook,
// whatever the order, the batches and the refreshes between. It owns what it is given and overwrites it when
// it goes (at the lock, the whole casebook is destroyed). Who adds has checked seal, signature and
// envelope; nothing here can fail, and nothing is dropped but what was erased. Pointers and rows hold until
// the next refresh.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "casebook/fold.h"
#include "casebook/look_alikes.h"
#include "casebook/row.h"
#include "casebook/search.h"
#include "casebook/standing.h"

namespace wv::casebook {

enum class Added {
  taken,   // it is new
  known,   // it was here; when its content differs, the lesser of the two in bytes stays, on every device
  erased,  // its id is gone for good
  stray,   // an answer to no case's id
};

struct Filter {  // what is absent lets everything through
  std::optional<domain::Kind> kind;
  std::optional<domain::Role> role;
  std::optional<std::string> theme, language, place_id;
  std::optional<MemberId> holder;
};

class Casebook {
 public:
  Casebook();
  ~Casebook();
  Casebook(const Casebook&) = delete;
  Casebook& operator=(const Casebook&) = delete;

  void set_membership(Membership keys);  // all is folded anew at the next refresh
  Added add(Event event);
  Added add(EnvelopeId id, domain::Submission submission, Seal seal = Seal::team);
  Added add(EnvelopeId id, domain::AnswerDocument answer);
  // Confirmed by the authority: gone from here, and whatever brings it back is refused.
  void erase(std::span<const EnvelopeId> ids);
  // Past its day of retention: gone as a whole. That it doesn't come back is the store's to see to.
  void forget(CaseId id);
  // Folds what was touched. Gives the ids, ascending, that are shown otherwise than before or no more.
  std::vector<CaseId> refresh();
  // Rows as they stood before, shown until what they were made of is added and folded: a list is there at
  // once, `find` gives nothing for them yet, and no word of them is found. One whose case is here is passed
  // over.
  void preview(std::vector<Summary> rows);
  // Everything was added: what still stands as it was before goes. Gives the ids.
  std::vector<CaseId> end_preview();

  [[nodiscard]] std::size_t size() const;  // cases as they are shown
  [[nodiscard]] const Membership& membership() const { return keys_; }
  // The case that is shown for this one: itself, or the least of those that it was joined to. Null: none.
  [[nodiscard]] const Folded* find(CaseId id) const;
  [[nodiscard]] const Summary* summary(CaseId id) const;
  // Sorted by what hurts. `words`: as they are typed; none for all.
  [[nodiscard]] std::vector<Row> rows(List list, const Viewer& viewer, const Filter& filter = {},
                                      std::string_view words = {}) const;
  [[nodiscard]] Counts counts(const Viewer& viewer) const;
  [[nodiscard]] std::size_t left_alone(const Viewer& viewer) const;  // how many nobody looks after
  [[nodiscard]] std::vector<const Summary*> summaries() const;       // of all that is shown, in no order
  // The likeliest first; never what was joined to it, nor what a person parted from it.
  [[nodiscard]] std::vector<LookAlike> look_alikes(CaseId id) const;

 private:
  struct Stored;  // one case as it came
  struct Shown;   // one case as it is shown
  Stored& stored(CaseId id);
  void link(CaseId a, CaseId b);
  void count_number(const domain::Submission& submission, CaseId id, bool here);
  [[nodiscard]] std::vector<Stored*> linked_with(CaseId id, std::unordered_set<CaseId>& seen);
  void show(const std::vector<Stored*>& group, std::vector<CaseId>& changed);
  void hide(Stored& stored, std::vector<CaseId>& changed);
  void index(WordIndex::Slot slot);
  bool drop_preview(CaseId id);
  [[nodiscard]] const Shown* shown(CaseId id) const;
  [[nodiscard]] bool repeats_number(const Folded& folded) const;
  [[nodiscard]] const std::vector<Standing::Entry>& in_order(const Viewer& viewer) const;

  Membership keys_;
  std::unordered_map<CaseId, std::unique_ptr<Stored>> stored_;
  std::unordered_map<CaseId, std::vector<CaseId>> links_;           // whatever was ever joined, both ways
  std::unordered_map<std::uint64_t, std::vector<CaseId>> numbers_;  // who claims it
  std::vector<EnvelopeId> erased_;                                  // ascending
  std::unordered_set<CaseId> touched_;
  std::vector<std::unique_ptr<Shown>> shown_;  // by slot; null where free
  std::vector<WordIndex::Slot> free_;
  std::unordered_map<CaseId, WordIndex::Slot> previewed_;
  WordIndex words_;
  StemCounts stems_;
  mutable Standing standing_;  // kept between two looks
};

}  // namespace wv::casebook
