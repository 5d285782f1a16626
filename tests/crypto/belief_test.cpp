// Which register a device believes: rolled back, frozen, forked, a lost authority key.
#include "crypto/belief.h"

#include "crypto/register_support.h"

using namespace wv;
using namespace wv::crypto_test;

namespace {

crypto::Belief believe(ports::Platform& platform, crypto::Belief belief, const std::string& jws) {
  auto result = considered(platform, belief, jws);
  REQUIRE_MESSAGE(result.ok(), (result.ok() ? std::string() : result.error().what));
  REQUIRE(result.value().verdict == crypto::Verdict::newer);
  return result.value().belief;
}

Result<crypto::Belief> read_file(ports::Platform& platform, const crypto::Signers& settings,
                                 const std::string& file) {
  return asked<crypto::Belief>(
      platform, [&](auto then) { crypto::read_belief(platform.sealer(), settings, file, then); });
}

}  // namespace

TEST_CASE_TEMPLATE("rolled back: the highest seq ever seen counts, an older one is refused", Platform,
                   AllFake, Real) {
  const auto platform = Platform::make();
  Office office(*platform);
  const auto first = office.signed_now(), second = office.successor(first), third = office.successor(second);
  crypto::Belief belief{office.settings(), {}};
  belief = believe(*platform, belief, first.jws);
  belief = believe(*platform, belief, third.jws);  // the second never came
  for (const auto* old : {&first, &second}) {
    const auto result = considered(*platform, belief, old->jws);
    CHECK(result.value().verdict == crypto::Verdict::older);
    CHECK(result.value().belief.held()->sha256 == third.sha256);
  }
  CHECK(considered(*platform, belief, third.jws).value().verdict == crypto::Verdict::same);
  // After a restart too.
  const auto again = read_file(*platform, office.settings(), crypto::to_text(belief));
  REQUIRE(again.ok());
  CHECK(considered(*platform, again.value(), first.jws).value().verdict == crypto::Verdict::older);
}

TEST_CASE_TEMPLATE("forked: an equal seq with other words keeps the first and alarms", Platform, AllFake,
                   Real) {
  const auto platform = Platform::make();
  Office office(*platform);
  const auto first = office.signed_now(), second = office.successor(first);
  office.content.members[0].name = "Sam (other)";
  const auto other = office.signed_now();  // signed in the place of the second
  const auto third = office.successor(other);
  crypto::Belief belief = believe(*platform, {office.settings(), {}}, first.jws);
  belief = believe(*platform, belief, second.jws);
  const auto forked = considered(*platform, belief, other.jws);
  CHECK(forked.value().verdict == crypto::Verdict::forked);
  CHECK(forked.value().belief.held()->sha256 == second.sha256);
  // What follows on the other one is believed, with an alarm: a false signature must not stop all that
  // follow.
  const auto follows = considered(*platform, belief, third.jws);
  CHECK(follows.value().verdict == crypto::Verdict::newer);
  CHECK(follows.value().broken_chain);
  CHECK_FALSE(
      considered(*platform, crypto::Belief{office.settings(), {first}}, second.jws).value().broken_chain);
}

TEST_CASE("the same register under a second signature is no fork") {
  const auto platform = Real::make();
  Office office(*platform);
  const auto once = office.signed_now(), twice = office.signed_now();
  REQUIRE(once.jws != twice.jws);  // ES256 draws chance
  const crypto::Belief belief = believe(*platform, {office.settings(), {}}, once.jws);
  CHECK(considered(*platform, belief, twice.jws).value().verdict == crypto::Verdict::same);
}

TEST_CASE("frozen: a passed next is told, and sealing goes on to the key that is held") {
  const auto platform = AllFake::make();
  Office office(*platform);
  const crypto::Belief belief = believe(*platform, {office.settings(), {}}, office.signed_now().jws);
  const crypto::Register& held = belief.held()->content;
  CHECK_FALSE(crypto::is_overdue(held, {2027, 3, 1}));
  CHECK(crypto::is_overdue(held, {2027, 3, 2}));
  CHECK(crypto::current_recipients(held).size() == 2);
}

TEST_CASE_TEMPLATE("lost authority key: the paper key names new ones, and the old one signs in vain",
                   Platform, AllFake, Real) {
  const auto platform = Platform::make();
  Office office(*platform);
  const auto first = office.signed_now();
  crypto::Belief belief = believe(*platform, {office.settings(), {}}, first.jws);
  const Key next = new_key(*platform), next_paper = new_key(*platform);
  crypto::Register change = office.content;
  change.seq = 2;
  change.prev = first.sha256;
  change.authority = {signer_of(next), signer_of(next_paper)};
  const auto second = office.sign_as(change, office.paper).value();
  change.seq = 3;
  change.prev = second.sha256;
  const auto third = office.sign_as(change, next).value();
  change.seq = 4;
  change.prev = third.sha256;
  const auto stolen = office.sign_as(change, office.authority).value();
  const auto fourth = office.sign_as(change, next).value();

  CHECK(code_of(considered(*platform, belief, third.jws)) == "seal.not_signed");  // it waits for the second
  belief = believe(*platform, belief, second.jws);
  belief = believe(*platform, belief, third.jws);
  CHECK(code_of(considered(*platform, belief, stolen.jws)) == "seal.not_signed");
  belief = believe(*platform, belief, fourth.jws);
  // The file proves it anew from the settings, and holds no more than that needs: 2 and 4.
  CHECK(belief.links.size() == 2);
  const std::string file = crypto::to_text(belief);
  auto again = read_file(*platform, office.settings(), file);
  REQUIRE(again.ok());
  CHECK(again.value().held()->sha256 == fourth.sha256);
  // With the new authority in the settings the first line is passed over.
  again = read_file(*platform, change.authority, file);
  REQUIRE(again.ok());
  CHECK(again.value().held()->sha256 == fourth.sha256);
  CHECK(code_of(read_file(*platform, {signer_of(new_key(*platform))}, file)) == "belief.broken");
  CHECK(code_of(read_file(*platform, office.settings(), fourth.jws)) == "belief.broken");
  CHECK(code_of(read_file(*platform, office.settings(), "")) == "belief.broken");
}

TEST_CASE("every flip of a bit in the file is noticed or harmless") {
  const auto platform = AllFake::make();
  Office office(*platform);
  const auto first = office.signed_now();
  const std::string file = crypto::to_text(believe(*platform, {office.settings(), {}}, first.jws));
  for (std::size_t i = 0; i < file.size(); i += 5) {
    std::string flipped = file;
    flipped[i] = static_cast<char>(flipped[i] ^ 4);
    const auto read = read_file(*platform, office.settings(), flipped);
    if (read.ok()) CHECK(read.value().held()->sha256 == first.sha256);
  }
}
