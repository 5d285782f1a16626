// A device behind a door (sync/door.h), as a browser is: it sends as ever, lists nothing, and an answer comes
// to whoever asks for it with number and code.
#include "sync/door.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/bytes.h"
#include "crypto/reply.h"
#include "fakes/fake_platform.h"
#include "outbox/support.h"
#include "services/answer_lookup.h"
#include "services/sync_session.h"
#include "sync/support.h"

using namespace wv;
using crypto_test::Key;

namespace {

constexpr char kNumber[] = "0070001232", kCode[] = "K7M49QXD";
constexpr char kSubmission[] = "7f3a9b00-0000-4000-8000-000000000001";
constexpr std::int64_t kMinute = 60'000;

// The door before a CouchDB: what it doesn't let through is 404.
struct Device {
  outbox_test::Queue queue;
  fakes::FakePlatform& platform = queue.platform;
  sync_test::CouchServer couch;
  Key signer = crypto_test::new_key(platform);
  crypto::AnswerKeys keys = keys_of(kCode);
  std::vector<std::string> asked;  // "METHOD path"
  std::vector<std::string> forbidden;
  bool online = true;
  std::string broken;  // said in place of a view
  services::SyncSession session{
      platform, {outbox_test::kData, sync::Settings{"door", "https://wijk.example", "", "", "", ""}, "", 12}};
  services::AnswerLookup lookup{
      platform, queue.store, {{signer.open.kid, signer.open.jwk}}, services::Believes::signers_only};
  std::vector<app::Event> told;
  app::Connection connection;

  Device() {
    platform.http().serve([this](const ports::HttpRequest& request) { return answer(request); });
    session.answer_to(
        [this](const app::Event& event) { connection = std::get<app::ConnectionChanged>(event).connection; });
    lookup.fetch_by([this](const std::string& tag, const sync::Engine::Answers& answers) {
      session.find_answers(tag, answers);
    });
  }
  Result<ports::HttpReply> answer(const ports::HttpRequest& request) {
    if (!online) return Error{Fault::not_now, "http.offline", "a test's network"};
    const std::string path = request.url.substr(std::string("https://wijk.example").size());
    asked.push_back(request.method + " " + path);
    if (path.starts_with("/inbox/") && (request.method == "PUT" || request.method == "GET"))
      return couch(request);
    const std::string_view by_tag = "/answers/by-tag/";
    if (request.method != "GET" || !path.starts_with(by_tag)) {
      forbidden.push_back(asked.back());
      return sync_test::reply(404, R"({"error":"404"})");
    }
    if (!broken.empty()) return sync_test::reply(200, broken);
    Json rows = Json::array();
    for (const auto& [id, document] : couch.boxes["answers"])
      if (document.value("tag", "") == path.substr(by_tag.size()))
        rows.push_back({{"id", id}, {"key", document["tag"]}, {"value", nullptr}, {"doc", document}});
    return sync_test::reply(
        200, Json{{"total_rows", couch.boxes["answers"].size()}, {"offset", 0}, {"rows", rows}}.dump());
  }
  crypto::AnswerKeys keys_of(const std::string& code) {
    return fakes::answer_of<crypto::AnswerKeys>(
               platform,
               [&](auto then) { crypto::derive_answer_keys(platform.sealer(), kNumber, code, then); })
        ->value();
  }
  void is_answered(std::uint32_t seq, const std::string& text, const crypto::AnswerKeys& to,
                   const char* rev = "1-a") {
    const domain::AnswerDocument document{
        kSubmission, seq,  domain::AnswerStatus::answered,          domain::Role::fixer,
        text,        "nl", {Instant{1'780'300'800'000 + seq}, 120}, to.tag};
    const auto sealed = fakes::answer_of<crypto::SealedEnvelope>(platform, [&](auto then) {
      crypto::seal_answer(platform.sealer(), platform.random(),
                          {"", Day{2026, 6, 1}, to.tag, to.key, domain::to_json(document), signer.secret},
                          then);
    });
    Json kept = Json::parse(sealed->value().text());
    kept["_id"] = sealed->value().id();
    kept["_rev"] = rev;
    couch.boxes["answers"][sealed->value().id()] = kept;
  }
  std::size_t kept() {
    const auto names = queue.store.names();
    return std::count_if(names.begin(), names.end(),
                         [](const std::string& name) { return name.starts_with("answers/"); });
  }
  void turn() {
    for (int quiet = 0; quiet < 4;) {
      session.tick({platform.clock().now(), platform.clock().steady_ms()});
      quiet = platform.busy() ? 0 : quiet + 1;
      platform.pump();
    }
  }
  // What a visitor with this code is told: the answer's words, "missed", or the trouble's code.
  std::string asks(const std::string& code = kCode) {
    std::string heard;
    lookup.look_for_answer({Secret(kNumber), Secret(code), {}}, [&](const app::Event& event) {
      if (const auto* found = std::get_if<app::AnswerFound>(&event)) heard = found->document.text.view();
      if (std::get_if<app::AnswerMissed>(&event) != nullptr) heard = "missed";
      if (const auto* failed = std::get_if<app::AnswerFailed>(&event)) heard = failed->code;
    });
    turn();
    return heard;
  }
};

}  // namespace

TEST_CASE("behind a door a message is sent once, and nothing is asked that a door refuses") {
  Device d;
  REQUIRE(d.queue.put(crypto_test::sealed(d.platform, {d.queue.key.open}))->ok());
  for (int minute = 0; minute < 120; ++minute) {
    d.platform.clock().advance(kMinute);
    d.turn();
  }
  CHECK(d.queue.list().empty());
  CHECK(d.couch.boxes["inbox"].size() == 1);
  CHECK(d.forbidden.empty());
  CHECK(d.connection.trouble == app::Trouble::none);
  CHECK(d.connection.last_sync_ms.has_value());
  // It looks every ten minutes whether the way is open.
  CHECK(std::count(d.asked.begin(), d.asked.end(), "GET /answers/by-tag/" + std::string(32, '0')) >= 11);
}

TEST_CASE("a way that is closed is told, and open again when it is") {
  Device d;
  d.online = false;
  d.turn();
  CHECK(d.connection.trouble == app::Trouble::sync_offline);
  d.online = true;
  d.broken = R"({"error":"not a view"})";
  d.session.try_now();
  d.turn();
  CHECK(d.connection.trouble == app::Trouble::sync_unclear);
  d.broken.clear();
  d.session.try_now();
  d.turn();
  CHECK(d.connection.trouble == app::Trouble::none);
}

TEST_CASE("an answer is fetched by number and code, the newest each time, and stays when the network goes") {
  Device d;
  CHECK(d.asks() == "missed");
  d.is_answered(1, "Wij kijken ernaar.", d.keys);
  d.is_answered(1, "Voor iemand anders.", d.keys_of("K7M49QXE"));
  CHECK(d.kept() == 0);  // nothing came by itself
  CHECK(d.asks() == "Wij kijken ernaar.");
  CHECK(d.kept() == 1);  // and nobody else's
  d.is_answered(2, "De lamp brandt weer.", d.keys);
  CHECK(d.asks() == "De lamp brandt weer.");
  d.online = false;
  CHECK(d.asks() == "De lamp brandt weer.");
  CHECK(d.asks("K7M49QXE") == "sync.offline");  // it may be there: that isn't "nothing"
  d.online = true;
  CHECK(d.asks("K7M49QXF") == "missed");
}

TEST_CASE("what was put again after it was retired isn't shown") {
  Device d;
  d.is_answered(1, "Weg.", d.keys, "3-c");
  CHECK(d.asks() == "missed");
}

TEST_CASE("a server that gives more than was asked for is believed only for that tag") {
  Device d;
  d.is_answered(1, "Voor iemand anders.", d.keys_of("K7M49QXE"));
  Json rows = Json::array();
  for (const auto& [id, document] : d.couch.boxes["answers"]) rows.push_back({{"id", id}, {"doc", document}});
  rows.push_back({{"doc", nullptr}});
  rows.push_back("nonsense");
  d.broken = Json{{"rows", rows}}.dump();
  CHECK(d.asks() == "missed");
  CHECK(d.kept() == 0);
}

TEST_CASE("a disk that can't keep the answer says so, and not that there is none") {
  Device d;
  d.is_answered(1, "De lamp brandt weer.", d.keys);
  d.queue.store.fail(1, "store.full", fakes::MemoryStore::How::from_then_on);
  CHECK(d.asks() == "store.full");
}
