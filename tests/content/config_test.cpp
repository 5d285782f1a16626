#include "content/address.h"
#include "content/certificates.h"
#include "content/config.h"

#include <doctest/doctest.h>

#include <set>

#include "content/support.h"
#include "fakes/disk_files.h"

using namespace wv;
using namespace wv::content;
using namespace support;

namespace {

const std::string kWhole = R"({"format":"wijkverbinder-config/1","municipality":"m.json",
 "device":{"name":"kiosk-007","number":7,"place":"Buurthuis"},
 "recipients":"r.json","signers":"s.json","languages":["nl","en","ar"],"idle":{"ask_after_s":60,"reset_after_s":20},
 "sync":{"type":"couchdb","url":"https://host:6984","prefix":"wv_","user":"kiosk-007","password_file":"secret.txt","ca_file":"ca.pem"}})";

struct Read {
  TestFolder folder;
  Findings findings;
  Config config;
  explicit Read(const std::string& text) {
    for (const char* name : {"r.json", "s.json", "secret.txt", "ca.pem", "m.json"}) folder.write(name, "{}");
    const auto json = parse_json(text, "config.json");
    REQUIRE(json.ok());
    config = read_config(fakes::disk(), json.value(), folder / "config.json", findings);
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

TEST_CASE("the names of a keypad's keys: one text, or one for each language; what is missing is told") {
  const auto with = [](const std::string& keys) {
    return Read(R"({"format":"wijkverbinder-config/1","municipality":"m.json","languages":["nl","ar"],
      "device":{"name":"k","number":0,"place":"p","keys":)" +
                keys + "}}");
  };
  const Read good =
      with(R"({"next":{"nl":"rechts","ar":"يمين"},"previous":"4","choose":"de ronde toets","back":"0"})");
  INFO(all_lines(good.findings));
  CHECK_FALSE(has_fault(good.findings));
  CHECK(word_in(good.config.keys.next, "ar") == "يمين");
  CHECK(word_in(good.config.keys.choose, "ar") == "de ronde toets");
  CHECK_FALSE(Read(kWhole).config.keys.named());
  CHECK(has_finding(with(R"({"next":"6","previous":"4","choose":"5"})").findings, "/device/keys/back",
                    "missing"));
  CHECK(has_finding(with(R"({"next":{"nl":"6"},"previous":"4","choose":"5","back":"0"})").findings,
                    "/device/keys/next", "no name in \"ar\""));
  CHECK(has_finding(
      with(R"({"next":{"nl":"6","ar":"6","pl":"6"},"previous":"4","choose":"5","back":"0"})").findings,
      "/device/keys/next", "none of the device's languages"));
  CHECK(has_finding(with(R"({"next":6,"previous":"","choose":"5","back":"0"})").findings, "/device/keys/next",
                    "no name to say"));
  CHECK(has_finding(with(R"({"next":"6","previous":"4","choose":"5","back":"0","help":"9"})").findings,
                    "/device/keys/help", "unknown"));
}

TEST_CASE("a register and its authority take the place of recipients and signers, both of them or neither") {
  const auto with = [](const std::string& members) {
    return Read(
        R"({"format":"wijkverbinder-config/1","municipality":"m.json","device":{"name":"k","number":0,"place":"p"},"languages":["nl"])" +
        members + "}");
  };
  const Read both = with(R"(,"authority":"s.json","register":"r.json")");
  CHECK(both.findings.empty());
  CHECK_FALSE(both.config.trial);
  CHECK(both.config.authority == both.folder / "s.json");
  CHECK(both.config.first_register == both.folder / "r.json");
  CHECK(has_finding(with(R"(,"register":"r.json")").findings, "/authority", "missing"));
  CHECK(has_finding(with(R"(,"authority":"s.json")").findings, "/register", "missing"));
  CHECK(has_finding(with(R"(,"authority":"s.json","register":"nowhere")").findings, "/register",
                    "no such file"));
  for (const char* old : {"recipients", "signers"})
    CHECK(has_finding(
        with(R"(,"authority":"s.json","register":"r.json",")" + std::string(old) + R"(":"r.json")").findings,
        "/" + std::string(old), "already"));
}

TEST_CASE("what may be absent; without recipients it is a trial, with a warning") {
  const Read read(
      R"({"format":"wijkverbinder-config/1","municipality":"m.json","device":{"name":"k","number":0,"place":"p"},"languages":["nl"]})");
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
  CHECK_FALSE(Read(replaced(kWhole, R"("r.json")", R"("nowhere.json")"))
                  .config.trial);  // named and missing is no trial
}

TEST_CASE("a printer: by device or by network, and each fault in its place") {
  const auto with = [](const std::string& printer) {
    return Read(R"({"format":"wijkverbinder-config/1","municipality":"m.json","recipients":"r.json",
      "device":{"name":"k","number":0,"place":"p"},"languages":["nl"],"printer":)" +
                printer + "}");
  };
  const Read usb = with(R"({"type":"usb","device":"/dev/usb/lp0","dots":384})");
  INFO(all_lines(usb.findings));
  CHECK(usb.findings.empty());
  CHECK(usb.config.printer.type == "usb");
  CHECK(usb.config.printer.device == "/dev/usb/lp0");
  CHECK(usb.config.printer.dots == 384);
  const Read network = with(R"({"type":"network","host":"127.0.0.1"})");
  CHECK(network.findings.empty());
  CHECK(network.config.printer.port == 9100);
  CHECK(network.config.printer.dots == 576);
  // Over a cable it goes unsealed, and `check` says so without stopping anything.
  const Read cable = with(R"({"type":"network","host":"192.0.2.7","port":9101})");
  CHECK_FALSE(has_fault(cable.findings));
  CHECK(has_finding(cable.findings, "/printer/host", "unsealed"));
  CHECK(cable.config.printer.port == 9101);
  CHECK(Read(kWhole).config.printer.type.empty());
  struct Row {
    const char *printer, *place, *what;
  };
  for (const Row& row :
       {Row{R"({"type":"lpt","device":"/dev/lp0"})", "/printer/type", "unknown kind"},
        Row{R"({"type":"usb"})", "/printer/device", "missing"},
        Row{R"({"type":"usb","device":"slips.bin"})", "/printer/device", "not a device"},
        Row{R"({"type":"usb","device":"/dev/usb/lp0","dots":380})", "/printer/dots", "multiple of 8"},
        Row{R"({"type":"usb","device":"/dev/usb/lp0","port":1})", "/printer/port", "unknown"},
        Row{R"({"type":"network","host":"http://printer"})", "/printer/host", "not a name"},
        Row{R"({"type":"network","host":"p","port":70000})", "/printer/port", ""},
        Row{R"({"type":"network"})", "/printer/host", "missing"}}) {
    CAPTURE(row.printer);
    const Read read = with(row.printer);
    INFO(all_lines(read.findings));
    CHECK(has_fault(read.findings));
    CHECK(has_finding(read.findings, row.place, row.what));
  }
}

TEST_CASE("several faults are told at once") {
  const Read read(R"({"format":"x","device":[],"languages":["nl"],"extra":1})");
  CHECK(read.findings.size() >= 4);
}

TEST_CASE("plain http is for this machine itself") {
  for (const char* url :
       {"https://host", "https://host:6984/", "https://10.0.0.1/x/y", "https://[2001:db8::1]:443",
        "http://localhost:5984", "http://127.0.0.1", "http://127.8.9.10:1/x", "http://[::1]:5984/"}) {
    CAPTURE(url);
    CHECK(allowed_url(url));
  }
  for (const char* url : {"",
                          "host",
                          "ftp://host",
                          "http://host",
                          "http://localhost.evil.example",
                          "http://127.0.0.1.evil.example",
                          "http://127.0.0.256",
                          "http://127.0.0",
                          "http://localhost@evil.example",
                          "https://",
                          "https:///x",
                          "https://:443",
                          "https://host:x",
                          "https://host:99999",
                          "https://host /",
                          "https://host?x",
                          "https://host/#x",
                          "http://[::2]",
                          "HTTP://host",
                          "https://a\\b"}) {
    CAPTURE(url);
    CHECK_FALSE(allowed_url(url));
  }
}

TEST_CASE(
    "an address as people write it becomes the one that goes over the wire, or is refused with its own sentence") {
  for (const auto& [written, url] :
       {std::pair{"https://host/remote.php/dav/files/kiosk 7/wijk post",
                  "https://host/remote.php/dav/files/kiosk%207/wijk%20post"},
        {"https://host/a%20b", "https://host/a%20b"},
        {"  https://host/x \n", "https://host/x"},
        {"https://host/50%/x", "https://host/50%25/x"},
        {"https://host/méér", "https://host/m%C3%A9%C3%A9r"},
        {"https://münchen.example:8443/dav", "https://xn--mnchen-3ya.example:8443/dav"},
        {"https://WIJK.straße.example", "https://wijk.xn--strae-oqa.example"},
        {"HTTPS://host", "https://host"},
        {"https://[2001:db8::1]:443/x", "https://[2001:db8::1]:443/x"},
        {"https://host/a(b)'c;d=e", "https://host/a(b)'c;d=e"}}) {
    CAPTURE(written);
    CHECK(read_address(written).url == url);
    CHECK(allowed_url(url));
  }
  std::set<std::string> sentences;
  for (const char* written :
       {"https://ho st/x", "https://host/x\ny", "https://host/x?y", "https://host/a/../b", "https://a\\b",
        "https://xn--\xC3\xBC.example", "http://host", "https://kiosk:geheim@host"}) {
    CAPTURE(written);
    const Address address = read_address(written);
    CHECK(address.url.empty());
    CHECK_FALSE(address.what.empty());
    CHECK_FALSE(address.remedy.empty());
    sentences.insert(address.what);
  }
  CHECK(sentences.size() == 7);
}

TEST_CASE("a user with a colon is refused: the password begins behind it (RFC 7617)") {
  const Read read(replaced(kWhole, R"("kiosk-007","password)", R"("kiosk:007","password)"));
  CHECK(has_finding(read.findings, "/sync/user", "colon"));
}

TEST_CASE("authorities: PEM is taken, and what isn't is told by its own sentence") {
  // openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=t -days 9999 -keyout
  // /dev/null
  const std::string pem =
      "-----BEGIN CERTIFICATE-----\n"
      "MIIBbjCCARWgAwIBAgIUEALsrFlqgC1A2n199bp2RbU1qPEwCgYIKoZIzj0EAwIw\n"
      "DDEKMAgGA1UEAwwBdDAgFw0yNjExMjgxODAxMTZaGA8yMDU0MDQxNDE4MDExNlow\n"
      "DDEKMAgGA1UEAwwBdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABODjWzdWFE/+\n"
      "tyRtdoc8mXY2TEntM1Y1KKJYgLhTbSZT3H+wP+xgn7cMb/tuvxoYnfyRROMSWLlJ\n"
      "gikfqs/O1VajUzBRMB0GA1UdDgQWBBR/hRO8p18t19MOyNxtx2UwXUsS7TAfBgNV\n"
      "HSMEGDAWgBR/hRO8p18t19MOyNxtx2UwXUsS7TAPBgNVHRMBAf8EBTADAQH/MAoG\n"
      "CCqGSM49BAMCA0cAMEQCICQG2tHZPE1+t1Fza4CCGx5z2nFJ10jFPtn35clq4mzz\n"
      "AiAMX1MmbwCI7lVUGpUfq7neIhEQjJECKQGnmhuo942Yzw==\n"
      "-----END CERTIFICATE-----\n";
  CHECK(fault_of_certificates(pem) == "");
  CHECK(fault_of_certificates("some words first\n" + pem + pem) == "");
  std::string crlf = pem;
  for (std::size_t at = 0; (at = crlf.find('\n', at)) != std::string::npos; at += 2)
    crlf.replace(at, 1, "\r\n");
  CHECK(fault_of_certificates(crlf) == "");
  const std::string der("\x30\x82\x01\x0a\x02\x82\x01\x01", 8);
  for (const auto& [content, words] :
       {std::pair<std::string, const char*>{"", "empty"},
        {" \n", "empty"},
        {der, "DER"},
        {"\xEF\xBB\xBF" + pem, "byte order mark"},
        {"\xFF\xFE-", "UTF-16"},
        {pem.substr(0, pem.size() / 2), "cut off"},
        {pem + pem.substr(0, pem.size() / 2), "cut off"},
        {pem.substr(30), "no certificate"},
        {"{}", "no certificate"},
        {"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "PRIVATE KEY"},
        {"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "damaged"},
        {replaced(pem, "MII", "MI!"), "damaged"}}) {
    CAPTURE(content.substr(0, 40));
    CHECK(fault_of_certificates(content).find(words) != std::string::npos);
  }
  for (std::size_t size = 1; size + 26 < pem.size(); ++size)
    CHECK_FALSE(fault_of_certificates(pem.substr(0, size)).empty());
}

TEST_CASE("a folder as target is a path, relative to the settings") {
  const Read read(
      replaced(replaced(kWhole, R"("couchdb")", R"("folder")"), R"("https://host:6984")", R"("../stick")"));
  INFO(all_lines(read.findings));
  CHECK_FALSE(has_fault(read.findings));
  CHECK(fs::path(read.config.sync.url) == fs::path(read.folder / "../stick").lexically_normal());
}

TEST_CASE("a door is a target; what none is, is told with those there are") {
  const Read door(replaced(kWhole, R"("couchdb")", R"("door")"));
  INFO(all_lines(door.findings));
  CHECK_FALSE(has_fault(door.findings));
  CHECK(door.config.sync.type == "door");
  const Read window(replaced(kWhole, R"("couchdb")", R"("window")"));
  CHECK(all_lines(window.findings).find("write couchdb, webdav, folder or door") != std::string::npos);
}

TEST_CASE("the settings say how a device is used; a resident's own needs no number") {
  const std::string number = R"("number":7,)";
  REQUIRE(std::string(kWhole).find(number) != std::string::npos);
  const Read own(replaced(kWhole, number, R"("mode":"own",)"));
  INFO(all_lines(own.findings));
  CHECK_FALSE(has_fault(own.findings));
  CHECK(own.config.device_mode == "own");
  CHECK(has_fault(Read(replaced(kWhole, number, R"("mode":"event",)")).findings));  // it needs its number
  CHECK(has_fault(Read(replaced(kWhole, number, R"("number":7,"mode":"pocket",)")).findings));
}
