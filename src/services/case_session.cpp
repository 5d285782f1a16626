#include "services/case_session.h"

#include <algorithm>

#include "crypto/keyring.h"

namespace wv::services {
namespace {

constexpr std::size_t kRowsATurn = 1'500;

}  // namespace

CaseSession::CaseSession(CaseStore::Tools tools, CaseStore::Unlocked unlocked, CaseStore::Told told)
    : tools_(tools),
      told_(std::move(told)),
      belief_(std::move(unlocked.belief)),
      today_(unlocked.today),
      day_to_delete_by_(unlocked.day_to_delete_by),
      gone_(unlocked.gone.begin(), unlocked.gone.end()) {
  keys_.identity = std::move(unlocked.identity);
  book_.erase(unlocked.gone);
  take_register();
}

void CaseSession::take_register() {
  keys_.authority = crypto::ever_believed(belief_);
  keys_.team = belief_.held() == nullptr ? CaseTeam() : CaseTeam(belief_.held()->content);
  book_.set_membership(keys_.team.membership(today_));
}

// The store's answer to a small question comes with another turn: that is all it is asked for.
void CaseSession::next_turn(std::function<void()> go_on) {
  tools_.store.free_bytes(
      then<std::uint64_t>([go_on = std::move(go_on)](const Result<std::uint64_t>&) { go_on(); }));
}

struct CaseSession::Turns {
  std::size_t at, count, at_once;
  std::function<void(std::size_t)> each;
  std::function<void()> next;
};

void CaseSession::in_turns(std::size_t count, std::size_t at_once, std::function<void(std::size_t)> each,
                           std::function<void()> next) {
  take_turn(std::make_shared<Turns>(Turns{0, count, at_once, std::move(each), std::move(next)}));
}

void CaseSession::take_turn(const std::shared_ptr<Turns>& turns) {
  const std::size_t end = std::min(turns->count, turns->at + turns->at_once);
  while (turns->at < end) turns->each(turns->at++);
  end == turns->count ? turns->next() : next_turn([this, turns] { take_turn(turns); });
}

void CaseSession::find_cache() {
  CaseCache::derive_key(tools_.sealer, keys_.identity.seal_jwk, then<Secret>([this](Result<Secret> key) {
                          if (!key) return end_look(key.error());
                          cache_.emplace(tools_.store, tools_.sealer, std::move(key).value());
                          read_rows();
                        }));
}

// The list as it was last time, before anything else: whoever unlocks has something to read meanwhile.
void CaseSession::read_rows() {
  cache_->read_rows(then<std::shared_ptr<RowUnpacker>>([this](Result<std::shared_ptr<RowUnpacker>> rows) {
    rows_absent_ = !rows;
    if (!rows || rows.value()->count() == 0) return list(0);
    const std::shared_ptr<RowUnpacker> all = std::move(rows).value();
    const auto show_one = [this, all](std::size_t) {
      auto row = all->next();
      if (!row || gone_.contains(casebook::submission_of(row->id))) return;
      std::vector<casebook::Summary> one;
      one.push_back(std::move(*row));
      book_.preview(std::move(one));
    };
    in_turns(all->count(), kRowsATurn, show_one, [this, all] {
      rows_absent_ = !all->at_end();
      tell(false);
      list(0);
    });
  }));
}

void CaseSession::believe(crypto::Belief belief, const Day& today, std::optional<Day> day_to_delete_by) {
  belief_ = std::move(belief);
  today_ = today;
  day_to_delete_by_ = day_to_delete_by;
  take_register();
  retry_ = true;
  rings_came_ = true;  // their halves count by this register now
  look();
}

void CaseSession::erase(std::span<const casebook::EnvelopeId> ids) {
  gone_.insert(ids.begin(), ids.end());
  book_.erase(ids);
  for (const casebook::EnvelopeId id : ids) {
    for (std::size_t folder = 0; folder < kFolders; ++folder) {
      const auto known = known_[folder].find(id);
      if (known != known_[folder].end()) {
        days_to_keep_.insert(known->second.stamp.day);
        known_[folder].erase(known);
      }
      waiting_[folder].erase(id);
    }
    own_.erase(id);
    std::erase_if(keys_.answers,
                  [&](const auto& answer) { return casebook::submission_of(answer.second.case_id) == id; });
    for (auto& [day, files] : to_keep_)
      std::erase_if(files, [&](const CaseFile& file) { return file.id == id; });
  }
  tell(false);
}

void CaseSession::tell(bool whole, std::optional<Error> trouble) {
  CaseNews news{book_.refresh(), whole, std::move(trouble)};
  const CaseStore::Told told = told_;
  told(news);
}

void CaseSession::count_halves(std::function<void()> next) {
  rings_came_ = false;
  if (belief_.held() == nullptr) return next();
  std::vector<crypto::Half> halves;
  for (const auto& [id, ring] : rings_) halves.insert(halves.end(), ring.begin(), ring.end());
  crypto::count_halves(tools_.sealer, std::move(halves), belief_.held()->content,
                       then<std::vector<crypto::Half>>(
                           [this, next = std::move(next)](Result<std::vector<crypto::Half>> counted) {
                             keys_.halves.clear();
                             if (counted)
                               for (crypto::Half& half : counted.value())
                                 keys_.halves.insert_or_assign(half.kid, std::move(half.jwk));
                             next();
                           }));
}

// A keyring is a signed whole, so a half goes with its keyring; and that only once what else it held lies in
// another one that stays. Those come with the rotation that drops a key, so nobody waits for long.
std::vector<casebook::EnvelopeId> CaseSession::rings_to_drop() {
  rings_kept_ = 0;
  std::vector<casebook::EnvelopeId> due;
  if (!day_to_delete_by_ || belief_.held() == nullptr) return due;
  const crypto::Register& content = belief_.held()->content;
  for (const auto& [id, ring] : rings_) {
    if (std::any_of(ring.begin(), ring.end(), [&](const crypto::Half& half) {
          const auto day = crypto::erase_on(content, half.kid);
          return day && *day <= *day_to_delete_by_;
        }))
      due.push_back(id);
  }
  std::set<std::string> held;  // by keyrings that stay
  for (const auto& [id, ring] : rings_)
    if (std::find(due.begin(), due.end(), id) == due.end())
      for (const crypto::Half& half : ring) held.insert(half.kid);
  std::erase_if(due, [&](const casebook::EnvelopeId id) {
    const auto& ring = rings_.at(id);
    const bool needed = std::any_of(ring.begin(), ring.end(), [&](const crypto::Half& half) {
      return keys_.team.seal_of(half.kid).has_value() && !held.contains(half.kid);
    });
    rings_kept_ += needed ? 1 : 0;
    return needed;
  });
  return due;
}

// Server, sticks and colleagues still have the file: it is refused from now on. A power cut between the two
// brings it back once, and the next look drops it again.
void CaseSession::forget_dropped_halves(std::function<void()> next) {
  const std::vector<casebook::EnvelopeId> due = rings_to_drop();
  if (due.empty()) return next();
  std::vector<std::string> ids, names;
  for (const casebook::EnvelopeId id : due) {
    ids.push_back(to_text(id));
    names.push_back(ids.back() + ".json");
  }
  if (tools_.refuse) tools_.refuse(ids, today_);
  tools_.store.remove_all(
      name_of(CaseFolder::cases), std::move(names),
      then<std::vector<Status>>([this, due, next = std::move(next)](Result<std::vector<Status>> removed) {
        for (std::size_t i = 0; removed && i < due.size(); ++i) {
          const Status& one = removed.value()[i];
          if (!one && one.error().code != "store.missing") continue;
          tools_.log.note("keys.half_erased", to_text(due[i]));
          rings_.erase(due[i]);
          auto& known = known_[at(CaseFolder::cases)];
          if (const auto found = known.find(due[i]); found != known.end()) {
            days_to_keep_.insert(found->second.stamp.day);
            known.erase(found);
          }
        }
        next();
      }));
}

CaseCounts CaseSession::counts() const {
  CaseCounts counts;
  counts.rings_kept = rings_kept_;
  for (const auto& folder : known_) {
    for (const auto& [id, known] : folder) {
      switch (known.held) {
        case Held::submission: ++counts.submissions; break;
        case Held::attachment: ++counts.attachments; break;
        case Held::event: ++counts.events; break;
        case Held::keyring: ++counts.keyrings; break;
        case Held::others_ring: ++counts.others_rings; break;
        case Held::answer: ++counts.answers; break;
        case Held::broken: ++counts.broken[known.code]; break;
      }
    }
  }
  for (const auto& folder : waiting_)
    for (const auto& [id, waits] : folder) ++counts.waiting[waits.code];
  return counts;
}

std::vector<SealedTo> CaseSession::sealed_to() const {
  std::vector<SealedTo> messages;
  for (const auto& [id, one] : cases_) {
    const casebook::Folded* folded = one.key == casebook::KeyId{} ? nullptr : book_.find(id);
    if (folded == nullptr) continue;
    for (const casebook::Part& part : folded->parts)
      if (part.id == id && part.submission != nullptr)
        messages.push_back({part.submission->device, one.stamp.day, to_text(one.key)});
  }
  return messages;
}

}  // namespace wv::services
