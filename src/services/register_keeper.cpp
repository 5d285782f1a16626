#include "services/register_keeper.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/sha256.h"
#include "outbox/names.h"

namespace wv::services {
namespace {

constexpr std::uint64_t kMostFileBytes = 8u << 20;

}  // namespace

struct RegisterKeeper::Look {
  std::vector<std::string> names;                           // in published/, still to be read
  std::vector<std::pair<std::uint64_t, std::string>> came;  // by the seq that each claims
};

RegisterKeeper::RegisterKeeper(ports::Store& store, ports::Sealer& sealer, EventLog& log,
                               crypto::Signers authority, std::string first, Told told, Looked looked)
    : store_(store),
      sealer_(sealer),
      log_(log),
      first_(std::move(first)),
      told_(std::move(told)),
      looked_(std::move(looked)) {
  belief_.settings = std::move(authority);
}

void RegisterKeeper::look() {
  if (belief_.settings.empty()) return;
  if (looking_) {
    again_ = true;
    return;
  }
  looking_ = true;
  const auto look = std::make_shared<Look>();
  read_ ? list_published(look) : read_file(look);
}

void RegisterKeeper::read_file(const std::shared_ptr<Look>& look) {
  store_.read(kRegisterFile, kMostFileBytes, [this, look](Result<Bytes> file) {
    if (!file) {
      read_ = file.error().code == "store.missing";  // else it is tried again
      if (!read_) log_.note(file.error().code);
      may_keep_ = read_;
      return list_published(look);
    }
    crypto::read_belief(sealer_, belief_.settings, to_string(file.value()),
                        [this, look](Result<crypto::Belief> belief) {
                          if (belief) {
                            belief_ = std::move(belief).value();
                            kept_hash_ = belief_.held()->sha256;
                          } else {
                            log_.note(belief.error().code);
                          }
                          read_ = true;
                          may_keep_ = belief.ok();
                          list_published(look);
                        });
  });
}

void RegisterKeeper::list_published(const std::shared_ptr<Look>& look) {
  store_.list(outbox::folder_name(outbox::Folder::published),
              [this, look](Result<std::vector<ports::Entry>> found) {
                if (found)
                  for (const ports::Entry& entry : found.value())
                    if (outbox::is_envelope(entry.name) && !passed_.contains(entry.name))
                      look->names.push_back(entry.name);
                if (const auto json = crypto::claimed(first_, crypto::kRegisterFormat))
                  look->came.emplace_back(json.value().value("seq", Json(0)).is_number_unsigned()
                                              ? json.value()["seq"].get<std::uint64_t>()
                                              : 0,
                                          first_);
                read_published(look);
              });
}

void RegisterKeeper::read_published(const std::shared_ptr<Look>& look) {
  if (look->names.empty()) {
    std::sort(look->came.begin(), look->came.end());
    return consider(look);
  }
  const std::string name = std::move(look->names.back());
  look->names.pop_back();
  const std::string path = std::string(outbox::folder_name(outbox::Folder::published)) + "/" + name;
  store_.read(path, crypto::kMostEnvelopeBytes, [this, look, name, path](Result<Bytes> file) {
    const auto envelope =
        file ? crypto::parse(to_string(file.value()), path) : Result<crypto::SealedEnvelope>(file.error());
    if (envelope && envelope.value().box() == crypto::Box::published) {
      const std::string jws = envelope.value().sealed().get<std::string>();
      const auto json = crypto::claimed(jws, crypto::kRegisterFormat);
      if (json && json.value().contains("seq") && json.value()["seq"].is_number_unsigned())
        look->came.emplace_back(json.value()["seq"].get<std::uint64_t>(), jws);
      else
        passed_.insert(name);
    }
    read_published(look);
  });
}

// The lowest seq first: one that names a new authority goes before those that it signs.
void RegisterKeeper::consider(const std::shared_ptr<Look>& look) {
  if (look->came.empty()) return end();
  const std::string jws = std::move(look->came.front().second);
  look->came.erase(look->came.begin());
  crypto::consider(sealer_, belief_, jws, [this, look, jws](Result<crypto::Considered> considered) {
    if (!considered) {
      note_once(considered.error().code == "seal.not_signed" ? "register.unsigned" : "register.broken", jws);
      return consider(look);
    }
    if (considered.value().verdict == crypto::Verdict::forked) {
      forked_ = true;
      note_once("register.forked", jws);
    }
    if (considered.value().broken_chain) note_once("register.chain", jws);
    take(std::move(considered).value(), look);
  });
}

void RegisterKeeper::take(crypto::Considered considered, const std::shared_ptr<Look>& look) {
  if (considered.verdict == crypto::Verdict::newer) {
    belief_ = std::move(considered.belief);
  }
  consider(look);
}

// It is in force at once; where it can't be kept, the next look tries again.
void RegisterKeeper::end() {
  const auto finish = [this] {
    looking_ = false;
    if (std::exchange(again_, false)) this->look();
  };
  const crypto::SignedRegister* held = belief_.held();
  if (held != nullptr && told_hash_ != held->sha256) {
    told_hash_ = held->sha256;
    told_(held->content);
  }
  if (held != nullptr && (held->sha256 != looked_hash_ || forked_ != looked_forked_)) {
    looked_hash_ = held->sha256;
    looked_forked_ = forked_;
    looked_(held->content, forked_);
  }
  if (held == nullptr || !may_keep_ || held->sha256 == kept_hash_) return finish();
  store_.replace(kRegisterFile, to_bytes(crypto::to_text(belief_)),
                 [this, finish, hash = held->sha256](Result<Done> kept) {
                   if (kept) kept_hash_ = hash;
                   if (!kept) log_.note(kept.error().code);
                   finish();
                 });
}

void RegisterKeeper::note_once(const char* code, const std::string& jws) {
  std::string hash = sha256_hex(to_bytes(jws));
  if (std::find(noted_.begin(), noted_.end(), hash) != noted_.end()) return;
  noted_.push_back(std::move(hash));
  log_.note(code);
}

}  // namespace wv::services
