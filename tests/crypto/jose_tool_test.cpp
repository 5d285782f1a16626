// The second implementation (D1): Debian's `jose` program opens what we seal, and we open what it seals.
// It shares libjose with us, so another test with another library belongs beside it where one is at hand;
// what this one shows is that a reader needs nothing of ours but the `jwe` member.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/bytes.h"
#include "crypto/reply.h"
#include "crypto/identity.h"
#include "crypto/keyring.h"
#include "crypto/register_support.h"
#include "crypto/support.h"
#include "crypto/thumbprint.h"

using namespace wv;
using namespace wv::crypto_test;

namespace {

struct Ran {
  int status = -1;
  std::string out;
};

Ran run(const std::string& command) {
  Ran ran;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char block[4096];
  for (std::size_t got; (got = std::fread(block, 1, sizeof block, pipe)) > 0;) ran.out.append(block, got);
  const int status = ::pclose(pipe);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

bool has_tool() {
  if (run("command -v jose >/dev/null 2>&1").status == 0) return true;
  MESSAGE("skipped: the program `jose` is not installed");
  return false;
}

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "wv-jose-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, const std::string& text) const {
    const auto path = path_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

 private:
  std::filesystem::path path_;
};

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

TEST_CASE(
    "complaint 6: can't be decrypted later (onadata #2982): the jose program opens our envelopes, for one reader and for two") {
  if (!has_tool()) return;
  const auto platform = Real::make();
  const Folder folder;
  const Key first = new_key(*platform), second = new_key(*platform), stranger = new_key(*platform);
  for (const auto& recipients :
       {crypto::Recipients{first.open}, crypto::Recipients{first.open, second.open}}) {
    const auto envelope = sealed(*platform, recipients);
    const std::string jwe = folder.write("jwe.json", envelope.sealed().dump());
    const auto open_with = [&](const Key& key) {
      return run("jose jwe dec -i - -k '" + folder.write("key.jwk", key.secret) + "' -O - < '" + jwe +
                 "' 2>/dev/null");
    };
    const Ran ran = open_with(first);
    CHECK(ran.status == 0);
    CHECK(ran.out.size() == 4096);
    CHECK(trimmed(ran.out) == kDocument);
    CHECK(open_with(stranger).status != 0);
    if (recipients.size() == 2) CHECK(trimmed(open_with(second).out) == kDocument);
  }
}

TEST_CASE("an RSA reader opens too; the key is one that the jose program made") {
  if (!has_tool()) return;
  const auto platform = Real::make();
  const Ran made = run(R"(jose jwk gen -i '{"kty":"RSA","bits":2048}')");
  REQUIRE(made.status == 0);
  const auto open = public_of(*platform, made.out);
  REQUIRE(open.ok());
  const crypto::Recipient recipient{crypto::thumbprint(made.out).value(), open.value()};
  const Key elliptic = new_key(*platform), stranger = new_key(*platform);
  for (const auto& recipients :
       {crypto::Recipients{recipient}, crypto::Recipients{elliptic.open, recipient}}) {
    const auto envelope = sealed(*platform, recipients);
    CHECK(envelope.sealed()["recipients"].size() == recipients.size());
    CHECK(opened(*platform, envelope, made.out).value() == kDocument);
    CHECK(code_of(opened(*platform, envelope, stranger.secret)) == "seal.no_match");
  }
  const std::string other = run(R"(jose jwk gen -i '{"kty":"RSA","bits":2048}')").out;
  CHECK(code_of(opened(*platform, sealed(*platform, {recipient}), other)) == "seal.no_match");
}

TEST_CASE("keys that the jose program makes are keys here, thumbprint and all") {
  if (!has_tool()) return;
  const auto platform = Real::make();
  const Folder folder;
  const Ran made = run(R"(jose jwk gen -i '{"kty":"EC","crv":"P-256"}')");
  REQUIRE(made.status == 0);
  const std::string key = folder.write("key.jwk", made.out);
  CHECK(run("jose jwk thp -i '" + key + "'").out == crypto::thumbprint(made.out).value());
  Findings findings;
  const std::string set = run("jose jwk pub -s -i '" + key + "' -o -").out;
  const auto recipients = crypto::parse_recipients(set, "set", findings);
  REQUIRE_MESSAGE(findings.empty(), set);
  REQUIRE(recipients.size() == 1);
  CHECK(opened(*platform, sealed(*platform, recipients), made.out).value() == kDocument);
}

TEST_CASE("the jose program reads an answer with its key and believes the signer; we believe what it signs") {
  if (!has_tool()) return;
  const auto platform = Real::make();
  const Folder folder;
  const Key signer = new_key(*platform), other = new_key(*platform);
  const std::string key = to_base64url(Bytes(32, 9)), tag(32, 'a');
  const auto made = fakes::answer_of<crypto::SealedEnvelope>(*platform, [&](auto then) {
    crypto::seal_answer(platform->sealer(), platform->random(),
                        {"", Day{2026, 11, 24}, tag, key, to_bytes(kDocument), signer.secret}, then);
  });
  REQUIRE((made && made->ok()));
  const std::string jwe = folder.write("jwe.json", made->value().sealed().dump());
  const std::string secret = folder.write("answer.jwk", R"({"kty":"oct","k":")" + key + R"("})");
  const Ran opened = run("jose jwe dec -i - -k '" + secret + "' -O - < '" + jwe + "' 2>/dev/null");
  REQUIRE(opened.status == 0);
  const std::string jws = folder.write("answer.jws", trimmed(opened.out));
  const auto verify = [&](const Key& with) {
    return run("jose jws ver -i '" + jws + "' -k '" + folder.write("signer.jwk", with.open.jwk) +
               "' -O - 2>/dev/null");
  };
  CHECK(verify(signer).status == 0);
  CHECK(verify(signer).out == kDocument);
  CHECK(verify(other).status != 0);

  // The other way round, without a kid and with one.
  const std::string document = folder.write("document.json", kDocument),
                    own = folder.write("own.jwk", signer.secret);
  for (const std::string header :
       {R"({"protected":{"alg":"ES256"}})", R"({"protected":{"alg":"ES256","kid":"KID"}})"}) {
    std::string shown = header;
    if (const auto at = shown.find("KID"); at != std::string::npos) shown.replace(at, 3, signer.open.kid);
    const Ran signed_by_tool =
        run("jose jws sig -I '" + document + "' -k '" + own + "' -s '" + shown + "' -c");
    REQUIRE(signed_by_tool.status == 0);
    const auto believed = [&](const Key& with) {
      return fakes::answer_of<Bytes>(*platform, [&](auto then) {
        platform->sealer().verify(trimmed(signed_by_tool.out), {with.open.jwk}, then);
      });
    };
    CHECK(to_string(believed(signer)->value()) == kDocument);
    CHECK(code_of(*believed(other)) == "seal.not_signed");
  }
}

TEST_CASE(
    "the jose program verifies a register, opens a keyring with the device's key, and opens an identity") {
  if (!has_tool()) return;
  const auto platform = Real::make();
  const Folder folder;
  Office office(*platform);
  const auto made = office.signed_now();
  const auto verify = [&](const std::string& jws, const Key& with) {
    return run("jose jws ver -i '" + folder.write("document.jws", jws) + "' -k '" +
               folder.write("authority.jwk", with.open.jwk) + "' -O - 2>/dev/null");
  };
  CHECK(verify(made.jws, office.authority).out == crypto::to_text(office.content));
  CHECK(verify(made.jws, office.paper).status != 0);

  crypto::KeyringInput input{
      signer_of(office.seal),  kToday, {{office.team.open.kid, Secret(office.team.secret)}},
      office.authority.secret, "",     ClockWas::unknown};
  const auto ring = asked<crypto::SealedEnvelope>(*platform, [&](auto then) {
    crypto::seal_keyring(platform->sealer(), platform->random(), std::move(input), then);
  });
  const auto open = [&](const std::string& jwe, const std::string& key) {
    return run("jose jwe dec -i '" + folder.write("jwe.json", jwe) + "' -k '" + folder.write("key.jwk", key) +
               "' -O - 2>/dev/null");
  };
  const Ran halves =
      verify(trimmed(open(ring.value().sealed().dump(), office.seal.secret).out), office.authority);
  REQUIRE(halves.status == 0);
  CHECK(parse_json(halves.out, "keyring").value()["keys"][0] ==
        parse_json(office.team.secret, "key").value());

  // With what Argon2id makes of the passphrase, nothing else of ours is needed.
  const auto identity = asked<crypto::NewIdentity>(*platform, [&](auto then) {
    crypto::make_identity(platform->sealer(), platform->random(), Secret("molen brug regen tulp hertog"),
                          then);
  });
  const Json file = parse_json(identity.value().file, "identity").value();
  const auto key = asked<Bytes>(*platform, [&](auto then) {
    ports::StretchRequest request;
    request.password = "molen brug regen tulp hertog";
    request.salt = to_string(from_base64url(file["argon2id"]["salt"].get<std::string>()).value());
    request.length = 32;
    platform->sealer().stretch(std::move(request), then);
  });
  const Ran keys = open(file["jwe"].dump(), R"({"kty":"oct","k":")" + to_base64url(key.value()) + R"("})");
  REQUIRE(keys.status == 0);
  CHECK(parse_json(keys.out, "keys").value()["keys"].size() == 2);
}
