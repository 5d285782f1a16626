// Acknowledgements of many envelopes in one go. Proof before removal, as for one; a crash between the two
// leaves both, and `sweep` takes the second step.
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "outbox/outbox.h"

namespace wv::outbox {
namespace {

using crypto::SealedEnvelope;

class Marking : public std::enable_shared_from_this<Marking> {
 public:
  Marking(ports::Store& store, Outbox::Sent envelopes, Outbox::Answer<std::vector<Status>> answer)
      : store_(store),
        envelopes_(std::move(envelopes)),
        results_(envelopes_.size(), Status(Done{})),
        remaining_(envelopes_.size()),
        answer_(std::move(answer)) {}

  void start() {
    if (envelopes_.empty()) return answer_(std::move(results_));
    for (std::size_t i = 0; i < envelopes_.size(); ++i)
      store_.read(envelope_name(Folder::outbox, envelopes_[i]->id()), crypto::kMostEnvelopeBytes,
                  [self = shared_from_this(), i](Result<Bytes> content) {
                    self->results_[i] = self->check(*self->envelopes_[i], content);
                    if (--self->remaining_ == 0) self->write_marks();
                  });
  }

 private:
  // It is the very file that was acknowledged: what a target has of another one is no reason to remove this.
  [[nodiscard]] Status check(const SealedEnvelope& envelope, const Result<Bytes>& content) const {
    if (!content) return content.error();
    const std::string text = to_string(content.value());
    if (text == envelope.text()) return Done{};
    const std::string name = envelope_name(Folder::outbox, envelope.id());
    const auto there = crypto::parse(text, name);
    if (!there) return there.error();
    if (there.value().id() == envelope.id() && there.value().sha256() == envelope.sha256()) return Done{};
    return Error{Fault::failed, "outbox.conflict",
                 name + ": another envelope with this id lies there; take a new id and keep both"};
  }

  [[nodiscard]] std::vector<std::size_t> alive() const {
    std::vector<std::size_t> alive;
    for (std::size_t i = 0; i < results_.size(); ++i)
      if (results_[i]) alive.push_back(i);
    return alive;
  }

  void take(const std::vector<std::size_t>& which, Result<std::vector<Status>>& said) {
    for (std::size_t k = 0; k < which.size(); ++k)
      results_[which[k]] = said ? said.value()[k] : Status(said.error());
  }

  void write_marks() {
    auto which = alive();
    std::vector<ports::Named> marks;
    for (const std::size_t i : which)
      marks.push_back({envelopes_[i]->id() + ".json", to_bytes(envelopes_[i]->header_text())});
    if (marks.empty()) return answer_(std::move(results_));
    store_.write_all(folder_name(Folder::sent), std::move(marks), ports::Store::Over::replace,
                     [self = shared_from_this(), which = std::move(which)](Result<std::vector<Status>> kept) {
                       self->take(which, kept);
                       self->remove_files();
                     });
  }

  void remove_files() {
    auto which = alive();
    std::vector<std::string> names;
    for (const std::size_t i : which) names.push_back(envelopes_[i]->id() + ".json");
    if (names.empty()) return answer_(std::move(results_));
    store_.remove_all(
        folder_name(Folder::outbox), std::move(names),
        [self = shared_from_this(), which = std::move(which)](Result<std::vector<Status>> gone) {
          self->take(which, gone);
          self->answer_(std::move(self->results_));
        });
  }

  ports::Store& store_;
  Outbox::Sent envelopes_;
  std::vector<Status> results_;
  std::size_t remaining_;
  Outbox::Answer<std::vector<Status>> answer_;
};

}  // namespace

void Outbox::mark_sent(Sent envelopes, Answer<std::vector<Status>> answer) {
  std::make_shared<Marking>(store_, std::move(envelopes), std::move(answer))->start();
}

}  // namespace wv::outbox
