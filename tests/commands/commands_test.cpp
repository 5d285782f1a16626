// The subcommands as somebody at a terminal meets them: words in, lines and a status out.
#include "cli/commands.h"

#include <sys/stat.h>

#include <algorithm>
#include <sstream>

#include "base/bytes.h"
#include "crypto/support.h"
#include "outbox/outbox.h"
#include "platform/temporary_folder.h"

using namespace wv;
using platform_test::read_text;
using platform_test::TemporaryFolder;
using platform_test::write_text;

namespace {

struct Said {
  int status = -1;
  std::string out, err;
};

struct Terminal {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  TemporaryFolder folder;
  std::string data = folder / "data";

  Said run(std::vector<std::string> words) {
    std::ostringstream out, err;
    Said said;
    said.status = cli::run_command(*platform, words, out, err);
    said.out = out.str();
    said.err = err.str();
    // On 2 and 3 one line on stderr; else none.
    const auto lines = std::count(said.err.begin(), said.err.end(), '\n');
    CHECK(lines == (said.status >= 2 ? 1 : 0));
    return said;
  }
  Json run_json(std::vector<std::string> words, int status) {
    words.push_back("--json");
    const Said said = run(std::move(words));
    CHECK(said.status == status);
    const auto parsed = parse_json(said.out, "stdout");
    REQUIRE(parsed.ok());
    return parsed.value();
  }
  crypto::SealedEnvelope put(const crypto::Recipient& recipient, const std::string& where) {
    auto envelope = crypto_test::sealed(*platform, {recipient});
    outbox::Outbox outbox(platform->store(where));
    REQUIRE(fakes::answer_of<Done>(*platform, [&](auto then) { outbox.put(envelope, then); })->ok());
    return envelope;
  }
  std::size_t waiting(const std::string& where) {
    return run_json({"queue", "list", "--data", where}, 0)["waiting"].size();
  }
};

}  // namespace

TEST_CASE("keys new makes a private file once; keys public gives its open half; open uses both") {
  Terminal terminal;
  const std::string path = terminal.folder / "key.jwk";
  const Said made = terminal.run({"keys", "new", "--out", path});
  CHECK(made.status == 0);
  struct stat found;
  REQUIRE(::stat(path.c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0600);
  const std::string before = read_text(path);
  CHECK(terminal.run({"keys", "new", "--out", path}).status == 2);
  CHECK(read_text(path) == before);
  CHECK(terminal.run({"keys", "new", "--out", terminal.folder / "nowhere/key.jwk"}).status == 2);
  CHECK_FALSE(std::filesystem::exists(terminal.folder / "nowhere"));

  const Said open = terminal.run({"keys", "public", path});
  CHECK(open.status == 0);
  const Json jwk = parse_json(open.out, "public").value();
  CHECK(jwk["kty"] == "EC");
  CHECK(jwk["crv"] == "P-256");
  CHECK_FALSE(jwk.contains("d"));
  CHECK(open.out.find(parse_json(before, "key").value()["d"].get<std::string>()) == std::string::npos);

  const auto envelope = terminal.put({jwk["kid"], open.out}, terminal.data);
  const Said document =
      terminal.run({"open", terminal.data + "/outbox/" + envelope.id() + ".json", "--key", path});
  CHECK(document.status == 0);
  CHECK(document.out == std::string(crypto_test::kDocument) + "\n");
}

TEST_CASE("opening says what is wrong with file or key") {
  Terminal terminal;
  const auto key = crypto_test::new_key(*terminal.platform), other = crypto_test::new_key(*terminal.platform);
  const auto envelope = terminal.put(key.open, terminal.data);
  const std::string file = terminal.data + "/outbox/" + envelope.id() + ".json";
  write_text(terminal.folder / "other.jwk", other.secret);
  write_text(terminal.folder / "open.jwk", key.open.jwk);
  write_text(terminal.folder / "broken.json", envelope.text().substr(0, 500));
  CHECK(terminal.run({"open", file, "--key", terminal.folder / "other.jwk"})
            .err.find("wasn't sealed to this key") != std::string::npos);
  CHECK(terminal.run({"open", file, "--key", terminal.folder / "open.jwk"})
            .err.find("open.jwk: this is a public key") != std::string::npos);
  CHECK(terminal.run({"open", file, "--key", terminal.folder / "missing.jwk"}).err.find("missing.jwk") !=
        std::string::npos);
  CHECK(terminal.run({"open", terminal.folder / "broken.json", "--key", terminal.folder / "other.jwk"})
            .status == 2);
  CHECK(terminal.run({"open", terminal.folder / "missing.json", "--key", terminal.folder / "other.jwk"})
            .status == 2);
  CHECK(terminal.run({"open", terminal.folder.path(), "--key", terminal.folder / "other.jwk"}).status == 2);
}

TEST_CASE("wrong usage is 2, with one line") {
  Terminal terminal;
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{},
                                             {"sing"},
                                             {"keys"},
                                             {"keys", "old"},
                                             {"keys", "new"},
                                             {"keys", "public"},
                                             {"keys", "new", "--out"},
                                             {"open"},
                                             {"open", "x"},
                                             {"open", "--key", "x"},
                                             {"queue"},
                                             {"queue", "burn"},
                                             {"queue", "export"},
                                             {"queue", "list", "x"},
                                             {"queue", "list", "--loud"},
                                             {"queue", "list", "--data"},
                                             {"queue", "list", "--data", "a", "--data", "b"},
                                             {"queue", "import", terminal.folder / "nowhere"},
                                             {"keys", "public", terminal.folder / "a\nb"}}) {
    CHECK(terminal.run(words).status == 2);
  }
}

TEST_CASE("a missing data folder is an empty queue and stays missing") {
  Terminal terminal;
  CHECK(terminal.waiting(terminal.data) == 0);
  CHECK(terminal.run({"queue", "verify", "--data", terminal.data}).status == 0);
  CHECK_FALSE(std::filesystem::exists(terminal.data));
  write_text(terminal.data, "a file");
  CHECK(terminal.run({"queue", "list", "--data", terminal.data}).status == 3);
  CHECK(terminal.run({"queue", "verify", "--data=" + terminal.data}).status == 3);
}

TEST_CASE("verify is 0 for whole files and leftovers, 1 for a bad one, and moves nothing") {
  Terminal terminal;
  const auto key = crypto_test::new_key(*terminal.platform);
  const auto good = terminal.put(key.open, terminal.data), bad = terminal.put(key.open, terminal.data);
  write_text(terminal.data + "/outbox/.tmp-0123", "half");
  CHECK(terminal.run_json({"queue", "verify", "--data", terminal.data}, 0)["waiting"] == 2);
  const std::string file = terminal.data + "/outbox/" + bad.id() + ".json";
  write_text(file, bad.text().substr(0, 900));
  const Json report = terminal.run_json({"queue", "verify", "--data", terminal.data}, 1);
  CHECK(report["waiting"] == 1);
  REQUIRE(report["bad"].size() == 1);
  CHECK(report["bad"][0]["file"] == "outbox/" + bad.id() + ".json");
  const Said said = terminal.run({"queue", "verify", "--data", terminal.data});
  CHECK(said.out.find("bad: outbox/" + bad.id() + ".json") != std::string::npos);
  CHECK(read_text(file) == bad.text().substr(0, 900));
  CHECK_FALSE(std::filesystem::exists(terminal.data + "/quarantine"));
  CHECK(terminal.run_json({"queue", "list", "--data", terminal.data}, 0)["bad"].size() == 1);
}

TEST_CASE("a stick carries the queue to another device; twice is once, and nothing leaves the first") {
  Terminal terminal;
  const auto key = crypto_test::new_key(*terminal.platform);
  const auto first = terminal.put(key.open, terminal.data), second = terminal.put(key.open, terminal.data);
  const std::string stick = terminal.folder / "stick", other = terminal.folder / "other";
  CHECK(terminal.run_json({"queue", "export", stick, "--data", terminal.data}, 0)["exported"] == 2);
  CHECK(terminal.waiting(terminal.data) == 2);
  const Json manifest = parse_json(read_text(stick + "/manifest.json"), "manifest").value();
  CHECK(manifest["count"] == 2);
  CHECK(manifest["envelopes"].size() == 2);
  CHECK(read_text(stick + "/" + first.id() + ".json") == first.text());
  CHECK(terminal.run_json({"queue", "export", stick, "--data", terminal.data}, 0)["in_the_manifest"] == 2);

  CHECK(terminal.run_json({"queue", "import", stick, "--data", other}, 0)["imported"] == 2);
  CHECK(terminal.run_json({"queue", "import", stick, "--data", other}, 0)["already_waiting"] == 2);
  CHECK(terminal.waiting(other) == 2);
  CHECK(read_text(other + "/outbox/" + second.id() + ".json") == second.text());

  outbox::Outbox outbox(terminal.platform->store(other));
  REQUIRE(fakes::answer_of<Done>(*terminal.platform, [&](auto then) {
            outbox.mark_sent(first.id(), first.sha256(), then);
          })->ok());
  CHECK(terminal.run_json({"queue", "import", stick, "--data", other}, 0)["already_sent"] == 1);
  CHECK(terminal.waiting(other) == 1);
}

TEST_CASE("a bad file on a stick is told and stops nothing; so is one that the manifest promised") {
  Terminal terminal;
  const auto key = crypto_test::new_key(*terminal.platform);
  const auto good = terminal.put(key.open, terminal.data), cut = terminal.put(key.open, terminal.data),
             gone = terminal.put(key.open, terminal.data);
  const std::string stick = terminal.folder / "stick", other = terminal.folder / "other";
  CHECK(terminal.run({"queue", "export", stick, "--data", terminal.data}).status == 0);
  write_text(stick + "/" + cut.id() + ".json", cut.text().substr(0, 700));
  std::filesystem::remove(stick + "/" + gone.id() + ".json");
  write_text(stick + "/holiday.jpg", "not ours");
  const Json told = terminal.run_json({"queue", "import", stick, "--data", other}, 1);
  CHECK(told["imported"] == 1);
  CHECK(told["bad"].size() == 2);
  CHECK(terminal.run({"queue", "verify", "--data", other}).status == 0);
  write_text(stick + "/manifest.json", "{");
  CHECK(terminal.run_json({"queue", "import", stick, "--data", other}, 1)["already_waiting"] == 1);
}

TEST_CASE("exporting onto what is no folder is 3, and loses nothing") {
  Terminal terminal;
  const auto key = crypto_test::new_key(*terminal.platform);
  (void)terminal.put(key.open, terminal.data);
  write_text(terminal.folder / "file", "x");
  CHECK(terminal.run({"queue", "export", terminal.folder / "file", "--data", terminal.data}).status == 3);
  CHECK(terminal.waiting(terminal.data) == 1);
}

TEST_CASE(
    "pin set keeps no digit in the clear, pin clear takes it away, and what is no PIN changes nothing") {
  fakes::FakePlatform platform(ports::make_platform());
  const auto run = [&](std::vector<std::string> words, std::vector<std::string> typed) {
    for (auto& line : typed) platform.type(line);
    words.insert(words.end(), {"--data", "data"});
    std::ostringstream out, err;
    Said said{cli::run_command(platform, words, out, err), out.str(), err.str()};
    while (platform.read_secret("")) {
    }
    CHECK((said.out + said.err).find("314159") == std::string::npos);
    return said;
  };
  const auto kept = [&] {
    return to_string(platform.store("data").content("device.json").value_or(Bytes{}));
  };
  CHECK(run({"pin", "set"}, {"314159", "314159"}).status == 0);
  const std::string first = kept();
  CHECK(first.find("\"pin\"") != std::string::npos);
  CHECK(first.find("314159") == std::string::npos);
  CHECK(run({"pin", "set"}, {"314159", "314158"}).status == 2);
  CHECK(run({"pin", "set"}, {"31415"}).status == 2);
  CHECK(run({"pin", "set"}, {}).status == 2);
  CHECK(run({"pin", "set", "314159"}, {}).status == 2);
  CHECK(run({"pin"}, {}).status == 2);
  CHECK(kept() == first);
  CHECK(run({"pin", "set"}, {"314159"}).status == 0);  // a pipe gives it once; the salt is another
  CHECK(kept() != first);
  CHECK(run({"pin", "clear"}, {}).status == 0);
  CHECK(kept().find("\"pin\"") == std::string::npos);
  CHECK(run({"pin", "clear"}, {}).status == 0);
  platform.store("data").fail(1, "store.read_only", fakes::MemoryStore::How::from_then_on);
  CHECK(run({"pin", "set"}, {"314159"}).status == 3);
}

TEST_CASE("an import brings nothing back that has passed its day on this device") {
  Terminal terminal;
  const auto key = crypto_test::new_key(*terminal.platform);
  const std::string old_data = terminal.folder / "old", stick = terminal.folder / "stick";
  (void)terminal.put(key.open, old_data);  // of 2026-11-23
  REQUIRE(terminal.run({"queue", "export", stick, "--data", old_data}).status == 0);
  const auto believe = [&](const char* calendar, const char* was) {
    return fakes::answer_of<Done>(*terminal.platform,
                                  [&](auto then) {
                                    terminal.platform->store(terminal.data)
                                        .set_member("device.json", "calendar", was, calendar, then);
                                  })
        ->ok();
  };
  constexpr char kBefore[] = R"({"believed":"2027-11-22","confirmed":"2027-11-01","months":12})";
  constexpr char kOnIt[] = R"({"believed":"2027-11-23","confirmed":"2027-11-01","months":12})",
                 kUnsaid[] = R"({"believed":"2027-11-23","months":12})";
  REQUIRE(believe(kOnIt, ""));
  const Json refused = terminal.run_json({"queue", "import", stick, "--data", terminal.data}, 0);
  CHECK(refused["past"] == 1);
  CHECK(refused["imported"] == 0);
  CHECK(terminal.waiting(terminal.data) == 0);
  // A day that no network ever confirmed refuses nothing, nor does the day before.
  REQUIRE(believe(kUnsaid, kOnIt));
  CHECK(terminal.run_json({"queue", "import", stick, "--data", terminal.data}, 0)["past"] == 0);
  REQUIRE(believe(kBefore, kUnsaid));
  CHECK(terminal.run_json({"queue", "import", stick, "--data", terminal.data}, 0)["already_waiting"] == 1);
}

TEST_CASE("long work says how far it has come to somebody who watches, and to no script") {
  for (const std::string verb : {"list", "verify", "export", "import"}) {
    CAPTURE(verb);
    const auto said_by = [&](bool watched, bool json, std::int64_t pace_ms) {
      fakes::FakePlatform platform;
      const auto key = crypto_test::new_key(platform);
      const TemporaryFolder stick;  // import looks whether there is such a folder
      for (const std::string& where : {std::string("data"), stick.path()}) {
        outbox::Outbox outbox(platform.store(where));
        for (int i = 0; i < 20; ++i) {
          const auto envelope = crypto_test::sealed(platform, {key.open});
          if (where == "data")
            REQUIRE(fakes::answer_of<Done>(platform, [&](auto then) { outbox.put(envelope, then); })->ok());
          else
            platform.store(where).damage(envelope.id() + ".json", to_bytes(envelope.text()));
        }
      }
      platform.watched = watched;
      platform.clock().pace_ms = pace_ms;
      std::vector<std::string> words = {"queue", verb};
      if (verb == "export" || verb == "import") words.push_back(stick.path());
      words.insert(words.end(), {"--data", "data"});
      if (json) words.emplace_back("--json");
      std::ostringstream out, err;
      CHECK(cli::run_command(platform, words, out, err) == 0);
      return err.str();
    };
    const std::string told = said_by(true, false, 100);
    CHECK((told.find("10 of 20") != std::string::npos ||
           told.find("11 of 20") != std::string::npos));  // every other one is told
    CHECK(told.ends_with("\r\033[K"));                    // the line is gone at the end
    CHECK(told.find('\n') == std::string::npos);
    CHECK(said_by(true, true, 100).empty());
    CHECK(said_by(false, false, 100).empty());
    CHECK(said_by(true, false, 1).empty());  // done in a moment
  }
}
