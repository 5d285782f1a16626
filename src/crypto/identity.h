// A member's device: two private P-256 keys, one that things are sealed to and one that signs, in
// DATA/identity.json under a passphrase (locked_keys.h). Who forgets it enrols anew: there is no other way
// in. Failure: those of locked_keys.h.
#pragma once
#include <string>
#include <string_view>

#include "crypto/locked_keys.h"
#include "crypto/recipients.h"

namespace wv::crypto {

inline constexpr char kIdentityFile[] = "identity.json";  // in the data folder
inline constexpr char kIdentityFormat[] = "wijkverbinder-identity/1";

struct IdentityFace {  // what anybody may see
  Signer seal, sign;
};
struct Identity {
  IdentityFace face;
  Secret seal_jwk, sign_jwk;  // private
};
struct NewIdentity {
  std::string file;
  Identity identity;
};

void make_identity(ports::Sealer& sealer, ports::Random& random, Secret passphrase,
                   Answer<NewIdentity> answer);
[[nodiscard]] Result<IdentityFace> read_face(std::string_view file);
void unlock_identity(ports::Sealer& sealer, std::string_view file, Secret passphrase,
                     Answer<Identity> answer);
// The same keys under another passphrase and a new salt: the file to put in the old one's place.
void change_passphrase(ports::Sealer& sealer, ports::Random& random, std::string_view file, Secret old,
                       Secret fresh, Answer<std::string> answer);

}  // namespace wv::crypto
