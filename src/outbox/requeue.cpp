#include "outbox/requeue.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/bytes.h"

namespace wv::outbox {
namespace {

constexpr std::size_t kIdLetters = 36;

std::string in_quarantine(const std::string& name) {
  return std::string(folder_name(Folder::quarantine)) + "/" + name;
}
std::string id_at_start(const std::string& name) { return name.substr(0, kIdLetters); }

// One file after the other; each fails for itself.
class Return : public std::enable_shared_from_this<Return> {
 public:
  Return(ports::Store& store, std::vector<std::string> ids, Outbox::Answer<Requeued> answer)
      : store_(store), ids_(std::move(ids)), answer_(std::move(answer)) {}

  void start() {
    store_.list(folder_name(Folder::quarantine),
                [self = shared_from_this()](Result<std::vector<ports::Entry>> entries) {
                  if (!entries) return self->answer_(entries.error());
                  self->choose(entries.value());
                });
  }

 private:
  void choose(const std::vector<ports::Entry>& entries) {
    for (const ports::Entry& entry : entries)
      if (!is_reason(entry.name)) parked_.push_back(entry.name);
    std::sort(parked_.begin(), parked_.end());
    for (const std::string& id : ids_) {
      const bool lies_there = std::any_of(parked_.begin(), parked_.end(),
                                          [&](const std::string& name) { return id_at_start(name) == id; });
      if (!lies_there)
        return answer_(Error{
            Fault::bad_input, "outbox.not_parked",
            id + ": nothing of this id lies in quarantine, so nothing was moved; look at DATA/quarantine"});
    }
    for (const std::string& name : parked_)
      if (ids_.empty() || std::find(ids_.begin(), ids_.end(), id_at_start(name)) != ids_.end())
        work_.push_back(name);
    next();
  }

  void next() {
    if (at_ == work_.size()) return answer_(std::move(result_));
    const std::string name = work_[at_++];
    store_.read(in_quarantine(name), crypto::kMostEnvelopeBytes,
                [self = shared_from_this(), name](Result<Bytes> content) {
                  if (!content) return self->stays(name, content.error());
                  auto envelope = crypto::parse(to_string(content.value()), in_quarantine(name));
                  if (!envelope) return self->stays(name, envelope.error());
                  if (envelope.value().id() != id_at_start(name))
                    return self->stays(
                        name, {Fault::bad_input, "envelope.mismatch",
                               in_quarantine(name) +
                                   ": /id: it is not the name of the file; give it back its own name"});
                  self->look_in_sent(name, envelope.value());
                });
  }

  void look_in_sent(const std::string& name, const crypto::SealedEnvelope& envelope) {
    store_.read(envelope_name(Folder::sent, envelope.id()), crypto::kMostEnvelopeBytes,
                [self = shared_from_this(), name, envelope](const Result<Bytes>& sent) {
                  if (!sent && sent.error().code == "store.missing") return self->move(name, envelope);
                  if (!sent) return self->stays(name, sent.error());
                  ++self->result_.already_sent;
                  self->next();
                });
  }

  void move(const std::string& name, const crypto::SealedEnvelope& envelope) {
    store_.move(in_quarantine(name), envelope_name(Folder::outbox, envelope.id()),
                [self = shared_from_this(), name, envelope](const Result<Done>& moved) {
                  if (!moved && moved.error().code == "store.exists") return self->compare(name, envelope);
                  if (!moved) return self->stays(name, moved.error());
                  ++self->result_.requeued;
                  self->forget_reason(name);
                });
  }

  // Something waits under that id. The same: then the parked copy has done its duty.
  void compare(const std::string& name, const crypto::SealedEnvelope& envelope) {
    const std::string waiting = envelope_name(Folder::outbox, envelope.id());
    store_.read(
        waiting, crypto::kMostEnvelopeBytes,
        [self = shared_from_this(), name, envelope, waiting](const Result<Bytes>& content) {
          if (!content) return self->stays(name, content.error());
          const auto there = crypto::parse(to_string(content.value()), waiting);
          if (!there || there.value().box() != envelope.box() || !crypto::same(there.value(), envelope))
            return self->stays(
                name, {Fault::failed, "outbox.conflict",
                       in_quarantine(name) + ": another envelope with this id waits; send that one first"});
          self->store_.remove(in_quarantine(name), [self, name](const Result<Done>& removed) {
            if (!removed && removed.error().code != "store.missing")
              return self->stays(name, removed.error());
            ++self->result_.already_waiting;
            self->forget_reason(name);
          });
        });
  }

  // The reason stays while something of that id is still parked. A crash before this leaves a reason alone,
  // which harms nothing.
  void forget_reason(const std::string& name) {
    std::erase(parked_, name);
    const std::string id = id_at_start(name);
    if (std::any_of(parked_.begin(), parked_.end(),
                    [&](const std::string& other) { return id_at_start(other) == id; }))
      return next();
    store_.remove(reason_name(id), [self = shared_from_this()](const Result<Done>&) { self->next(); });
  }

  void stays(const std::string& name, const Error& error) {
    result_.bad.push_back({in_quarantine(name), error});
    next();
  }

  ports::Store& store_;
  std::vector<std::string> ids_;
  Outbox::Answer<Requeued> answer_;
  std::vector<std::string> parked_, work_;  // names of files
  std::size_t at_ = 0;
  Requeued result_;
};

}  // namespace

void requeue(ports::Store& store, std::vector<std::string> ids, Outbox::Answer<Requeued> answer) {
  std::make_shared<Return>(store, std::move(ids), std::move(answer))->start();
}

}  // namespace wv::outbox
