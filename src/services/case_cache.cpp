#include "services/case_cache.h"

#include <memory>

#include "base/json.h"
#include "outbox/names.h"

namespace wv::services {
namespace {

constexpr std::uint64_t kMostCacheBytes = 64u << 20;
constexpr char kSalt[] = "wv/casebook/1\0\0";
constexpr std::size_t kSaltBytes = 16;
static_assert(sizeof kSalt == kSaltBytes);

std::string path_of(const std::string& name) { return std::string(outbox::kCacheFolder) + "/" + name; }

Error absent() {
  return {Fault::not_now, "cache.absent", "casebook: a part of the cache isn't there; it is made anew"};
}

// The private number of a JWK.
Secret number_of(const Secret& jwk) {
  auto json = parse_json(jwk, "key");
  if (!json || !json.value().is_object() || !json.value().contains("d") || !json.value()["d"].is_string())
    return {};
  std::string& number = json.value()["d"].get_ref<std::string&>();
  Secret secret{std::string_view(number)};
  wipe(number);
  return secret;
}

template <class T, class Unpack>
auto unpacked(std::string name, std::function<void(Result<T>)> answer, Unpack unpack) {
  return [name = std::move(name), answer = std::move(answer), unpack](Result<Bytes> plain) {
    if (!plain) return answer(plain.error());
    auto items = unpack(name, plain.value());
    wipe(plain.value());
    if (!items) return answer(absent());
    answer(std::move(*items));
  };
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

// The number is 256 random bits, so nothing has to be made slow: the least of Argon2id parts the purposes.
void CaseCache::derive_key(ports::Sealer& sealer, const Secret& seal_jwk, Answer<Secret> answer) {
  ports::StretchRequest request;
  request.password = number_of(seal_jwk);
  request.salt = std::string(kSalt, kSaltBytes);
  request.memory_kib = 8;
  request.passes = 1;
  request.length = 32;
  sealer.stretch(std::move(request), [answer = std::move(answer)](Result<Bytes> key) {
    if (!key) return answer(key.error());
    Secret jwk(R"({"kty":"oct","k":")");
    jwk.append(Secret(to_base64url(key.value())));
    jwk.append(R"("})");
    wipe(key.value());
    answer(std::move(jwk));
  });
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

void CaseCache::read_rows(Answer<std::vector<casebook::Summary>> answer) const {
  read(outbox::kCacheRows,
       unpacked<std::vector<casebook::Summary>>(outbox::kCacheRows, std::move(answer), unpack_rows));
}

void CaseCache::read_files(const std::string& name, Answer<std::vector<CaseFile>> answer) const {
  read(name, unpacked<std::vector<CaseFile>>(name, std::move(answer), unpack_files));
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
