#include "sync/offer_again.h"

#include <utility>

#include "base/bytes.h"
#include "outbox/names.h"
#include "outbox/retention.h"

namespace wv::sync {

void OfferAgain::list(std::function<void(bool listed)> done) {
  held_.clear();
  offered_.clear();
  list_box(0, std::move(done));
}

void OfferAgain::list_box(std::size_t box, std::function<void(bool)> done) {
  if (box == std::size(kBoxes)) return done(true);
  s_.data.list(crypto::box_name(kBoxes[box]),
               [this, box, done = std::move(done)](Result<std::vector<ports::Entry>> entries) {
                 s_.post([this, box, done, entries = std::move(entries)] {
                   if (!entries) return done(false);
                   for (const ports::Entry& entry : entries.value())
                     if (auto id = outbox::id_of(entry.name)) held_.emplace(std::move(*id), kBoxes[box]);
                   list_box(box + 1, done);
                 });
               });
}

void OfferAgain::leave(crypto::Box box) {
  std::erase_if(held_, [box](const auto& held) { return held.second == box; });
}

void OfferAgain::offer(Offered done) { next(done); }

// A keyring has no day (outbox/retention.h).
bool OfferAgain::is_past(const crypto::SealedEnvelope& envelope) const {
  const bool ring = envelope.box() == crypto::Box::cases && envelope.kids().size() == 1;
  return !ring &&
         outbox::age_of(envelope.stamp(), retention_months_, day_of(s_.now.wall)) == outbox::Age::past;
}

void OfferAgain::next(const Offered& done) {
  while (!held_.empty() && s_.is_erased(held_.begin()->first)) held_.erase(held_.begin());
  if (held_.empty()) return done(std::exchange(offered_, {}));
  const auto [id, box] = *held_.begin();
  held_.erase(held_.begin());
  const std::string name = std::string(crypto::box_name(box)) + "/" + id + ".json";
  s_.data.read(name, crypto::kMostEnvelopeBytes, [this, name, id = id, done](Result<Bytes> content) {
    s_.post([this, name, id, done, content = std::move(content)] {
      const auto envelope = content ? crypto::parse(to_string(content.value()), name)
                                    : Result<crypto::SealedEnvelope>(content.error());
      const bool ours = envelope && envelope.value().id() == id && !is_past(envelope.value());
      ours ? put(envelope.value(), done) : next(done);  // one bad file stops no other
    });
  });
}

void OfferAgain::put(const crypto::SealedEnvelope& envelope, const Offered& done) {
  s_.data.remove(outbox::envelope_name(outbox::Folder::sent, envelope.id()),
                 [this, envelope, done](Result<Done> gone) {
                   if (!gone && gone.error().code != "store.missing")
                     return s_.post([this, done] { next(done); });
                   s_.data.put(outbox::envelope_name(outbox::Folder::outbox, envelope.id()),
                               to_bytes(envelope.text()), [this, id = envelope.id(), done](Result<Done> put) {
                                 const bool queued = put || put.error().code == "store.exists";
                                 s_.post([this, id, done, queued] {
                                   if (queued) offered_.push_back(id);
                                   next(done);
                                 });
                               });
                 });
}

}  // namespace wv::sync
