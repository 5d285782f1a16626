// At the lock of a member's device nothing of a case, of what was typed and of its private keys is left in
// this process: the whole program without its window, from enrolling on, every writable mapping searched at
// once. Not covered, as for residents: registers, and what window system and graphics card keep.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>

#include "base/json.h"
#include "base/secret.h"
#include "crypto/identity.h"
#include "crypto/keyring.h"
#include "crypto/register_support.h"
#include "domain/submission.h"
#include "desk/update.h"
#include "memory_search.h"
#include "places.h"
#include "player/player.h"
#include "ports/ask.h"
#include "runtime/application.h"
#include "runtime/desk_stage.h"

using namespace wv;
using namespace wv::test;
using crypto_test::asked;
namespace fs = std::filesystem;
using Signs = Canary::Signs;

namespace {

constexpr std::int64_t kTen = 1'796'119'200'000;  // 2026-12-01T10:00:00Z
constexpr char kCase[] = "7f3a9b00-0000-4000-8000-000000000001";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

struct Folder {
  Folder() { fs::remove_all(path); }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] fs::path data() const { return path / "data"; }
  fs::path path = fs::temp_directory_path() /
                  ("wv-forget-desk-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)));
};

// The program on that folder, from start to end.
struct Visit {
  explicit Visit(const Folder& folder)
      : setup(ports::ask<runtime::Setup>(*platform, [&](auto answer) {
          runtime::set_up((folder.path / "config.json").string(), *platform, answer);
        })) {
    REQUIRE_MESSAGE(setup, (setup ? std::string() : setup.error().what));
    Findings findings;
    content::add_desk_words(setup.value().content, findings);
    desk::State state = desk::first_state(setup.value().content, desk::Mode::desk, {"nl"});
    application = std::make_unique<runtime::Application>(
        setup.value(),
        runtime::Application::Plan{
            folder.data().string(), {}, ui::device_of(1920, 1080, 92), runtime::begin_desk(std::move(state))},
        *platform);
    player = std::make_unique<player::Player>(
        application->stage, application->effects, application->textures,
        player::PlayOptions{"forget", (folder.path / "out").string(), {Instant{kTen}, 60}});
  }
  void play(std::string_view script) {
    const auto commands = player::parse_script(script, "forget");
    REQUIRE(commands);
    const Status played = player->play(commands.value());
    REQUIRE_MESSAGE(played, played.error().what);
  }
  void put(const char* node, const Canary& canary) {
    play(canary.in(std::string("put ") + node + " \"", "\""));
  }
  void digits(const char* pad, const Canary& canary) {
    for (std::size_t i = 0; i < canary.size(); ++i)
      play(std::string("tap ") + pad + "." + static_cast<char>(canary.at(i)));
  }
  void unlock(const Canary& phrase) {
    play("expect-screen unlock");
    put("unlock.passphrase", phrase);
    play("tap unlock.open\nwait 3s");
  }
  void lock() { play("tap bar.lock\nexpect-screen unlock"); }

  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  Result<runtime::Setup> setup;
  std::unique_ptr<runtime::Application> application;
  std::unique_ptr<player::Player> player;
};

// The municipality, as far as it lies in files. Its own keys are overwritten before anybody searches.
struct Town {
  explicit Town(const Folder& f) : folder(f) {
    OrderedJson authority = {{"keys", OrderedJson::array()}};
    for (const crypto::Signer& key : office.content.authority)
      authority["keys"].push_back(OrderedJson(crypto::to_json(key.jwk)));
    write(folder.path / "authority.jwks.json", authority.dump());
    last = office.signed_now();
    write(folder.path / "register.jws", last.jws);
    const OrderedJson settings = {
        {"format", "wijkverbinder-config/1"},
        {"municipality", (source_folder() / "assets/example/municipality.json").string()},
        {"device", {{"name", "noor"}, {"number", 42}, {"place", "Buurthuis"}}},
        {"authority", "authority.jwks.json"},
        {"register", "register.jws"},
        {"languages", {"nl"}}};
    write(folder.path / "config.json", settings.dump());
  }
  // The device that lies there becomes Noor's, with a keyring and a message in its folder.
  void take_in(const Canary& message) {
    const auto face = crypto::read_face(text_of(folder.data() / "identity.json"));
    REQUIRE(face.ok());
    const crypto::Term term{{2026, 1, 1}, std::nullopt};
    office.content.members.push_back(
        {"noor", "Noor", {}, term, {{face.value().seal, face.value().sign, term, {}}}});
    last = office.successor(last);
    write(folder.path / "register.jws", last.jws);
    fs::remove(folder.data() / "register.jws");
    crypto::KeyringInput input{face.value().seal, crypto_test::kToday, {}, office.authority.secret, "",
                               ClockWas::unknown};
    input.halves.push_back({office.team.open.kid, Secret(office.team.secret)});
    const auto ring = asked<crypto::SealedEnvelope>(*platform, [&](auto then) {
      crypto::seal_keyring(platform->sealer(), platform->random(), std::move(input), then);
    });
    write(folder.data() / "cases" / (ring.value().id() + ".json"), ring.value().text());
    domain::Submission told;
    told.id = kCase;
    told.receipt = "0070001232";
    told.created_at = {Instant{kTen - 86'400'000}, 60};
    told.language = "nl";
    told.channel = "kiosk";
    told.device = "kiosk-007";
    told.contact.way = domain::ContactWay::none;
    {
      std::string words = message.in("", "");
      told.message = std::string_view(words);
      wipe(words);
    }
    Bytes document = domain::to_json(told);
    const auto sealed = crypto_test::try_seal(
        *platform,
        {crypto::Box::inbox, kCase, crypto_test::kToday, std::move(document), crypto::Padding::submission},
        crypto::current_recipients(office.content));
    write(folder.data() / "inbox" / (std::string(kCase) + ".json"), sealed.value().text());
  }
  void forget() {
    for (crypto_test::Key* key :
         {&office.authority, &office.paper, &office.team, &office.recovery, &office.seal, &office.sign})
      wipe(key->secret);
  }
  [[nodiscard]] Canary team_key() const { return number_of("team key", office.team.secret); }
  static Canary number_of(const char* name, std::string_view jwk) {
    const Json json = parse_json(jwk, "key").value();
    return {name, json["d"].get_ref<const std::string&>()};
  }

  const Folder& folder;
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  crypto_test::Office office{*platform};
  crypto::SignedRegister last;
};

void enrol(const Folder& folder, const Canary& phrase, const std::vector<Canary>& canaries) {
  Visit v(folder);
  v.play("expect-screen enrol\nput enrol.name \"Noor\"\ntap enrol.next\ntap enrol.own");
  v.put("enrol.passphrase", phrase);
  CHECK_FALSE(search_memory(canaries).empty());  // the control
  v.play("tap enrol.next");
  v.put("enrol.again", phrase);
  v.play("tap enrol.next\nwait 3s\nexpect enrol.request");
  const auto left = search_memory(canaries);
  CHECK_MESSAGE(left.empty(), "enrolled: " << told(left));
}

std::set<std::string> names_of(const std::vector<Sighting>& sightings) {
  std::set<std::string> names;
  for (const Sighting& one : sightings) names.insert(one.canary);
  return names;
}

}  // namespace

#ifndef __SANITIZE_ADDRESS__  // it keeps what was freed, to watch it
TEST_CASE("enrolled, unlocked, written, its passphrase changed, locked: nothing of it is left in memory") {
  const Canary phrase("passphrase", Signs::letters, 18, 51),
      changed("new passphrase", Signs::letters, 19, 52), message("message", Signs::letters, 24, 53),
      note("note", Signs::letters, 23, 54), draft("draft", Signs::letters, 22, 55),
      pin("pin", Signs::digits, 6, 57);
  std::vector<Canary> canaries = {phrase, changed, message, note, draft, pin};
  const Folder folder;
  {
    Town town(folder);
    enrol(folder, phrase, canaries);
    town.take_in(message);
    canaries.push_back(town.team_key());
    town.forget();
  }
  {
    const auto platform = ports::make_platform();
    const auto identity = asked<crypto::Identity>(*platform, [&](auto then) {
      crypto::unlock_identity(platform->sealer(), text_of(folder.data() / "identity.json"),
                              Secret(phrase.in("", "")), then);
    });
    REQUIRE(identity.ok());
    canaries.push_back(Town::number_of("seal key", identity.value().seal_jwk.view()));
    canaries.push_back(Town::number_of("sign key", identity.value().sign_jwk.view()));
  }
  wipe_stack();
  const auto nothing = [&](const char* when) {
    const auto left = search_memory(canaries);
    CHECK_MESSAGE(left.empty(), when << ": " << told(left));
  };
  nothing("before it begins");

  Visit v(folder);
  v.unlock(phrase);
  v.play("expect-screen desk\ntap desk.filter.all\ntap desk.row." + std::string(kCase) +
         "\nexpect-screen case\ntap case.note");
  v.put("case.text", note);
  v.play("tap case.save\nwait 12s\nexpect-screen case\ntap case.note");
  v.put("case.text", draft);
  const auto open = names_of(search_memory(canaries));  // the control: open, it is all there
  for (const char* name : {"message", "note", "draft", "team key", "seal key", "sign key"})
    CHECK_MESSAGE(open.contains(name), name);
  v.lock();
  nothing("locked");

  v.unlock(phrase);  // it stands where it was locked
  v.play("expect-screen case\ntap bar.menu\ntap menu.passphrase");
  v.put("change.old", phrase);
  v.put("change.new", changed);
  v.put("change.again", changed);
  v.play("tap change.do\nwait 3s\nexpect change.notice");
  CHECK_FALSE(names_of(search_memory(canaries)).contains("new passphrase"));
  v.lock();
  nothing("its passphrase changed, and locked");

  v.unlock(changed);
  v.play("tap bar.menu\ntap menu.pin");
  v.digits("pin", pin);
  v.play("wait 3s");
  v.lock();
  nothing("locked with a PIN");  // what it opens lies there, under the digits and a half that is drawn
  v.digits("unlock.pin", pin);
  v.play("wait 3s\nexpect-screen case");
  CHECK(names_of(search_memory(canaries)).contains("seal key"));
  v.lock();
  nothing("opened by the PIN, and locked");
}
#endif
