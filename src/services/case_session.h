// Inside this room: one unlocked time of a CaseStore. What is asked of the platform holds it weakly, so that
// locking is dropping it: keys, plain text and index are overwritten then, and what comes afterwards finds
// nobody. case_session.cpp: from unlocking to the cached list, keys and registers; case_loading.cpp: files,
// page by page; case_keeping.cpp: the cache; case_writing.cpp: events of our own; case_own.cpp: what lies in
// one place only after a power cut, and attachments.
#pragma once
#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "outbox/names.h"
#include "services/case_cache.h"
#include "services/case_reader.h"
#include "services/case_store.h"

namespace wv::services {

class CaseSession : public std::enable_shared_from_this<CaseSession> {
 public:
  CaseSession(CaseStore::Tools tools, CaseStore::Unlocked unlocked, CaseStore::Told told);
  ~CaseSession();
  CaseSession(const CaseSession&) = delete;
  CaseSession& operator=(const CaseSession&) = delete;

  void believe(crypto::Belief belief, const Day& today, std::optional<Day> day_to_delete_by);
  void look();
  void erase(std::span<const casebook::EnvelopeId> ids);
  void add(EventDraft draft, Instant now, Stamp stamp, CaseStore::Answer<casebook::EnvelopeId> answer);
  void take_own(std::vector<ReadCaseFile> files);
  void open_attachment(casebook::EnvelopeId id, CaseStore::Answer<Bytes> answer);
  void keep(CaseStore::Answer<Done> answer);
  [[nodiscard]] std::optional<Stamp> stamp_of(casebook::CaseId id) const;
  [[nodiscard]] const casebook::Casebook& book() const { return book_; }
  [[nodiscard]] CaseCounts counts() const;
  [[nodiscard]] std::vector<SealedTo> sealed_to() const;

 private:
  static constexpr std::int64_t kOwnTime = -1;  // a file written here, whose time no look has told yet
  static constexpr std::size_t kFolders = kCaseFolders.size();
  struct Size {
    std::uint64_t bytes = 0;
    std::int64_t modified_ms = 0;
    bool operator==(const Size&) const = default;
  };
  struct Known {  // a file that was looked at
    Size size;
    Held held = Held::broken;
    Stamp stamp;
    casebook::CaseId case_id;
    std::string code;  // of a broken one
  };
  struct Waits {
    Size size;
    std::string code;
  };
  struct Name {
    CaseFolder folder;
    casebook::EnvelopeId id;
    auto operator<=>(const Name&) const = default;
  };
  struct Case {  // what a new event needs to know of its case
    Stamp stamp;
    casebook::Seal seal = casebook::Seal::team;
    casebook::KeyId key;  // that its submission is sealed to; none for a note at a door
  };
  struct Page {
    std::deque<Name> names;  // still to be read
    std::size_t under_way = 0;
  };
  struct Keeping;
  struct Writing;

  template <class T, class Step>
  CaseStore::Answer<T> then(Step step) {
    return [weak = weak_from_this(), step = std::move(step)](Result<T> result) {
      if (const auto self = weak.lock()) step(std::move(result));
    };
  }
  static std::size_t at(CaseFolder folder) { return static_cast<std::size_t>(folder); }

  // Long work goes on when the platform is pumped again, so that no frame of a screen waits for all of it.
  // What it stands in may change in between, by whatever else is asked for.
  void next_turn(std::function<void()> then);
  // Each of so many, `at_once` of them a turn.
  void in_turns(std::size_t count, std::size_t at_once, std::function<void(std::size_t)> each,
                std::function<void()> next);
  struct Turns;
  void take_turn(const std::shared_ptr<Turns>& turns);

  // case_session.cpp
  void find_cache();
  void read_rows();
  void count_halves(std::function<void()> next);
  [[nodiscard]] std::vector<casebook::EnvelopeId> rings_to_drop();
  void forget_dropped_halves(std::function<void()> next);
  void tell(bool whole, std::optional<Error> trouble = {});
  void take_register();

  // case_loading.cpp
  void list(std::size_t folder);
  void list_parts();
  void compare();
  void compare_one(const Name& name, std::set<casebook::CaseId>& changed);
  void drop(const std::set<casebook::CaseId>& cases);
  void read_parts();
  void part_read(const std::string& name, Result<std::vector<CaseFile>> files);
  void part_taken(const std::string& name, bool stale);
  [[nodiscard]] bool take_kept(const CaseFile& file);
  void gather();
  void queue_in_order(std::vector<std::tuple<int, std::int64_t, Name>> order);
  void guess_rings();
  void queue_waiting(CaseFolder folder);
  void next_page();
  void go_on(const std::shared_ptr<Page>& page);
  void read_one(const Name& name, const std::shared_ptr<Page>& page);
  void take_read(const Name& name, const Size& size, Result<ReadCaseFile> read);
  void take(const CaseFile& file, CaseDocument document);
  void know(const CaseFile& file);
  [[nodiscard]] bool is_own(const CaseFile& file) const;
  void one_done(const std::shared_ptr<Page>& page);
  void page_done();
  void end_of_queue();
  void end_look(std::optional<Error> trouble = {});

  // case_keeping.cpp
  void begin_keeping(std::function<void()> next);
  void keep_day(const std::shared_ptr<Keeping>& keeping);
  void merge_day(const std::shared_ptr<Keeping>& keeping);
  void keep_batch(const std::shared_ptr<Keeping>& keeping);
  void keep_rows(const std::shared_ptr<Keeping>& keeping);
  void pack_some_rows(const std::shared_ptr<Keeping>& keeping);
  void end_keeping(const std::shared_ptr<Keeping>& keeping, Status kept);

  // case_writing.cpp
  void next_writing();
  void sign(const std::shared_ptr<Writing>& writing);
  void seal(const std::shared_ptr<Writing>& writing, std::string jws);
  void written(const std::shared_ptr<Writing>& writing, const Status& status);

  // case_own.cpp
  struct LeftOvers;
  void look_for_left_overs(std::function<void()> next);
  void list_queue(const std::shared_ptr<LeftOvers>& work);
  void met_in_queue(const std::string& file, outbox::Folder folder, LeftOvers& work);
  void mend_next(const std::shared_ptr<LeftOvers>& work);
  void queue_own(const Name& name, const std::shared_ptr<LeftOvers>& work);
  void adopt(casebook::EnvelopeId id, const std::shared_ptr<LeftOvers>& work);

  CaseStore::Tools tools_;
  CaseStore::Told told_;
  CaseKeys keys_;
  crypto::Belief belief_;
  Day today_;
  std::optional<Day> day_to_delete_by_;
  std::optional<CaseCache> cache_;

  casebook::Casebook book_;
  std::array<std::unordered_map<casebook::EnvelopeId, Known>, kFolders> known_;
  std::array<std::unordered_map<casebook::EnvelopeId, Waits>, kFolders> waiting_;
  std::unordered_map<casebook::CaseId, Case> cases_;
  std::map<casebook::EnvelopeId, std::vector<crypto::Half>> rings_;  // all halves of each, counted or not
  // Events and answers of this device, and their voices.
  std::unordered_map<casebook::EnvelopeId, CaseFolder> own_;
  std::set<casebook::EnvelopeId> gone_;  // erased
  std::size_t rings_kept_ = 0;

  // Of a look.
  std::array<std::unordered_map<casebook::EnvelopeId, Size>, kFolders> present_;
  std::deque<std::string> parts_to_read_;  // newest day first
  std::size_t parts_under_way_ = 0;
  std::deque<Name> queue_;
  std::set<casebook::EnvelopeId> rings_to_read_, cached_rings_;  // the cache knew them as keyrings
  bool looking_ = false, look_again_ = false, first_look_ = true;
  bool retry_ = true;           // keys or register are others: what waited may open now
  bool rings_came_ = false;     // and their halves weren't counted yet
  bool messages_came_ = false;  // answers to them may open now
  bool whole_ = false;

  // Of the cache.
  std::map<Day, std::vector<CaseFile>> to_keep_;   // read since it was kept last
  std::set<Day> days_to_keep_;                     // and those from which something went
  std::map<Day, std::vector<std::string>> parts_;  // as they lie there
  std::size_t kept_files_ = 0;                     // in to_keep_
  bool keeping_ = false, rows_absent_ = false;
  std::vector<CaseStore::Answer<Done>> asked_to_keep_;

  std::deque<std::shared_ptr<Writing>> writing_;
};

}  // namespace wv::services
