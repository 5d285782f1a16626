// Keyrings: a newcomer reads the history, a leaver gets none of the next, a false one counts for nothing.
#include "crypto/keyring.h"

#include "base/bytes.h"
#include "crypto/register_support.h"

using namespace wv;
using namespace wv::crypto_test;

namespace {

Result<crypto::SealedEnvelope> make_ring(ports::Platform& platform, const Key& device,
                                         const std::vector<Key>& halves, const Key& authority) {
  crypto::KeyringInput input{signer_of(device), kToday, {}, authority.secret, "", ClockWas::unknown};
  for (const Key& half : halves) input.halves.push_back({half.open.kid, Secret(half.secret)});
  return asked<crypto::SealedEnvelope>(platform, [&](auto then) {
    crypto::seal_keyring(platform.sealer(), platform.random(), std::move(input), then);
  });
}

Result<std::vector<crypto::Half>> open_ring(ports::Platform& platform, const crypto::SealedEnvelope& ring,
                                            const Key& device, const crypto::Signers& authority) {
  return asked<std::vector<crypto::Half>>(platform, [&](auto then) {
    crypto::open_keyring(platform.sealer(), ring, Secret(device.secret), authority, then);
  });
}

std::vector<crypto::Half> count(ports::Platform& platform, std::vector<crypto::Half> halves,
                                const crypto::Register& content) {
  auto counted = asked<std::vector<crypto::Half>>(platform, [&](auto then) {
    crypto::count_halves(platform.sealer(), std::move(halves), content, then);
  });
  REQUIRE(counted.ok());
  return std::move(counted).value();
}

}  // namespace

TEST_CASE_TEMPLATE(
    "a newcomer's keyring opens what was sealed before they came, without sealing anything again", Platform,
    AllFake, Real) {
  const auto platform = Platform::make();
  Office office(*platform);
  const auto old_message = sealed(*platform, crypto::current_recipients(office.content));
  const Key newer = new_key(*platform), newer_recovery = new_key(*platform), newcomer = new_key(*platform);
  office.content.team.insert(office.content.team.begin(),
                             {signer_of(newer), signer_of(newer_recovery), kToday});
  const auto new_message = sealed(*platform, crypto::current_recipients(office.content));

  const auto ring = make_ring(*platform, newcomer, {newer, office.team}, office.authority);
  REQUIRE_MESSAGE(ring.ok(), (ring.ok() ? std::string() : ring.error().what));
  CHECK(ring.value().box() == crypto::Box::cases);
  CHECK(ring.value().kids() == std::vector<std::string>{newcomer.open.kid});
  const auto halves = count(
      *platform, open_ring(*platform, ring.value(), newcomer, office.settings()).value(), office.content);
  REQUIRE(halves.size() == 2);
  CHECK(opened(*platform, new_message, std::string(halves[0].jwk.view())).value() == kDocument);
  CHECK(opened(*platform, old_message, std::string(halves[1].jwk.view())).value() == kDocument);
  // A leaver has the old half only, and a colleague can't open another's ring.
  CHECK(code_of(opened(*platform, new_message, office.team.secret)) == "seal.no_match");
  CHECK(code_of(open_ring(*platform, ring.value(), office.seal, office.settings())) == "seal.no_match");
}

TEST_CASE_TEMPLATE("a false keyring counts for nothing: another's signature, another's name, another format",
                   Platform, AllFake, Real) {
  const auto platform = Platform::make();
  Office office(*platform);
  const Key mine = new_key(*platform), theirs = new_key(*platform);
  const auto by_member = make_ring(*platform, mine, {office.team}, office.sign);
  CHECK(code_of(open_ring(*platform, by_member.value(), mine, office.settings())) == "seal.not_signed");
  // The authority's own words for somebody else, sealed again to us.
  const auto for_them = make_ring(*platform, theirs, {office.team}, office.authority);
  const auto again = [&](const std::string& plain) {
    return try_seal(*platform, {crypto::Box::cases, "", kToday, to_bytes(plain)}, {mine.open});
  };
  const auto resealed = again(opened(*platform, for_them.value(), theirs.secret).value());
  CHECK(code_of(open_ring(*platform, resealed.value(), mine, office.settings())) == "keyring.not_for_us");
  const auto a_register = again(office.signed_now().jws);
  CHECK(code_of(open_ring(*platform, a_register.value(), mine, office.settings())) == "signed.format");
}

TEST_CASE("a half counts only when its public key, as computed, stands in the register") {
  const auto platform = Real::make();
  Office office(*platform);
  const Key stranger = new_key(*platform);
  // Somebody else's `d` under the public numbers of the team key.
  Json false_half = parse_json(office.team.secret, "key").value();
  false_half["d"] = parse_json(stranger.secret, "key").value()["d"];
  std::vector<crypto::Half> halves = {{office.team.open.kid, Secret(false_half.dump())},
                                      {stranger.open.kid, Secret(stranger.secret)}};
  CHECK(count(*platform, halves, office.content).empty());
  halves.push_back({office.team.open.kid, Secret(office.team.secret)});
  CHECK(count(*platform, halves, office.content).size() == 1);
}

TEST_CASE("a dropped key's half goes 30 days later, and counts for nothing meanwhile") {
  const auto platform = AllFake::make();
  Office office(*platform);
  const std::string kid = office.team.open.kid;
  CHECK_FALSE(crypto::erase_on(office.content, kid).has_value());
  const Key newer = new_key(*platform), newer_recovery = new_key(*platform);
  office.content.team = {{signer_of(newer), signer_of(newer_recovery), kToday}};
  office.content.dropped = {{kid, kToday}};
  CHECK(crypto::erase_on(office.content, kid) == Day{2026, 12, 31});
  CHECK(count(*platform, {{kid, Secret(office.team.secret)}}, office.content).empty());
}

TEST_CASE("the box cases holds signed documents only") {
  const auto platform = AllFake::make();
  const Key key = new_key(*platform);
  CHECK(code_of(try_seal(*platform, {crypto::Box::cases, "", kToday, to_bytes("{}")}, {key.open})) ==
        "envelope.plain");
}
