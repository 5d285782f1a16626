// The slow walks over the folders: one file after the other, each failing for itself (I6).
#include <algorithm>
#include <memory>
#include <unordered_set>
#include <utility>

#include "base/bytes.h"
#include "outbox/outbox.h"
#include "outbox/names.h"

namespace wv::outbox {
namespace {

using crypto::SealedEnvelope;

Error foreign(const std::string& file) {
  return {Fault::bad_input, "outbox.foreign",
          file + ": no file of this queue; its name should be an id and .json: move it elsewhere"};
}

// A header in sent/ is all that is left of an envelope, so there is no hash to compute.
std::optional<Error> check_header(const Bytes& content, const std::string& file, const std::string& id) {
  const auto broken = [&](const std::string& what) {
    return Error{Fault::bad_input, "envelope.broken",
                 file + ": " + what + "; move it away, the envelope itself was sent"};
  };
  const auto parsed = parse_json(to_string(content), file);
  if (!parsed) return parsed.error();
  const Json& header = parsed.value();
  if (!header.is_object()) return broken("an object is expected here");
  const auto has_text = [&](const char* member) {
    return header.contains(member) && header[member].is_string();
  };
  if (!has_text("format") || header["format"] != crypto::kEnvelopeFormat) return broken("/format: not known");
  if (!has_text("id") || header["id"] != id) return broken("/id: it is not the name of the file");
  if (!has_text("box")) return broken("/box: it is missing");
  if (!has_text("queued_on") || !parse_day(header["queued_on"].get<std::string>()))
    return broken("/queued_on: no day");
  const bool hash = has_text("sha256") && header["sha256"].get_ref<const std::string&>().size() == 64;
  if (!hash) return broken("/sha256: no hash");
  if (header.contains("jwe") || header.contains("jws")) return broken("there is content in it");
  return std::nullopt;
}

std::uint64_t count_envelopes(const std::vector<ports::Entry>& entries) {
  return static_cast<std::uint64_t>(std::count_if(
      entries.begin(), entries.end(), [](const ports::Entry& entry) { return !is_reason(entry.name); }));
}

// Lists the two folders, then reads file after file; `Outbox` outlives it.
class Verification : public std::enable_shared_from_this<Verification> {
 public:
  Verification(Outbox& outbox, ports::Store& store, Outbox::Answer<Report> answer, ProgressTold progress)
      : outbox_(outbox), store_(store), answer_(std::move(answer)), progress_(std::move(progress)) {}

  void start() {
    list(Folder::outbox, [self = shared_from_this()] { self->list_sent(); });
  }

 private:
  struct Work {
    Folder folder;
    std::string id;
  };

  void list_sent() {
    list(Folder::sent, [self = shared_from_this()] { self->count_quarantine(); });
  }

  void list(Folder folder, std::function<void()> then) {
    store_.list(folder_name(folder),
                [self = shared_from_this(), folder, then](Result<std::vector<ports::Entry>> entries) {
                  if (!entries) return self->answer_(entries.error());
                  for (const ports::Entry& entry : entries.value()) {
                    if (auto id = id_of(entry.name)) {
                      self->work_.push_back({folder, std::move(*id)});
                    } else {
                      self->bad(std::string(folder_name(folder)) + "/" + entry.name,
                                foreign(std::string(folder_name(folder)) + "/" + entry.name));
                    }
                  }
                  then();
                });
  }

  void count_quarantine() {
    store_.list(folder_name(Folder::quarantine),
                [self = shared_from_this()](Result<std::vector<ports::Entry>> entries) {
                  if (!entries) return self->answer_(entries.error());
                  self->report_.quarantined = count_envelopes(entries.value());
                  self->next();
                });
  }

  void next() {
    if (done_ == work_.size()) return look_at_device();
    if (progress_) progress_({done_, work_.size()});
    const Work& work = work_[done_++];
    if (work.folder == Folder::outbox) return check_waiting(work.id);
    check_sent(work.id);
  }

  // A queue that is whole and can take nothing more isn't well.
  void look_at_device() {
    store_.list("", [self = shared_from_this()](Result<std::vector<ports::Entry>> entries) {
      const bool nothing = !entries || (entries.value().empty() && self->work_.empty());
      if (nothing) return self->end();  // no data folder: no fault
      self->store_.rehearse(
          {"", folder_name(Folder::outbox), folder_name(Folder::sent), folder_name(Folder::quarantine)},
          kDeviceFile, [self](Result<Done> kept) {
            if (!kept) self->bad(".", kept.error());
            self->end();
          });
    });
  }

  void end() {
    std::sort(report_.bad.begin(), report_.bad.end(),
              [](const BadFile& a, const BadFile& b) { return a.file < b.file; });
    answer_(std::move(report_));
  }

  void check_waiting(const std::string& id) {
    outbox_.load(id, [self = shared_from_this(), id](Result<SealedEnvelope> envelope) {
      if (envelope) {
        ++self->report_.waiting;
      } else if (envelope.error().code != "store.missing") {  // sent meanwhile by another process
        self->bad(envelope_name(Folder::outbox, id), envelope.error());
      }
      self->next();
    });
  }

  void check_sent(const std::string& id) {
    const std::string name = envelope_name(Folder::sent, id);
    store_.read(
        name, crypto::kMostEnvelopeBytes, [self = shared_from_this(), id, name](Result<Bytes> content) {
          const auto error =
              content ? check_header(content.value(), name, id) : std::optional<Error>(content.error());
          if (!error) {
            ++self->report_.sent;
          } else if (error->code != "store.missing") {
            self->bad(name, *error);
          }
          self->next();
        });
  }

  void bad(std::string file, const Error& error) { report_.bad.push_back({std::move(file), error}); }

  Outbox& outbox_;
  ports::Store& store_;
  Outbox::Answer<Report> answer_;
  ProgressTold progress_;
  std::vector<Work> work_;
  std::size_t done_ = 0;
  Report report_;
};

// The day of the first in line that can be read; a few damaged ones before it don't hide it.
constexpr std::size_t kMostTries = 20;

void find_oldest(Outbox& outbox, std::shared_ptr<std::vector<Item>> items, std::size_t at,
                 Outbox::Answer<std::optional<Stamp>> answer) {
  if (at >= items->size()) return answer(std::optional<Stamp>());
  outbox.load((*items)[at].id,
              [&outbox, items, at, answer = std::move(answer)](Result<SealedEnvelope> envelope) {
                if (!envelope) return find_oldest(outbox, items, at + 1, answer);
                answer(std::optional<Stamp>(envelope.value().stamp()));
              });
}

// Headers and whole envelopes both name their box.
void find_own(ports::Store& store, std::shared_ptr<std::vector<std::string>> names, std::size_t at,
              std::function<void(bool)> answer) {
  if (at >= names->size()) return answer(false);
  store.read((*names)[at], crypto::kMostEnvelopeBytes,
             [&store, names, at, answer = std::move(answer)](Result<Bytes> content) {
               const auto json = content ? parse_json(to_string(content.value()), (*names)[at])
                                         : Result<Json>(content.error());
               if (json && json.value().is_object() &&
                   json.value().value("box", Json()) == crypto::box_name(crypto::Box::inbox))
                 return answer(true);
               find_own(store, names, at + 1, answer);
             });
}

// An envelope that is in sent/ with the same hash was acknowledged: a crash kept it from being removed.
class Mending : public std::enable_shared_from_this<Mending> {
 public:
  Mending(Outbox& outbox, ports::Store& store, Outbox::Answer<std::uint64_t> answer)
      : outbox_(outbox), store_(store), answer_(std::move(answer)) {}

  void start() { sweep_folder(0); }

 private:
  void sweep_folder(std::size_t at) {
    static constexpr Folder kFolders[] = {Folder::outbox, Folder::sent, Folder::quarantine, Folder::answers,
                                          Folder::published};
    if (at > std::size(kFolders)) return list_sent();
    // The data folder itself comes last: a cut rehearsal, or a device.json that was being written.
    store_.sweep(at == std::size(kFolders) ? "" : folder_name(kFolders[at]),
                 [self = shared_from_this(), at](Result<std::uint64_t> swept) {
                   if (!swept) return self->answer_(swept.error());
                   self->mended_ += swept.value();
                   self->sweep_folder(at + 1);
                 });
  }

  void list_sent() {
    store_.list(folder_name(Folder::sent),
                [self = shared_from_this()](Result<std::vector<ports::Entry>> entries) {
                  if (!entries) return self->answer_(entries.error());
                  for (const ports::Entry& entry : entries.value()) {
                    if (is_envelope(entry.name)) self->sent_.insert(entry.name);
                  }
                  if (self->sent_.empty()) return self->answer_(self->mended_);
                  self->list_waiting();
                });
  }

  void list_waiting() {
    store_.list(folder_name(Folder::outbox),
                [self = shared_from_this()](Result<std::vector<ports::Entry>> entries) {
                  if (!entries) return self->answer_(entries.error());
                  for (const ports::Entry& entry : entries.value()) {
                    if (self->sent_.contains(entry.name)) self->twice_.push_back(*id_of(entry.name));
                  }
                  self->next();
                });
  }

  void next() {
    if (twice_.empty()) return answer_(mended_);
    const std::string id = std::move(twice_.back());
    twice_.pop_back();
    const std::string name = envelope_name(Folder::sent, id);
    store_.read(
        name, crypto::kMostEnvelopeBytes, [self = shared_from_this(), id, name](Result<Bytes> content) {
          // Damaged: leave both, `verify` tells.
          if (!content || check_header(content.value(), name, id)) return self->next();
          const auto header = parse_json(to_string(content.value()), name);
          self->outbox_.mark_sent(id, header.value()["sha256"].get<std::string>(), [self](Result<Done> done) {
            if (done) ++self->mended_;
            self->next();
          });
        });
  }

  Outbox& outbox_;
  ports::Store& store_;
  Outbox::Answer<std::uint64_t> answer_;
  std::unordered_set<std::string> sent_;  // names of files
  std::vector<std::string> twice_;        // ids
  std::uint64_t mended_ = 0;
};

}  // namespace

void Outbox::verify(Answer<Report> answer, ProgressTold progress) {
  std::make_shared<Verification>(*this, store_, std::move(answer), std::move(progress))->start();
}

void Outbox::holds_own(std::function<void(bool)> answer) {
  store_.list(folder_name(Folder::sent),
              [this, answer = std::move(answer)](Result<std::vector<ports::Entry>> sent) {
                store_.list(folder_name(Folder::outbox), [this, answer, sent = std::move(sent)](
                                                             Result<std::vector<ports::Entry>> waiting) {
                  auto names = std::make_shared<std::vector<std::string>>();
                  const auto add = [&names](Folder folder, const Result<std::vector<ports::Entry>>& entries) {
                    if (!entries) return;
                    for (const Item& item : oldest_first(entries.value(), kMostTries))
                      names->push_back(envelope_name(folder, item.id));
                  };
                  add(Folder::outbox, waiting);
                  add(Folder::sent, sent);
                  find_own(store_, names, 0, answer);
                });
              });
}

void Outbox::sweep(Answer<std::uint64_t> answer) {
  std::make_shared<Mending>(*this, store_, std::move(answer))->start();
}

void Outbox::summary(Answer<Summary> answer) {
  store_.list(folder_name(Folder::quarantine), [this, answer = std::move(answer)](
                                                   Result<std::vector<ports::Entry>> parked) {
    if (!parked) return answer(parked.error());
    const std::uint64_t quarantined = count_envelopes(parked.value());
    store_.list(
        folder_name(Folder::outbox), [this, quarantined, answer](Result<std::vector<ports::Entry>> entries) {
          if (!entries) return answer(entries.error());
          const auto waiting = static_cast<std::uint64_t>(
              std::count_if(entries.value().begin(), entries.value().end(),
                            [](const ports::Entry& entry) { return is_envelope(entry.name); }));
          const auto items =
              std::make_shared<std::vector<Item>>(oldest_first(std::move(entries).value(), kMostTries));
          find_oldest(*this, items, 0, [waiting, quarantined, answer](Result<std::optional<Stamp>> oldest) {
            answer(Summary{waiting, oldest.value(), quarantined});
          });
        });
  });
}

}  // namespace wv::outbox
