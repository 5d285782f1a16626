#include "services/case_cache.h"

#include <memory>

#include "outbox/names.h"
#include "services/device_key.h"

namespace wv::services {
namespace {

constexpr std::uint64_t kMostCacheBytes = 64u << 20;

std::string path_of(const std::string& name) { return std::string(outbox::kCacheFolder) + "/" + name; }

Error absent() {
  return {Fault::not_now, "cache.absent", "casebook: a part of the cache isn't there; it is made anew"};
}

}  // namespace

struct CaseCache::Keeping {
  Keeping(ports::Store& s, ports::Sealer& with, Secret k, std::vector<Sealed> what, Answer<Done> then)
      : store(s), sealer(with), key(std::move(k)), parts(std::move(what)), answer(std::move(then)) {}
  Keeping(const Keeping&) = delete;
  Keeping& operator=(const Keeping&) = delete;
  ~Keeping() {
    for (auto& [name, plain] : parts) wipe(plain);
  }
  ports::Store& store;
  ports::Sealer& sealer;
  Secret key;
  std::vector<Sealed> parts;
  std::vector<ports::Named> files;
  Answer<Done> answer;
};

void CaseCache::derive_key(ports::Sealer& sealer, const Secret& seal_jwk, Answer<Secret> answer) {
  derive_device_key(sealer, seal_jwk, "wv/casebook/1", std::move(answer));
}

void CaseCache::read(const std::string& name, Answer<Bytes> answer) const {
  store_.read(path_of(name), kMostCacheBytes,
              [&sealer = sealer_, key = key_, answer = std::move(answer)](Result<Bytes> file) mutable {
                if (!file) return answer(absent());
                std::string jwk(key.view());
                key.clear();
                sealer.open(to_string(file.value()), std::move(jwk), [answer](Result<Bytes> plain) {
                  answer(plain ? std::move(plain) : Result<Bytes>(absent()));
                });
              });
}

void CaseCache::read_rows(Answer<std::shared_ptr<RowUnpacker>> answer) const {
  read(outbox::kCacheRows, [answer = std::move(answer)](Result<Bytes> plain) {
    if (!plain) return answer(plain.error());
    auto rows = std::make_shared<RowUnpacker>(outbox::kCacheRows, std::move(plain).value());
    if (!rows->good()) return answer(absent());
    answer(std::move(rows));
  });
}

void CaseCache::read_files(const std::string& name, Answer<std::vector<CaseFile>> answer) const {
  read(name, [name, answer = std::move(answer)](Result<Bytes> plain) {
    if (!plain) return answer(plain.error());
    auto files = unpack_files(name, plain.value());
    wipe(plain.value());
    if (!files) return answer(absent());
    answer(std::move(*files));
  });
}

void CaseCache::keep(std::vector<Sealed> parts, Answer<Done> answer) const {
  seal_next(std::make_shared<Keeping>(store_, sealer_, key_.clone(), std::move(parts), std::move(answer)));
}

void CaseCache::seal_next(const std::shared_ptr<Keeping>& keeping) {
  if (keeping->parts.empty()) {
    keeping->key.clear();
    if (keeping->files.empty()) return keeping->answer(Done{});
    return keeping->store.write_all(outbox::kCacheFolder, std::move(keeping->files),
                                    ports::Store::Over::replace, [keeping](Result<std::vector<Status>> kept) {
                                      if (!kept) return keeping->answer(kept.error());
                                      for (const Status& one : kept.value())
                                        if (!one) return keeping->answer(one.error());
                                      keeping->answer(Done{});
                                    });
  }
  std::string name = std::move(keeping->parts.back().first);
  ports::SealRequest request;
  request.plain = std::move(keeping->parts.back().second);
  request.protected_header = "{}";
  request.recipients = {std::string(keeping->key.view())};
  keeping->parts.pop_back();
  keeping->sealer.seal(std::move(request), [keeping, name = std::move(name)](Result<std::string> sealed) {
    if (!sealed) return keeping->answer(sealed.error());
    keeping->files.push_back({name, to_bytes(sealed.value())});
    seal_next(keeping);
  });
}

}  // namespace wv::services
