#include "services/keys.h"

#include "base/bytes.h"

namespace wv::services {

namespace {

constexpr std::uint64_t kMostKeyBytes = 8192;
using Answer = std::function<void(Result<crypto::Recipients>)>;

// `public_key`: as the platform made it, so that it is one.
Result<crypto::Recipients> recipients_of(const Result<std::string>& public_key) {
  if (!public_key) return public_key.error();
  Findings findings;
  auto recipients =
      crypto::parse_recipients("{\"keys\":[" + public_key.value() + "]}", kTrialKeyFile, findings);
  if (has_fault(findings) || recipients.empty())
    return Error{Fault::bad_input, "keys.trial_broken",
                 std::string(kTrialKeyFile) + " in the data folder is no key; move it away."};
  return recipients;
}

void read_key(ports::Platform& platform, ports::Store& store, bool may_make, Answer answer);

void make_key(ports::Platform& platform, ports::Store& store, Answer answer) {
  platform.sealer().make_key([&platform, &store, answer = std::move(answer)](Result<std::string> key) {
    if (!key) return answer(key.error());
    Bytes content = to_bytes(key.value() + "\n");
    wipe(key.value());
    store.put(kTrialKeyFile, std::move(content), [&platform, &store, answer](Result<Done> put) {
      // Another process may have been quicker: then its key counts.
      if (!put && put.error().code != "store.exists") return answer(put.error());
      read_key(platform, store, false, answer);
    });
  });
}

void read_key(ports::Platform& platform, ports::Store& store, bool may_make, Answer answer) {
  store.read(kTrialKeyFile, kMostKeyBytes, [&platform, &store, may_make, answer](Result<Bytes> read) {
    if (!read && read.error().code == "store.missing" && may_make) return make_key(platform, store, answer);
    if (!read) return answer(read.error());
    std::string jwk = to_string(read.value());
    wipe(read.value());
    platform.sealer().public_of(std::move(jwk),
                                [answer](Result<std::string> key) { answer(recipients_of(key)); });
  });
}

}  // namespace

void trial_recipients(ports::Platform& platform, ports::Store& store, Answer answer) {
  read_key(platform, store, true, std::move(answer));
}

}  // namespace wv::services
