#include "jose_sealer.h"

#include <argon2.h>

#include <utility>

#include "jose_handles.h"
#include "jose_signer.h"
#include "jwe_opener.h"
#include "later.h"
#include "rsa_oaep.h"

namespace wv::linux_platform {
namespace {

Error seal_failed(const std::string& what) { return {Fault::failed, "seal.failed", what}; }

const char* algorithm_for(const json_t* key) {
  const std::string kty = text_of(key, "kty");
  if (kty == "EC" && text_of(key, "crv") == "P-256") return "ECDH-ES+A256KW";
  if (kty == "RSA") return "RSA-OAEP-256";
  if (kty == "oct") return "A256KW";
  return nullptr;
}

// A key for the content, 256 bits.
JsonHandle new_content_key(jose_cfg_t* cfg) {
  JsonHandle cek(json_pack("{s:s,s:i}", "kty", "oct", "bytes", 32));
  return jose_jwk_gen(cfg, cek.get()) ? std::move(cek) : nullptr;
}

bool wrap_rsa(jose_cfg_t* cfg, json_t* recipient, const json_t* key, const json_t* cek) {
  auto content_key = from_base64url(text_of(cek, "k"));
  const auto wrapped = content_key ? wrap_oaep(cfg, key, content_key.value()) : std::nullopt;
  if (content_key) wipe(content_key.value());
  if (!wrapped) return false;
  return json_object_set_new(recipient, "encrypted_key", json_string(to_base64url(*wrapped).c_str())) == 0;
}

// Wraps the content key for one reader, as an entry of `recipients` (RFC 7516 §7.2.1); null when the key
// is none. A symmetric key (an answer's) has no kid: nobody may find its owner.
JsonHandle wrap_for(jose_cfg_t* cfg, const std::string& jwk, json_t* cek) {
  const JsonHandle loaded = load_json(jwk);
  const bool symmetric = text_of(loaded.get(), "kty") == "oct";
  const JsonHandle key = bare_key(loaded.get(), symmetric ? Parts::all : Parts::open);
  const char* algorithm = algorithm_for(key.get());
  if (algorithm == nullptr) return nullptr;
  JsonHandle recipient(json_pack("{s:{s:s}}", "header", "alg", algorithm));
  if (!symmetric) {
    const std::string kid = thumbprint_of(cfg, key.get());
    if (kid.empty()) return nullptr;
    json_object_set_new(json_object_get(recipient.get(), "header"), "kid", json_string(kid.c_str()));
  }
  if (text_of(key.get(), "kty") == "RSA") {
    return wrap_rsa(cfg, recipient.get(), key.get(), cek) ? std::move(recipient) : nullptr;
  }
  // In a JWE of its own, where libjose leaves it flattened; the General form is put together by us.
  const JsonHandle alone(json_pack("{s:{s:s}}", "protected", "enc", "A256GCM"));
  if (!jose_jwe_enc_jwk(cfg, alone.get(), recipient.get(), key.get(), cek)) return nullptr;
  JsonHandle wrapped(json_object());
  for (const char* member : {"header", "encrypted_key"}) {
    json_object_set(wrapped.get(), member, json_object_get(alone.get(), member));
  }
  return wrapped;
}

Result<std::string> seal_now(ports::SealRequest& request) {
  const JoseHandle cfg = quiet_jose();
  JsonHandle header = load_json(request.protected_header);
  if (!cfg || !json_is_object(header.get()))
    return seal_failed("the header to seal is no object; this is a fault of the program");
  json_object_set_new(header.get(), "enc", json_string("A256GCM"));
  if (request.recipients.empty())
    return bad_key("there is nobody to seal to; add a public key to the recipients");
  const JsonHandle cek = new_content_key(cfg.get());
  if (!cek) return seal_failed("no key could be made; try again");
  const JsonHandle recipients(json_array());
  for (const std::string& jwk : request.recipients) {
    JsonHandle recipient = wrap_for(cfg.get(), jwk, cek.get());
    if (!recipient) return bad_key("a recipient's key can't be sealed to; run `wijkverbinder check`");
    json_array_append_new(recipients.get(), recipient.release());
  }
  const JsonHandle jwe(json_object());
  json_object_set(jwe.get(), "protected", header.get());
  json_object_set(jwe.get(), "recipients", recipients.get());
  if (!jose_jwe_enc_cek(cfg.get(), jwe.get(), cek.get(), request.plain.data(), request.plain.size())) {
    return seal_failed("sealing failed; try again, and restart the device when it stays so");
  }
  return dump_json(jwe.get());
}

Result<Bytes> open_now(const std::string& jwe_text, const std::string& private_jwk) {
  const JoseHandle cfg = quiet_jose();
  const JsonHandle jwe = load_json(jwe_text);
  const JsonHandle loaded = load_json(private_jwk);
  if (!json_is_object(loaded.get())) return bad_key("the key is no JWK (RFC 7517); look at the file");
  if (!is_private(loaded.get()))
    return bad_key("this is a public key, and only the private one opens; use the other file");
  const JsonHandle key = bare_key(loaded.get(), Parts::all);
  if (!cfg || !json_is_object(jwe.get())) return seal_failed("there is no sealed document to open");
  return open_jwe(cfg.get(), jwe.get(), key.get());
}

Result<Bytes> stretch_now(const ports::StretchRequest& request) {
  Bytes out(request.length);
  const int said = argon2id_hash_raw(request.passes, request.memory_kib, request.lanes,
                                     request.password.view().data(), request.password.size(),
                                     request.salt.data(), request.salt.size(), out.data(), out.size());
  if (said == ARGON2_OK) return out;
  const bool memory = said == ARGON2_MEMORY_ALLOCATION_ERROR;
  return Error{memory ? Fault::not_now : Fault::failed, "seal.failed",
               memory ? "too little memory for the pick-up code; close programs and try again"
                      : "the pick-up code can't be used; this is a fault of the program"};
}

Result<std::string> make_key_now() {
  const JoseHandle cfg = quiet_jose();
  const JsonHandle made(json_pack("{s:s,s:s}", "kty", "EC", "crv", "P-256"));
  if (!cfg || !jose_jwk_gen(cfg.get(), made.get())) return seal_failed("no key could be made; try again");
  const JsonHandle key = bare_key(made.get(), Parts::all);
  json_object_set_new(key.get(), "kid", json_string(thumbprint_of(cfg.get(), key.get()).c_str()));
  return dump_json(key.get());
}

Result<std::string> public_half(const std::string& jwk) {
  const JoseHandle cfg = quiet_jose();
  const JsonHandle loaded = load_json(jwk);
  if (!cfg || !json_is_object(loaded.get())) return bad_key("this is no JWK (RFC 7517); look at the file");
  if (text_of(loaded.get(), "kty") == "oct")
    return bad_key("a symmetric key has no public half; make one with `wijkverbinder keys new`");
  const JsonHandle key = bare_key(loaded.get(), Parts::open);
  if (algorithm_for(key.get()) == nullptr)
    return bad_key("only P-256 and RSA keys are known here; make one with `wijkverbinder keys new`");
  // Sealing once for nobody shows that the numbers are a key: that a point lies on its curve, say.
  const JsonHandle cek = new_content_key(cfg.get());
  if (!cek || !wrap_for(cfg.get(), jwk, cek.get()))
    return bad_key("its numbers make no key; copy the whole key again");
  json_object_set_new(key.get(), "kid", json_string(thumbprint_of(cfg.get(), key.get()).c_str()));
  return dump_json(key.get());
}

}  // namespace

JoseSealer::JoseSealer(Worker& worker) : worker_(worker) { make_jansson_wipe(); }

void JoseSealer::seal(ports::SealRequest request, Answer<std::string> answer) {
  // Behind one owner: no copy of the plain text is made on the way, and this one is overwritten.
  auto shared = std::make_shared<ports::SealRequest>(std::move(request));
  later(worker_, std::move(answer), [shared] {
    auto sealed = seal_now(*shared);
    wipe(shared->plain);
    return sealed;
  });
}

void JoseSealer::open(std::string jwe, std::string private_jwk, Answer<Bytes> answer) {
  auto key = std::make_shared<std::string>(std::move(private_jwk));
  later(worker_, std::move(answer), [jwe = std::move(jwe), key] {
    auto opened = open_now(jwe, *key);
    wipe(*key);
    return opened;
  });
}

void JoseSealer::stretch(ports::StretchRequest request, Answer<Bytes> answer) {
  auto shared = std::make_shared<ports::StretchRequest>(std::move(request));
  later(worker_, std::move(answer), [shared] {
    auto stretched = stretch_now(*shared);
    wipe(shared->password);
    return stretched;
  });
}

void JoseSealer::sign(ports::SignRequest request, Answer<std::string> answer) {
  auto shared = std::make_shared<ports::SignRequest>(std::move(request));
  later(worker_, std::move(answer), [shared] {
    auto jws = sign_now(shared->payload, shared->private_jwk);
    wipe(shared->payload);
    wipe(shared->private_jwk);
    return jws;
  });
}

void JoseSealer::verify(std::string jws, std::vector<std::string> public_jwks, Answer<Bytes> answer) {
  auto text = std::make_shared<std::string>(std::move(jws));
  later(worker_, std::move(answer), [text, keys = std::move(public_jwks)] {
    auto payload = verify_now(*text, keys);
    wipe(*text);
    return payload;
  });
}

void JoseSealer::make_key(Answer<std::string> answer) { later(worker_, std::move(answer), make_key_now); }

void JoseSealer::public_of(std::string jwk, Answer<std::string> answer) {
  auto key = std::make_shared<std::string>(std::move(jwk));
  later(worker_, std::move(answer), [key] {
    auto half = public_half(*key);
    wipe(*key);
    return half;
  });
}

}  // namespace wv::linux_platform
