// Nothing is deleted or refused on a day that nobody confirmed: what the version of November 2026 wrote, by a
// clock that went and by a dead one, opens, is sent, carried and retired (tests/faults/fixtures).
#include <sstream>

#include "base/bytes.h"
#include "crypto/support.h"
#include "fakes/set_clock.h"
#include "outbox/retention.h"
#include "places.h"
#include "platform/temporary_folder.h"
#include "cli/commands.h"

using namespace wv;
using platform_test::read_text;
using platform_test::TemporaryFolder;
using platform_test::write_text;
namespace fs = std::filesystem;

namespace {

struct Said {
  int status = -1;
  std::string out, err;
  [[nodiscard]] Json json() const { return Json::parse(out); }
};

// A copy of that version's folders: a kiosk's (`data`), one with a dead clock (`dead`), and the folder they
// sent to.
struct Before {
  fakes::PlatformWithSetClock platform{ports::make_platform()};
  TemporaryFolder folder;
  std::string config = folder / "config.json";

  Before() {
    fs::copy(source_folder() / "tests/faults/fixtures/2026-11", folder.path(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    Json json = Json::parse(read_text((source_folder() / "assets/example/config.json").string()));
    json["municipality"] = "cfg/municipality.json";
    json["recipients"] = "cfg/recipients.jwks.json";
    json["signers"] = "cfg/signers.jwks.json";
    json["sync"] = {{"type", "folder"}, {"url", folder / "target"}};
    write_text(config, json.dump());
    at("2026-11-28T10:00:00+01:00");
  }
  void at(const char* moment) { platform.clock().set(*parse_rfc3339(moment)); }
  Said run(const std::vector<std::string>& words) {
    std::ostringstream out, err;
    Said said;
    said.status = cli::run_command(platform, words, out, err);
    said.out = out.str();
    said.err = err.str();
    return said;
  }
  // The folder's files are of the day on which this test runs: somebody confirms the day.
  Said retire(const std::string& today, const std::string& data = "office") {
    return run({"sync", "--retire", "--config", config, "--data", folder / data, "--json", "--today", today});
  }
  Said sync(const std::string& data) {
    return run({"sync", "--once", "--config", config, "--data", folder / data, "--json"});
  }
  std::vector<std::string> inbox() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder / "target/inbox"))
      names.push_back(entry.path().string());
    return names;
  }
  void send_all() {
    CHECK(sync("data").json()["waiting"] == 0);
    CHECK(sync("dead").json()["waiting"] == 0);
    REQUIRE(inbox().size() == 8);
  }
};

}  // namespace

TEST_CASE("what the version of November 2026 wrote opens, syncs, and is verified") {
  Before b;
  for (const char* data : {"data", "dead"}) {
    const Said verified = b.run({"queue", "verify", "--data", b.folder / data, "--json"});
    CHECK(verified.status == 0);
    CHECK(verified.json()["bad"].empty());
  }
  CHECK(b.run({"queue", "list", "--data", b.folder / "dead", "--json"}).json()["waiting"][0]["clock"] ==
        "unknown");
  b.send_all();
  for (const std::string& file : b.inbox())
    CHECK(b.run({"open", file, "--key", b.folder / "cfg/private.jwk"}).status == 0);
  CHECK(b.sync("data").json()["parked"] == 1);
  CHECK(fs::exists(b.folder / "data/answers"));
}

TEST_CASE("sync --retire deletes what is past for sure, and lists and keeps what a dead clock dated") {
  Before b;
  b.send_all();
  const Said first = b.retire("2026-11-28");
  CHECK(first.status == 0);
  CHECK(first.json()["retired"]["inbox"] == 0);
  REQUIRE(first.json()["in_doubt"].size() == 5);  // four of 1970 and 2024, one of 2025
  std::size_t by_the_day_alone = 0;  // the negative control: so it was before, unread messages too
  const Json doubts = first.json()["in_doubt"];
  for (const Json& one : doubts) {
    CHECK(one["box"] == "inbox");
    CHECK(one["clock"] == "unknown");
    CHECK(one["seen_on"] == "2026-11-28");
    by_the_day_alone +=
        Day{2026, 11, 28} >= outbox::retention_day(*parse_day(one["queued_on"].get<std::string>()), 12) ? 1
                                                                                                        : 0;
  }
  CHECK(by_the_day_alone == 5);
  CHECK(b.inbox().size() == 8);
  // The others go on their day; what is in doubt stays while an office sees it for the first time.
  b.at("2027-11-27T10:00:00+01:00");
  const Said later = b.retire("2027-11-27", "another-office");
  CHECK(later.json()["retired"]["inbox"] == 3);
  CHECK(later.json()["in_doubt"].size() == 5);
  CHECK(b.inbox().size() == 5);
  // A whole term after it was first seen there, it is at least as old as that: then it goes too.
  CHECK(b.retire("2027-11-27").json()["retired"]["inbox"] == 0);
  b.at("2027-11-28T10:00:00+01:00");
  CHECK(b.retire("2027-11-28").json()["retired"]["inbox"] == 5);
  CHECK(b.inbox().empty());
}

TEST_CASE("an office machine whose own clock is wrong deletes nothing") {
  Before b;
  b.send_all();
  const auto retire = [&] {
    return b.run({"sync", "--retire", "--config", b.config, "--data", b.folder / "office", "--json"});
  };
  for (const char* wrong : {"1970-01-01T00:00:10Z", "2000-01-01T00:00:10Z", "2024-11-28T10:00:00+01:00",
                            "2047-01-01T10:00:00+01:00"}) {
    b.at(wrong);
    const Said said = retire();
    CAPTURE(wrong);
    CHECK(said.status == 3);
    CHECK(said.err.find("nothing was deleted") != std::string::npos);
    CHECK(b.inbox().size() == 8);
  }
  CHECK(b.retire("2026-11-28").status == 3);  // the person says another day than the clock
  CHECK(b.inbox().size() == 8);
  CHECK(b.retire("2047-01-01").json()["retired"]["inbox"] ==
        3);  // the negative control: somebody says that it is right
}

TEST_CASE("queue import takes in what a dead clock dated, and says so") {
  Before b;
  REQUIRE(b.run({"queue", "export", b.folder / "stick", "--data", b.folder / "dead"}).status == 0);
  b.run({"queue", "list", "--data", b.folder / "data"});
  const Said said = b.run({"queue", "import", b.folder / "stick", "--data", b.folder / "data", "--json"});
  CHECK(said.status == 0);
  CHECK(said.json()["imported"] == 2);
  CHECK(said.json()["past"] == 0);
  REQUIRE(said.json()["in_doubt"].size() == 2);
  CHECK(said.json()["in_doubt"][0]["clock"] == "unknown");
  CHECK(b.run({"queue", "import", b.folder / "stick", "--data", b.folder / "data"}).out.find("in doubt: ") !=
        std::string::npos);
  // Those of a clock that goes are no news to anybody.
  REQUIRE(b.run({"queue", "export", b.folder / "other", "--data", b.folder / "data"}).status == 0);
}

TEST_CASE(
    "what an office with a dead clock answers and publishes is dated by the release, and says that nobody confirmed it") {
  Before b;
  b.at("1970-01-01T00:00:10Z");
  write_text(
      b.folder / "news.json",
      R"({"id":"lampen","exp":"2030-12-31","title":{"nl":"De lampen branden"},"text":{"nl":"U zei: het is donker."}})");
  const Said said = b.run({"publish", b.folder / "news.json", "--sign", b.folder / "cfg/signer.jwk", "--data",
                           b.folder / "office", "--json"});
  REQUIRE(said.status == 0);
  CHECK(said.json()["queued_on"] == to_iso(release_day()));
  const Json envelope =
      Json::parse(read_text(b.folder / ("office/outbox/" + said.json()["id"].get<std::string>() + ".json")));
  CHECK(envelope["clock"] == "unconfirmed");
  b.at("2026-11-28T10:00:00+01:00");
  const Said good = b.run({"publish", b.folder / "news.json", "--sign", b.folder / "cfg/signer.jwk", "--data",
                           b.folder / "office", "--json"});
  CHECK(good.json()["queued_on"] == "2026-11-28");
}
