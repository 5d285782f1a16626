// The municipality's administrator at a terminal: a register made, people who come and leave, keys that
// change, and what each of them can open then. Real keys, a real disk.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "base/bytes.h"
#include "cli/commands.h"
#include "crypto/belief.h"
#include "crypto/enrolment.h"
#include "crypto/erased.h"
#include "crypto/keyring.h"
#include "crypto/register_support.h"
#include "fakes/set_clock.h"
#include "outbox/outbox.h"
#include "places.h"
#include "runtime/setup.h"
#include "platform/temporary_folder.h"

using namespace wv;
using namespace wv::crypto_test;
using platform_test::read_text;
using platform_test::TemporaryFolder;
using platform_test::write_text;
namespace fs = std::filesystem;

namespace {

constexpr char kPhrase[] = "molen brug regen tulp hertog";
constexpr char kOther[] = "een heel andere zin";

struct Said {
  int status = -1;
  std::string out, err;
};

struct Hall {  // the town hall, its register folder, and the devices of members
  fakes::PlatformWithSetClock platform{ports::make_platform()};
  TemporaryFolder folder;
  std::string dir = folder / "register";

  Said run(std::vector<std::string> words, std::deque<std::string> typed = {}) {
    platform.type(std::move(typed));
    words.insert(words.begin(), "register");
    std::ostringstream out, err;
    Said said;
    said.status = cli::run_command(platform, words, out, err);
    said.out = out.str();
    said.err = err.str();
    CHECK(std::count(said.err.begin(), said.err.end(), '\n') == (said.status == 0 ? 0 : 1));
    return said;
  }
  Said good(std::vector<std::string> words, std::deque<std::string> typed = {}) {
    Said said = run(std::move(words), std::move(typed));
    CHECK_MESSAGE(said.status == 0, said.err);
    return said;
  }
  [[nodiscard]] crypto::Words words() const {
    return crypto::Words::parse(read_text((source_folder() / "assets/words/nl.txt").string())).value();
  }
  // A device that enrols: its keys, its request as a file, its four words.
  struct Enrolled {
    crypto::Identity identity;
    std::string file, words;
    [[nodiscard]] Key seal() const {
      return {std::string(identity.seal_jwk.view()), {identity.face.seal.kid, identity.face.seal.jwk}};
    }
  };
  Enrolled enrol(const std::string& name) {
    auto made = asked<crypto::NewIdentity>(platform, [&](auto then) {
      crypto::make_identity(platform.sealer(), platform.random(), Secret(kPhrase), then);
    });
    const auto request = asked<std::string>(platform, [&](auto then) {
      crypto::make_request(platform.sealer(), platform.random(), made.value().identity, name, then);
    });
    Enrolled enrolled{std::move(made.value().identity), folder / (name + ".json"), ""};
    write_text(enrolled.file, request.value());
    const auto read = asked<crypto::EnrolmentRequest>(
        platform, [&](auto then) { crypto::read_request(platform.sealer(), request.value(), then); });
    enrolled.words = asked<std::string>(platform, [&](auto then) {
                       crypto::fingerprint(platform.sealer(), words(), read.value().sha256, then);
                     }).value();
    return enrolled;
  }
  [[nodiscard]] crypto::Register now() {
    const auto belief = asked<crypto::Belief>(platform, [&](auto then) {
      crypto::read_belief(platform.sealer(), first_authority, read_text(dir + "/register.jws"), then);
    });
    REQUIRE_MESSAGE(belief.ok(), (belief.ok() ? std::string() : belief.error().what));
    return belief.value().held()->content;
  }
  Said begin() {
    Said said = good({"new", dir, "--today", "2026-12-01", "--retention-months", "12"}, {kPhrase});
    Findings findings;
    good({"export", dir, folder / "kiosk"});
    first_authority =
        crypto::parse_signers(read_text(folder / "kiosk/authority.jwks.json"), "authority", findings);
    CHECK(first_authority.size() == 2);
    return said;
  }
  // What lies in the outbox, in the order in which it is sent.
  std::vector<crypto::SealedEnvelope> out() {
    outbox::Outbox outbox(platform.store(dir));
    const auto items = asked<std::vector<outbox::Item>>(platform, [&](auto then) { outbox.list(then); });
    std::vector<crypto::SealedEnvelope> envelopes;
    for (const auto& item : items.value())
      envelopes.push_back(
          asked<crypto::SealedEnvelope>(platform, [&](auto then) { outbox.load(item.id, then); }).value());
    return envelopes;
  }
  // The halves that a device has by all that ever went out.
  std::vector<crypto::Half> halves(const Enrolled& device, const crypto::Signers& authority) {
    std::map<std::string, crypto::Half> found;
    const crypto::Register content = now();
    for (const auto& envelope : out()) {
      if (envelope.box() != crypto::Box::cases) continue;
      auto ring = asked<std::vector<crypto::Half>>(platform, [&](auto then) {
        crypto::open_keyring(platform.sealer(), envelope, device.identity.seal_jwk, authority, then);
      });
      if (!ring) continue;
      auto counted = asked<std::vector<crypto::Half>>(platform, [&](auto then) {
        crypto::count_halves(platform.sealer(), std::move(ring).value(), content, then);
      });
      for (auto& half : counted.value()) found.insert_or_assign(half.kid, half);
    }
    std::vector<crypto::Half> all;
    for (auto& [kid, half] : found) all.push_back(std::move(half));
    return all;
  }
  bool opens(const Enrolled& device, const crypto::SealedEnvelope& message) {
    const auto held = halves(device, first_authority);
    return std::any_of(held.begin(), held.end(), [&](const crypto::Half& half) {
      return opened(platform, message, std::string(half.jwk.view())).ok();
    });
  }
  crypto::SealedEnvelope message() { return sealed(platform, crypto::current_recipients(now())); }
  Said add(const Enrolled& device, const std::string& id, std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"add",    dir, device.file, "--id",      id,
                                      "--name", id,  "--today",   "2026-12-02"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, {device.words, kPhrase});
  }
  crypto::Signers first_authority;
};

std::string paper_of(const std::string& out) {
  std::string words;
  for (const char c : out.substr(out.find("  1 ") == std::string::npos ? out.find(" 1 ") : out.find("  1 ")))
    words.push_back(c >= 'a' && c <= 'z' ? c : ' ');
  std::istringstream in(words);
  std::string paper, word;
  for (std::size_t i = 0; i < crypto::kPaperWords && in >> word; ++i) paper += word + " ";
  return paper;
}

std::string whole_folder(const std::string& folder) {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) all += read_text(entry.path().string());
  return all;
}

}  // namespace

TEST_CASE("a newcomer reads the history, a leaver none of the next, a second device reads all") {
  Hall hall;
  hall.begin();
  const auto sam = hall.enrol("Sam"), noor = hall.enrol("Noor"), second = hall.enrol("Sam-laptop");
  CHECK(hall.add(sam, "sam", {"--number", "41", "--neighbourhoods", "Noord,Zuid"}).status == 0);
  const auto early = hall.message();
  CHECK(hall.add(noor, "noor").status == 0);
  CHECK(hall.opens(noor, early));
  CHECK(hall.add(noor, "noor").status == 2);  // a key ever seen
  CHECK(hall.add(second, "sam").status == 0);
  CHECK(hall.now().members.size() == 2);
  CHECK(hall.now().members[0].devices.size() == 2);
  CHECK(hall.opens(second, early));

  hall.good({"end", hall.dir, "noor", "--today", "2026-12-10"}, {kPhrase});
  const auto late = hall.message();
  CHECK(hall.opens(sam, late));
  CHECK(hall.opens(second, late));
  CHECK_FALSE(hall.opens(noor, late));
  CHECK(hall.opens(noor, early));  // what a leaver had, a leaver has
  CHECK(crypto::member_signers(hall.now(), {2026, 12, 9}).size() == 3);
  CHECK(crypto::member_signers(hall.now(), {2026, 12, 10}).size() == 2);
  CHECK(hall.run({"end", hall.dir, "noor", "--today", "2026-12-10"}, {kPhrase}).status == 2);  // ended before
  CHECK(hall.run({"end", hall.dir, "sam", "--today", "2026-12-09"}, {kPhrase}).err.find("clock") !=
        std::string::npos);

  // A lost device: the other one of the same member reads on.
  hall.good(
      {"end", hall.dir, "sam", "--device", sam.identity.face.seal.kid.substr(0, 8), "--today", "2026-12-11"},
      {kPhrase});
  const auto later = hall.message();
  CHECK_FALSE(hall.opens(sam, later));
  CHECK(hall.opens(second, later));
  CHECK(hall.now().team.size() == 3);
}

TEST_CASE(
    "who asks by sync is listed until the register names them, and let in by words or by a scanned QR") {
  Hall hall;
  hall.begin();
  const auto asks = [&](const Hall::Enrolled& device, const Day& day) {
    const auto request = asked<crypto::EnrolmentRequest>(hall.platform, [&](auto then) {
      crypto::read_request(hall.platform.sealer(), read_text(device.file), then);
    });
    const auto envelope = crypto::wrap_request(request.value(), day, ClockWas::unknown);
    const std::string path = "published/" + envelope.value().id() + ".json";
    REQUIRE(asked<Done>(hall.platform, [&](auto then) {
              hall.platform.store(hall.dir).put(path, to_bytes(envelope.value().text()), then);
            }).ok());
    return std::pair(hall.dir + "/" + path, request.value().sha256);
  };
  const auto listed = [&] { return Json::parse(hall.good({"requests", hall.dir, "--json"}).out); };
  CHECK(hall.good({"requests", hall.dir}).out.find("nobody asks") == 0);
  auto sam = hall.enrol("Sam");
  const auto noor = hall.enrol("Noor\nregister add");  // a name is somebody's claim
  const auto second = asks(noor, {2026, 12, 2});
  const std::string& noors = second.first;
  const auto [sams, sams_hash] = asks(sam, {2026, 12, 1});
  write_text(hall.dir + "/published/no-envelope.json", "{}");
  REQUIRE(listed().size() == 2);
  CHECK(listed()[0] == Json{{"name", "Sam"}, {"asked_on", "2026-12-01"}, {"file", sams}});
  const std::string told = hall.good({"requests", hall.dir}).out;
  CHECK(std::count(told.begin(), told.end(), '\n') == 3);

  sam.file = sams;  // the envelope, as sync brought it
  CHECK(hall.add(sam, "sam").status == 0);
  CHECK(hall.now().members.size() == 1);
  REQUIRE(listed().size() == 1);
  CHECK(listed()[0]["file"] == noors);
  // A scanner types the whole hash; another request's hash is no answer.
  const auto add = [&](const std::string& typed) {
    return hall.run({"add", hall.dir, noors, "--id", "noor", "--name", "Noor", "--today", "2026-12-02"},
                    {typed, kPhrase});
  };
  CHECK(add(sams_hash).status == 1);
  CHECK(add(second.second).status == 0);
  CHECK(listed().empty());
}

TEST_CASE("each keyring and each register lies there once, and the registers' chain holds") {
  Hall hall;
  hall.begin();
  const auto sam = hall.enrol("Sam");
  CHECK(hall.add(sam, "sam").status == 0);
  hall.good({"rotate", hall.dir, "--today", "2027-03-01"}, {kPhrase});
  std::vector<std::string> boxes;
  std::map<std::uint64_t, std::string> registers;  // by their numbers: files of one moment have no order
  for (const auto& envelope : hall.out()) {
    boxes.emplace_back(crypto::box_name(envelope.box()));
    if (envelope.box() != crypto::Box::published) continue;
    const std::string text = envelope.sealed().get<std::string>();
    const auto alone = considered(hall.platform, {hall.first_authority, {}}, text);
    REQUIRE(alone.ok());
    registers.emplace(alone.value().belief.held()->content.seq, text);
  }
  crypto::Belief belief{hall.first_authority, {}};
  for (const auto& [seq, text] : registers) {
    const auto next = considered(hall.platform, belief, text);
    REQUIRE(next.ok());
    CHECK(next.value().verdict == crypto::Verdict::newer);
    CHECK_FALSE(next.value().broken_chain);
    belief = next.value().belief;
  }
  CHECK(std::count(boxes.begin(), boxes.end(), "published") == 3);
  CHECK(std::count(boxes.begin(), boxes.end(), "cases") == 2);
  CHECK(belief.held()->content.seq == 3);
  CHECK(belief.held()->content.next == Day{2027, 6, 1});
  CHECK(belief.links.size() == 1);
}

TEST_CASE(
    "an old key is dropped no sooner than retention and six months, and never while a kiosk seals to it") {
  Hall hall;
  hall.begin();
  const auto sam = hall.enrol("Sam");
  CHECK(hall.add(sam, "sam").status == 0);
  const std::string kid = hall.now().team[0].key.kid, recovery = hall.now().team[0].recovery.kid;
  hall.good({"rotate", hall.dir, "--today", "2027-01-10"}, {kPhrase});
  const std::string seen = hall.folder / "inbox";
  fs::create_directory(seen);
  const auto has = [&] {
    const auto kids = crypto::all_kids(hall.now());
    const auto team = hall.now().team;
    return std::any_of(team.begin(), team.end(), [&](const auto& key) { return key.key.kid == kid; });
  };
  hall.good({"rotate", hall.dir, "--today", "2028-07-09", "--seen", seen}, {kPhrase});
  CHECK(has());  // a day too early
  hall.good({"rotate", hall.dir, "--today", "2028-07-10"}, {kPhrase});
  CHECK(has());  // nobody looked at what came in
  const auto late = try_seal(hall.platform, {crypto::Box::inbox, "", {2027, 1, 11}, to_bytes(kDocument)},
                             {{kid, hall.now().team.back().key.jwk}});
  write_text(seen + "/" + late.value().id() + ".json", late.value().text());
  write_text(seen + "/bad.json", "{");
  hall.good({"rotate", hall.dir, "--today", "2028-07-10", "--seen", seen}, {kPhrase});
  CHECK(has());  // a kiosk sealed to it a day after the rotation
  hall.good({"rotate", hall.dir, "--today", "2028-07-11", "--seen", seen}, {kPhrase});
  CHECK_FALSE(has());
  CHECK(crypto::erase_on(hall.now(), kid) == Day{2028, 8, 10});
  CHECK(crypto::erase_on(hall.now(), recovery).has_value());
  // The folder has forgotten its halves too.
  const Json keys = parse_json(read_text(hall.dir + "/keys.json"), "keys").value();
  for (const Json& left : keys["kids"]) CHECK((left != kid && left != recovery));
}

TEST_CASE("a lost authority key, and a forgotten passphrase: the paper makes new ones") {
  Hall hall;
  const Said made = hall.begin();
  const auto sam = hall.enrol("Sam");
  CHECK(hall.add(sam, "sam").status == 0);
  const auto early = hall.message();
  const std::string paper = paper_of(made.out);
  CHECK(hall.run({"rotate", hall.dir, "--today", "2026-12-20"}, {kOther}).status == 2);
  CHECK(hall.run({"rotate", hall.dir, "--paper", "--today", "2026-12-20"},
                 {paper.substr(paper.find(' ') + 1), "", kOther})
            .status == 2);
  hall.good({"rotate", hall.dir, "--paper", "--today", "2026-12-20"}, {paper, "", kOther});
  const crypto::Register content = [&] {  // a device that had the one before
    crypto::Belief belief{hall.first_authority, {}};
    for (const auto& envelope : hall.out())
      if (envelope.box() == crypto::Box::published)
        if (auto next = considered(hall.platform, belief, envelope.sealed().get<std::string>()))
          belief = next.value().belief;
    CHECK(crypto::ever_believed(belief).size() == 4);
    CHECK(belief.held()->content.seq == 3);
    return belief.held()->content;
  }();
  for (const auto& old : hall.first_authority)
    for (const auto& key : content.authority) CHECK(key.kid != old.kid);
  const auto late = sealed(hall.platform, crypto::current_recipients(content));
  CHECK(hall.opens(sam, late));
  CHECK(hall.opens(sam, early));
  // The old passphrase opens nothing here any more, the new one signs; the old paper is worth nothing.
  CHECK(hall.run({"rotate", hall.dir, "--today", "2026-12-21"}, {kPhrase}).err.find("passphrase") !=
        std::string::npos);
  CHECK(hall.run({"rotate", hall.dir, "--paper", "--today", "2026-12-21"}, {paper, "", kOther})
            .err.find("newest paper") != std::string::npos);
  hall.good({"rotate", hall.dir, "--today", "2026-12-21"}, {kOther});
  CHECK(fs::exists(hall.dir + "/keys-until-2.json"));
}

TEST_CASE("somebody else's request: the four words don't fit, and nothing is changed") {
  Hall hall;
  hall.begin();
  auto sam = hall.enrol("Sam");
  const std::string before = read_text(hall.dir + "/register.jws");
  sam.words = "molen molen molen molen";
  CHECK(hall.add(sam, "sam").status == 1);
  CHECK(read_text(hall.dir + "/register.jws") == before);
  write_text(sam.file, "{}");
  CHECK(hall.add(sam, "sam").status == 2);
  CHECK(hall.run({"add", hall.dir, sam.file}).status == 2);
}

TEST_CASE("a confidential key is for its holders, and changes when one of them leaves") {
  Hall hall;
  hall.begin();
  const auto sam = hall.enrol("Sam"), noor = hall.enrol("Noor"), eva = hall.enrol("Eva");
  CHECK(hall.add(sam, "sam").status == 0);
  CHECK(hall.add(noor, "noor", {"--confidential"}).status == 0);
  CHECK(hall.add(eva, "eva", {"--confidential"}).status == 0);
  const auto secret = [&] {
    return sealed(hall.platform, crypto::current_recipients(hall.now().confidential.front()));
  };
  const auto early = secret();
  CHECK(hall.opens(noor, early));
  CHECK(hall.opens(eva, early));
  CHECK_FALSE(hall.opens(sam, early));
  hall.good({"end", hall.dir, "noor", "--today", "2026-12-10"}, {kPhrase});
  const auto late = secret();
  CHECK_FALSE(hall.opens(noor, late));
  CHECK_FALSE(hall.opens(sam, late));
  CHECK(hall.opens(eva, late));
  CHECK(hall.opens(eva, early));
}

TEST_CASE("erase confirms what a member asked for, and nobody else's words") {
  Hall hall;
  hall.begin();
  const auto sam = hall.enrol("Sam");
  CHECK(hall.add(sam, "sam").status == 0);
  const std::string of = "7f3a9b00-0000-4000-8000-000000000001", one = "7f3a9b00-0000-4000-8000-000000000002";
  const Json event = {{"format", crypto::kEventFormat},
                      {"kind", "erase"},
                      {"case", of},
                      {"body", {{"envelopes", {of, one}}}}};
  const auto request = [&](const std::string& jwk, const Json& document) {
    const auto jws = asked<std::string>(hall.platform, [&](auto then) {
      crypto::sign_text(hall.platform.sealer(), document.dump(), jwk, then);
    });
    const auto envelope = try_seal(hall.platform, {crypto::Box::cases, "", kToday, to_bytes(jws.value())},
                                   crypto::current_recipients(hall.now()));
    write_text(hall.folder / "erase.json", envelope.value().text());
    return hall.run({"erase", hall.dir, hall.folder / "erase.json", "--today", "2026-12-05"}, {kPhrase});
  };
  const std::string sign(sam.identity.sign_jwk.view());
  CHECK(request(new_key(hall.platform).secret, event).status == 2);
  Json other = event;
  other["kind"] = "note";
  CHECK(request(sign, other).status == 2);
  std::set<std::string> before;
  for (const auto& envelope : hall.out()) before.insert(envelope.id());
  CHECK(request(sign, event).status == 0);
  auto out = hall.out();
  std::erase_if(out, [&](const auto& envelope) { return before.contains(envelope.id()); });
  REQUIRE(out.size() == 1);
  const auto erased = asked<crypto::Erased>(hall.platform, [&](auto then) {
    crypto::read_erased(hall.platform.sealer(), out.back().sealed().get<std::string>(), hall.first_authority,
                        then);
  });
  const std::string why = erased.ok() ? "" : erased.error().code + " " + erased.error().what;
  REQUIRE_MESSAGE(erased.ok(), why);
  CHECK(erased.value().ids == std::vector<std::string>{of, one});
}

TEST_CASE("what is exported for kiosks is public, and the folder holds no key in the clear") {
  Hall hall;
  const Said made = hall.begin();
  const auto sam = hall.enrol("Sam");
  CHECK(hall.add(sam, "sam").status == 0);
  CHECK(whole_folder(hall.folder / "kiosk").find("\"d\"") == std::string::npos);
  const std::string all = whole_folder(hall.dir);
  CHECK(all.find("\"d\"") == std::string::npos);
  const std::string paper = paper_of(made.out);
  CHECK(all.find(paper.substr(0, 20)) == std::string::npos);
  const auto d = crypto::from_paper(hall.words(), paper);
  REQUIRE(d.ok());
  CHECK(all.find(d.value().view()) == std::string::npos);
  for (const auto& half : hall.halves(sam, hall.first_authority)) {
    const std::string secret = parse_json(half.jwk.view(), "key").value()["d"];
    CHECK(all.find(secret) == std::string::npos);
  }
}

TEST_CASE("what can't be done is said, on one line") {
  Hall hall;
  CHECK(hall.run({"show", hall.dir}).status == 2);
  CHECK(hall.run({}).status == 2);
  CHECK(hall.run({"sing", hall.dir}).status == 2);
  CHECK(hall.run({"new", hall.dir}, {"kort"}).status == 2);
  CHECK(hall.run({"new", hall.dir}).status == 2);
  CHECK_FALSE(fs::exists(hall.dir + "/keys.json"));
  hall.begin();
  CHECK(hall.run({"new", hall.dir}, {kPhrase}).status == 2);
  CHECK(hall.run({"end", hall.dir, "nobody"}, {kPhrase}).status == 2);
  CHECK(hall.run({"rotate", hall.dir, "--today", "tomorrow"}, {kPhrase}).status == 2);
  CHECK(hall.run({"rotate", hall.dir, "--today", "2026-12-01", "--closed-days", "kerst"}, {kPhrase}).status ==
        2);
  hall.good({"rotate", hall.dir, "--today", "2026-12-01", "--closed-days", "2026-12-25,2026-12-26"},
            {kPhrase});
  CHECK(hall.now().closed_days.size() == 2);
  const Said shown = hall.good({"show", hall.dir});
  CHECK(shown.out.find("authority: ") != std::string::npos);
  write_text(hall.dir + "/register/000002.jws", "a.b.c");
  CHECK(hall.run({"show", hall.dir}).status == 2);
}

TEST_CASE("what was exported are a kiosk's settings; a register by somebody else isn't, and check says so") {
  Hall hall;
  hall.begin();
  content::Config config;
  config.trial = false;
  config.authority = hall.folder / "kiosk/authority.jwks.json";
  config.first_register = hall.folder / "kiosk/register.jws";
  const auto believed = [&](const Day& day, Findings& findings) {
    runtime::PublicKeys keys = runtime::load_keys(hall.platform.files(), config, findings);
    CHECK(keys.recipients.empty());
    std::optional<runtime::PublicKeys> got;
    runtime::believe_register(config, keys, hall.platform.sealer(), day,
                              [&](runtime::PublicKeys said, Findings more) {
                                got = std::move(said);
                                findings.insert(findings.end(), more.begin(), more.end());
                              });
    fakes::settle(hall.platform);
    REQUIRE(got.has_value());
    return *got;
  };
  Findings findings;
  const auto keys = believed({2027, 3, 1}, findings);
  CHECK(findings.empty());
  REQUIRE(keys.recipients.size() == 2);
  CHECK(keys.recipients[0].kid == hall.now().team[0].key.kid);
  (void)believed({2027, 3, 2}, findings);
  REQUIRE(findings.size() == 1);  // overdue: told, and it goes on
  CHECK_FALSE(has_fault(findings));
  Hall other;
  other.begin();
  config.first_register = other.folder / "kiosk/register.jws";
  CHECK(believed({2026, 12, 1}, findings).recipients.empty());
  CHECK(has_fault(findings));
}
