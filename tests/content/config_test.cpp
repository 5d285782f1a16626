#include "content/config.h"

#include <doctest/doctest.h>

#include "content/support.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

const std::string kWhole = R"({"format":"wijkverbinder-config/1","municipality":"m.json",
 "device":{"name":"kiosk-007","number":7,"place":"Buurthuis"},
 "recipients":"r.json","signers":"s.json","languages":["nl","en","ar"],"idle":{"ask_after_s":60,"reset_after_s":20},
 "sync":{"type":"couchdb","url":"https://host:6984","prefix":"wv_","user":"kiosk-007","password_file":"secret.txt","ca_file":"ca.pem"}})";

struct Read {
  Folder folder;
  Findings findings;
  Config config;
  explicit Read(const std::string& text) {
    for (const char* name : {"r.json", "s.json", "secret.txt", "ca.pem", "m.json"}) folder.write(name, "{}");
    const auto json = parse_json(text, "config.json");
    REQUIRE(json.ok());
    config = read_config(json.value(), folder / "config.json", findings);
  }
};

}  // namespace

TEST_CASE("the contract's example is read, its paths relative to the file") {
  const Read read(kWhole);
  INFO(all_lines(read.findings));
  CHECK(read.findings.empty());
  const Config& c = read.config;
  CHECK(c.municipality == read.folder / "m.json");
  CHECK(c.device_name == "kiosk-007");
  CHECK(c.device_number == 7);
  CHECK(c.device_place == "Buurthuis");
  CHECK(c.recipients == read.folder / "r.json");
  CHECK(c.signers == read.folder / "s.json");
  CHECK_FALSE(c.trial);
  CHECK(c.languages == std::vector<std::string>{"nl", "en", "ar"});
  CHECK(c.idle_ask_after_s == 60);
  CHECK(c.idle_reset_after_s == 20);
  CHECK(c.sync.type == "couchdb");
  CHECK(c.sync.password_file == read.folder / "secret.txt");
}

TEST_CASE("what may be absent; without recipients it is a trial, with a warning") {
  const Read read(R"({"format":"wijkverbinder-config/1","municipality":"m.json","device":{"name":"k","number":0,"place":"p"},"languages":["nl"]})");
  CHECK_FALSE(has_fault(read.findings));
  CHECK(has_finding(read.findings, "/recipients", "trial"));
  CHECK(read.config.trial);
  CHECK(read.config.sync.type.empty());
  CHECK(read.config.idle_ask_after_s == 90);
  CHECK(read.config.idle_reset_after_s == 30);
}

TEST_CASE("each fault is told with its place and its remedy, and there is no silent default") {
  struct Row {
    const char* from;
    const char* to;
    const char* place;
    const char* what;
  };
  const Row rows[] = {
      {"config/1", "config/2", "/format", "another format"},
      {R"("format":"wijkverbinder-config/1",)", "", "/format", "missing"},
      {R"("municipality":"m.json",)", "", "/municipality", "missing"},
      {R"("kiosk-007","number")", R"("kiosk 007","number")", "/device/name", "not a name"},
      {R"("number":7)", R"("number":1000)", "/device/number", "range"},
      {R"("number":7)", R"("number":-1)", "/device/number", "range"},
      {R"("number":7)", R"("number":"7")", "/device/number", "wrong type"},
      {R"("number":7)", R"("number":7.0)", "/device/number", "wrong type"},
      {R"("number":7,)", "", "/device/number", "missing"},
      {R"("place":"Buurthuis")", R"("place":"Buurthuis","colour":1)", "/device/colour", "unknown"},
      {R"("r.json")", R"("nowhere.json")", "/recipients", "no such file"},
      {R"("r.json")", R"("")", "/recipients", "no such file"},
      {R"("r.json")", "7", "/recipients", "wrong type"},
      {R"("s.json")", R"("../nowhere.json")", "/signers", "no such file"},
      {R"(["nl","en","ar"])", "[]", "/languages", "no language"},
      {R"(["nl","en","ar"])", R"(["nl","nl"])", "/languages", "twice"},
      {R"(["nl","en","ar"])", R"(["../nl"])", "/languages", "not a language code"},
      {R"(["nl","en","ar"])", R"([7])", "/languages/0", "wrong type"},
      {R"(["nl","en","ar"])", R"("nl")", "/languages", "wrong type"},
      {R"("ask_after_s":60)", R"("ask_after_s":0)", "/idle/ask_after_s", "range"},
      {R"("reset_after_s":20)", R"("reset_after":20)", "/idle/reset_after", "unknown"},
      {R"("couchdb")", R"("ftp")", "/sync/type", "unknown kind"},
      {R"("type":"couchdb",)", "", "/sync/type", "missing"},
      {R"("https://host:6984")", R"("http://host:6984")", "/sync/url", "not an address"},
      {R"("https://host:6984")", R"("https://me:secret@host")", "/sync/url", "not an address"},
      {R"("secret.txt")", R"("nowhere.txt")", "/sync/password_file", "no such file"},
      {R"("ca.pem")", R"("nowhere.pem")", "/sync/ca_file", "no such file"},
      {R"("wv_")", R"("Wv")", "/sync/prefix", "CouchDB"},
      {R"("wv_")", R"("w/v")", "/sync/prefix", "not the beginning"},
      {R"("user":"kiosk-007",)", "", "/sync/user", "without a user"},
      {R"("prefix":)", R"("prefixx":)", "/sync/prefixx", "unknown"},
      {R"("signers")", R"("signer")", "/signer", "unknown"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.place);
    CAPTURE(row.to);
    const Read read(replaced(kWhole, row.from, row.to));
    INFO(all_lines(read.findings));
    CHECK(has_fault(read.findings));
    CHECK(has_finding(read.findings, row.place, row.what));
    for (const Finding& finding : read.findings) {
      CHECK_FALSE(finding.remedy.empty());
      CHECK_FALSE(finding.file.empty());
    }
  }
  CHECK_FALSE(Read(replaced(kWhole, R"("r.json")", R"("nowhere.json")")).config.trial);  // named and missing is no trial
}

TEST_CASE("several faults are told at once") {
  const Read read(R"({"format":"x","device":[],"languages":["nl"],"extra":1})");
  CHECK(read.findings.size() >= 4);
}

TEST_CASE("plain http is for this machine itself") {
  for (const char* url : {"https://host", "https://host:6984/", "https://10.0.0.1/x/y", "https://[2001:db8::1]:443", "http://localhost:5984", "http://127.0.0.1",
                          "http://127.8.9.10:1/x", "http://[::1]:5984/"}) {
    CAPTURE(url);
    CHECK(allowed_url(url));
  }
  for (const char* url : {"", "host", "ftp://host", "http://host", "http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://127.0.0.256",
                          "http://127.0.0", "http://localhost@evil.example", "https://", "https:///x", "https://:443", "https://host:x", "https://host:99999",
                          "https://host /", "https://host?x", "https://host/#x", "http://[::2]", "HTTP://host", "https://a\\b"}) {
    CAPTURE(url);
    CHECK_FALSE(allowed_url(url));
  }
}

TEST_CASE("a folder as target is a path, relative to the settings") {
  const Read read(replaced(replaced(kWhole, R"("couchdb")", R"("folder")"), R"("https://host:6984")", R"("../stick")"));
  INFO(all_lines(read.findings));
  CHECK_FALSE(has_fault(read.findings));
  CHECK(fs::path(read.config.sync.url) == fs::path(read.folder / "../stick").lexically_normal());
}
