#include "outbox/outbox.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "base/room.h"

namespace wv::outbox {
namespace {

using crypto::SealedEnvelope;

Error conflict(const std::string& id) {
  return {Fault::failed, "outbox.conflict",
          "outbox/" + id + ".json: another envelope with this id lies there; take a new id and keep both"};
}

// Whether a file is there, whatever is in it.
void is_there(ports::Store& store, const std::string& name, Outbox::Answer<bool> answer) {
  store.read(name, crypto::kMostEnvelopeBytes, [answer = std::move(answer)](Result<Bytes> content) {
    if (content || content.error().code == "store.too_large") return answer(true);
    if (content.error().code == "store.missing") return answer(false);
    answer(content.error());
  });
}

}  // namespace

Age Outbox::age(const Stamp& stamp) const {
  if (retention_.today) return age_of(stamp, retention_.months, *retention_.today);
  return stamp.day < first_release_day() ? Age::in_doubt : Age::current;
}

void Outbox::put(const SealedEnvelope& envelope, Answer<Done> answer) {
  const std::string name = envelope_name(Folder::outbox, envelope.id());
  store_.put(name, to_bytes(envelope.text()),
             [this, name, envelope, answer = std::move(answer)](Result<Done> put) {
               if (put || put.error().code != "store.exists") return answer(std::move(put));
               load(envelope.id(), [this, name, envelope, answer](Result<SealedEnvelope> there) {
                 if (!there || !crypto::same(there.value(), envelope)) return answer(conflict(envelope.id()));
                 // The first try may have failed after the name was there and before it was durable: write it
                 // again.
                 store_.replace(name, to_bytes(there.value().text()), answer);
               });
             });
}

void Outbox::put_all(std::vector<SealedEnvelope> envelopes, Answer<std::vector<Status>> answer) {
  std::vector<ports::Named> files;
  for (const SealedEnvelope& envelope : envelopes)
    files.push_back({envelope.id() + ".json", to_bytes(envelope.text())});
  const auto all = std::make_shared<std::vector<SealedEnvelope>>(std::move(envelopes));
  store_.write_all(folder_name(Folder::outbox), std::move(files), ports::Store::Over::refuse,
                   [this, all, answer = std::move(answer)](Result<std::vector<Status>> put) {
                     if (!put) return answer(put.error());
                     const auto said = std::make_shared<std::vector<Status>>(std::move(put).value());
                     const auto left = std::make_shared<std::size_t>(1);
                     const auto one_done = [said, left, answer] {
                       if (--*left == 0) answer(std::move(*said));
                     };
                     for (std::size_t i = 0; i < said->size(); ++i) {
                       if ((*said)[i] || (*said)[i].error().code != "store.exists") continue;
                       ++*left;
                       this->put((*all)[i], [said, i, one_done](Result<Done> once_more) {
                         (*said)[i] = std::move(once_more);
                         one_done();
                       });
                     }
                     one_done();
                   });
}

void Outbox::with_room(std::size_t bytes, Answer<Taken> full, std::function<void()> then) {
  store_.free_bytes([bytes, full = std::move(full), then = std::move(then)](Result<std::uint64_t> free) {
    // A disk that can't tell is not known to be full: the write itself will say.
    if (free && free.value() < kDiskFloorBytes + bytes) {
      return full(Error{
          Fault::not_now, "store.full",
          "outbox: what room is left is for residents' own messages; make room, what was taken in is safe"});
    }
    then();
  });
}

void Outbox::take_in(const SealedEnvelope& envelope, Answer<Taken> answer) {
  if (is_erased(envelope.id())) return answer(Taken::erased);
  if (age(envelope.stamp()) == Age::past) return answer(Taken::past);
  const auto put_it = [this, envelope, answer] {
    const std::string name = envelope_name(Folder::outbox, envelope.id());
    is_there(store_, name, [this, envelope, answer](Result<bool> waiting) {
      if (!waiting) return answer(waiting.error());
      const Taken taken = waiting.value() ? Taken::already_waiting : Taken::stored;
      const auto put_now = [this, envelope, answer, taken] {
        put(envelope, [answer, taken](Result<Done> put) {
          if (!put) return answer(put.error());
          answer(taken);
        });
      };
      if (waiting.value()) return put_now();
      with_room(envelope.text().size(), answer, put_now);
    });
  };
  const auto look_in_quarantine = [this, envelope, answer, put_it] {
    is_there(store_, envelope_name(Folder::quarantine, envelope.id()), [answer, put_it](Result<bool> parked) {
      if (!parked) return answer(parked.error());
      if (parked.value()) return answer(Taken::in_quarantine);
      put_it();
    });
  };
  is_there(store_, envelope_name(Folder::sent, envelope.id()),
           [answer, look_in_quarantine](Result<bool> sent) {
             if (!sent) return answer(sent.error());
             if (sent.value()) return answer(Taken::already_sent);
             look_in_quarantine();
           });
}

// Runs where the screen is drawn: with 100,000 files it is numbers that are sorted, not names (R6).
std::vector<Item> oldest_first(std::vector<ports::Entry> entries, std::size_t most) {
  std::erase_if(entries, [](const ports::Entry& entry) { return !is_envelope(entry.name); });
  std::vector<std::pair<std::int64_t, std::size_t>> order;
  order.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) order.emplace_back(entries[i].modified_ms, i);
  const auto older = [&entries](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : entries[a.second].name < entries[b.second].name;
  };
  if (most < order.size()) {
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end(), older);
    order.resize(most);
  } else {
    std::sort(order.begin(), order.end(), older);
  }
  std::vector<Item> items;
  items.reserve(order.size());
  for (const auto& [modified_ms, at] : order)
    items.push_back({*id_of(entries[at].name), entries[at].size, modified_ms});
  return items;
}

bool comes_back(crypto::Box box) { return box == crypto::Box::answers || box == crypto::Box::published; }

void Outbox::keep(const SealedEnvelope& envelope, Answer<Taken> answer) {
  if (!reads(envelope.box())) {
    return answer(Error{Fault::bad_input, "envelope.broken",
                        envelope.id() + ": nothing that is read on this device; look at its box"});
  }
  if (is_erased(envelope.id())) return answer(Taken::erased);
  // A keyring has no day: what it opens may be younger (retention.h).
  const bool ring = envelope.box() == crypto::Box::cases && envelope.kids().size() == 1;
  if (!ring && age(envelope.stamp()) == Age::past) return answer(Taken::past);
  const std::string name = std::string(crypto::box_name(envelope.box())) + "/" + envelope.id() + ".json";
  const auto put_now = [this, name, envelope, answer] {
    store_.put(name, to_bytes(envelope.text()), [this, name, envelope, answer](Result<Done> put) {
      if (put) return answer(Taken::stored);
      if (put.error().code != "store.exists") return answer(put.error());
      store_.read(name, crypto::kMostEnvelopeBytes, [this, name, envelope, answer](Result<Bytes> content) {
        if (!content) return answer(content.error());
        const auto there = crypto::parse(to_string(content.value()), name);
        if (there && crypto::same(there.value(), envelope)) return answer(Taken::already_waiting);
        answer(Error{Fault::failed, "outbox.conflict",
                     name + ": another envelope with this id lies there; keep both, and ask the sender"});
      });
    });
  };
  with_room(envelope.text().size(), answer, put_now);
}

void Outbox::list_kept(const std::string& box, Answer<std::vector<std::string>> answer) {
  store_.list(box, [answer = std::move(answer)](Result<std::vector<ports::Entry>> entries) {
    if (!entries) return answer(entries.error());
    std::vector<std::string> ids;
    for (const ports::Entry& entry : entries.value())
      if (auto id = id_of(entry.name)) ids.push_back(std::move(*id));
    answer(std::move(ids));
  });
}

void Outbox::load_kept(const std::string& box, const std::string& id, Answer<SealedEnvelope> answer) {
  const std::string name = box + "/" + id + ".json";
  store_.read(name, crypto::kMostEnvelopeBytes, [name, answer = std::move(answer)](Result<Bytes> content) {
    content ? answer(crypto::parse(to_string(content.value()), name)) : answer(content.error());
  });
}

void Outbox::withdraw(const std::string& id, Answer<Done> answer) {
  store_.remove(envelope_name(Folder::outbox, id), [answer = std::move(answer)](Result<Done> removed) {
    if (!removed && removed.error().code == "store.missing") return answer(Done{});
    answer(std::move(removed));
  });
}

void Outbox::take_back(const std::string& id, Answer<Done> answer) {
  store_.remove(envelope_name(Folder::outbox, id), [this, id,
                                                    answer = std::move(answer)](Result<Done> removed) {
    if (removed) return answer(Done{});
    if (removed.error().code != "store.missing") {
      return is_there(store_, envelope_name(Folder::outbox, id),
                      [answer, why = removed.error()](Result<bool> there) {
                        if (there && !there.value()) return answer(Done{});
                        answer(why);
                      });
    }
    is_there(store_, envelope_name(Folder::sent, id), [id, answer](Result<bool> sent) {
      if (!sent) return answer(sent.error());
      if (!sent.value()) return answer(Done{});
      answer(Error{Fault::failed, "outbox.sent",
                   "sent/" + id + ".json: it was sent already and can't be taken back; ask who reads it"});
    });
  });
}

void Outbox::was_sent(const std::string& id, Answer<bool> answer) {
  is_there(store_, envelope_name(Folder::sent, id), std::move(answer));
}

void Outbox::list(Answer<std::vector<Item>> answer) {
  store_.list(folder_name(Folder::outbox),
              [answer = std::move(answer)](Result<std::vector<ports::Entry>> entries) {
                if (!entries) return answer(entries.error());
                answer(oldest_first(std::move(entries).value(), SIZE_MAX));
              });
}

void Outbox::load(const std::string& id, Answer<SealedEnvelope> answer) {
  const std::string name = envelope_name(Folder::outbox, id);
  store_.read(
      name, crypto::kMostEnvelopeBytes, [this, id, name, answer = std::move(answer)](Result<Bytes> content) {
        if (!content) return answer(content.error());
        auto envelope = crypto::parse(to_string(content.value()), name);
        if (envelope && envelope.value().id() != id) {
          return answer(Error{Fault::bad_input, "envelope.mismatch",
                              name + ": /id: it is not the name of the file; give it back its own name"});
        }
        answer(std::move(envelope));
      });
}

void Outbox::mark_sent(const std::string& id, const std::string& sha256, Answer<Done> answer) {
  load(id, [this, id, sha256, answer = std::move(answer)](Result<SealedEnvelope> envelope) {
    if (!envelope) return answer(envelope.error());
    if (envelope.value().sha256() != sha256) return answer(conflict(id));
    // First the proof, then the removal: a crash between leaves both, and `sweep` takes the second step.
    store_.replace(envelope_name(Folder::sent, id), to_bytes(envelope.value().header_text()),
                   [this, id, answer](Result<Done> kept) {
                     if (!kept) return answer(kept.error());
                     store_.remove(envelope_name(Folder::outbox, id), answer);
                   });
  });
}

namespace {

// What was parked under this id before stays as it is: the newcomer gets the next free name.
void move_to_quarantine(ports::Store& store, const std::string& id, int attempt,
                        Outbox::Answer<Done> answer) {
  constexpr int kMostOfOneId = 9;
  const std::string name = attempt == 1 ? id : id + "." + std::to_string(attempt);
  store.move(envelope_name(Folder::outbox, id), envelope_name(Folder::quarantine, name),
             [&store, id, attempt, answer = std::move(answer)](Result<Done> moved) {
               if (!moved && moved.error().code == "store.exists" && attempt < kMostOfOneId) {
                 return move_to_quarantine(store, id, attempt + 1, answer);
               }
               answer(std::move(moved));
             });
}

}  // namespace

void Outbox::quarantine(const std::string& id, const Error& reason, Answer<Done> answer) {
  const OrderedJson text = {
      {"format", "wijkverbinder-reason/1"}, {"id", id}, {"code", reason.code}, {"what", reason.what}};
  // First the reason, so that nothing ever lies there without one.
  const std::string shown = text.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
  store_.replace(reason_name(id), to_bytes(shown), [this, id, answer = std::move(answer)](Result<Done> said) {
    if (!said) return answer(said.error());
    move_to_quarantine(store_, id, 1, answer);
  });
}

}  // namespace wv::outbox
