// The register: what is read is what was written, what makes no sense is refused whole, and only the
// authority signs one.
#include "crypto/register.h"

#include "base/bytes.h"
#include "crypto/register_edit.h"
#include "crypto/register_support.h"

using namespace wv;
using namespace wv::crypto_test;

TEST_CASE_TEMPLATE("a register is read as it was signed, members of later versions too", Platform, AllFake,
                   Real) {
  const auto platform = Platform::make();
  Office office(*platform);
  office.content.others["later"] = {{"x", 1}};
  office.content.members[0].devices[0].others["colour"] = "blue";
  const auto made = office.signed_now();
  const auto back = read(*platform, made.jws, office.settings());
  REQUIRE(back.ok());
  CHECK(back.value().sha256 == made.sha256);
  const crypto::Register& content = back.value().content;
  CHECK(content.seq == 1);
  CHECK(content.prev.empty());
  CHECK(content.next == Day{2027, 3, 1});
  REQUIRE(content.members.size() == 1);
  CHECK(content.members[0].name == "Sam");
  CHECK(content.members[0].devices[0].number == 41);
  CHECK_FALSE(content.members[0].term.until.has_value());
  CHECK(content.closed_days == std::vector<Day>{{2026, 12, 25}});
  CHECK(crypto::to_text(content) == crypto::to_text(office.content));
  CHECK(crypto::to_text(content).find("colour") != std::string::npos);
  const auto recipients = crypto::current_recipients(content);
  REQUIRE(recipients.size() == 2);
  CHECK(recipients[0].kid == office.team.open.kid);
  CHECK(recipients[1].kid == office.recovery.open.kid);
}

TEST_CASE_TEMPLATE(
    "what is sealed to a register's keys opens with the team's half and with the recovery half", Platform,
    AllFake, Real) {
  const auto platform = Platform::make();
  Office office(*platform);
  const auto envelope = sealed(*platform, crypto::current_recipients(office.signed_now().content));
  CHECK(opened(*platform, envelope, office.team.secret).value() == kDocument);
  CHECK(opened(*platform, envelope, office.recovery.secret).value() == kDocument);
  CHECK(code_of(opened(*platform, envelope, office.seal.secret)) == "seal.no_match");
}

TEST_CASE_TEMPLATE("only the authority signs a register, and only a register counts as one", Platform,
                   AllFake, Real) {
  const auto platform = Platform::make();
  Office office(*platform);
  const Key stranger = new_key(*platform);
  const auto forged = office.sign_as(office.content, stranger);
  REQUIRE(forged.ok());
  CHECK(code_of(read(*platform, forged.value().jws, office.settings())) == "seal.not_signed");
  CHECK(code_of(read(*platform, forged.value().jws, {signer_of(stranger)})).empty());
  // A member's signature is none of the authority's.
  CHECK(code_of(read(*platform, office.sign_as(office.content, office.sign).value().jws,
                     office.settings())) == "seal.not_signed");
  // The same signature under another format: looked at before anything else.
  const auto other = asked<std::string>(*platform, [&](auto then) {
    crypto::sign_text(platform->sealer(), R"({"format":"wijkverbinder-keyring/1","keys":[]})",
                      office.authority.secret, then);
  });
  CHECK(code_of(read(*platform, other.value(), office.settings())) == "signed.format");
  CHECK(code_of(read(*platform, "no jws", office.settings())) == "signed.broken");
  CHECK(code_of(read(*platform, "a.!.c", office.settings())) == "signed.broken");
  const std::string jws = office.signed_now().jws;
  std::string changed = jws;
  changed[changed.find('.') + 40] = changed[changed.find('.') + 40] == 'A' ? 'B' : 'A';
  CHECK_FALSE(read(*platform, changed, office.settings()).ok());
}

TEST_CASE("a register that makes no sense is refused with its place") {
  const auto platform = AllFake::make();
  Office office(*platform);
  const Json good = parse_json(crypto::to_text(office.content), "good").value();
  const auto said = [](const Json& json) {
    const auto read = crypto::parse_register(json.dump(), "r");
    return read.ok() ? std::string() : read.error().what;
  };
  REQUIRE(said(good).empty());
  const auto changed = [&](const char* pointer, Json value) {
    Json json = good;
    json[Json::json_pointer(pointer)] = std::move(value);
    return said(json);
  };
  CHECK(changed("/format", "wijkverbinder-register/2").find("/format") != std::string::npos);
  CHECK(changed("/seq", 0).find("/seq") != std::string::npos);
  CHECK(changed("/seq", 2).find("/prev") != std::string::npos);
  CHECK(changed("/prev", std::string(64, 'a')).find("/prev") != std::string::npos);
  CHECK(changed("/next", "2026-11-30").find("/next") != std::string::npos);
  CHECK(changed("/issued", "2026-13-01").find("/issued") != std::string::npos);
  CHECK(changed("/team", Json::array()).find("/team") != std::string::npos);
  CHECK(changed("/authority", Json::array()).find("/authority") != std::string::npos);
  CHECK(changed("/team/0/kid", "x").find("/team/0/kid") != std::string::npos);
  CHECK(changed("/team/0/recovery", good["team"][0]["jwk"]).find("twice") != std::string::npos);
  CHECK(changed("/members/0/id", "Sam B").find("/members/0/id") != std::string::npos);
  CHECK(changed("/members/0/until", "2025-01-01").find("/members/0/until") != std::string::npos);
  CHECK(changed("/members/0/devices/0/number", 900).find("number") != std::string::npos);
  CHECK(changed("/members/0/devices/0/sign", good["authority"][0]).find("twice") != std::string::npos);
  CHECK(changed("/closed_days", {"Christmas"}).find("/closed_days") != std::string::npos);
  const Json secret = parse_json(office.team.secret, "key").value();
  CHECK(changed("/team/0/jwk", secret).find("private key") != std::string::npos);
  for (const auto& [name, value] : good.items()) {
    if (name == "confidential" || name == "closed_days" || name == "dropped") continue;
    Json json = good;
    json.erase(name);
    CHECK_MESSAGE(!said(json).empty(), name);
    json[name] = 7.5;
    CHECK_MESSAGE(!said(json).empty(), name);
  }
  const std::string text = good.dump();
  for (std::size_t length = 0; length < text.size(); length += 7)
    CHECK_FALSE(crypto::parse_register(text.substr(0, length), "r").ok());
}

TEST_CASE("whose signature counts follows the days: from is the first, until the first that doesn't") {
  const auto platform = AllFake::make();
  Office office(*platform);
  crypto::Member& sam = office.content.members[0];
  const auto counts = [&](const Day& day) { return crypto::member_signers(office.content, day).size(); };
  CHECK(counts({2025, 12, 31}) == 0);
  CHECK(counts({2026, 1, 1}) == 1);
  sam.devices[0].term.until = Day{2026, 12, 10};  // lost
  CHECK(counts({2026, 12, 9}) == 1);
  CHECK(counts({2026, 12, 10}) == 0);
  sam.devices[0].term.until.reset();
  sam.term.until = Day{2026, 12, 5};  // left
  CHECK(counts({2026, 12, 4}) == 1);
  CHECK(counts({2026, 12, 5}) == 0);
}

TEST_CASE("an absence names a living deputy, is read back as it was signed, and goes with whoever leaves") {
  const auto platform = AllFake::make();
  Office office(*platform);
  crypto::Member noor = office.content.members[0];
  noor.id = "noor";
  noor.name = "Noor";
  noor.devices.clear();
  office.content.members.push_back(noor);
  const crypto::Absence away{{{2026, 12, 21}, Day{2027, 1, 4}}, "noor"};
  const auto set = [&](const std::string& id, const crypto::Absence& what) {
    return crypto::set_absence(office.content, id, what, kToday).ok();
  };
  CHECK_FALSE(set("sam", {away.term, "sam"}));
  CHECK_FALSE(set("sam", {away.term, "ilse"}));
  CHECK_FALSE(set("ilse", away));
  CHECK_FALSE(set("sam", {{{2026, 11, 1}, Day{2026, 11, 30}}, "noor"}));
  CHECK_FALSE(office.content.members[0].away);
  REQUIRE(set("sam", away));
  CHECK_FALSE(crypto::set_alarm(office.content, {"ilse"}, kToday).ok());
  REQUIRE(crypto::set_alarm(office.content, {"noor"}, kToday).ok());
  const auto read = crypto::parse_register(crypto::to_text(office.signed_now().content), "register");
  REQUIRE(read.ok());
  REQUIRE(read.value().members[0].away);
  CHECK(read.value().members[0].away->deputy == "noor");
  CHECK(read.value().members[0].away->term.covers({2027, 1, 3}));
  CHECK_FALSE(read.value().members[0].away->term.covers({2027, 1, 4}));
  CHECK(read.value().alarm == std::vector<std::string>{"noor"});
  CHECK(read.value().others.empty());
  REQUIRE(crypto::end_member(office.content, "noor", kToday).ok());
  CHECK_FALSE(office.content.members[0].away);
  CHECK(office.content.alarm.empty());
}
