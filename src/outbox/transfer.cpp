#include "outbox/transfer.h"

#include <array>
#include <map>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "outbox/manifest.h"

namespace wv::outbox {
namespace {

using crypto::SealedEnvelope;

// Where the envelopes on a stick lie: at the top, in the folders of a sync target, or in the team's.
constexpr char kTeamInbox[] = "team-inbox", kTeamCases[] = "team-cases";
constexpr std::array<const char*, 7> kFolders = {"",      "inbox",    "answers", "published",
                                                 "cases", kTeamInbox, kTeamCases};
bool is_the_teams(const std::string& name) { return name.starts_with("team-"); }

// What a member's device carries besides its queue: from which folder into which on the stick.
struct Carried {
  const char *from, *to;
};
constexpr std::array<Carried, 4> kCarried = {
    {{"inbox", kTeamInbox}, {"cases", kTeamCases}, {"answers", "answers"}, {"published", "published"}}};

// Stops everything: what can't be done now will fail for the next file too.
bool is_hopeless(const Error& error) {
  return error.fault == Fault::not_now || error.code == "store.missing";
}

// The stick itself is out, or answers no more: none of its files can be read.
bool is_out(const Error& error) {
  return error.code == "store.silent" || (error.code == "store.missing" && error.fault == Fault::not_now);
}

using Found = std::map<std::string, std::string>;  // id to name

// What export and import have in common. Callbacks hold it weakly: dropping the handle ends it.
class Transfer : public std::enable_shared_from_this<Transfer> {
 public:
  Transfer(ports::Store& stick, Outbox& queue, TransferProgress progress, TransferAnswer answer)
      : stick_(stick), queue_(queue), progress_(std::move(progress)), answer_(std::move(answer)) {}
  virtual ~Transfer() = default;
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

 protected:
  template <class Self, class T>
  Outbox::Answer<T> then(void (Self::*step)(Result<T>)) {
    return [weak = weak_from_this(), step](Result<T> result) {
      if (const auto self = weak.lock()) (static_cast<Self*>(self.get())->*step)(std::move(result));
    };
  }
  template <class T, class Step>
  Outbox::Answer<T> then(Step step) {
    return [weak = weak_from_this(), step = std::move(step)](Result<T> result) {
      if (const auto self = weak.lock()) step(std::move(result));
    };
  }
  // A copy: the answer may drop the handle, and this with it.
  void finish(Result<Transferred> result) {
    const TransferAnswer answer = answer_;
    answer(std::move(result));
  }
  void bad(std::string file, const Error& error) { result_.bad.push_back({std::move(file), error}); }
  void step_done() {
    ++moved_.done;
    const TransferProgress progress = progress_;
    if (progress) progress(moved_);
  }

  void find_envelopes(std::function<void(Found)> found) {
    find_in(0, std::make_shared<Found>(), std::move(found));
  }

  void read_envelope(const std::string& name, const std::string& id,
                     std::function<void(Result<SealedEnvelope>)> answer) {
    stick_.read(
        name, crypto::kMostEnvelopeBytes,
        then<Bytes>([this, name, id, answer = std::move(answer)](Result<Bytes> content) {
          if (!content) return answer(content.error());
          auto envelope = crypto::parse(to_string(content.value()), name);
          if (envelope && envelope.value().id() != id)
            return answer(Error{Fault::bad_input, "envelope.mismatch",
                                name + ": /id: it is not the name of the file; give it back its own name"});
          answer(std::move(envelope));
        }));
  }

  ports::Store& stick_;
  Outbox& queue_;
  Transferred result_;
  Progress moved_;

 private:
  void find_in(std::size_t folder, std::shared_ptr<Found> found, std::function<void(Found)> answer) {
    if (folder == kFolders.size()) return answer(std::move(*found));
    stick_.list(
        kFolders[folder], then<std::vector<ports::Entry>>([this, folder, found, answer = std::move(answer)](
                                                              Result<std::vector<ports::Entry>> entries) {
          if (!entries) return finish(entries.error());
          const std::string in = kFolders[folder][0] == '\0' ? "" : std::string(kFolders[folder]) + "/";
          for (const ports::Entry& entry : entries.value())
            if (const auto id = id_of(entry.name)) found->emplace(*id, in + entry.name);
          find_in(folder + 1, found, answer);
        }));
  }

  TransferProgress progress_;
  TransferAnswer answer_;
};

class Export final : public Transfer {
 public:
  using Transfer::Transfer;

  void start() { queue_.list(then(&Export::listed)); }

 private:
  void listed(Result<std::vector<Item>> items) {
    if (!items) return finish(items.error());
    items_ = std::move(items).value();
    moved_.total = items_.size();
    next();
  }

  void next() {
    if (at_ == items_.size()) return queue_.keeps_cases() ? look_at_stick() : describe_all();
    const std::string id = items_[at_++].id;
    queue_.load(id, then<SealedEnvelope>([this, id](Result<SealedEnvelope> envelope) {
                  if (envelope) return copy(envelope.value());
                  if (envelope.error().code != "store.missing")
                    bad(id + ".json", envelope.error());  // else it was sent meanwhile
                  step_done();
                  next();
                }));
  }

  void describe_all() {
    find_envelopes([this](Found found) { describe(std::move(found)); });
  }

  // What lies there already isn't carried once more.
  void look_at_stick() {
    find_envelopes([this](Found found) {
      there_ = std::move(found);
      list_held(0);
    });
  }

  void list_held(std::size_t which) {
    if (which == kCarried.size()) return carry();
    queue_.list_kept(kCarried[which].from,
                     then<std::vector<std::string>>([this, which](Result<std::vector<std::string>> ids) {
                       if (!ids) return finish(ids.error());
                       for (std::string& id : ids.value())
                         if (!there_.contains(id) && !queue_.is_erased(id))
                           held_.emplace_back(which, std::move(id));
                       moved_.total = items_.size() + held_.size();
                       list_held(which + 1);
                     }));
  }

  void carry() {
    if (held_.empty()) return describe_all();
    const auto [which, id] = held_.back();
    held_.pop_back();
    const auto [from, to] = kCarried[which];
    queue_.load_kept(from, id, then<SealedEnvelope>([this, to = to](Result<SealedEnvelope> envelope) {
                       if (!envelope) {  // one that can't be read is nothing to carry
                         step_done();
                         return carry();
                       }
                       carrying_ = true;
                       copy(envelope.value(), std::string(to) + "/");
                     }));
  }

  // The same file there already is fine.
  void copy(const SealedEnvelope& envelope, const std::string& folder = "") {
    const std::string name = folder + envelope.id() + ".json";
    stick_.put(name, to_bytes(envelope.text()), then<Done>([this, name, envelope](Result<Done> put) {
                 if (put || put.error().code != "store.exists") return copied(name, put);
                 stick_.read(name, crypto::kMostEnvelopeBytes,
                             then<Bytes>([this, name, envelope](Result<Bytes> there) {
                               meet(name, envelope, there);
                             }));
               }));
  }

  // A file of that name lies there: the same, a piece that a stick pulled out too early left (the whole one
  // takes its place), or somebody else's.
  void meet(const std::string& name, const SealedEnvelope& envelope, const Result<Bytes>& content) {
    if (content && !parse_json(to_string(content.value()), name))
      return stick_.replace(name, to_bytes(envelope.text()),
                            then<Done>([this, name](Result<Done> replaced) { copied(name, replaced); }));
    const auto there =
        content ? crypto::parse(to_string(content.value()), name) : Result<SealedEnvelope>(content.error());
    if (there && crypto::same(there.value(), envelope)) return copied(name, Done{});
    if (!content && is_hopeless(content.error())) return copied(name, content.error());
    copied(name, Error{Fault::failed, "outbox.conflict",
                       name + ": another file of this name lies there; take an empty folder"});
  }

  void copied(const std::string& name, const Status& copied) {
    if (!copied && is_hopeless(copied.error())) return finish(copied.error());
    if (copied)
      ++(carrying_ ? result_.carried : result_.exported);
    else
      bad(name, copied.error());
    step_done();
    carrying_ ? carry() : next();
  }

  // Describes every whole envelope on the stick, also those of an earlier export.
  void describe(Found found) {
    found_.assign(found.begin(), found.end());
    describe_next();
  }

  void describe_next() {
    if (described_ == found_.size()) return write_manifest();
    const auto& [id, name] = found_[described_++];
    read_envelope(name, id, [this, id = id, name = name](Result<SealedEnvelope> envelope) {
      if (envelope) envelopes_.push_back(manifest_entry(envelope.value(), name));
      describe_next();
    });
  }

  void write_manifest() {
    result_.in_the_manifest = envelopes_.size();
    stick_.replace(kManifest, manifest_of(envelopes_), then<Done>([this](Result<Done> kept) {
                     if (!kept) return finish(kept.error());
                     finish(std::move(result_));
                   }));
  }

  std::vector<Item> items_;
  std::size_t at_ = 0, described_ = 0;
  Found there_;                                            // before anything was carried there
  std::vector<std::pair<std::size_t, std::string>> held_;  // still to be carried: which of kCarried, id
  bool carrying_ = false;
  std::vector<std::pair<std::string, std::string>> found_;
  OrderedJson envelopes_ = OrderedJson::array();
};

class Import final : public Transfer {
 public:
  using Transfer::Transfer;

  void start() {
    find_envelopes([this](Found found) {
      found_ = std::move(found);
      moved_.total = found_.size();
      at_ = found_.begin();
      stick_.read(kManifest, kMostManifestBytes, then(&Import::check_manifest));
    });
  }

 private:
  // What the manifest promises and the stick doesn't hold.
  void check_manifest(Result<Bytes> content) {
    // Without one: an export that was pulled out early. What was whole is taken in.
    if (content || content.error().code != "store.missing") {
      if (const auto fault = fault_of(content); !fault.empty())
        bad(kManifest,
            {Fault::failed, "manifest.broken",
             std::string(kManifest) + ": " + fault + "; export again, what was whole is imported"});
    }
    next();
  }

  std::string fault_of(const Result<Bytes>& content) {
    if (!content) return "it can't be read";
    const auto entries = parse_manifest(content.value());
    if (!entries) return entries.error().what;
    for (const Json& entry : entries.value()) {
      const auto id = entry["id"].get<std::string>();
      if (!found_.contains(id))
        bad(id + ".json", {Fault::failed, "manifest.missing",
                           id + ".json: named in manifest.json and not there; export again"});
    }
    return {};
  }

  void next() {
    if (at_ == found_.end()) return finish(std::move(result_));
    const auto& [id, name] = *at_++;
    read_envelope(name, id, [this, name = name](Result<SealedEnvelope> envelope) {
      if (envelope) return take_in(name, envelope.value());
      if (is_out(envelope.error())) return finish(envelope.error());
      bad(name, envelope.error());
      step_done();
      next();
    });
  }

  // What comes back is kept for residents here to read. From another device's queue it must be sent on, too;
  // from the folders of a target it needn't.
  void take_in(const std::string& name, const SealedEnvelope& envelope) {
    if (queue_.age(envelope.stamp()) == Age::in_doubt) result_.in_doubt.push_back({name, envelope.stamp()});
    const bool members = is_the_teams(name) || envelope.box() == crypto::Box::cases;
    if (members && !queue_.keeps_cases()) {
      ++result_.left;
      step_done();
      return next();
    }
    if (!queue_.reads(envelope.box())) return queue_it(name, envelope);
    queue_.keep(envelope, then<Taken>([this, name, envelope](Result<Taken> kept) {
                  if (!kept && is_hopeless(kept.error())) return finish(kept.error());
                  if (!kept) bad(name, kept.error());
                  if (kept && kept.value() == Taken::stored) ++result_.kept;
                  const bool refused = kept && (kept.value() == Taken::past || kept.value() == Taken::erased);
                  if (kept && !refused && name.find('/') == std::string::npos)
                    return queue_it(name, envelope);
                  if (refused) count(kept.value());
                  step_done();
                  next();
                }));
  }

  void queue_it(const std::string& name, const SealedEnvelope& envelope) {
    queue_.take_in(envelope, then<Taken>([this, name](Result<Taken> taken) {
                     if (!taken && is_hopeless(taken.error())) return finish(taken.error());
                     if (taken) {
                       count(taken.value());
                     } else {
                       bad(name, taken.error());
                     }
                     step_done();
                     next();
                   }));
  }

  void count(Taken taken) {
    switch (taken) {
      case Taken::stored: ++result_.imported; return;
      case Taken::already_waiting: ++result_.already_waiting; return;
      case Taken::already_sent: ++result_.already_sent; return;
      case Taken::in_quarantine: ++result_.in_quarantine; return;
      case Taken::past: ++result_.past; return;
      case Taken::erased: ++result_.erased; return;
    }
  }

  Found found_;
  Found::iterator at_;
};

template <class Kind>
TransferHandle begin(ports::Store& stick, Outbox& queue, TransferProgress progress, TransferAnswer answer) {
  const auto transfer = std::make_shared<Kind>(stick, queue, std::move(progress), std::move(answer));
  transfer->start();
  return transfer;
}

}  // namespace

TransferHandle export_to(ports::Store& stick, Outbox& queue, TransferProgress progress,
                         TransferAnswer answer) {
  return begin<Export>(stick, queue, std::move(progress), std::move(answer));
}

TransferHandle import_from(ports::Store& stick, Outbox& queue, TransferProgress progress,
                           TransferAnswer answer) {
  return begin<Import>(stick, queue, std::move(progress), std::move(answer));
}

}  // namespace wv::outbox
