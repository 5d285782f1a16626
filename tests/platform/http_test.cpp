// ports::Http on libcurl, against a server of a few lines on loopback that answers what a test tells it to.
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "fakes/fake_platform.h"
#include "platform/temporary_folder.h"
#include "ports/make_platform.h"

using namespace wv;

namespace {

// One connection after the other; each request gets the next answer, byte for byte, or none at all.
class Server {
 public:
  explicit Server(std::vector<std::string> answers) : answers_(std::move(answers)) {
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listening_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(listening_, 16) == 0);
    REQUIRE(::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Server() {
    ended_ = true;
    thread_.join();
    ::close(listening_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  bool ready(int number) const {
    pollfd one{number, POLLIN, 0};
    while (!ended_)
      if (::poll(&one, 1, 20) > 0) return true;
    return false;
  }

  void serve() {
    for (std::size_t next = 0; ready(listening_);) {
      const int connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
      std::string text;
      while (ready(connection)) {
        char block[4096];
        const ssize_t got = ::recv(connection, block, sizeof block, 0);
        if (got <= 0) break;
        text.append(block, static_cast<std::size_t>(got));
        const std::size_t head = text.find("\r\n\r\n");
        if (head == std::string::npos) continue;
        const std::size_t length = text.find("Content-Length: ");
        const std::size_t body = length < head ? std::stoul(text.substr(length + 16)) : 0;
        if (text.size() < head + 4 + body) continue;
        {
          const std::lock_guard lock(mutex_);
          requests_.push_back(std::exchange(text, {}));
        }
        if (next >= answers_.size()) continue;  // says nothing
        const std::string& answer = answers_[next++];
        static_cast<void>(::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL));
        if (answer.find("Connection: close") != std::string::npos) break;
      }
      ::close(connection);
    }
  }

  std::vector<std::string> answers_, requests_;
  std::mutex mutex_;
  std::atomic<bool> ended_{false};
  int listening_ = -1;
  int port_ = 0;
  std::thread thread_;
};

std::string ok(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\nX-One: first\r\n\r\n" +
         body;
}

struct Asked {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();

  Result<ports::HttpReply> operator()(ports::HttpRequest request) {
    auto answer = fakes::answer_of<ports::HttpReply>(
        *platform, [&](auto then) { platform->http().send(std::move(request), then); });
    REQUIRE(answer.has_value());
    return std::move(*answer);
  }
  std::string code(ports::HttpRequest request) {
    const auto result = (*this)(std::move(request));
    return result ? std::to_string(result.value().status) : result.error().code;
  }
};

ports::HttpRequest to(const std::string& url, const std::string& method = "GET") {
  ports::HttpRequest request;
  request.url = url;
  request.method = method;
  return request;
}

}  // namespace

TEST_CASE("http: a request as it was asked for, a reply as it was sent") {
  Server server({ok("hello"), ok("")});
  Asked ask;
  auto request = to(server.url("/inbox/1"), "PUT");
  request.headers = {{"Content-Type", "application/json"}, {"Overwrite", "F"}};
  request.body = std::string("{\"a\":\"\0\"}", 9);
  request.user = "kiosk-007";
  request.password = "se:cret";
  const auto reply = ask(request);
  REQUIRE(reply.ok());
  CHECK(reply.value().status == 200);
  CHECK(reply.value().body == "hello");
  CHECK(reply.value().header("x-one") == "first");
  CHECK(reply.value().header("x-two") == "");
  CHECK(ask.code(to(server.url(), "MOVE")) == "200");
  const std::string first = server.requests().at(0);
  CHECK(first.starts_with("PUT /inbox/1 HTTP/1.1\r\n"));
  CHECK(first.find("Authorization: Basic a2lvc2stMDA3OnNlOmNyZXQ=") != std::string::npos);
  CHECK(first.find("Overwrite: F") != std::string::npos);
  CHECK(first.find("Expect:") == std::string::npos);
  CHECK(first.find("Accept-Encoding") == std::string::npos);
  CHECK(first.ends_with(request.body));
  CHECK(server.requests().at(1).starts_with("MOVE / HTTP/1.1\r\n"));
}

TEST_CASE("http: a redirect is a reply like another, and nobody goes there") {
  Server elsewhere({ok("a trap")});
  Server server({"HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n"});
  Asked ask;
  CHECK(ask.code(to(server.url())) == "302");
  CHECK(elsewhere.requests().empty());
}

TEST_CASE("http: bodies are bounded and never unpacked") {
  const std::string packed = "\x1f\x8b\x08 not really packed, and not looked into";
  Server server({ok(std::string(5000, 'x')),
                 "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " +
                     std::to_string(packed.size()) + "\r\n\r\n" + packed,
                 "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(300'000, 'x'),
                 "HTTP/1.1 200 OK\r\nX: " + std::string(300'000, 'x') + "\r\n\r\n"});
  Asked ask;
  auto small = to(server.url());
  small.most_reply_bytes = 4999;
  CHECK(ask.code(small) == "http.too_large");
  const auto reply = ask(to(server.url()));
  REQUIRE(reply.ok());
  CHECK(reply.value().body == packed);
  small.most_reply_bytes = 100'000;
  CHECK(ask.code(small) == "http.too_large");
  CHECK_FALSE(ask(to(server.url())).ok());  // endless headers
}

TEST_CASE("http: what breaks off, stalls or isn't there is an error of its own kind") {
  Asked ask;
  {
    Server server({"HTTP/1.1 201 Created\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"ok\":tr"});
    CHECK(ask.code(to(server.url(), "PUT")) == "http.cut");  // though the status was there
  }
  {
    Server silent({});
    auto request = to(silent.url());
    request.whole_ms = 300;
    CHECK(ask.code(request) == "http.timeout");
  }
  std::string gone;
  {
    Server server({});
    gone = server.url();
  }
  CHECK(ask.code(to(gone)) == "http.offline");
  CHECK(ask.code(to("https://no-such-host.invalid/")) == "http.offline");
  CHECK(ask.code(to("ftp://127.0.0.1/")) == "http.bad_request");
  CHECK(ask.code(to("file:///etc/passwd")) == "http.bad_request");
}

TEST_CASE(
    "http: a port that takes the connection and speaks no TLS is told as that, not as slow and not as untrusted") {
  Asked ask;
  Server silent({});
  auto request = to("https" + silent.url().substr(4));
  request.connect_ms = 500;
  CHECK(ask.code(request) == "http.not_tls");  // it waits for a line, as CouchDB's server does
  std::string gone;
  {
    Server server({});
    gone = "https" + server.url().substr(4);
  }
  CHECK(ask.code(to(gone)) == "http.offline");
}

TEST_CASE("http: called off means answered at once; disks are not kept waiting by a slow network") {
  Server silent({});
  Asked ask;
  platform_test::TemporaryFolder folder;
  std::optional<Result<ports::HttpReply>> answer;
  const auto ticket = ask.platform->http().send(
      to(silent.url()), [&](Result<ports::HttpReply> reply) { answer = std::move(reply); });
  ports::Store& store = ask.platform->store(folder / "data");
  bool stored = false;
  store.put("outbox/one.json", to_bytes("{}"), [&](Result<Done> put) { stored = put.ok(); });
  while (!stored) {
    ask.platform->wait();
    ask.platform->pump();
  }
  CHECK_FALSE(answer.has_value());
  CHECK(ask.platform->busy());
  ask.platform->http().cancel(ticket);
  fakes::settle(*ask.platform);
  REQUIRE(answer.has_value());
  CHECK(answer->error().code == "http.cancelled");
  ask.platform->http().cancel(ticket);
  fakes::settle(*ask.platform);
}

TEST_CASE("http: a platform ends in the middle of a transfer without waiting for it") {
  Server silent({});
  Asked ask;
  ask.platform->http().send(to(silent.url()),
                            [](Result<ports::HttpReply>) { FAIL("nobody is there to hear it"); });
  ask.platform.reset();
}

TEST_CASE("a folder of somebody else's is used when it is there and never made") {
  Asked ask;
  platform_test::TemporaryFolder folder;
  ports::Store& stick = ask.platform->foreign_store(folder / "stick", ports::Foreign::must_be_there);
  const auto put = [&](const char* name) {
    const auto done =
        *fakes::answer_of<Done>(*ask.platform, [&](auto then) { stick.put(name, to_bytes("x"), then); });
    return done.ok() ? std::string("done") : done.error().code;
  };
  CHECK(put("inbox/a") == "store.missing");
  CHECK_FALSE(std::filesystem::exists(folder / "stick"));
  std::filesystem::create_directory(folder / "stick");
  CHECK(put("inbox/a") == "done");
  CHECK(std::filesystem::exists(folder / "stick/inbox/a"));
}
