#include "sync/backup_check.h"

#include "outbox/names.h"
#include "outbox/outbox.h"

namespace wv::sync {

namespace {

constexpr std::int64_t kLookEveryMs = 60 * 60'000;
constexpr std::size_t kSample = 20;

}  // namespace

// Half are the newest, which an older backup misses first; the others lie evenly among the older ones.
std::vector<SyncState::Sent> BackupCheck::sample() const {
  const auto& all = file_.state.acknowledged;
  if (all.size() <= kSample) return {all.begin(), all.end()};
  std::vector<SyncState::Sent> some(all.end() - kSample / 2, all.end());
  const std::size_t older = all.size() - kSample / 2;
  for (std::size_t i = 0; i < kSample / 2; ++i) some.push_back(all[i * older / (kSample / 2)]);
  return some;
}

void BackupCheck::remember(const crypto::SealedEnvelope& envelope) {
  auto& all = file_.state.acknowledged;
  all.push_back({envelope.box(), envelope.id()});
  if (all.size() > SyncState::kMostAcknowledged) all.erase(all.begin());
}

bool BackupCheck::due() const { return s_.way == Way::once || s_.steady_ms() >= next_ms_; }

void BackupCheck::look(std::function<void(const Outcome&, int password)> done) {
  next_ms_ = s_.steady_ms() + kLookEveryMs;
  went_back_ = file_.state.missing > 0;  // counted again: perhaps somebody put them back
  s_.target->look({sample(), [this, done = std::move(done), password = s_.password](
                                 const Outcome& outcome, const Target::Seen& seen) {
                     s_.post([this, done, outcome, seen, password] {
                       if (outcome.verdict == Verdict::on) {
                         s_.weigh_password(outcome, password);
                         looked(seen);
                       } else {
                         next_ms_ = s_.steady_ms();
                       }
                       done(outcome, password);
                     });
                   }});
}

void BackupCheck::looked(const Target::Seen& seen) {
  std::string& uuid = file_.state.uuid;
  const bool another = !seen.uuid.empty() && !uuid.empty() && seen.uuid != uuid;
  if (!seen.uuid.empty() && seen.uuid != uuid) {
    uuid = seen.uuid;
    file_.want_save();
  }
  if (another || seen.missing > 0) read_anew();
}

void BackupCheck::read_anew() {
  went_back_ = true;
  file_.want_save();
  file_.state.cursors.clear();
}

// What lies in sent/ and left no trace in any box there: by the ids alone, which the feeds of changes tell.
// The folder is looked at first: what is sent meanwhile is in neither.
void BackupCheck::count_missing(std::function<void()> done) {
  untraced_.clear();
  if (!keeps_cases_) return count_sent(std::move(done));
  offer_.list([this, done = std::move(done)](bool listed) { listed ? count_sent(done) : done(); });
}

void BackupCheck::count_sent(std::function<void()> done) {
  s_.data.list(outbox::folder_name(outbox::Folder::sent),
               [this, done = std::move(done)](Result<std::vector<ports::Entry>> entries) {
                 s_.post([this, done, entries = std::move(entries)] {
                   if (!entries) return done();
                   for (const ports::Entry& entry : entries.value())
                     if (auto id = outbox::id_of(entry.name); id && entry.modified_ms > file_.state.since_ms)
                       untraced_.insert(std::move(*id));
                   count_box(0, done);
                 });
               });
}

void BackupCheck::count_box(std::size_t box, std::function<void()> done) {
  if (box == std::size(kBoxes)) {
    if (!keeps_cases_) return counted(std::move(done));
    return offer_.offer([this, done](const std::vector<std::string>& offered) {
      for (const std::string& id : offered) untraced_.erase(id);
      s_.status.offered += offered.size();
      if (!offered.empty()) offered_();
      counted(done);
    });
  }
  Target::Pull pull;
  pull.box = kBoxes[box];
  pull.seen = [this](const std::string& id) {
    untraced_.erase(id);
    offer_.seen(id);
  };
  pull.ended = [this, box, done = std::move(done)](const Outcome& outcome, const std::string&) {
    s_.post([this, box, done, outcome] {
      // A box that this device may not read, or that isn't there, holds nothing of what it sent.
      const bool closed = outcome.verdict == Verdict::no_box ||
                          (outcome.verdict == Verdict::locked && kBoxes[box] != crypto::Box::inbox);
      if (outcome.verdict != Verdict::on && !closed) return done();  // counted with the next look
      if (closed) offer_.leave(kBoxes[box]);
      count_box(box + 1, done);
    });
  };
  s_.target->pull(std::move(pull));
}

void BackupCheck::counted(std::function<void()> done) {
  const std::uint64_t missing = untraced_.size();
  if (missing != file_.state.missing) file_.want_save();
  file_.state.missing = missing;
  untraced_.clear();
  done();
}

}  // namespace wv::sync
