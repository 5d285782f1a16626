// DATA/casebook/: what the envelopes of a member's device held, sealed under a key of that device, so that
// unlocking needn't open them all again. May be deleted at any time. One file for the rows of the list
// ("rows"), and for each day of retention ("2026-11-23.0", more parts when it is full) what was queued on it:
// a case goes whole on one day, so what passes its day is deleted here by name, without a key. Each is a JWE
// under one symmetric key (A256KW, A256GCM); its own name stands first under the seal, so that one in
// another's place opens to nothing. The key is worked out of the device's private key: who can't unlock can
// neither read nor write it, and it lasts as long as the device. Whatever can't be read, was changed, or
// belongs elsewhere is an absent one. Owner of what is read: who asked; it is overwritten when it goes.
// Failure: cache.absent, and of keeping the store's and the sealer's codes.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ports/sealer.h"
#include "ports/store.h"
#include "services/case_file.h"

namespace wv::services {

class CaseCache {
 public:
  template <class T>
  using Answer = std::function<void(Result<T>)>;
  using Sealed = std::pair<std::string, Bytes>;  // a name, and what goes under its seal

  // `key`: a symmetric JWK.
  CaseCache(ports::Store& store, ports::Sealer& sealer, Secret key)
      : store_(store), sealer_(sealer), key_(std::move(key)) {}
  // The device's, out of its private seal key.
  static void derive_key(ports::Sealer& sealer, const Secret& seal_jwk, Answer<Secret> answer);

  void read_rows(Answer<std::shared_ptr<RowUnpacker>> answer) const;
  void read_files(const std::string& name, Answer<std::vector<CaseFile>> answer) const;
  // Over what was there, all made durable together. What is to be sealed is overwritten.
  void keep(std::vector<Sealed> parts, Answer<Done> answer) const;

 private:
  struct Keeping;
  void read(const std::string& name, Answer<Bytes> answer) const;
  static void seal_next(const std::shared_ptr<Keeping>& keeping);

  ports::Store& store_;
  ports::Sealer& sealer_;
  Secret key_;
};

}  // namespace wv::services
