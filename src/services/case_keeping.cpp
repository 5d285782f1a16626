// The cache as all is now: day by day what lies there with what came, then the rows.
#include <algorithm>

#include "outbox/names.h"
#include "services/case_session.h"

namespace wv::services {
namespace {

constexpr std::size_t kPartBytes = 256 * 1024;  // unpacked and folded between two frames of a screen
constexpr std::size_t kBatchBytes = 4u << 20;   // made durable together
constexpr std::size_t kRowsATurn = 2'000;

}  // namespace

struct CaseSession::Keeping {
  std::deque<Day> days;
  std::map<Day, std::vector<CaseFile>> came;
  std::deque<std::string> names;  // of this day, still to be read
  std::vector<CaseFile> before;   // what they held
  std::vector<CaseCache::Sealed> batch;
  std::size_t batch_bytes = 0;
  std::vector<std::string> surplus;  // parts that nothing is left of
  RowPacker rows;
  std::function<void()> next;
  std::vector<CaseStore::Answer<Done>> answers;
};

// A look first, so that what is kept is what lies here.
void CaseSession::keep(CaseStore::Answer<Done> answer) {
  asked_to_keep_.push_back(std::move(answer));
  if (!looking_ && !keeping_) look();
}

void CaseSession::begin_keeping(std::function<void()> next) {
  const auto keeping = std::make_shared<Keeping>();
  keeping_ = true;
  keeping->next = std::move(next);
  if (whole_) keeping->answers = std::exchange(asked_to_keep_, {});
  keeping->came = std::exchange(to_keep_, {});
  kept_files_ = 0;
  std::set<Day> days = std::exchange(days_to_keep_, {});
  for (const auto& [day, files] : keeping->came) days.insert(day);
  keeping->days.assign(days.rbegin(), days.rend());
  if (!cache_) return end_keeping(keeping, Done{});
  keep_day(keeping);
}

void CaseSession::keep_day(const std::shared_ptr<Keeping>& keeping) {
  if (keeping->days.empty()) return keep_batch(keeping);
  if (keeping->names.empty() && keeping->before.empty()) {
    const auto parts = parts_.find(keeping->days.front());
    if (parts != parts_.end()) keeping->names.assign(parts->second.begin(), parts->second.end());
  }
  if (keeping->names.empty()) return merge_day(keeping);
  const std::string name = std::move(keeping->names.front());
  keeping->names.pop_front();
  cache_->read_files(name, then<std::vector<CaseFile>>([this, keeping](Result<std::vector<CaseFile>> files) {
                       if (files)
                         std::move(files.value().begin(), files.value().end(),
                                   std::back_inserter(keeping->before));
                       keeping->names.empty() ? merge_day(keeping) : keep_day(keeping);
                     }));
}

// Only what was looked at and lies here as it was then, each once, the files of a case together.
void CaseSession::merge_day(const std::shared_ptr<Keeping>& keeping) {
  const Day day = keeping->days.front();
  keeping->days.pop_front();
  std::vector<CaseFile> all = std::exchange(keeping->before, {});
  std::vector<CaseFile>& came = keeping->came[day];
  std::move(came.begin(), came.end(), std::back_inserter(all));
  keeping->came.erase(day);
  std::vector<const CaseFile*> files;
  for (CaseFile& file : all) {
    const auto& known = known_[at(file.folder)];
    const auto found = known.find(file.id);
    if (found == known.end() || found->second.held != file.held) continue;
    const Size& size = found->second.size;
    if (file.modified_ms == kOwnTime) file.modified_ms = size.modified_ms;
    if (size.modified_ms != kOwnTime && size == Size{file.bytes, file.modified_ms}) files.push_back(&file);
  }
  const auto order = [](const CaseFile* file) { return std::tie(file->case_id, file->folder, file->id); };
  std::sort(files.begin(), files.end(),
            [&](const CaseFile* a, const CaseFile* b) { return order(a) < order(b); });
  files.erase(std::unique(files.begin(), files.end(),
                          [&](const CaseFile* a, const CaseFile* b) { return order(a) == order(b); }),
              files.end());
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < files.size();) {
    std::size_t end = begin, bytes = 0;
    while (end < files.size() && (bytes < kPartBytes || files[end]->case_id == files[end - 1]->case_id))
      bytes += packed_bytes(*files[end++]);
    const std::string name = outbox::cache_part_name(day, names.size());
    keeping->batch.emplace_back(name, pack_files(name, std::span(files).subspan(begin, end - begin)));
    keeping->batch_bytes += bytes;
    names.push_back(name);
    begin = end;
  }
  for (const std::string& name : parts_[day])
    if (std::find(names.begin(), names.end(), name) == names.end()) keeping->surplus.push_back(name);
  names.empty() ? static_cast<void>(parts_.erase(day)) : static_cast<void>(parts_[day] = std::move(names));
  keeping->batch_bytes >= kBatchBytes || keeping->days.empty() ? keep_batch(keeping) : keep_day(keeping);
}

void CaseSession::keep_batch(const std::shared_ptr<Keeping>& keeping) {
  keeping->batch_bytes = 0;
  cache_->keep(std::exchange(keeping->batch, {}), then<Done>([this, keeping](Result<Done> kept) {
                 if (!kept) return end_keeping(keeping, kept.error());
                 keeping->days.empty() ? keep_rows(keeping) : keep_day(keeping);
               }));
}

// Half a list would look like a whole one.
void CaseSession::keep_rows(const std::shared_ptr<Keeping>& keeping) {
  if (!keeping->surplus.empty())
    tools_.store.remove_all(outbox::kCacheFolder, std::exchange(keeping->surplus, {}),
                            [](Result<std::vector<Status>>) {});
  if (!whole_) return end_keeping(keeping, Done{});
  pack_some_rows(keeping);
}

// Of what changes between two turns a row may be packed twice, or not at all: it is passed over, or shown as
// soon as its files are read.
void CaseSession::pack_some_rows(const std::shared_ptr<Keeping>& keeping) {
  const auto all = book_.summaries();
  const std::size_t from = std::min(keeping->rows.count(), all.size());
  const std::size_t count = std::min(kRowsATurn, all.size() - from);
  keeping->rows.add(std::span(all).subspan(from, count));
  if (from + count < all.size()) return next_turn([this, keeping] { pack_some_rows(keeping); });
  std::vector<CaseCache::Sealed> rows;
  rows.emplace_back(outbox::kCacheRows, keeping->rows.take(outbox::kCacheRows));
  cache_->keep(std::move(rows),
               then<Done>([this, keeping](Result<Done> kept) { end_keeping(keeping, std::move(kept)); }));
}

void CaseSession::end_keeping(const std::shared_ptr<Keeping>& keeping, Status kept) {
  keeping_ = false;
  if (!kept) tools_.log.note(kept.error().code);
  const auto self = shared_from_this();  // who is answered may lock
  for (const auto& answer : keeping->answers) answer(kept);
  if (keeping->next) return keeping->next();
  if (!asked_to_keep_.empty() && !looking_) look();
}

}  // namespace wv::services
