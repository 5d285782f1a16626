// A newer package or other settings for a kiosk: signed at the town hall, looked at by the kiosk. Real keys,
// a real disk. What is refused is refused with a sentence that says that nothing was changed.
#include <deque>
#include <filesystem>
#include <sstream>

#include "base/bytes.h"
#include "cli/commands.h"
#include "crypto/erased.h"
#include "crypto/register_support.h"
#include "crypto/update.h"
#include "fakes/set_clock.h"
#include "places.h"
#include "platform/temporary_folder.h"

using namespace wv;
using namespace wv::crypto_test;
using platform_test::read_text;
using platform_test::TemporaryFolder;
using platform_test::write_text;
namespace fs = std::filesystem;

namespace {

struct Said {
  int status = -1;
  std::string out, err;
};

Said run(fakes::PlatformWithSetClock& platform, const std::vector<std::string>& words,
         std::deque<std::string> typed = {}) {
  platform.type(std::move(typed));
  std::ostringstream out, err;
  Said said;
  said.status = cli::run_command(platform, words, out, err);
  said.out = out.str();
  said.err = err.str();
  return said;
}

// The settings of a kiosk that believes this authority, in a folder of its own.
void write_settings(const std::string& folder, const std::string& device, const std::string& authority,
                    const std::string& first_register) {
  fs::create_directories(folder);
  fs::copy(source_folder() / "assets/example", folder, fs::copy_options::recursive);
  write_text(folder + "/authority.jwks.json", authority);
  write_text(folder + "/register.jws", first_register);
  Json config = Json::parse(read_text(folder + "/config.json"));
  config["device"]["name"] = device;
  config["authority"] = "authority.jwks.json";
  config["register"] = "register.jws";
  write_text(folder + "/config.json", config.dump());
}

std::string jwk_set(const crypto::Signers& keys) {
  Json set = {{"keys", Json::array()}};
  for (const auto& key : keys) set["keys"].push_back(crypto::to_json(key.jwk));
  return set.dump();
}

struct Kiosk {
  fakes::PlatformWithSetClock platform{ports::make_platform()};
  TemporaryFolder folder;
  Office office{platform};
  crypto::SignedRegister first = office.signed_now();
  std::string deb = folder / "wijkverbinder_0.2.0+r7.ab_amd64.deb";
  const std::string bytes = "no real package, and nobody looks";

  Kiosk() {
    write_settings(folder / "etc", "kiosk-007", jwk_set(office.settings()), first.jws);
    fs::create_directory(folder / "data");
    write_text(deb, bytes);
  }
  [[nodiscard]] crypto::Update update() const {
    return crypto::describe(crypto::Update::Kind::package, "0.2.0+r7.ab", "", bytes);
  }
  void sign(const crypto::Update& what, const Key& by) {
    const auto jws = asked<std::string>(
        platform, [&](auto then) { crypto::sign_update(platform.sealer(), what, by.secret, then); });
    write_text(deb + ".jws", jws.value() + "\n");
  }
  Said check() {
    return run(platform,
               {"update", "check", deb, "--data", folder / "data", "--config", folder / "etc/config.json"});
  }
  void refuses(const std::string& part) {
    const Said said = check();
    CHECK(said.status == 2);
    CHECK(said.out.empty());
    CHECK_MESSAGE(said.err.find(part) != std::string::npos, said.err);
    CHECK_MESSAGE(said.err.find("Nothing was changed.") != std::string::npos, said.err);
  }
};

}  // namespace

TEST_CASE("an update that the authority signed is told with its version, by either of its keys") {
  Kiosk kiosk;
  for (const Key* key : {&kiosk.office.authority, &kiosk.office.paper}) {
    kiosk.sign(kiosk.update(), *key);
    const Said said = kiosk.check();
    CHECK_MESSAGE(said.status == 0, said.err);
    CHECK(said.out == "package 0.2.0+r7.ab\n");
  }
}

TEST_CASE("an update by somebody else is refused: a stranger, a member of the team, nobody") {
  Kiosk kiosk;
  kiosk.sign(kiosk.update(), new_key(kiosk.platform));
  kiosk.refuses("nobody whom this device believes");
  kiosk.sign(kiosk.update(), kiosk.office.sign);
  kiosk.refuses("nobody whom this device believes");
  kiosk.sign(kiosk.update(), kiosk.office.team);
  kiosk.refuses("nobody whom this device believes");
  write_text(kiosk.deb + ".jws", "{}");
  kiosk.refuses("no signed document");
  write_text(kiosk.deb + ".jws", "");
  kiosk.refuses("no signed document");
}

TEST_CASE(
    "an authority that has ended signs no update any more, once the kiosk saw the register that says so") {
  Kiosk kiosk;
  const Key ended = kiosk.office.authority, next = new_key(kiosk.platform);
  kiosk.sign(kiosk.update(), ended);
  CHECK(kiosk.check().status == 0);
  kiosk.office.content.authority = {signer_of(next), signer_of(kiosk.office.paper)};
  const crypto::SignedRegister second = kiosk.office.successor(kiosk.first);
  write_text(kiosk.folder / "data/register.jws", second.jws + "\n");
  kiosk.refuses("nobody whom this device believes");
  kiosk.sign(kiosk.update(), next);
  CHECK(kiosk.check().status == 0);
  // A register that nobody believes changes nothing of that.
  kiosk.office.authority = new_key(kiosk.platform);
  write_text(kiosk.folder / "data/register.jws",
             kiosk.office.successor(second).jws + "\n" + second.jws + "\n");
  CHECK(kiosk.check().status == 0);
}

TEST_CASE("a right signature counts for these bytes and no others: changed, cut short, longer") {
  Kiosk kiosk;
  kiosk.sign(kiosk.update(), kiosk.office.authority);
  std::string other = kiosk.bytes;
  other[3] ^= 1;
  write_text(kiosk.deb, other);
  kiosk.refuses("isn't the file that was signed");
  write_text(kiosk.deb, kiosk.bytes.substr(0, 10));
  kiosk.refuses("only 10 of 33 bytes");
  write_text(kiosk.deb, kiosk.bytes + "x");
  kiosk.refuses("isn't the file that was signed");
  fs::remove(kiosk.deb);
  kiosk.refuses(".deb");
  write_text(kiosk.deb, kiosk.bytes);
  CHECK(kiosk.check().status == 0);
  const std::string jws = read_text(kiosk.deb + ".jws");
  write_text(kiosk.deb + ".jws", jws.substr(0, jws.size() / 2));
  CHECK(kiosk.check().status == 2);
}

TEST_CASE("what the authority signed as something else is no update, and an update is nothing else") {
  Kiosk kiosk;
  write_text(kiosk.deb + ".jws", kiosk.first.jws);
  kiosk.refuses("something else than an update");
  const auto erased = asked<std::string>(kiosk.platform, [&](auto then) {
    crypto::sign_erased(kiosk.platform.sealer(), {{"11111111-1111-4111-8111-111111111111"}, kToday},
                        kiosk.office.authority.secret, then);
  });
  write_text(kiosk.deb + ".jws", erased.value());
  kiosk.refuses("something else than an update");
  kiosk.sign(kiosk.update(), kiosk.office.authority);
  CHECK_FALSE(read(kiosk.platform, read_text(kiosk.deb + ".jws"), kiosk.office.settings()).ok());
}

TEST_CASE("what stands in a signed update has to be whole") {
  Kiosk kiosk;
  const auto signed_as = [&](const std::string& payload) {
    const auto jws = asked<std::string>(kiosk.platform, [&](auto then) {
      crypto::sign_text(kiosk.platform.sealer(), payload, kiosk.office.authority.secret, then);
    });
    write_text(kiosk.deb + ".jws", jws.value());
  };
  const Json good = {{"format", crypto::kUpdateFormat},
                     {"kind", "package"},
                     {"version", "2"},
                     {"bytes", kiosk.bytes.size()},
                     {"sha256", kiosk.update().sha256}};
  signed_as(good.dump());
  CHECK(kiosk.check().status == 0);
  const std::vector<std::pair<const char*, Json>> wrong = {
      {"kind", "else"},        {"version", "$(reboot)"}, {"version", "../2"},
      {"version", ""},         {"version", "v2"},        {"bytes", -1},
      {"bytes", "33"},         {"sha256", "abc"},        {"sha256", Json::array()},
      {"device", "kiosk-007"}, {"kind", nullptr},        {"kind", "settings"}};
  for (const auto& [member, value] : wrong) {
    Json json = good;
    json[member] = value;
    signed_as(json.dump());
    kiosk.refuses("can't be read");
  }
}

TEST_CASE("settings are for the device that they name") {
  Kiosk kiosk;
  auto settings = crypto::describe(crypto::Update::Kind::settings, "20261201.0900", "kiosk-007", kiosk.bytes);
  kiosk.sign(settings, kiosk.office.authority);
  CHECK(kiosk.check().out == "settings 20261201.0900\n");
  settings.device = "kiosk-008";
  kiosk.sign(settings, kiosk.office.authority);
  kiosk.refuses("the settings of kiosk-008, and this is kiosk-007");
}

TEST_CASE("a trial believes nobody, and a register that can't be read is no reason to believe an older one") {
  Kiosk kiosk;
  kiosk.sign(kiosk.update(), kiosk.office.authority);
  fs::create_directory(kiosk.folder / "data/register.jws");
  CHECK(kiosk.check().status != 0);
  fs::remove(kiosk.folder / "data/register.jws");
  CHECK(kiosk.check().status == 0);
  const std::string example = (source_folder() / "assets/example/config.json").string();
  const Said said = run(kiosk.platform,
                        {"update", "check", kiosk.deb, "--data", kiosk.folder / "data", "--config", example});
  CHECK(said.status == 2);
  CHECK(said.err.find("name no authority") != std::string::npos);
}

TEST_CASE("the town hall signs what a kiosk then takes") {
  constexpr char kPhrase[] = "molen brug regen tulp hertog";
  fakes::PlatformWithSetClock platform{ports::make_platform()};
  TemporaryFolder folder;
  const std::string dir = folder / "register", deb = folder / "wijkverbinder_0.2.0+r7.ab_amd64.deb",
                    tar = folder / "kiosk-007.tar";
  const Said made = run(platform, {"register", "new", dir, "--today", "2026-12-01"}, {kPhrase});
  REQUIRE_MESSAGE(made.status == 0, made.err);
  REQUIRE(run(platform, {"register", "export", dir, folder / "out"}).status == 0);
  write_settings(folder / "etc", "kiosk-007", read_text(folder / "out/authority.jwks.json"),
                 read_text(folder / "out/register.jws"));
  write_text(deb, "a package");
  write_text(tar, "settings");
  const auto check = [&](const std::string& file) {
    return run(platform,
               {"update", "check", file, "--data", folder / "data", "--config", folder / "etc/config.json"});
  };
  const Said said = run(platform, {"register", "sign", dir, deb}, {kPhrase});
  CHECK_MESSAGE(said.status == 0, said.err);
  CHECK(said.out.find("package 0.2.0+r7.ab") != std::string::npos);
  CHECK(check(deb).out == "package 0.2.0+r7.ab\n");

  CHECK(run(platform, {"register", "sign", dir, tar}, {kPhrase}).err.find("--device") != std::string::npos);
  CHECK(
      run(platform, {"register", "sign", dir, tar, "--device", "kiosk-007", "--as", "3"}, {kPhrase}).status ==
      0);
  CHECK(check(tar).out == "settings 3\n");
  CHECK(run(platform, {"register", "sign", dir, tar, "--device", "kiosk-007"}, {kPhrase}).status == 0);
  CHECK(check(tar).out.size() == std::string("settings 20261201.090000\n").size());

  CHECK(run(platform, {"register", "sign", dir, deb, "--as", "v 2"}, {kPhrase}).status == 2);
  CHECK(run(platform, {"register", "sign", dir, folder / "etc/config.json"}, {kPhrase}).status == 2);
  CHECK(run(platform, {"register", "sign", dir, folder / "none_1_amd64.deb"}, {kPhrase}).status == 2);
  fs::remove(deb + ".jws");
  CHECK(run(platform, {"register", "sign", dir, deb}, {"not the passphrase"}).status == 2);
  CHECK_FALSE(fs::exists(deb + ".jws"));
}
