#include "services/kept_receipts.h"

#include <algorithm>
#include <utility>

#include "crypto/codes.h"

namespace wv::services {

namespace {

constexpr char kFile[] = "receipts.sealed";
constexpr std::uint64_t kMostBytes = 64u << 10;

crypto::AnswerKeys keys_of(const domain::KeptReceipt& kept) { return {kept.tag, std::string(kept.key)}; }

}  // namespace

domain::KeptReceipt* KeptReceipts::find(std::string_view number) {
  const auto found = std::find_if(kept_.begin(), kept_.end(),
                                  [&](const domain::KeptReceipt& one) { return one.number == number; });
  return found == kept_.end() ? nullptr : &*found;
}

void KeptReceipts::tell(const Report& report) const {
  app::KeptLooked looked;
  looked.possible = platform_.own_key() != nullptr;
  looked.shut = shut_;
  for (const domain::KeptReceipt& one : kept_)
    looked.kept.push_back({one.number.clone(), one.kind, one.day, one.known > 0, one.known > one.seen});
  report(std::move(looked));
}

void KeptReceipts::load(Then then) {
  if (loaded_) return then();
  waiting_.push_back(std::move(then));
  if (std::exchange(loading_, true)) return;
  if (platform_.own_key() == nullptr) return loaded({});
  store_.read(kFile, kMostBytes, [this](Result<Bytes> sealed) {
    if (!sealed) {
      if (sealed.error().code != "store.missing") return unread(sealed.error());
      shut_ = false;
      return loaded({});
    }
    platform_.own_key()->open(std::move(sealed).value(), [this](Result<Bytes> plain) {
      if (!plain && plain.error().code != "own_key.gone") return unread(plain.error());
      if (!plain) log_.note(plain.error().code);
      auto kept = plain ? domain::parse_kept_receipts(to_string(plain.value()))
                        : Result<std::vector<domain::KeptReceipt>>(plain.error());
      if (plain) wipe(plain.value());
      shut_ = !kept;
      loaded(kept ? std::move(kept).value() : std::vector<domain::KeptReceipt>());
    });
  });
}

// A disk or a key that fails now is asked again the next time, and nothing is written over what lies there.
void KeptReceipts::unread(const Error& error) {
  log_.note(error.code);
  shut_ = true;
  loading_ = false;
  for (const Then& next : std::exchange(waiting_, {})) next();
}

void KeptReceipts::loaded(std::vector<domain::KeptReceipt> kept) {
  kept_ = std::move(kept);
  loaded_ = true;
  loading_ = false;
  for (const Then& next : std::exchange(waiting_, {})) next();
}

// Whole each time, and one write after the other: a later list never lies under an earlier one.
void KeptReceipts::save(std::function<void(Status)> saved) {
  unsaved_.push_back(std::move(saved));
  if (saving_.empty()) write();
}

void KeptReceipts::write() {
  saving_ = std::exchange(unsaved_, {});
  const auto end = [this](const Status& status) {
    if (!status) log_.note(status.error().code);
    if (status) shut_ = false;  // what lies there now opens
    for (const auto& told : std::exchange(saving_, {})) told(status);
    if (!unsaved_.empty()) write();
  };
  platform_.own_key()->seal(domain::to_json(kept_), [this, end](Result<Bytes> sealed) {
    if (!sealed) return end(sealed.error());
    store_.replace(kFile, std::move(sealed).value(), [end](Result<Done> put) { end(put); });
  });
}

void KeptReceipts::look(Report report) {
  load([this, report = std::move(report)] { tell(report); });
}

void KeptReceipts::keep(const app::KeepReceipt& receipt, Report report) {
  if (platform_.own_key() == nullptr) return report(app::ReceiptKept{false});
  domain::KeptReceipt kept;
  kept.number = receipt.number.clone();
  kept.kind = receipt.kind;
  kept.day = receipt.day;
  crypto::derive_answer_keys(
      platform_.sealer(), receipt.number, receipt.code,
      [this, kept = std::move(kept), report = std::move(report)](Result<crypto::AnswerKeys> keys) mutable {
        if (!keys) return report(app::ReceiptKept{false});
        kept.tag = keys.value().tag;
        kept.key = Secret(std::move(keys.value().key));
        load([this, kept, report] {
          if (!loaded_) return report(app::ReceiptKept{false});
          const Secret number = kept.number.clone();
          if (find(number) == nullptr) kept_.insert(kept_.begin(), kept);
          if (kept_.size() > domain::kMostKeptReceipts) kept_.pop_back();
          save([this, number, report](const Status& saved) {
            if (!saved)
              std::erase_if(kept_, [&](const domain::KeptReceipt& one) { return one.number == number; });
            report(app::ReceiptKept{saved.ok()});
          });
        });
      });
}

void KeptReceipts::forget(std::string_view number, Report report) {
  load([this, number = Secret(number), report = std::move(report)] {
    domain::KeptReceipt* found = find(number);
    if (found == nullptr) return tell(report);
    const domain::KeptReceipt kept = std::move(*found);
    const auto at = found - kept_.data();
    kept_.erase(kept_.begin() + at);
    save([this, kept, at, report](const Status& saved) {
      // What still lies on the disk would be there again at the next start.
      if (!saved) kept_.insert(kept_.begin() + std::min(at, std::ssize(kept_)), kept);
      tell(report);
    });
  });
}

void KeptReceipts::open(std::string_view number, Report report) {
  domain::KeptReceipt* kept = find(number);
  if (kept == nullptr) return report(app::AnswerMissed{});
  opening_ =
      answers_.find(keys_of(*kept), [this, number = Secret(number), report](AnswerLookup::Answer found) {
        if (!found) return report(app::AnswerFailed{found.error().code});
        if (!found.value()) return report(app::AnswerMissed{});
        if (domain::KeptReceipt* opened = find(number)) {
          opened->known = std::max(opened->known, found.value()->seq);
          opened->seen = opened->known;
          save([](const Status&) {});
        }
        report(app::AnswerFound{std::move(*found.value())});
      });
}

void KeptReceipts::fetch(Report report) {
  load([this, report = std::move(report)] {
    const bool goes_on = static_cast<bool>(std::exchange(fetched_, report));
    if (goes_on) return;  // it ends for whoever asked last
    news_ = false;
    fetch_next(0);
  });
}

void KeptReceipts::fetch_next(std::size_t at) {
  if (at >= kept_.size()) {
    if (news_) save([](const Status&) {});
    return tell(std::exchange(fetched_, nullptr));
  }
  asking_ = answers_.find(keys_of(kept_[at]),
                          [this, at, number = kept_[at].number.clone()](AnswerLookup::Answer found) {
                            if (!found)
                              return fetch_next(kept_.size());  // no network: the others would fare no better
                            domain::KeptReceipt* one = found.value() ? find(number) : nullptr;
                            if (one != nullptr && found.value()->seq > one->known) {
                              one->known = found.value()->seq;
                              news_ = true;
                            }
                            if (found.value()) domain::wipe(*found.value());
                            fetch_next(at + 1);
                          });
}

}  // namespace wv::services
