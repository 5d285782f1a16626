// WebDAV servers as they really are, each by the rule that it follows: what Destination a server understands,
// names that it keeps for itself, locks that stay. The real ones are tried in tests/faults/net/webdav.py.
#include "sync/support.h"
#include "sync/webdav.h"

using namespace wv;
using namespace wv::sync_test;
using sync::Engine;

namespace {

constexpr std::int64_t kMinute = 60'000;

// A folder per box, and the rules of a server that a test chooses.
struct DavServer {
  std::map<std::string, std::string> files;  // "inbox/name"
  std::set<std::string> locked;
  std::function<std::optional<int>(const std::string& destination)> refuses = [](const std::string&) {
    return std::nullopt;
  };
  std::function<bool(const std::string& name)> forbids = [](const std::string&) { return false; };
  bool overwrites = false, may_delete = true;
  std::vector<std::string> destinations;  // of all MOVEs

  static std::string path_of(const std::string& url) {
    const std::size_t scheme = url.find("://");
    return url.substr(url.find('/', scheme == std::string::npos ? 0 : scheme + 3) + 1);
  }
  Result<HttpReply> operator()(const HttpRequest& request) {
    const std::string path = path_of(request.url);
    if (request.method == "MKCOL") return reply(405);
    if (request.method == "PROPFIND") return list(path);
    if (request.method == "PUT") {
      if (forbids(path)) return reply(400, "a name that is kept for the server itself");
      if (locked.contains(path)) return reply(423);
      files[path] = request.body;
      return reply(201);
    }
    if (request.method == "MOVE") return move(path, request);
    if (request.method == "DELETE") return may_delete ? reply(files.erase(path) > 0 ? 204 : 404) : reply(403);
    return files.contains(path) ? reply(200, files[path]) : reply(404);
  }

 private:
  Result<HttpReply> list(const std::string& folder) const {
    std::string xml = "<d:multistatus xmlns:d=\"DAV:\">";
    for (const auto& [path, content] : files)
      if (path.starts_with(folder))
        xml += "<d:response><d:href>/" + path + "</d:href><d:propstat><d:prop><d:getlastmodified>" +
               (content == "old" ? "Sat, 30 May 2026 08:00:00 GMT" : "Mon, 01 Jun 2026 07:59:00 GMT") +
               "</d:getlastmodified></d:prop></d:propstat></d:response>";
    return reply(207, xml + "</d:multistatus>", {{"date", "Mon, 01 Jun 2026 08:00:00 GMT"}});
  }
  Result<HttpReply> move(const std::string& path, const HttpRequest& request) {
    const std::string& to = request.headers.at(0).second;
    destinations.push_back(to);
    if (const auto status = refuses(to)) return reply(*status);
    if (!files.contains(path)) return reply(404);
    const std::string name = to.starts_with("/") ? to.substr(1) : path_of(to);
    if (files.contains(name) && !overwrites && request.headers.at(1).second == "F") return reply(412);
    files[name] = files[path];
    files.erase(path);
    return reply(201);
  }
};

struct Dav {
  DavServer server;
  Trial t;
  Dav() {
    t.settings.type = "webdav";
    t.http.serve([this](const HttpRequest& request) { return server(request); });
  }
  Result<std::vector<std::string>> set_up() {
    const auto target = sync::make_target(t.settings, {t.http});
    target->set_device_tag("a test");
    std::optional<Result<std::vector<std::string>>> told;
    target->set_up([&](Result<std::vector<std::string>> lines) { told = std::move(lines); });
    fakes::settle(t.platform);
    REQUIRE(told.has_value());
    return *told;
  }
  bool says(const Result<std::vector<std::string>>& told, const std::string& words) {
    for (const std::string& line : told.value())
      if (line.find(words) != std::string::npos) return true;
    return false;
  }
};

// mod_dav of Apache 2.4 (modules/dav/main/util.c, dav_lookup_uri): 400 to a path alone, 502 to another scheme
// than its own.
std::optional<int> apache_without_tls(const std::string& to) {
  if (to.starts_with("/")) return 400;
  return to.starts_with("http://") ? std::nullopt : std::optional(502);
}
// ngx_http_dav_module (ngx_http_dav_copy_move_handler): a path, or its own scheme.
std::optional<int> nginx_without_tls(const std::string& to) {
  return to.starts_with("/") || to.starts_with("http://") ? std::nullopt : std::optional(400);
}
// golang.org/x/net/webdav (handleCopyMove): 502 when there is a host and it isn't that of the request.
std::optional<int> go_behind_proxy(const std::string& to) {
  return to.starts_with("/") ? std::nullopt : std::optional(502);
}

}  // namespace

TEST_CASE(
    "webdav: the form of Destination that works is found at the first message, kept over a restart, and found anew") {
  struct Row {
    const char* name;
    std::function<std::optional<int>(const std::string&)> refuses;
    const char* works;
  };
  const Row rows[] = {
      {"a server as it should be", [](const std::string&) { return std::nullopt; }, "https://"},
      {"Apache behind TLS", apache_without_tls, "http://"},
      {"nginx behind TLS", nginx_without_tls, "/"},
      {"rclone behind a proxy", go_behind_proxy, "/"}};
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    Dav d;
    d.server.refuses = row.refuses;
    d.t.put();
    CHECK(d.t.once().sent == 1);
    CHECK(d.server.destinations.back().starts_with(row.works));
    d.server.destinations.clear();
    d.t.put();
    CHECK(d.t.once().sent == 1);  // a new engine, as after a restart
    CHECK(d.server.destinations.size() == 1);
    CHECK(d.server.destinations.back().starts_with(row.works));
    d.server.refuses = go_behind_proxy;  // the proxy was set up anew
    d.t.put();
    CHECK(d.t.once().sent == 1);
    CHECK(d.t.queue.summary().quarantined == 0);
    const auto told = d.set_up();
    REQUIRE(told.ok());
    CHECK(d.says(told, "the path alone"));
    for (const auto& [path, content] : d.server.files) CHECK(path.ends_with(".json"));
    CHECK(d.server.files.size() == 3);  // the trial's own files are gone
  }
}

TEST_CASE("webdav: where no form works nothing is parked, and set-up tells the rule that the proxy needs") {
  for (const int status : {400, 409, 502}) {
    Dav d;
    d.server.refuses = [status](const std::string&) { return status; };
    for (int i = 0; i < 3; ++i) d.t.put();
    for (int run = 0; run < 7; ++run) CHECK(d.t.once().trouble == "sync.destination");
    CHECK(d.t.waiting() == 3);
    CHECK(d.t.queue.summary().quarantined == 0);
    const auto told = d.set_up();
    REQUIRE_FALSE(told.ok());
    CHECK(told.error().code == "sync.destination");
    CHECK(told.error().what.find("RequestHeader edit Destination") != std::string::npos);
    d.server.refuses = apache_without_tls;
    CHECK(d.t.once().sent == 3);
    for (const auto& [path, content] : d.server.files) CHECK(path.ends_with(".json"));
  }
}

TEST_CASE("webdav: a server that is down at the MOVE is no proxy that misunderstands") {
  Dav d;
  d.t.put();
  d.t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return request.method == "PUT" ? d.server(request) : reply(502);
  });
  CHECK(d.t.once().trouble == "sync.server");
}

TEST_CASE("webdav: Nextcloud keeps *.part for itself; our temporary names are nobody's") {
  Dav d;
  // apps/dav: OC\Files\Filename\FilenameValidator, config forbidden_filename_extensions: .filepart .part
  d.server.forbids = [](const std::string& path) {
    return path.ends_with(".part") || path.ends_with(".filepart") || path.find("/.") != std::string::npos;
  };
  for (int i = 0; i < 5; ++i) d.t.put();
  CHECK(d.t.once().sent == 5);
  CHECK(d.set_up().ok());
  CHECK(d.server(HttpRequest{.method = "PUT",
                             .url = "https://target.example/inbox/x.part",
                             .headers = {},
                             .body = "",
                             .user = "",
                             .password = "",
                             .ca_file = ""})
            .value()
            .status == 400);
}

TEST_CASE(
    "webdav: a lock that stays on the temporary name is gone round, and told while it stands in the way") {
  Dav d;
  const std::string id = d.t.put();
  std::string locked;
  d.t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    const std::string path = DavServer::path_of(request.url);
    if (request.method == "PUT" && locked.empty()) locked = path;
    if (path == locked) return reply(423);  // for hours, whatever is asked of it
    return d.server(request);
  });
  d.t.begin(Engine::Way::background);
  d.t.turn();
  CHECK(d.t.engine->status().trouble == "sync.locked");
  CHECK(d.t.waiting() == 1);
  d.t.pass(2 * kMinute);
  CHECK(d.t.has("sent", id));
  CHECK(d.server.files.size() == 1);
}

TEST_CASE("webdav: a 207 to a MOVE is what went wrong with the file in it") {
  for (const auto& [said, trouble] : {std::pair{"HTTP/1.1 423 Locked", "sync.locked"},
                                      {"HTTP/1.1 507 Insufficient Storage", "sync.full"},
                                      {"HTTP/1.1 200 OK", "sync.unclear"},
                                      {"", "sync.unclear"}}) {
    Dav d;
    d.t.put();
    const std::string body =
        std::string("<d:multistatus xmlns:d=\"DAV:\"><d:response><d:href>/x</d:href><d:status>") + said +
        "</d:status></d:response></d:multistatus>";
    d.t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      return request.method == "MOVE" ? reply(207, body) : d.server(request);
    });
    CHECK(d.t.once().trouble == trouble);
    CHECK(d.t.waiting() == 1);
  }
}

TEST_CASE("webdav: set-up tries a whole round in each box, says what it found, and leaves nothing behind") {
  Dav d;
  d.server.files = {{"inbox/" + uuid(1) + ".json", "{}"},
                    {"inbox/" + uuid(2) + ".part", "old"},
                    {"cases/" + uuid(3) + ".12345678.upload", "old"},
                    {"cases/" + uuid(4) + ".12345678.upload", "new"},
                    {"answers/holiday.upload", "old"}};
  const auto told = d.set_up();
  REQUIRE(told.ok());
  for (const char* box : {"inbox", "answers", "published", "cases"})
    CHECK(d.says(told, std::string("box ") + box + ": tried"));
  CHECK(d.says(told, "2 leftover pieces"));
  std::set<std::string> left;
  for (const auto& [path, content] : d.server.files) left.insert(path);
  CHECK(left == std::set<std::string>{"inbox/" + uuid(1) + ".json", "cases/" + uuid(4) + ".12345678.upload",
                                      "answers/holiday.upload"});

  Dav over;
  over.server.overwrites = true;
  CHECK(over.says(over.set_up(), "beware"));
  CHECK_FALSE(d.says(told, "beware"));

  Dav kept;
  kept.server.may_delete = false;
  CHECK(kept.says(kept.set_up(), "may not delete"));
}

TEST_CASE("webdav: set-up says which step failed in which box, and what to do") {
  struct Row {
    const char *method, *box;
    int status;
    const char *trouble, *words;
  };
  for (const Row& row : {Row{"PUT", "inbox", 403, "sync.denied", "box inbox: a file can't be put there"},
                         Row{"PUT", "cases", 507, "sync.full", "box cases"},
                         Row{"MOVE", "published", 405, "sync.unclear", "405 to a MOVE"},
                         Row{"GET", "answers", 403, "sync.unclear", "doesn't read back"}}) {
    Dav d;
    d.t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
      if (request.method == row.method && DavServer::path_of(request.url).starts_with(row.box))
        return reply(row.status);
      return d.server(request);
    });
    const auto told = d.set_up();
    REQUIRE_FALSE(told.ok());
    CHECK(told.error().code == row.trouble);
    CHECK(told.error().what.find(row.words) != std::string::npos);
    CHECK(d.server.files.empty());
  }
}

TEST_CASE(
    "webdav: set-up by who may not make folders goes on where they are there, and tells a wrong password as that") {
  Dav d;
  d.t.http.serve([&](const HttpRequest& request) -> Result<HttpReply> {
    return request.method == "MKCOL" ? reply(403) : d.server(request);
  });
  CHECK(d.set_up().ok());
  for (const auto& [status, trouble] :
       {std::pair{401, "sync.denied"}, {403, "sync.denied"}, {409, "sync.no_box"}, {501, "sync.no_box"}}) {
    d.t.http.serve([status](const HttpRequest&) -> Result<HttpReply> { return reply(status); });
    const auto told = d.set_up();
    REQUIRE_FALSE(told.ok());
    CHECK(told.error().code == trouble);
  }
}
