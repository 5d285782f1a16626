// What sync in the touch app hears besides the queue: that the network came, and that its password was
// replaced.
#include "services/sync_session.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "base/bytes.h"
#include "fakes/fake_platform.h"
#include "outbox/support.h"
#include "platform/temporary_folder.h"

using namespace wv;
using platform_test::TemporaryFolder;
using platform_test::write_text;

namespace {

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute;

// A device with one message, and a server that lets in whoever has its password.
struct Device {
  outbox_test::Queue queue;
  fakes::FakePlatform& platform = queue.platform;
  TemporaryFolder folder;
  std::string file = folder / "secret.txt", right = "first";
  bool online = true;
  std::vector<std::string> tried;  // passwords
  std::unique_ptr<services::SyncSession> session;

  Device() {
    keep("first");
    REQUIRE(queue.put(crypto_test::sealed(platform, {queue.key.open}))->ok());
    platform.http().serve([this](const ports::HttpRequest& request) -> Result<ports::HttpReply> {
      if (!online) return Error{Fault::not_now, "http.offline", "a test's network"};
      if (tried.empty() || request.method == "PUT")
        tried.push_back(request.password);  // one request feels the way
      if (request.password != right) return ports::HttpReply{401, {}, R"({"error":"unauthorized"})"};
      if (request.method != "PUT") return ports::HttpReply{200, {}, R"({"results":[],"last_seq":0})"};
      const std::string id = request.url.substr(request.url.rfind('/') + 1);
      return ports::HttpReply{201, {}, Json{{"ok", true}, {"id", id}, {"rev", "1-a"}}.dump()};
    });
  }
  void keep(const std::string& password,
            std::filesystem::perms rights = std::filesystem::perms::owner_read |
                                            std::filesystem::perms::owner_write) const {
    write_text(file, password + "\n");
    std::filesystem::permissions(file, rights);
    // A file system may be too coarse to see that a test wrote twice in a moment.
    std::filesystem::last_write_time(
        file, std::filesystem::last_write_time(file) + std::chrono::seconds(password.size()));
  }
  void begin() {
    const sync::Settings settings{"couchdb", "https://target.example", "", "kiosk-007", "first", ""};
    session = std::make_unique<services::SyncSession>(
        platform, services::SyncSession::Plan{outbox_test::kData, settings, file, 12});
  }
  void turn() {
    for (int quiet = 0; quiet < 3;) {
      session->tick({platform.clock().now(), platform.clock().steady_ms()});
      quiet = platform.busy() ? 0 : quiet + 1;
      platform.pump();
    }
  }
  void pass(std::int64_t ms) {
    const std::int64_t end = platform.clock().steady_ms() + ms;
    turn();
    while (platform.clock().steady_ms() < end) {
      platform.clock().advance(
          std::max<std::int64_t>(1, std::min(end, session->next_wake_ms()) - platform.clock().steady_ms()));
      turn();
    }
  }
  std::size_t waiting() { return queue.list().size(); }
};

}  // namespace

TEST_CASE("a password that was replaced counts within a minute of being refused, without a restart") {
  Device d;
  d.right = "second";
  d.begin();
  d.pass(10 * kMinute);
  CHECK(d.waiting() == 1);
  CHECK(d.tried == std::vector<std::string>{"first"});  // the refused one isn't tried again and again
  d.keep("second");
  d.pass(61 * kSecond);
  CHECK(d.waiting() == 0);
}

TEST_CASE(
    "a password that was replaced before it was refused is read at the refusal, whatever the file's time says") {
  Device d;
  d.begin();
  const auto before = std::filesystem::last_write_time(d.file);
  d.keep("second");
  std::filesystem::last_write_time(d.file, before);
  d.right = "second";
  d.pass(5 * kSecond);
  CHECK(d.waiting() == 0);
  REQUIRE_FALSE(d.tried.empty());  // the look for answers may have been refused first
  CHECK(d.tried.back() == "second");
  CHECK(d.tried.size() <= 2);
}

TEST_CASE("negative control: a replaced password that others can read, or an empty file, is not used") {
  Device d;
  d.right = "second";
  d.begin();
  d.pass(kMinute);
  d.keep("second", std::filesystem::perms::owner_read | std::filesystem::perms::others_read);
  d.pass(5 * kMinute);
  d.keep("");
  d.pass(5 * kMinute);
  CHECK(d.waiting() == 1);
  CHECK(d.tried.size() == 1);
  d.keep("second");
  d.pass(61 * kSecond);
  CHECK(d.waiting() == 0);
}

TEST_CASE("the platform's word that the network came sends at once; without it the wait goes on") {
  for (const bool told : {true, false}) {
    Device d;
    d.online = false;
    d.begin();
    d.pass(6 * kHour);
    std::optional<std::int64_t> next;
    int heard = 0;
    d.session->answer_to([&](const app::Event& event) {
      if (std::holds_alternative<app::NetworkCame>(event)) ++heard;
      if (const auto* changed = std::get_if<app::ConnectionChanged>(&event))
        next = changed->connection.next_try_ms;
    });
    while (next.value_or(0) - d.platform.clock().now().at.ms < 3 * kMinute) d.pass(kMinute);
    d.online = true;
    if (told) d.platform.network_comes();
    d.pass(5 * kSecond);
    CHECK(d.waiting() == (told ? 0 : 1));
    CHECK(heard == (told ? 1 : 0));
  }
}

TEST_CASE("who has gone hears nothing more of the network") {
  Device d;
  d.begin();
  d.turn();
  d.session.reset();
  d.platform.network_comes();
}
