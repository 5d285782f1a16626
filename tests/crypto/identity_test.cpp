// A device's keys under a passphrase, words, and how a device is enrolled.
#include "crypto/identity.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "base/bytes.h"
#include "base/sha256.h"
#include "crypto/enrolment.h"
#include "crypto/register_support.h"
#include "places.h"

using namespace wv;
using namespace wv::crypto_test;

namespace {

constexpr char kPhrase[] = "molen brug regen tulp hertog";

std::string list_text() {
  std::ifstream in(source_folder() / "assets/words/nl.txt", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

crypto::Words the_words() {
  auto words = crypto::Words::parse(list_text());
  REQUIRE(words.ok());
  return std::move(words).value();
}

crypto::NewIdentity made(ports::Platform& platform, const char* phrase = kPhrase) {
  auto identity = asked<crypto::NewIdentity>(platform, [&](auto then) {
    crypto::make_identity(platform.sealer(), platform.random(), Secret(phrase), then);
  });
  REQUIRE_MESSAGE(identity.ok(), (identity.ok() ? std::string() : identity.error().what));
  return std::move(identity).value();
}

Result<crypto::Identity> unlocked(ports::Platform& platform, const std::string& file, const char* phrase) {
  return asked<crypto::Identity>(
      platform, [&](auto then) { crypto::unlock_identity(platform.sealer(), file, Secret(phrase), then); });
}

bool near(const std::string& a, const std::string& b) {  // one letter more, less, another, or two swapped
  if (a.size() > b.size()) return near(b, a);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (i == a.size() || a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

}  // namespace

TEST_CASE("2,048 words of 3 to 9 letters, and no two one typing error apart") {
  const crypto::Words words = the_words();
  CHECK(near("molen", "molens"));
  CHECK(near("molen", "malen"));
  CHECK(near("molen", "mloen"));
  CHECK_FALSE(near("molen", "tulp"));
  for (std::size_t i = 0; i < crypto::kWordCount; ++i) {
    CHECK(words.at(i).size() >= 3);
    CHECK(words.at(i).size() <= 9);
    CHECK(words.find(words.at(i)) == i);
    for (std::size_t j = 0; j < i; ++j)
      if (near(words.at(i), words.at(j))) FAIL_CHECK(words.at(i), " ", words.at(j));
  }
  std::string text = list_text();
  CHECK_FALSE(crypto::Words::parse(text.substr(text.find('\n') + 1)).ok());
  text[0] = 'A';
  CHECK_FALSE(crypto::Words::parse(text).ok());
}

TEST_CASE("a drawn passphrase has five words of the list and is long enough") {
  const auto platform = Real::make();
  const crypto::Words words = the_words();
  std::set<std::string> drawn;
  for (int i = 0; i < 50; ++i) {
    const Secret phrase = crypto::draw_passphrase(words, platform->random());
    CHECK(crypto::check_passphrase(phrase).ok());
    drawn.insert(std::string(phrase.view()));
  }
  CHECK(drawn.size() == 50);
}

TEST_CASE("the passphrase opens the device's keys, a wrong one doesn't, and no hash of it is kept") {
  const auto platform = Real::make();
  const crypto::NewIdentity identity = made(*platform);
  const std::string& file = identity.file;
  const auto opened = unlocked(*platform, file, kPhrase);
  REQUIRE(opened.ok());
  CHECK(opened.value().seal_jwk == identity.identity.seal_jwk);
  CHECK(opened.value().sign_jwk == identity.identity.sign_jwk);
  CHECK(
      unlocked(*platform, file, "  Molen brug  regen tulp hertog ").ok());  // a keyboard's capital and blanks
  CHECK(code_of(unlocked(*platform, file, "molen brug regen tulp hertogx")) == "locked.wrong_passphrase");
  const Json json = parse_json(file, "identity").value();
  CHECK(json["argon2id"]["memory_kib"] == 65536);
  CHECK(json["argon2id"]["passes"] == 3);
  CHECK(json["argon2id"].size() == 4);
  for (const Secret* jwk : {&identity.identity.seal_jwk, &identity.identity.sign_jwk}) {
    const std::string d = parse_json(jwk->view(), "key").value()["d"];
    CHECK(file.find(d) == std::string::npos);
  }
  const auto face = crypto::read_face(file);
  CHECK(face.value().seal.kid == identity.identity.face.seal.kid);
  CHECK(crypto::read_face(file).value().sign.kid == identity.identity.face.sign.kid);
  CHECK(made(*platform).file != file);
}

TEST_CASE("a passphrase has 14 characters; changed, only the new one opens the same keys") {
  const auto platform = Real::make();
  CHECK(code_of(crypto::check_passphrase("dertien tekens")) == "");
  CHECK(code_of(crypto::check_passphrase("dertien teken")) == "locked.short");
  CHECK(code_of(crypto::check_passphrase("één één één éé")) == "");  // characters, not bytes
  CHECK(code_of(crypto::check_passphrase("a             b")) == "locked.short");
  const crypto::NewIdentity identity = made(*platform);
  const auto change = [&](const char* old, const char* fresh) {
    return asked<std::string>(*platform, [&](auto then) {
      crypto::change_passphrase(platform->sealer(), platform->random(), identity.file, Secret(old),
                                Secret(fresh), then);
    });
  };
  CHECK(code_of(change("not the right one", "een heel andere zin")) == "locked.wrong_passphrase");
  CHECK(code_of(change(kPhrase, "kort")) == "locked.short");
  const auto changed = change(kPhrase, "een heel andere zin");
  REQUIRE(changed.ok());
  CHECK(code_of(unlocked(*platform, changed.value(), kPhrase)) == "locked.wrong_passphrase");
  CHECK(unlocked(*platform, changed.value(), "een heel andere zin").value().seal_jwk ==
        identity.identity.seal_jwk);
}

TEST_CASE("a damaged identity is told, and never opens as something else") {
  const auto platform = AllFake::make();
  const crypto::NewIdentity identity = made(*platform);
  for (std::size_t i = 0; i < identity.file.size(); i += 3) {
    std::string flipped = identity.file;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    const auto opened = unlocked(*platform, flipped, kPhrase);
    if (opened.ok()) CHECK(opened.value().seal_jwk == identity.identity.seal_jwk);
  }
  Json greedy = parse_json(identity.file, "identity").value();
  greedy["argon2id"]["memory_kib"] = 1u << 30;
  CHECK(code_of(unlocked(*platform, greedy.dump(), kPhrase)) == "locked.broken");
}

TEST_CASE("one derivation opens all keys, however many") {
  const auto platform = AllFake::make();
  crypto::LockInput input{"test/1", OrderedJson::object(), {}, Secret(kPhrase)};
  for (int i = 0; i < 40; ++i) input.jwks.emplace_back(new_key(*platform).secret);
  const auto file = asked<std::string>(*platform, [&](auto then) {
    crypto::lock_keys(platform->sealer(), platform->random(), std::move(input), then);
  });
  CHECK(parse_json(file.value(), "file").value()["argon2id"].is_object());  // one salt for all
  const auto keys = asked<crypto::UnlockedKeys>(*platform, [&](auto then) {
    crypto::unlock_keys(platform->sealer(), file.value(), "test/1", Secret(kPhrase), then);
  });
  CHECK(keys.value().jwks.size() == 40);
  CHECK(code_of(asked<crypto::UnlockedKeys>(*platform, [&](auto then) {
          crypto::unlock_keys(platform->sealer(), file.value(), "test/2", Secret(kPhrase), then);
        })) == "locked.broken");
}

TEST_CASE_TEMPLATE("a request says whose keys they are; a changed or borrowed one is refused", Platform,
                   AllFake, Real) {
  const auto platform = Platform::make();
  const crypto::Identity identity = made(*platform).identity, other = made(*platform).identity;
  const auto request_of = [&](const crypto::Identity& keys) {
    return asked<std::string>(*platform, [&](auto then) {
      crypto::make_request(platform->sealer(), platform->random(), keys, "Noor, tablet", then);
    });
  };
  const auto read_back = [&](const std::string& file) {
    return asked<crypto::EnrolmentRequest>(
        *platform, [&](auto then) { crypto::read_request(platform->sealer(), file, then); });
  };
  const std::string file = request_of(identity).value();
  const auto request = read_back(file);
  REQUIRE(request.ok());
  CHECK(request.value().name == "Noor, tablet");
  CHECK(request.value().seal.kid == identity.face.seal.kid);
  CHECK(read_back(request_of(identity).value()).value().sha256 != request.value().sha256);
  // Somebody's public sign key with a seal key of one's own.
  crypto::Identity borrowed = other;
  borrowed.face.sign = identity.face.sign;
  CHECK(code_of(read_back(request_of(borrowed).value())) == "request.broken");
  crypto::Identity one_key = identity;
  one_key.face.seal = identity.face.sign;
  CHECK(code_of(read_back(request_of(one_key).value())) == "request.broken");
  CHECK_FALSE(read_back("{}").ok());
  CHECK_FALSE(read_back("").ok());
  // A key ever seen, in whatever part.
  CHECK(crypto::refuse_seen(request.value(), {other.face.seal.kid}).ok());
  CHECK(code_of(crypto::refuse_seen(request.value(), {other.face.seal.kid, identity.face.seal.kid})) ==
        "request.seen_key");
  CHECK(code_of(crypto::refuse_seen(request.value(), {identity.face.sign.kid})) == "request.seen_key");
}

TEST_CASE("four words of a hash are the same everywhere; the authority's don't depend on the keys' order") {
  const auto platform = Real::make();
  const crypto::Words words = the_words();
  const auto print = [&](const std::string& hash) {
    return asked<std::string>(*platform,
                              [&](auto then) { crypto::fingerprint(platform->sealer(), words, hash, then); })
        .value();
  };
  const std::string hash = sha256_hex(to_bytes("a request"));
  CHECK(print(hash) == print(hash));
  CHECK(print(hash) != print(sha256_hex(to_bytes("another"))));
  const std::string shown = print(hash);
  CHECK(std::count(shown.begin(), shown.end(), ' ') == 3);
  Office office(*platform);
  crypto::Signers turned = {office.content.authority[1], office.content.authority[0]};
  CHECK(crypto::authority_hash(turned) == crypto::authority_hash(office.content.authority));
}

TEST_CASE("a key on paper comes back from 24 words, in any case; a slip of the pen is noticed") {
  const auto platform = Real::make();
  const crypto::Words words = the_words();
  for (int i = 0; i < 20; ++i) {
    const Key key = new_key(*platform);
    const auto paper = crypto::to_paper(words, key.secret);
    REQUIRE(paper.ok());
    std::string typed(paper.value().view());
    const auto d = crypto::from_paper(words, typed);
    REQUIRE(d.ok());
    CHECK(d.value() == parse_json(key.secret, "key").value()["d"].get<std::string>());
    typed[0] = static_cast<char>(typed[0] - 32);
    std::replace(typed.begin(), typed.end(), ' ', '\n');
    CHECK(crypto::from_paper(words, typed + ",").ok());
    CHECK(code_of(crypto::from_paper(words, typed + " molen")) == "words.checksum");
    CHECK(code_of(crypto::from_paper(words, typed.substr(0, typed.rfind('\n')))) == "words.checksum");
    CHECK(code_of(crypto::from_paper(words, "zzz" + typed)) == "words.unknown");
  }
  CHECK(code_of(crypto::to_paper(words, "{}")) == "seal.bad_key");
}
