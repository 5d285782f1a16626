// Private keys that lie on a disk: a JWK Set, sealed as a JWE (A256GCM) whose one key is wrapped by A256KW
// under what Argon2id makes of a passphrase. Nothing of the passphrase is kept, not even a hash: a wrong one
// doesn't unwrap. One derivation opens all of them, however many. The clear members say which keys they are,
// and are bound in. Failure: locked.wrong_passphrase, locked.broken, locked.short, and the sealer's codes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/secret.h"
#include "crypto/envelope.h"

namespace wv::crypto {

inline constexpr std::size_t kLeastPassphrase = 14;  // characters; five drawn words have more

// As it is derived from: blanks at the ends dropped, several as one, and A to Z as a to z, because keyboards
// begin a line with a capital.
[[nodiscard]] Secret settle_passphrase(std::string_view typed);
[[nodiscard]] Status check_passphrase(std::string_view typed);

struct LockInput {
  std::string format;
  OrderedJson open = OrderedJson::object();  // clear members, told as they are
  std::vector<Secret> jwks;                  // private; their order stays
  Secret passphrase;
};
// The file. A passphrase that is too short is refused.
void lock_keys(ports::Sealer& sealer, ports::Random& random, LockInput input, Answer<std::string> answer);

struct UnlockedKeys {
  Json file;  // with the clear members
  std::vector<Secret> jwks;
};
void unlock_keys(ports::Sealer& sealer, std::string_view file, const std::string& format, Secret passphrase,
                 Answer<UnlockedKeys> answer);

// The clear part, for whoever has no passphrase.
[[nodiscard]] Result<Json> read_locked(std::string_view file, const std::string& format);

}  // namespace wv::crypto
