// A device that isn't the team's yet: what the register and this folder say of it, its keys and its request,
// and the passphrase that is changed or forgotten. Whoever forgot it enrols anew: keys that the register
// names are kept as identity.old.json, because anybody who stands before a locked device can say so; keys
// that it doesn't name are worth nothing, and go.
#include <algorithm>
#include <utility>

#include "crypto/codes.h"
#include "outbox/erasure.h"
#include "outbox/names.h"
#include "services/files.h"
#include "services/member_inside.h"

namespace wv::services {
namespace {

constexpr std::size_t kMostFileBytes = 65536;
constexpr std::size_t kMostWordsBytes = 65536;
constexpr std::size_t kNameDigits = 8;  // of the request's hash, in the name of its file on a stick

Error no_stick() { return {Fault::not_now, "store.missing", "no stick is in; put one in and try again"}; }

}  // namespace

// --- what is known of this device ---

void MemberDevice::Inside::look_at_device(RequestId request) {
  if (open) return;
  tools.store.read(crypto::kIdentityFile, kMostFileBytes, then<Bytes>([this, request](Result<Bytes> file) {
                     using desk::Standing;
                     if (!file && file.error().code == "store.missing")
                       return tell(desk::DeviceKnown{Standing::absent, {}, {}, {}}, request);
                     const auto face = file ? crypto::read_face(to_string(file.value()))
                                            : Result<crypto::IdentityFace>(file.error());
                     // Damaged, or it can't be read now: unlocking says so.
                     if (!face) return tell(desk::DeviceKnown{Standing::member, {}, {}, {}}, request);
                     const Standing standing = standing_of(face.value());
                     if (standing != Standing::member) return tell_standing(standing, request);
                     look_for_ring(face.value().seal.kid, request);
                   }));
}

desk::Standing MemberDevice::Inside::standing_of(const crypto::IdentityFace& face) const {
  using desk::Standing;
  if (member_of(face)) return Standing::member;
  if (content() != nullptr)
    for (const crypto::Member& member : content()->members)
      for (const crypto::Device& device : member.devices)
        if (device.sign.kid == face.sign.kid && (member.term.ended(today) || device.term.ended(today)))
          return Standing::ended;
  return Standing::unregistered;
}

// A keyring is sealed to this device's key alone, and that stands outside. Whoever was unlocked here once
// has one; else the shortest files are looked at first, which keyrings mostly are.
void MemberDevice::Inside::look_for_ring(const std::string& seal_kid, RequestId request) {
  tools.store.list(
      outbox::kCacheFolder,
      then<std::vector<ports::Entry>>([this, seal_kid, request](Result<std::vector<ports::Entry>> cache) {
        const bool was_open =
            cache && std::any_of(cache.value().begin(), cache.value().end(),
                                 [](const auto& e) { return e.name == outbox::kCacheRows; });
        if (was_open) return tell_standing(desk::Standing::member, request);
        tools.store.list(name_of(CaseFolder::cases),
                         then<std::vector<ports::Entry>>(
                             [this, seal_kid, request](Result<std::vector<ports::Entry>> found) {
                               auto names = std::make_shared<std::vector<ports::Entry>>();
                               if (found) *names = std::move(found).value();
                               std::sort(names->begin(), names->end(),
                                         [](const auto& a, const auto& b) { return a.size > b.size; });
                               look_at_ring(seal_kid, names, request);
                             }));
      }));
}

void MemberDevice::Inside::look_at_ring(const std::string& seal_kid,
                                        const std::shared_ptr<std::vector<ports::Entry>>& names,
                                        RequestId request) {
  if (names->empty()) return tell_standing(desk::Standing::no_keyring, request);
  const std::string path = std::string(name_of(CaseFolder::cases)) + "/" + names->back().name;
  names->pop_back();
  tools.store.read(path, crypto::kMostEnvelopeBytes,
                   then<Bytes>([this, seal_kid, names, path, request](Result<Bytes> file) {
                     const auto envelope = file ? crypto::parse(to_string(file.value()), path)
                                                : Result<crypto::SealedEnvelope>(file.error());
                     if (envelope && envelope.value().kids() == std::vector<std::string>{seal_kid})
                       return tell_standing(desk::Standing::member, request);
                     look_at_ring(seal_kid, names, request);
                   }));
}

// With the words that two people read to each other. The request has served once the register names it.
void MemberDevice::Inside::tell_standing(desk::Standing standing, RequestId request) {
  if (standing == desk::Standing::member) {
    drop_request();
    return tell(desk::DeviceKnown{standing, {}, {}, {}}, request);
  }
  const auto known = std::make_shared<desk::DeviceKnown>();
  known->standing = standing;
  tools.store.read(
      kRequestFile, kMostFileBytes, then<Bytes>([this, known, request](Result<Bytes> file) {
        const auto told = [this, known, request] { tell(*known, request); };
        const auto authority = [this, known, told] {
          words_of(crypto::authority_hash(belief.authority()), known->authority_words, known, told);
        };
        if (!file) return authority();
        crypto::read_request(
            tools.platform.sealer(), to_string(file.value()),
            then<crypto::EnrolmentRequest>([this, known, authority](Result<crypto::EnrolmentRequest> made) {
              if (!made) return authority();
              known->request_hash = made.value().sha256;
              post_request(made.value(), known, [this, known, authority] {
                words_of(known->request_hash, known->request_words, known, authority);
              });
            }));
      }));
}

// At each look, so that a crash, a disk that was full, or settings that came later lose no request. One that
// the target refused for good stays with the stick.
void MemberDevice::Inside::post_request(const crypto::EnrolmentRequest& asked,
                                        const std::shared_ptr<desk::DeviceKnown>& known,
                                        std::function<void()> next) {
  if (!tools.syncs || known->standing != desk::Standing::unregistered) return next();
  const auto envelope = crypto::wrap_request(asked, stamp(confirmed).day, stamp(confirmed).clock);
  if (!envelope) {
    tools.log.note(envelope.error().code);
    return next();
  }
  const auto put = [this, known, next, made = envelope.value()] {
    tools.outbox.take_in(made, then<outbox::Taken>([this, known, next](Result<outbox::Taken> taken) {
                           if (!taken) tools.log.note(taken.error().code);
                           if (taken && taken.value() == outbox::Taken::stored)
                             known->request_goes = desk::RequestGoes::waits;
                           next();
                         }));
  };
  const auto look = [this, known, next, put, id = envelope.value().id()] {
    // Under the same id, of another day perhaps: it waits.
    tools.store.read(outbox::envelope_name(outbox::Folder::outbox, id), crypto::kMostEnvelopeBytes,
                     then<Bytes>([known, next, put](Result<Bytes> lies) {
                       if (!lies) return put();
                       known->request_goes = desk::RequestGoes::waits;
                       next();
                     }));
  };
  tools.outbox.was_sent(envelope.value().id(), then<bool>([known, next, look](Result<bool> sent) {
                          if (!sent || !sent.value()) return look();
                          known->request_goes = desk::RequestGoes::sent;
                          next();
                        }));
}

// It has served, or nobody wants it any more: what waits of it needn't go.
void MemberDevice::Inside::drop_request() {
  tools.store.read(
      kRequestFile, kMostFileBytes, then<Bytes>([this](Result<Bytes> file) {
        if (!file) return;
        const auto remove = [this] { tools.store.remove(kRequestFile, [](Result<Done>) {}); };
        crypto::read_request(
            tools.platform.sealer(), to_string(file.value()),
            then<crypto::EnrolmentRequest>([this, remove](Result<crypto::EnrolmentRequest> asked) {
              if (!asked) return remove();
              tools.outbox.withdraw(crypto::uuid_of(asked.value().jws), [](Result<Done>) {});
              remove();
            }));
      }));
}

void MemberDevice::Inside::words_of(const std::string& hash, std::string& to,
                                    const std::shared_ptr<desk::DeviceKnown>& owner,
                                    std::function<void()> next) {
  if (const auto known = fingerprints.find(hash); known != fingerprints.end()) {
    to = known->second;
    return next();
  }
  const auto words = read_words();
  if (!words) {
    tools.log.note(words.error().code);
    return next();
  }
  crypto::fingerprint(
      tools.platform.sealer(), words.value(), hash,
      then<std::string>([this, hash, &to, owner, next = std::move(next)](Result<std::string> made) {
        if (made) fingerprints[hash] = to = made.value();
        next();
      }));
}

Result<crypto::Words> MemberDevice::Inside::read_words() const {
  const auto text = services::read_file(tools.platform.files(), tools.words_file, kMostWordsBytes);
  if (!text) return text.error();
  return crypto::Words::parse(text.value());
}

// --- enrolling ---

void MemberDevice::Inside::enrol_failed(const Error& error, RequestId request) {
  tools.log.note(error.code);
  const Trouble why = parse_trouble(error.code);
  tell(desk::EnrolFailed{why == Trouble::none ? Trouble::other : why}, request);
}

void MemberDevice::Inside::draw_words(RequestId request) {
  const auto words = read_words();
  if (!words) return enrol_failed(words.error(), request);
  tell(desk::WordsDrawn{crypto::draw_passphrase(words.value(), tools.platform.random())}, request);
}

// The request first: keys without one could never be asked for. Keys that lie there are never written over.
void MemberDevice::Inside::make_identity(desk::MakeIdentity effect) {
  const RequestId request = effect.request;
  const auto name = std::make_shared<Secret>(std::move(effect.name));
  crypto::make_identity(
      tools.platform.sealer(), tools.platform.random(), std::move(effect.passphrase),
      then<crypto::NewIdentity>([this, name, request](Result<crypto::NewIdentity> made) {
        if (!made) return enrol_failed(made.error(), request);
        const std::string file = made.value().file;
        crypto::make_request(
            tools.platform.sealer(), tools.platform.random(), made.value().identity,
            std::string(name->view()), then<std::string>([this, file, request](Result<std::string> asked) {
              if (!asked) return enrol_failed(asked.error(), request);
              tools.store.replace(kRequestFile, to_bytes(asked.value()),
                                  then<Done>([this, file, request](Result<Done> kept) {
                                    if (!kept) return enrol_failed(kept.error(), request);
                                    tools.store.put(crypto::kIdentityFile, to_bytes(file),
                                                    then<Done>([this, request](Result<Done> put) {
                                                      if (!put) return enrol_failed(put.error(), request);
                                                      look_at_device(request);
                                                    }));
                                  }));
            }));
      }));
}

// The file's name tells nobody's: the first digits of the request's hash.
void MemberDevice::Inside::give_request(RequestId request) {
  tools.store.read(
      kRequestFile, kMostFileBytes, then<Bytes>([this, request](Result<Bytes> file) {
        if (!file) return enrol_failed(file.error(), request);
        const auto content_of = std::make_shared<Bytes>(std::move(file).value());
        crypto::read_request(
            tools.platform.sealer(), to_string(*content_of),
            then<crypto::EnrolmentRequest>([this, request,
                                            content_of](Result<crypto::EnrolmentRequest> made) {
              if (!made) return enrol_failed(made.error(), request);
              const std::string name = "request-" + made.value().sha256.substr(0, kNameDigits) + ".json";
              tools.platform.sticks([self = shared_from_this(), request, content_of,
                                     name](Result<std::vector<ports::Stick>> sticks) {
                if (!sticks) return self->enrol_failed(sticks.error(), request);
                if (sticks.value().empty()) return self->enrol_failed(no_stick(), request);
                self->tools.platform.foreign_store(sticks.value().front().folder, ports::Foreign::this_one)
                    .replace(name, *content_of, [self, request](Result<Done> put) {
                      put ? self->tell(desk::RequestGiven{}, request)
                          : self->enrol_failed(put.error(), request);
                    });
              });
            }));
      }));
}

void MemberDevice::Inside::set_identity_aside(RequestId request) {
  drop_pin();
  const auto cleared = then<Done>([this, request](Result<Done> gone) {
    if (!gone && gone.error().code != "store.missing") return enrol_failed(gone.error(), request);
    drop_request();
    outbox::clear_cache(tools.store, {}, true, [weak = weak_from_this(), request] {
      if (const auto self = weak.lock()) self->look_at_device(request);
    });
  });
  const auto remove = [this, cleared] { tools.store.remove(crypto::kIdentityFile, cleared); };
  tools.store.read(crypto::kIdentityFile, kMostFileBytes,
                   then<Bytes>([this, request, remove](Result<Bytes> file) {
                     if (!file) return remove();
                     const auto face = crypto::read_face(to_string(file.value()));
                     if (face && standing_of(face.value()) == desk::Standing::unregistered) return remove();
                     tools.store.replace(kOldIdentityFile, file.value(),
                                         then<Done>([this, request, remove](Result<Done> kept) {
                                           kept ? remove() : enrol_failed(kept.error(), request);
                                         }));
                   }));
}

void MemberDevice::Inside::change_passphrase(desk::ChangePassphrase effect) {
  const RequestId request = effect.request;
  const auto failed = [this, request](const Error& error) {
    if (error.code == "locked.wrong_passphrase") return tell(desk::PassphraseRefused{}, request);
    tools.log.note(error.code);
    const Trouble why = parse_trouble(error.code);
    tell(desk::PassphraseFailed{why == Trouble::none ? Trouble::other : why}, request);
  };
  const auto both = std::make_shared<desk::ChangePassphrase>(std::move(effect));
  tools.store.read(
      crypto::kIdentityFile, kMostFileBytes, then<Bytes>([this, request, both, failed](Result<Bytes> file) {
        if (!file) return failed(file.error());
        crypto::change_passphrase(
            tools.platform.sealer(), tools.platform.random(), to_string(file.value()), std::move(both->old),
            std::move(both->fresh), then<std::string>([this, request, failed](Result<std::string> made) {
              if (!made) return failed(made.error());
              tools.store.replace(crypto::kIdentityFile, to_bytes(made.value()),
                                  then<Done>([this, request, failed](Result<Done> kept) {
                                    if (!kept) return failed(kept.error());
                                    tell(desk::PassphraseChanged{}, request);
                                  }));
            }));
      }));
}

}  // namespace wv::services
