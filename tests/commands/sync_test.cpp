// sync as somebody at a terminal meets it; the target is a folder, so that no server is needed.
#include <sys/stat.h>

#include <algorithm>
#include <sstream>

#include "base/bytes.h"
#include "crypto/support.h"
#include "outbox/outbox.h"
#include "places.h"
#include "platform/temporary_folder.h"
#include "cli/commands.h"
#include "services/sync_target.h"
#include "fakes/disk_files.h"

using namespace wv;
using platform_test::read_text;
using platform_test::TemporaryFolder;
using platform_test::write_text;

namespace {

struct Said {
  int status = -1;
  std::string out, err;
};

struct Kiosk {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  TemporaryFolder folder;
  crypto_test::Key key = crypto_test::new_key(*platform);
  std::string data = folder / "data", config = folder / "config.json", stick = folder / "stick/wijk";

  Kiosk() {
    std::filesystem::copy(wv::source_folder() / "assets/example", folder / "example",
                          std::filesystem::copy_options::recursive);
    write_text(folder / "keys.json", R"({"keys":[)" + key.open.jwk + "]}");
    settings({{"type", "folder"}, {"url", stick}});
  }
  void settings(const Json& sync, bool trial = false) {
    Json json = Json::parse(read_text(folder / "example/config.json"));
    json["municipality"] = "example/" + json["municipality"].get<std::string>();
    if (!trial) json["recipients"] = "keys.json";
    if (!sync.is_null()) json["sync"] = sync;
    write_text(config, json.dump());
  }
  Said run(std::vector<std::string> words) {
    std::ostringstream out, err;
    Said said;
    said.status = cli::run_command(*platform, words, out, err);
    said.out = out.str();
    said.err = err.str();
    CHECK(std::count(said.err.begin(), said.err.end(), '\n') == (said.status >= 2 ? 1 : 0));
    return said;
  }
  Said sync(const std::string& what) {
    return run({"sync", what, "--config", config, "--data", data, "--json"});
  }
  std::string put() {
    const auto envelope = crypto_test::sealed(*platform, {key.open});
    outbox::Outbox outbox(platform->store(data));
    REQUIRE(fakes::answer_of<Done>(*platform, [&](auto then) { outbox.put(envelope, then); })->ok());
    return envelope.id();
  }
};

}  // namespace

TEST_CASE("sync --once: nothing where the stick isn't, everything where it is, nothing twice") {
  Kiosk k;
  const std::string id = k.put();
  const Said away = k.sync("--once");
  CHECK(away.status == 3);
  CHECK(Json::parse(away.out)["trouble"] == "sync.no_box");
  CHECK(Json::parse(away.out)["waiting"] == 1);
  CHECK_FALSE(std::filesystem::exists(k.folder / "stick"));

  CHECK(k.sync("--setup").status == 0);
  const Said sent = k.sync("--once");
  CHECK(sent.status == 0);
  CHECK(
      Json::parse(sent.out) ==
      Json::parse(
          R"({"sent":1,"waiting":0,"parked":0,"answers":0,"published":0,"messages":0,"events":0,"missing_there":0,"offered_again":0,"all_done":true,"trouble":null,"what":null})"));
  CHECK(std::filesystem::exists(k.stick + "/inbox/" + id + ".json"));
  CHECK_FALSE(std::filesystem::exists(k.data + "/outbox/" + id + ".json"));
  CHECK(std::filesystem::exists(k.data + "/sent/" + id + ".json"));
  CHECK(Json::parse(k.sync("--once").out)["sent"] == 0);
  // What lies there can be imported elsewhere, by its manifest.
  CHECK(k.run({"queue", "import", k.stick, "--data", k.folder / "other"}).status == 0);
}

TEST_CASE("sync --retire deletes what passed its day, and keeps the rest") {
  Kiosk k;
  CHECK(k.sync("--setup").status == 0);
  const std::string id = k.put();
  CHECK(k.sync("--once").status == 0);
  Json retired = Json::parse(k.sync("--retire").out);
  const Day today = *parse_day(retired["today"].get<std::string>());
  const bool past = today >= Day{2027, 11, 23};  // the envelope is of 2026-11-23, kept for 12 months
  CHECK(retired["retired"]["inbox"] == (past ? 1 : 0));
  CHECK(std::filesystem::exists(k.stick + "/inbox/" + id + ".json") != past);
}

TEST_CASE("sync refuses a trial, settings without a target, and words it doesn't know") {
  Kiosk k;
  k.settings(nullptr, true);
  CHECK(k.sync("--once").status == 2);
  CHECK(k.run({"sync", "--once"}).status == 2);
  k.settings(nullptr);
  CHECK(k.sync("--once").status == 2);
  CHECK(k.run({"sync", "--config", k.config}).status == 2);
  CHECK(k.run({"sync", "--once", "--setup", "--config", k.config}).status == 2);
  CHECK(k.run({"sync", "--once", "now", "--config", k.config}).status == 2);
  CHECK(k.run({"sync", "--once", "--config", k.folder / "none.json"}).status == 2);
}

TEST_CASE("a password that others can read is refused with a sentence, and never shown") {
  Kiosk k;
  const std::string file = k.folder / "secret.txt";
  write_text(file, "hunter2-canary\n");
  k.settings({{"type", "couchdb"},
              {"url", "http://127.0.0.1:9"},
              {"user", "kiosk-007"},
              {"password_file", "secret.txt"}});
  k.put();
  ::chmod(file.c_str(), 0644);
  const Said open = k.sync("--once");
  CHECK(open.status == 2);
  CHECK(open.err.find("chmod 600") != std::string::npos);
  ::chmod(file.c_str(), 0600);
  const Said shut = k.sync("--once");
  CHECK(shut.status == 3);  // nobody listens on that port
  CHECK(Json::parse(shut.out)["trouble"] == "sync.offline");
  for (const std::string& text : {open.out, open.err, shut.out, shut.err})
    CHECK(text.find("canary") == std::string::npos);
  CHECK(read_text(k.data + "/sync.json").find("canary") == std::string::npos);
  ::chmod(file.c_str(), 0600);
  write_text(file, "\n");
  CHECK(k.sync("--once").status == 2);
}

TEST_CASE("while something is parked sync doesn't say that all is well, until it was brought back") {
  Kiosk k;
  CHECK(k.sync("--setup").status == 0);
  const std::string id = k.put();
  outbox::Outbox outbox(k.platform->store(k.data));
  REQUIRE(fakes::answer_of<Done>(*k.platform, [&](auto then) {
            outbox.quarantine(id, Error{Fault::failed, "sync.refused", "a test"}, then);
          })->ok());
  for (int run = 0; run < 2; ++run) {
    const Said parked = k.sync("--once");
    CHECK(parked.status == 3);
    CHECK(Json::parse(parked.out)["parked"] == 1);
    CHECK(Json::parse(parked.out)["trouble"] == "sync.parked");
    CHECK(parked.err.find("queue requeue") != std::string::npos);
  }
  const auto requeue = [&](std::vector<std::string> what) {
    std::vector<std::string> words = {"queue", "requeue", "--data", k.data, "--json"};
    words.insert(words.end(), what.begin(), what.end());
    return k.run(words);
  };
  CHECK(requeue({}).status == 2);
  CHECK(requeue({"--all", id}).status == 2);
  CHECK(requeue({"nonsense"}).status == 2);
  CHECK(requeue({"00000001-0000-4000-8000-000000000000"}).status == 2);
  CHECK(k.run({"queue", "list", "--all", "--data", k.data}).status == 2);
  const Said back = requeue({id});
  CHECK(back.status == 0);
  CHECK(Json::parse(back.out) ==
        Json::parse(R"({"requeued":1,"already_waiting":0,"already_sent":0,"bad":[]})"));
  const Said sent = k.sync("--once");
  CHECK(sent.status == 0);
  CHECK(Json::parse(sent.out)["parked"] == 0);
  CHECK(Json::parse(sent.out)["trouble"].is_null());
  CHECK(std::filesystem::exists(k.data + "/sent/" + id + ".json"));
  CHECK(requeue({"--all"}).status == 0);
}

TEST_CASE(
    "a password file of any editor is read: byte order marks, UTF-16, CRLF; what can't be a password is told") {
  Kiosk k;
  const std::string file = k.folder / "secret.txt";
  const content::SyncSettings settings{"couchdb", "https://host", "", "kiosk-007", file, ""};
  const auto read = [&](const std::string& content) {
    write_text(file, content);
    ::chmod(file.c_str(), 0600);
    const auto got = services::sync_settings(fakes::disk(), settings);
    return got ? got.value().password : "refused: " + got.error().what;
  };
  const auto wide = [](const std::string& text, bool little) {
    std::string out;
    for (const char c : text) out += little ? std::string{c, '\0'} : std::string{'\0', c};
    return out;
  };
  CHECK(read("geheim\n") == "geheim");
  CHECK(read("geheim") == "geheim");
  CHECK(read("geheim\r\n") == "geheim");
  CHECK(read("geheim\rnog iets") == "geheim");
  CHECK(read(" een zin met blanken \n") == " een zin met blanken ");
  CHECK(read("g\xC3\xA9heim\n") == "g\xC3\xA9heim");
  CHECK(read("\xEF\xBB\xBFgeheim\r\n") == "geheim");
  CHECK(read("\xFF\xFE" + wide("geheim\r\n", true)) == "geheim");
  CHECK(read("\xFE\xFF" + wide("geheim\r\n", false)) == "geheim");
  CHECK(read(wide("geheim\r\n", true)) == "geheim");
  CHECK(read(wide("geheim\r\n", false)) == "geheim");
  CHECK(read("\xFF\xFE" + wide("g\xE9", true)) == "g\xC3\xA9");
  CHECK(read("").find("no password") != std::string::npos);
  CHECK(read("\xEF\xBB\xBF\r\n").find("no password") != std::string::npos);
  CHECK(read("\xFF\xFE"
             "abc")
            .find("no plain text") != std::string::npos);
  CHECK(read("ge\x07heim").find("control character") != std::string::npos);
}

TEST_CASE("a ca_file that OpenSSL couldn't use is told before anything is sent, by its own sentence") {
  Kiosk k;
  const std::string file = k.folder / "ca.pem";
  k.settings({{"type", "couchdb"}, {"url", "https://127.0.0.1:9"}, {"ca_file", "ca.pem"}});
  k.put();
  for (const auto& [content, words] : {std::pair{"", "empty"},
                                       {"\x30\x82\x01\x0a", "DER"},
                                       {"-----BEGIN CERTIFICATE-----\nMIIB", "cut off"}}) {
    write_text(file, content);
    const Said said = k.sync("--once");
    CHECK(said.status == 2);
    CHECK(said.err.find(words) != std::string::npos);
    CHECK(said.err.find("ca.pem") != std::string::npos);
  }
}
