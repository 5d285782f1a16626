#include "sync/state_file.h"

#include <algorithm>
#include <array>
#include <climits>
#include <utility>

#include "base/bytes.h"
#include "outbox/names.h"
#include "outbox/outbox.h"

namespace wv::sync {

namespace {

constexpr std::int64_t kSaveAgainMs = 5'000;

}  // namespace

StateFile::StateFile(Shared& shared, ports::Random& random, std::string target_hash)
    : s_(shared), random_(random) {
  state.target = std::move(target_hash);
}

void StateFile::load() {
  if (loading_ != Loading::no) return;
  loading_ = Loading::under_way;
  s_.data.read(kSyncStateFile, kMostSyncStateBytes, [this](Result<Bytes> content) {
    s_.post([this, content = std::move(content)] {
      state = read_sync_state(content ? content.value() : Bytes{}, state.target);
      s_.status.last_sent_ms = state.last_sent_ms;
      s_.status.last_sync_ms = state.last_sync_ms;
      if (state.device_tag.empty()) return begin();
      use();
    });
  });
}

// What lies in sent/ at the first start with a target went to another one: the newest of it is the mark.
void StateFile::begin() {
  std::array<std::uint8_t, 16> chance{};
  random_.fill(chance);
  state.device_tag = to_hex(chance);
  wanted_ = true;
  s_.data.list(outbox::folder_name(outbox::Folder::sent), [this](Result<std::vector<ports::Entry>> entries) {
    s_.post([this, entries = std::move(entries)] {
      if (entries)
        for (const ports::Entry& entry : entries.value())
          state.since_ms = std::max(state.since_ms, entry.modified_ms);
      use();
    });
  });
}

void StateFile::use() {
  s_.target->set_device_tag(state.device_tag);
  s_.target->restore_findings(state.findings);
  loading_ = Loading::done;
}

void StateFile::learn(std::function<void()> then) {
  s_.data.read(kSyncStateFile, kMostSyncStateBytes, [this, then = std::move(then)](Result<Bytes> content) {
    s_.post([this, then, content = std::move(content)] {
      if (content) join(content.value());
      then();
    });
  });
}

void StateFile::join(const Bytes& content) {
  const SyncState theirs = read_sync_state(content, state.target);
  for (const auto& [id, since] : theirs.unsure)
    if (!gone_.contains(id)) state.unsure.try_emplace(id, since);
  for (const auto& [id, count] : theirs.refused)
    if (!gone_.contains(id)) state.refused.try_emplace(id, count);
}

void StateFile::forget(const std::string& id) {
  if (state.refused.erase(id) + state.unsure.erase(id) == 0) return;
  gone_.insert(id);
  wanted_ = true;
}

// Read, joined with what another program wrote there, written.
void StateFile::save_when_due() {
  if (!wanted_ || saving_ || s_.steady_ms() < again_ms_) return;
  saving_ = true;
  learn([this] { write(); });
}

void StateFile::write() {
  wanted_ = sent_unsaved_ = false;
  const bool doubt = std::exchange(doubt_unsaved_, false);
  state.findings = s_.target->findings();
  state.last_sent_ms = s_.status.last_sent_ms;
  state.last_sync_ms = s_.status.last_sync_ms;
  s_.data.replace(kSyncStateFile, write_sync_state(state), [this, doubt](Result<Done> kept) {
    s_.post([this, doubt, kept = kept.ok()] {
      saving_ = false;
      if (kept) return;
      s_.trouble = "sync.disk";
      if (!doubt) return;
      wanted_ = s_.way == Way::background;
      doubt_unsaved_ = wanted_;
      again_ms_ = s_.steady_ms() + kSaveAgainMs;
    });
  });
}

std::int64_t StateFile::save_at_ms() const { return wanted_ && !saving_ ? again_ms_ : INT64_MAX; }

}  // namespace wv::sync
