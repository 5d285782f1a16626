#include "crypto/identity.h"

#include <memory>
#include <utility>

#include "base/bytes.h"
#include "crypto/thumbprint.h"
#include "crypto/signed_text.h"

namespace wv::crypto {
namespace {

Error broken() {
  return {Fault::bad_input, "locked.broken", "identity.json is damaged; enrol this device anew"};
}

OrderedJson open_part(const IdentityFace& face) {
  return {{"seal", OrderedJson(to_json(face.seal.jwk))}, {"sign", OrderedJson(to_json(face.sign.jwk))}};
}

Result<IdentityFace> face_of(const Json& file) {
  Findings findings;
  if (!file.contains("seal") || !file.contains("sign") || file["kids"].size() != 2) return broken();
  IdentityFace face{read_p256(file["seal"], kIdentityFile, "/seal", findings),
                    read_p256(file["sign"], kIdentityFile, "/sign", findings)};
  if (has_fault(findings) || file["kids"][0] != face.seal.kid || file["kids"][1] != face.sign.kid)
    return broken();
  return face;
}

void lock(ports::Sealer& sealer, ports::Random& random, const Identity& identity, Secret passphrase,
          Answer<std::string> answer) {
  LockInput input{kIdentityFormat, open_part(identity.face), {}, std::move(passphrase)};
  input.jwks.push_back(identity.seal_jwk.clone());
  input.jwks.push_back(identity.sign_jwk.clone());
  lock_keys(sealer, random, std::move(input), std::move(answer));
}

// A key pair, its public half as the platform computes it.
void make_pair(ports::Sealer& sealer, Answer<std::pair<Secret, Signer>> answer) {
  sealer.make_key([&sealer, answer = std::move(answer)](Result<std::string> made) {
    if (!made) return answer(made.error());
    const auto jwk = std::make_shared<Secret>(made.value());
    wipe(made.value());
    sealer.public_of(std::string(jwk->view()), [jwk, answer](Result<std::string> open) {
      if (!open) return answer(open.error());
      const auto kid = thumbprint(open.value());
      if (!kid) return answer(kid.error());
      answer(std::pair<Secret, Signer>(std::move(*jwk), {kid.value(), open.value(), ""}));
    });
  });
}

}  // namespace

void make_identity(ports::Sealer& sealer, ports::Random& random, Secret passphrase,
                   Answer<NewIdentity> answer) {
  if (Status good = check_passphrase(passphrase); !good) return answer(good.error());
  const auto made = std::make_shared<NewIdentity>();
  const auto phrase = std::make_shared<Secret>(std::move(passphrase));
  const auto keep = [made, answer](Result<std::string> file) {
    if (!file) return answer(file.error());
    made->file = std::move(file).value();
    answer(std::move(*made));
  };
  const auto second = [&sealer, &random, made, phrase, answer, keep](Result<std::pair<Secret, Signer>> pair) {
    if (!pair) return answer(pair.error());
    made->identity.sign_jwk = std::move(pair.value().first);
    made->identity.face.sign = std::move(pair.value().second);
    lock(sealer, random, made->identity, std::move(*phrase), keep);
  };
  make_pair(sealer, [&sealer, made, answer, second](Result<std::pair<Secret, Signer>> pair) {
    if (!pair) return answer(pair.error());
    made->identity.seal_jwk = std::move(pair.value().first);
    made->identity.face.seal = std::move(pair.value().second);
    make_pair(sealer, second);
  });
}

Result<IdentityFace> read_face(std::string_view file) {
  const auto json = read_locked(file, kIdentityFormat);
  if (!json) return broken();
  return face_of(json.value());
}

void unlock_identity(ports::Sealer& sealer, std::string_view file, Secret passphrase,
                     Answer<Identity> answer) {
  const auto face = read_face(file);
  if (!face) return answer(face.error());
  unlock_keys(sealer, file, kIdentityFormat, std::move(passphrase),
              [face = face.value(), answer = std::move(answer)](Result<UnlockedKeys> unlocked) {
                if (!unlocked) return answer(unlocked.error());
                auto& jwks = unlocked.value().jwks;
                answer(Identity{face, std::move(jwks[0]), std::move(jwks[1])});
              });
}

void change_passphrase(ports::Sealer& sealer, ports::Random& random, std::string_view file, Secret old,
                       Secret fresh, Answer<std::string> answer) {
  if (Status good = check_passphrase(fresh); !good) return answer(good.error());
  const auto next = std::make_shared<Secret>(std::move(fresh));
  unlock_identity(sealer, file, std::move(old),
                  [&sealer, &random, next, answer = std::move(answer)](Result<Identity> identity) {
                    if (!identity) return answer(identity.error());
                    lock(sealer, random, identity.value(), std::move(*next), answer);
                  });
}

}  // namespace wv::crypto
