// What is a target's own: temporary names and listings of WebDAV, sticks that are pulled out.
#include "base/sha256.h"
#include "sync/classify.h"
#include "sync/couchdb_rule.h"
#include "sync/folder.h"
#include "sync/support.h"
#include "sync/webdav.h"

using namespace wv;
using namespace wv::sync_test;
using sync::Engine;

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute;

}  // namespace

TEST_CASE("webdav: the names in a listing, whatever its prefixes, escapes and neighbours") {
  std::vector<std::string> names;
  for (
      const auto& listed : sync::listed_in_multistatus(
          R"(<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/dav/inbox/</d:href></d:response>)"
          R"(<d:response><d:href>/dav/inbox/a%20b.json</d:href><d:propstat/></d:response><D:href xmlns:D="DAV:">)"
          "\n https://host/dav/x&amp;y.json \n</D:href><href>c.json</href><hrefs>no.json</hrefs><d:href>unfinished"))
    names.push_back(listed.name);
  CHECK(names == std::vector<std::string>{"", "a b.json", "x&y.json", "c.json"});
}

TEST_CASE(
    "webdav: an envelope has one temporary name on a device, after a restart too; another device has another") {
  const auto names_of = [](Trial& t) {
    std::set<std::string> names;
    for (const auto& request : t.http.asked)
      if (request.method == "PUT") names.insert(request.url.substr(request.url.rfind('/') + 1));
    return names;
  };
  const auto cut = [](const HttpRequest&) -> Result<HttpReply> { return broke("http.cut"); };
  Trial t;
  t.settings.type = "webdav";
  t.http.serve(cut);
  const std::string id = t.put();
  for (int run = 0; run < 5; ++run) t.once();  // a new engine each
  CHECK(t.asked("PUT") >= 5);
  const auto names = names_of(t);
  REQUIRE(names.size() == 1);
  CHECK(names.begin()->starts_with(id + "."));
  CHECK(names.begin()->ends_with(".upload"));
  t.put();
  t.once();
  const auto both = names_of(t);
  REQUIRE(both.size() == 2);
  CHECK(both.begin()->substr(id.size()) !=
        std::next(both.begin())->substr(id.size()));  // nobody can tell they are one device's

  Trial other;  // another device, which got the same envelope from a stick
  other.platform.random() = fakes::FakeRandom(99);
  other.settings.type = "webdav";
  other.http.serve(cut);
  other.queue.store.damage("outbox/" + id + ".json", *t.queue.store.content("outbox/" + id + ".json"));
  other.once();
  REQUIRE(names_of(other).size() == 1);
  CHECK_FALSE(names.contains(*names_of(other).begin()));
}

TEST_CASE(
    "webdav: the temporary file goes when it was there already, though the line breaks; the end waits for it") {
  Trial t;
  t.settings.type = "webdav";
  const std::string id = t.put();
  const std::string ours = to_string(*t.queue.store.content("outbox/" + id + ".json"));
  int deletes = 0;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.method == "PUT") return reply(201);
    if (request.method == "MOVE") return reply(412);
    if (request.method == "DELETE") return ++deletes < 4 ? Result<HttpReply>(broke("http.cut")) : reply(204);
    if (request.method == "PROPFIND") return reply(207, R"(<multistatus xmlns="DAV:"/>)");
    return reply(200, ours);
  });
  CHECK(t.once().sent == 1);
  CHECK(deletes == 4);
}

TEST_CASE("webdav: retiring clears away pieces of uploads that nobody finished for a day, and no others") {
  Trial t;
  t.settings.type = "webdav";
  const auto target = sync::make_target(t.settings, {t.http});
  std::vector<std::string> deleted;
  const auto entry = [](const std::string& name, const std::string& modified) {
    return "<response><href>/inbox/" + name + "</href><propstat><prop><getlastmodified>" + modified +
           "</getlastmodified></prop></propstat></response>";
  };
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.method == "DELETE") {
      deleted.push_back(request.url.substr(request.url.rfind('/') + 1));
      return reply(204);
    }
    return reply(207,
                 "<multistatus xmlns=\"DAV:\">" + entry("old.part", "Sat, 30 May 2026 08:00:00 GMT") +
                     entry("new.part", "Mon, 01 Jun 2026 07:00:00 GMT") + entry("undated.part", "") +
                     entry("somebody.txt", "Sat, 30 May 2020 08:00:00 GMT") + "</multistatus>",
                 {{"date", "Mon, 01 Jun 2026 08:00:00 GMT"}});
  });
  std::optional<std::uint64_t> removed;
  target->retire(crypto::Box::inbox, {[](const std::string&, const Stamp&) { return true; },
                                      [&](const sync::Outcome&, std::uint64_t count) { removed = count; }});
  fakes::settle(t.platform);
  CHECK(removed == 0);
  CHECK(deleted == std::vector<std::string>{"old.part"});
}

TEST_CASE("webdav: published documents come down file by file, and none is fetched twice") {
  Trial t;
  t.settings.type = "webdav";
  int gets = 0;
  t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    if (request.method == "PROPFIND") {
      if (request.url.find("answers") != std::string::npos)
        return reply(207, R"(<multistatus xmlns="DAV:"/>)");
      return reply(
          207,
          "<multistatus xmlns=\"DAV:\"><response><href>/published/" + uuid(1) +
              ".json</href></response><response><href>/published/" + uuid(2) +
              ".json</href></response><response><href>/published/x.part</href></response></multistatus>");
    }
    ++gets;
    return request.url.find(uuid(1)) != std::string::npos ? reply(200, published(uuid(1)))
                                                          : reply(200, "not ours");
  });
  t.begin(Engine::Way::background);
  t.pass(kHour);
  CHECK(t.has("published", uuid(1)));
  CHECK(gets == 2);
}

TEST_CASE(
    "folder: nothing is put where the stick should be; with the stick it goes, with a manifest that counts") {
  Trial t;
  t.settings.type = "folder";
  const std::string id = t.put();
  t.put();
  t.stick.absent(true);
  t.begin(Engine::Way::background);
  t.turn();
  CHECK(t.waiting() == 2);
  CHECK(t.engine->status().trouble == "sync.no_box");
  t.stick.absent(false);
  CHECK(t.stick.names().empty());
  t.pass(31 * kMinute);
  CHECK(t.waiting() == 0);
  CHECK(t.lost() == 0);
  const Json manifest = Json::parse(to_string(*t.stick.content("manifest.json")));
  CHECK(manifest["count"] == 2);
  CHECK(manifest["envelopes"].size() == 2);
  const std::string text = to_string(*t.stick.content("inbox/" + id + ".json"));
  bool found = false;
  for (const Json& entry : manifest["envelopes"])
    if (entry["id"] == id) found = entry["file_sha256"] == sha256_hex(to_bytes(text));
  CHECK(found);
}

TEST_CASE("folder: the same file there already counts as sent, another one does not, a full stick waits") {
  Trial t;
  t.settings.type = "folder";
  const std::string same = t.put(), other = t.put(), third = t.put();
  t.stick.damage("inbox/" + same + ".json", *t.queue.store.content("outbox/" + same + ".json"));
  t.stick.damage("inbox/" + other + ".json",
                 to_bytes(crypto_test::sealed(t.platform, {t.queue.key.open}, other, R"({"a":1})").text()));
  t.stick.fail(1, "store.full", fakes::MemoryStore::How::from_then_on);
  CHECK(t.once().sent == 0);
  CHECK(t.waiting() == 3);
  t.stick.fail(0, "");
  const auto status = t.once();
  CHECK(status.sent == 2);
  CHECK(status.parked == 1);
  CHECK(t.has("sent", third));
}

TEST_CASE("folder: a share that hangs is told as one that gives no answer, and a broken one as broken") {
  for (const auto& [said, told] :
       {std::pair{"store.silent", "sync.timeout"}, std::pair{"store.io", "sync.server"}}) {
    Trial t;
    t.settings.type = "folder";
    t.put();
    t.stick.fail(1, said, fakes::MemoryStore::How::from_then_on);
    CHECK(t.once().trouble == told);
    CHECK(t.waiting() == 1);
  }
}

TEST_CASE("couchdb: what was put again under an id that was retired isn't brought down") {
  Trial t;
  for (const char* rev : {"1-967a00dff5e02add41819138abb3284d", "3-967a00dff5e02add41819138abb3284d"}) {
    const bool back = rev[0] == '3';
    Json document = Json::parse(published(uuid(back ? 3 : 1)));
    document["_id"] = document["id"];
    document["_rev"] = rev;
    t.couch.boxes["published"][uuid(back ? 3 : 1)] = document;
  }
  t.once();
  CHECK(t.has("published", uuid(1)));  // the control: the same, as it was created
  CHECK_FALSE(t.has("published", uuid(3)));
}

TEST_CASE(
    "couchdb: a refusal in our rule's own words is about that message; any other 403 is about the user") {
  const auto said = [](const char* reason) {
    return sync::classify(sync::Kind::couchdb, sync::Step::put,
                          reply(403, Json{{"error", "forbidden"}, {"reason", reason}}.dump()), uuid(1))
        .verdict;
  };
  CHECK(said("wijkverbinder: kids") == sync::Verdict::refused);
  CHECK(said("Account is temporarily locked due to multiple authentication failures") ==
        sync::Verdict::locked);
  CHECK(said("You are not allowed to access this db.") == sync::Verdict::locked);
  for (const crypto::Box box : sync::kBoxes)
    CHECK(sync::rule_of(box).find("'" + std::string(sync::kRuleSays)) != std::string::npos);
}

TEST_CASE("a stick that is out is no good sync, though nothing waits for it") {
  Trial t;
  t.settings.type = "folder";
  t.stick.absent(true);
  t.begin(Engine::Way::background);
  t.turn();
  CHECK(t.engine->status().trouble == "sync.no_box");
  CHECK_FALSE(t.engine->status().last_sync_ms.has_value());
  t.stick.absent(false);  // the control
  t.pass(31 * kMinute);
  CHECK(t.engine->status().trouble.empty());
  CHECK(t.engine->status().last_sync_ms.has_value());
}
