#include "services/keys.h"

#include "base/bytes.h"

namespace wv::services {

namespace {

constexpr std::uint64_t kMostKeyBytes = 8192;
using Answer = std::function<void(Result<crypto::Recipients>)>;

Result<crypto::Recipients> recipients_of(const std::string& private_jwk, ports::Sealer& sealer) {
  const auto public_key = sealer.public_of(private_jwk);
  if (!public_key) return public_key.error();
  Findings findings;
  auto recipients =
      crypto::parse_recipients("{\"keys\":[" + public_key.value() + "]}", kTrialKeyFile, sealer, findings);
  if (has_fault(findings) || recipients.empty())
    return Error{Fault::bad_input, "keys.trial_broken",
                 std::string(kTrialKeyFile) + " in the data folder is no key; move it away."};
  return recipients;
}

void read_key(ports::Platform& platform, ports::Store& store, bool may_make, Answer answer);

void make_key(ports::Platform& platform, ports::Store& store, Answer answer) {
  auto key = platform.sealer().make_key();
  if (!key) return answer(key.error());
  Bytes content = to_bytes(key.value() + "\n");
  wipe(key.value());
  store.put(kTrialKeyFile, std::move(content), [&platform, &store, answer](Result<Done> put) {
    // Another process may have been quicker: then its key counts.
    if (!put && put.error().code != "store.exists") return answer(put.error());
    read_key(platform, store, false, answer);
  });
}

void read_key(ports::Platform& platform, ports::Store& store, bool may_make, Answer answer) {
  store.read(kTrialKeyFile, kMostKeyBytes, [&platform, &store, may_make, answer](Result<Bytes> read) {
    if (!read && read.error().code == "store.missing" && may_make) return make_key(platform, store, answer);
    if (!read) return answer(read.error());
    std::string jwk = to_string(read.value());
    wipe(read.value());
    answer(recipients_of(jwk, platform.sealer()));
    wipe(jwk);
  });
}

}  // namespace

void trial_recipients(ports::Platform& platform, ports::Store& store, Answer answer) {
  read_key(platform, store, true, std::move(answer));
}

}  // namespace wv::services
