// One look at what lies here: the folders' names, then what the cache has of it, then the files themselves.
#include <algorithm>
#include <tuple>

#include "outbox/names.h"
#include "services/case_session.h"

namespace wv::services {
namespace {

constexpr std::string_view kEnding = ".json";
constexpr std::size_t kPage = 250;              // files, or
constexpr std::uint64_t kPageBytes = 8u << 20;  // so much of them: attachments are large
constexpr std::size_t kRingGuesses = 32;
constexpr std::size_t kFilesUnderWay = 32;  // so that no frame of a screen waits for all of a page
constexpr std::size_t kPartsUnderWay = 3;   // one is read while another is taken in
constexpr std::size_t kKeepAfter = 10'000;  // files opened: a long first look isn't begun anew
// Of tens of thousands, in one turn of the thread that draws: some milliseconds each.
constexpr std::size_t kNamesATurn = 4'000, kKeptATurn = 80;

}  // namespace

void CaseSession::look() {
  look_again_ = looking_;
  if (looking_) return;
  looking_ = true;
  cache_ ? list(0) : find_cache();
}

void CaseSession::list(std::size_t folder) {
  if (folder == kFolders) return first_look_ ? list_parts() : compare();
  tools_.store.list(name_of(kCaseFolders[folder]),
                    then<std::vector<ports::Entry>>([this, folder](Result<std::vector<ports::Entry>> found) {
                      // What isn't seen now may lie there all the same: nothing is taken for gone.
                      if (!found) return end_look(found.error());
                      const auto all = std::make_shared<std::vector<ports::Entry>>(std::move(found).value());
                      present_[folder].clear();
                      present_[folder].reserve(all->size());
                      const auto take_name = [this, folder, all](std::size_t i) {
                        const ports::Entry& entry = (*all)[i];
                        const std::string_view name = entry.name;
                        if (!name.ends_with(kEnding)) return;
                        const auto id = casebook::parse_id<casebook::EnvelopeId>(
                            name.substr(0, name.size() - kEnding.size()));
                        if (id) present_[folder].emplace(*id, Size{entry.size, entry.modified_ms});
                      };
                      in_turns(all->size(), kNamesATurn, take_name, [this, folder] { list(folder + 1); });
                    }));
}

void CaseSession::list_parts() {
  tools_.store.list(outbox::kCacheFolder,
                    then<std::vector<ports::Entry>>([this](Result<std::vector<ports::Entry>> found) {
                      parts_.clear();
                      if (found)
                        for (const ports::Entry& entry : found.value())
                          if (const auto day = outbox::cache_part_day(entry.name))
                            parts_[*day].push_back(entry.name);
                      for (auto day = parts_.rbegin(); day != parts_.rend(); ++day)
                        parts_to_read_.insert(parts_to_read_.end(), day->second.begin(), day->second.end());
                      read_parts();
                    }));
}

// What went, or is another file now: its whole case is taken out, and what is left of it read again.
void CaseSession::compare() {
  const auto changed = std::make_shared<std::set<casebook::CaseId>>();
  const auto all = std::make_shared<std::vector<Name>>();
  for (const CaseFolder folder : kCaseFolders)
    for (const auto& [id, known] : known_[at(folder)]) all->push_back({folder, id});
  const auto compare_name = [this, all, changed](std::size_t i) { compare_one((*all)[i], *changed); };
  in_turns(all->size(), kNamesATurn, compare_name, [this, changed] {
    for (std::size_t folder = 0; folder < kFolders; ++folder) {
      std::erase_if(waiting_[folder], [&](const auto& waits) {
        const auto there = present_[folder].find(waits.first);
        return there == present_[folder].end() || there->second != waits.second.size;
      });
    }
    if (!changed->empty()) drop(*changed);
    gather();
  });
}

void CaseSession::compare_one(const Name& name, std::set<casebook::CaseId>& changed) {
  const std::size_t folder = at(name.folder);
  const auto known = known_[folder].find(name.id);
  if (known == known_[folder].end()) return;  // it went between two turns
  const auto there = present_[folder].find(name.id);
  const bool here = there != present_[folder].end();
  Size& size = known->second.size;
  const bool own = size.modified_ms == kOwnTime;  // written here, since the last look
  if (own && here && there->second.bytes == size.bytes) size = there->second;
  if ((own && !here) || (here && there->second == size)) return;
  days_to_keep_.insert(known->second.stamp.day);
  if (!known->second.case_id.empty()) changed.insert(known->second.case_id);
  rings_came_ = rings_.erase(name.id) > 0 || rings_came_;
  known_[folder].erase(known);
}

void CaseSession::drop(const std::set<casebook::CaseId>& cases) {
  for (const casebook::CaseId id : cases) {
    book_.forget(id);
    cases_.erase(id);
  }
  const auto of_them = [&](casebook::CaseId id) { return cases.contains(id); };
  for (auto& folder : known_)
    std::erase_if(folder, [&](const auto& known) { return of_them(known.second.case_id); });
  std::erase_if(keys_.answers, [&](const auto& answer) { return of_them(answer.second.case_id); });
  for (auto& [day, files] : to_keep_)
    std::erase_if(files, [&](const CaseFile& file) { return of_them(file.case_id); });
}

void CaseSession::read_parts() {
  if (parts_to_read_.empty() && parts_under_way_ == 0) return gather();
  while (!parts_to_read_.empty() && parts_under_way_ < kPartsUnderWay) {
    const std::string name = std::move(parts_to_read_.front());
    parts_to_read_.pop_front();
    ++parts_under_way_;
    cache_->read_files(name, then<std::vector<CaseFile>>([this, name](Result<std::vector<CaseFile>> files) {
                         part_read(name, std::move(files));
                       }));
  }
}

// A record stands for its file only while that lies there as it was. What is absent, or belongs to nothing
// any more, is read or left out when the day is kept again.
void CaseSession::part_read(const std::string& name, Result<std::vector<CaseFile>> files) {
  if (!files) return part_taken(name, true);
  const auto all = std::make_shared<std::vector<CaseFile>>(std::move(files).value());
  const auto stale = std::make_shared<bool>(false);
  const auto take_one = [this, all, stale](std::size_t i) {
    const CaseFile file = std::move((*all)[i]);  // overwritten as soon as it is taken
    if (!take_kept(file)) *stale = true;
  };
  in_turns(all->size(), kKeptATurn, take_one, [this, name, stale] { part_taken(name, *stale); });
}

void CaseSession::part_taken(const std::string& name, bool stale) {
  --parts_under_way_;
  if (stale) days_to_keep_.insert(*outbox::cache_part_day(name));
  tell(false);
  read_parts();
}

// False: it is another one now, or isn't believed any more.
bool CaseSession::take_kept(const CaseFile& file) {
  const std::size_t folder = at(file.folder);
  const auto there = present_[folder].find(file.id);
  const bool same = there != present_[folder].end() && there->second == Size{file.bytes, file.modified_ms} &&
                    !gone_.contains(file.id);
  if (!same || known_[folder].contains(file.id)) return false;
  if (file.held == Held::keyring) {
    rings_to_read_.insert(file.id);
    cached_rings_.insert(file.id);
    return true;
  }
  auto document = document_of(file, keys_.team);
  if (!document) return false;
  take(file, std::move(document).value());
  know(file);
  return true;
}

// Without a cache nobody knows which files are keyrings, and nothing opens before one is found. Sealed to one
// key, they are shorter than events, which are sealed to two: the shortest come first. A wrong guess costs
// nothing.
void CaseSession::guess_rings() {
  std::vector<std::pair<std::uint64_t, casebook::EnvelopeId>> sizes;
  for (const auto& [id, size] : present_[at(CaseFolder::cases)]) sizes.emplace_back(size.bytes, id);
  const std::size_t count = std::min(kRingGuesses, sizes.size());
  std::partial_sort(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(count), sizes.end());
  for (std::size_t i = 0; i < count; ++i) rings_to_read_.insert(sizes[i].second);
}

// Newest first, for whoever reads while the rest comes; keyrings that are known before all, and answers after
// the messages that open them.
void CaseSession::gather() {
  if (rings_.empty() && rings_to_read_.empty()) guess_rings();
  const auto all = std::make_shared<std::vector<Name>>();
  for (const CaseFolder folder : kCaseFolders)
    for (const auto& [id, size] : present_[at(folder)]) all->push_back({folder, id});
  const auto order = std::make_shared<std::vector<std::tuple<int, std::int64_t, Name>>>();
  const auto look_at_one = [this, all, order](std::size_t i) {
    const auto [folder, id] = (*all)[i];
    if (known_[at(folder)].contains(id) || gone_.contains(id)) return;
    if (!retry_ && waiting_[at(folder)].contains(id)) return;
    const int rank = rings_to_read_.contains(id) ? 0 : folder == CaseFolder::answers ? 2 : 1;
    order->emplace_back(rank, -present_[at(folder)][id].modified_ms, Name{folder, id});
  };
  in_turns(all->size(), kNamesATurn, look_at_one, [this, order] { queue_in_order(std::move(*order)); });
}

void CaseSession::queue_in_order(std::vector<std::tuple<int, std::int64_t, Name>> order) {
  std::sort(order.begin(), order.end());
  queue_.clear();
  for (const auto& one : order) {
    const Name& name = std::get<Name>(one);
    waiting_[at(name.folder)].erase(name.id);
    queue_.push_back(name);
  }
  retry_ = false;
  rings_came_ ? page_done() : next_page();
}

void CaseSession::queue_waiting(CaseFolder folder) {
  std::vector<std::pair<std::int64_t, Name>> again;
  std::erase_if(waiting_[at(folder)], [&](const auto& one) {
    const auto& [id, waits] = one;
    if (waits.code != kNoKey && waits.code != kConfidential) return false;
    again.emplace_back(-waits.size.modified_ms, Name{folder, id});
    return true;
  });
  std::sort(again.begin(), again.end());
  for (auto one = again.rbegin(); one != again.rend(); ++one) queue_.push_front(one->second);
}

void CaseSession::next_page() {
  if (queue_.empty()) return end_of_queue();
  const auto page = std::make_shared<Page>();
  std::uint64_t bytes = 0;
  // Keyrings by themselves, and answers: what opens them is here before they are tried.
  const auto kind_of = [&](const Name& name) {
    return std::pair(rings_to_read_.contains(name.id), name.folder == CaseFolder::answers);
  };
  const auto kind = kind_of(queue_.front());
  while (!queue_.empty() && page->names.size() < kPage && bytes < kPageBytes &&
         kind_of(queue_.front()) == kind) {
    const Name name = queue_.front();
    queue_.pop_front();
    page->names.push_back(name);
    bytes += present_[at(name.folder)][name.id].bytes;
  }
  if (kind.first)
    for (const Name& name : page->names) rings_to_read_.erase(name.id);
  go_on(page);
}

void CaseSession::go_on(const std::shared_ptr<Page>& page) {
  while (!page->names.empty() && page->under_way < kFilesUnderWay) {
    const Name name = page->names.front();
    page->names.pop_front();
    ++page->under_way;
    read_one(name, page);
  }
}

void CaseSession::read_one(const Name& name, const std::shared_ptr<Page>& page) {
  const auto there = present_[at(name.folder)].find(name.id);
  const Size size = there == present_[at(name.folder)].end() ? Size{} : there->second;
  tools_.store.read(path_of(name.folder, name.id), crypto::kMostEnvelopeBytes,
                    then<Bytes>([this, name, size, page](Result<Bytes> content) {
                      if (!content) {
                        if (content.error().code != "store.missing")
                          waiting_[at(name.folder)][name.id] = {size, content.error().code};
                        return one_done(page);
                      }
                      CaseFile file;
                      file.folder = name.folder;
                      file.id = name.id;
                      file.bytes = size.bytes;
                      file.modified_ms = size.modified_ms;
                      const Bytes& bytes = content.value();
                      read_case_file(tools_.sealer, keys_, weak_from_this(), std::move(file),
                                     {reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                                     then<ReadCaseFile>([this, name, size, page](Result<ReadCaseFile> read) {
                                       take_read(name, size, std::move(read));
                                       one_done(page);
                                     }));
                    }));
}

void CaseSession::take_read(const Name& name, const Size& size, Result<ReadCaseFile> read) {
  auto& waiting = waiting_[at(name.folder)];
  if (!read) {
    waiting[name.id] = {size, read.error().code};
    return;
  }
  waiting.erase(name.id);
  if (gone_.contains(name.id)) return;
  CaseFile& file = read.value().file;
  know(file);
  if (file.held == Held::keyring) {
    rings_[file.id] = std::move(read.value().halves);
    rings_came_ = true;
    if (cached_rings_.contains(file.id)) return;
  }
  if (file.held == Held::broken) {
    tools_.log.note(file.content.view(), to_text(file.id));
    return;  // a later version may read it: it is tried at each unlocking
  }
  take(file, std::move(read.value().document));
  to_keep_[file.stamp.day].push_back(std::move(file));
  ++kept_files_;
}

void CaseSession::take(const CaseFile& file, CaseDocument document) {
  if (document.submission) {
    cases_.insert_or_assign(file.case_id, Case{file.stamp, file.seal, file.key});
    const domain::AnswerKeys& answer = document.submission->answer;
    if (!answer.tag.empty())
      keys_.answers.insert_or_assign(answer.tag,
                                     CaseKeys::AnswerKey{file.case_id, Secret(std::string_view(answer.key))});
    book_.add(file.id, std::move(*document.submission), file.seal);
    messages_came_ = true;
  }
  if (document.event) {
    cases_.try_emplace(file.case_id, Case{file.stamp, file.seal, {}});
    if (is_own(file)) {
      own_.emplace(file.id, CaseFolder::cases);
      const auto* note = std::get_if<casebook::Note>(&document.event->body);
      if (note != nullptr && note->voice) own_.emplace(*note->voice, CaseFolder::inbox);
    }
    book_.add(std::move(*document.event));
  }
  if (document.answer) {
    if (is_own(file)) own_.emplace(file.id, CaseFolder::answers);
    book_.add(file.id, std::move(*document.answer));
  }
}

bool CaseSession::is_own(const CaseFile& file) const {
  return to_text(file.key) == keys_.identity.face.sign.kid;
}

void CaseSession::know(const CaseFile& file) {
  Known known{{file.bytes, file.modified_ms}, file.held, file.stamp, file.case_id, {}};
  if (file.held == Held::broken) known.code = std::string(file.content.view());
  known_[at(file.folder)].insert_or_assign(file.id, std::move(known));
}

void CaseSession::one_done(const std::shared_ptr<Page>& page) {
  --page->under_way;
  if (!page->names.empty()) return go_on(page);
  if (page->under_way == 0) page_done();
}

void CaseSession::page_done() {
  if (rings_came_)
    return count_halves([this] {
      queue_waiting(CaseFolder::inbox);
      queue_waiting(CaseFolder::cases);
      page_done();
    });
  tell(false);
  if (kept_files_ >= kKeepAfter && !keeping_) return begin_keeping([this] { next_page(); });
  next_page();
}

void CaseSession::end_of_queue() {
  if (std::exchange(messages_came_, false)) {
    queue_waiting(CaseFolder::answers);
    if (!queue_.empty()) return next_page();
  }
  forget_dropped_halves([this] {
    if (!first_look_) return end_look();
    look_for_left_overs([this] { end_look(); });
  });
}

void CaseSession::end_look(std::optional<Error> trouble) {
  const bool first = first_look_ && !trouble;
  if (first) {
    first_look_ = false;
    book_.end_preview();
  }
  looking_ = false;
  whole_ = !trouble && !look_again_;
  const bool again = std::exchange(look_again_, false);
  const auto self = shared_from_this();  // who is told may lock
  if (trouble)
    for (const auto& answer : std::exchange(asked_to_keep_, {})) answer(*trouble);
  tell(whole_, std::move(trouble));
  if (again) return look();
  const bool changed = kept_files_ > 0 || !days_to_keep_.empty() || rows_absent_;
  if (!keeping_ && (!asked_to_keep_.empty() || (first && changed))) begin_keeping({});
}

}  // namespace wv::services
