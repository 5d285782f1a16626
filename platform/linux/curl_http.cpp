#include "curl_http.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "curl_library.h"

namespace wv::linux_platform {

namespace {

constexpr std::size_t kMostHeaderBytes = 256u << 10;
constexpr std::int64_t kMostIdleMs =
    118'000;                               // libcurl's own limit for a connection that waits to be used again
constexpr long kMostKeptConnections = 32;  // idle ones end after kMostIdleMs
constexpr int kTurnMs = 1000;              // a transfer's own time limits are looked at this often

struct FreeEasy {
  void operator()(CURL* easy) const { curl().easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl().slist_free_all(list); }
};

bool is_plain_http(std::string_view url) { return url.substr(0, 7) == "http://"; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() &&
         (text.back() == ' ' || text.back() == '\t' || text.back() == '\r' || text.back() == '\n'))
    text.remove_suffix(1);
  return text;
}

// The connection stood, and not a byte of TLS came back; or what came back was no TLS.
bool speaks_no_tls(CURLcode code, std::string_view detail) {
  if (code == CURLE_SSL_CONNECT_ERROR)
    return detail.find("wrong version number") != std::string_view::npos ||
           detail.find("unknown protocol") != std::string_view::npos ||
           detail.find("http request") != std::string_view::npos ||
           detail.find("packet length too long") != std::string_view::npos;
  return code == CURLE_OPERATION_TIMEDOUT && detail.find("SSL connection timeout") != std::string_view::npos;
}

// What a proxy said instead of letting us through (RFC 9110 §9.3.6); nothing when no proxy said anything.
std::optional<Error> proxy_error_of(CURL* easy, CURLcode code) {
  long status = 0;
  curl().easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &status);
  const std::string number = " (" + std::to_string(status) + ")";
  if (status == 407)
    return Error{Fault::not_now, "http.proxy_login",
                 "the proxy asks for a user and a password; put them into https_proxy" + number};
  if (status >= 500 || code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY)
    return Error{Fault::not_now, "http.proxy_down",
                 "the proxy doesn't reach the server; it is tried again" + number};
  if (status >= 300)
    return Error{Fault::not_now, "http.proxy_denied",
                 "the proxy doesn't let us through to this server; its administrator must allow it" + number};
  return std::nullopt;
}

Error error_of(CURL* easy, bool secure, CURLcode code, const char* detail) {
  if (auto proxy = proxy_error_of(easy, code)) return std::move(*proxy);
  if (secure && speaks_no_tls(code, detail))
    return Error{
        Fault::not_now, "http.not_tls",
        "what listens there takes the connection and doesn't speak TLS; is it the port of plain http?"};
  const auto said = [&](const char* kind, const std::string& words) {
    return Error{Fault::not_now, kind,
                 words + " (" + (detail[0] != '\0' ? detail : curl().easy_strerror(code)) + ")"};
  };
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
      return said("http.offline", "the server can't be reached; is there a network?");
    case CURLE_OPERATION_TIMEDOUT:
      return said("http.timeout", "the server doesn't answer in time; it is tried again");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_USE_SSL_FAILED:
      return said("http.tls",
                  "the server's certificate can't be trusted; check the clock, ca_file and the server");
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return Error{Fault::bad_input, "http.bad_request",
                   "an address that can't be used; check the url of the settings"};
    default: return said("http.cut", "the connection broke off; it is tried again");
  }
}

}  // namespace

struct CurlHttp::Transfer {
  ports::HttpRequest request;
  Answer answer;
  ports::HttpReply reply;
  std::size_t header_bytes = 0;
  bool too_large = false;
  std::array<char, CURL_ERROR_SIZE> detail{};
  std::unique_ptr<curl_slist, FreeList> headers;
  std::unique_ptr<CURL, FreeEasy> easy;  // last: it goes first, and points at the others

  Transfer(ports::HttpRequest r, Answer a) : request(std::move(r)), answer(std::move(a)) {}
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() { wipe(request.password); }

  [[nodiscard]] bool set_up();
  void set_security();
  [[nodiscard]] bool add_header(const std::string& line);
  std::size_t take_body(const char* data, std::size_t size);
  std::size_t take_header(std::string_view line);
};

bool CurlHttp::Transfer::add_header(const std::string& line) {
  curl_slist* longer = curl().slist_append(headers.get(), line.c_str());
  if (longer == nullptr) return false;
  static_cast<void>(headers.release());
  headers.reset(longer);
  return true;
}

// Certificates are always checked; libcurl's own defaults are said once more, so that a reader finds them.
void CurlHttp::Transfer::set_security() {
  CURL* const c = easy.get();
  curl().easy_setopt(c, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl().easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
  curl().easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!request.ca_file.empty()) {
    curl().easy_setopt(c, CURLOPT_CAINFO, request.ca_file.c_str());
    curl().easy_setopt(c, CURLOPT_CAPATH, nullptr);  // else the system's authorities are believed as well
  }
  const bool plain = is_plain_http(request.url);
  curl().easy_setopt(c, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
  // In the clear only to this machine itself: a proxy from the environment would carry the password out.
  if (plain) curl().easy_setopt(c, CURLOPT_PROXY, "");
  curl().easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl().easy_setopt(c, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  if (request.user.empty()) return;
  curl().easy_setopt(c, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  curl().easy_setopt(c, CURLOPT_USERNAME, request.user.c_str());
  curl().easy_setopt(c, CURLOPT_PASSWORD, request.password.c_str());
}

bool CurlHttp::Transfer::set_up() {
  easy.reset(curl().easy_init());
  if (!easy) return false;
  CURL* const c = easy.get();
  for (const auto& [name, value] : request.headers)
    if (!add_header(name + ": " + value)) return false;
  if (!add_header("Expect:")) return false;  // a round trip before each large body, for nothing
  curl().easy_setopt(c, CURLOPT_ERRORBUFFER, detail.data());
  curl().easy_setopt(c, CURLOPT_URL, request.url.c_str());
  curl().easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl().easy_setopt(c, CURLOPT_PIPEWAIT, 1L);
  curl().easy_setopt(c, CURLOPT_TCP_KEEPALIVE, 1L);
  curl().easy_setopt(c, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl().easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_ms));
  curl().easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl().easy_setopt(c, CURLOPT_LOW_SPEED_TIME, static_cast<long>((request.stall_ms + 999) / 1000));
  curl().easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(request.whole_ms));
  if (request.method != "GET") curl().easy_setopt(c, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  if (!request.body.empty() || request.method == "PUT" || request.method == "POST") {
    // As a field rather than a stream: libcurl can then send it again by itself on a fresh connection.
    curl().easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl().easy_setopt(c, CURLOPT_POSTFIELDS, request.body.data());
  }
  curl().easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  curl().easy_setopt(c, CURLOPT_WRITEDATA, this);
  curl().easy_setopt(
      c, CURLOPT_WRITEFUNCTION, +[](char* data, std::size_t one, std::size_t count, void* self) {
        return static_cast<Transfer*>(self)->take_body(data, one * count);
      });
  curl().easy_setopt(c, CURLOPT_HEADERDATA, this);
  curl().easy_setopt(
      c, CURLOPT_HEADERFUNCTION, +[](char* data, std::size_t one, std::size_t count, void* self) {
        return static_cast<Transfer*>(self)->take_header({data, one * count});
      });
  set_security();
  return true;
}

std::size_t CurlHttp::Transfer::take_body(const char* data, std::size_t size) {
  if (reply.body.size() + size > request.most_reply_bytes) {
    too_large = true;
    return 0;
  }
  reply.body.append(data, size);
  return size;
}

std::size_t CurlHttp::Transfer::take_header(std::string_view line) {
  header_bytes += line.size();
  if (header_bytes > kMostHeaderBytes) {
    too_large = true;
    return 0;
  }
  if (line.substr(0, 5) == "HTTP/") reply.headers.clear();  // of a proxy's reply, or of a "100 Continue"
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos)
    reply.headers.emplace_back(lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
  return line.size();
}

void CurlHttp::work_on(Worker& worker) {
  worker_ = &worker;
  worker.also_wait_for(*this);
}

CurlHttp::~CurlHttp() {
  CURLM* const multi = multi_.exchange(nullptr);
  for (auto& [ticket, transfer] : transfers_)
    if (transfer->easy) curl().multi_remove_handle(multi, transfer->easy.get());
  transfers_.clear();
  if (multi != nullptr) curl().multi_cleanup(multi);
  if (library_open_) curl().global_cleanup();
}

bool CurlHttp::open_library() {
  if (multi_.load() != nullptr) return true;
  if (!curl().usable()) return false;
  if (!library_open_ && curl().global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return false;
  library_open_ = true;
  CURLM* const multi = curl().multi_init();
  if (multi == nullptr) return false;
  // libcurl keeps four connections for each transfer that is under way, and closes the rest the moment there
  // are fewer: with short requests most would be closed while the next ones begin.
  curl().multi_setopt(multi, CURLMOPT_MAXCONNECTS, kMostKeptConnections);
  curl().multi_setopt(multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
  multi_ = multi;
  return true;
}

ports::Http::Ticket CurlHttp::send(ports::HttpRequest request, Answer answer) {
  const Ticket ticket = ++last_ticket_;
  auto transfer = std::make_shared<Transfer>(std::move(request), std::move(answer));
  worker_->start([this, ticket, transfer = std::move(transfer)] { begin(ticket, transfer); });
  return ticket;
}

void CurlHttp::cancel(Ticket ticket) {
  worker_->post([this, ticket]() -> Worker::Completion {
    if (transfers_.contains(ticket))
      finish(ticket, Error{Fault::not_now, "http.cancelled", "the request was called off; nothing is lost"});
    return [] {};
  });
}

void CurlHttp::wake() {
  if (CURLM* const multi = multi_.load(); multi != nullptr) curl().multi_wakeup(multi);
}

// steady milliseconds
std::int64_t CurlHttp::now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void CurlHttp::forget_connections() { fresh_from_ms_ = now_ms(); }

void CurlHttp::begin(Ticket ticket, std::shared_ptr<Transfer> transfer) {
  Transfer& t = *transfer;
  transfers_.emplace(ticket, std::move(transfer));
  if (!curl().usable())
    return finish(
        ticket, Error{Fault::not_now, "http.offline",
                      "the program's network part is missing; install libcurl4 (" + curl().why_not() + ")"});
  if (!open_library() || !t.set_up() || curl().multi_add_handle(multi_, t.easy.get()) != CURLM_OK) {
    t.easy.reset();
    return finish(
        ticket, Error{Fault::not_now, "http.cut", "there is no memory for a connection; it is tried again"});
  }
  // Only what was used since the network came: a connection that has been idle for longer is none.
  const std::int64_t since_ms = now_ms() - fresh_from_ms_;
  if (since_ms < kMostIdleMs)
    curl().easy_setopt(t.easy.get(), CURLOPT_MAXAGE_CONN,
                       static_cast<long>(std::max<std::int64_t>(1, since_ms / 1000)));
  curl().easy_setopt(t.easy.get(), CURLOPT_PRIVATE,
                     reinterpret_cast<char*>(static_cast<std::uintptr_t>(ticket)));
}

void CurlHttp::finish(Ticket ticket, Result<ports::HttpReply> result) {
  const auto found = transfers_.find(ticket);
  if (found == transfers_.end()) return;
  const auto transfer = std::move(found->second);
  transfers_.erase(found);
  if (transfer->easy) curl().multi_remove_handle(multi_, transfer->easy.get());
  transfer->easy.reset();
  auto shared = std::make_shared<Result<ports::HttpReply>>(std::move(result));
  worker_->deliver([answer = std::move(transfer->answer), shared] { answer(std::move(*shared)); });
}

void CurlHttp::turn(May may, int also) {
  CURLM* const multi = multi_.load();
  if (multi == nullptr) return;
  int running = 0;
  curl().multi_perform(multi, &running);
  int left = 0;
  bool finished = false;
  while (const CURLMsg* message = curl().multi_info_read(multi, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    finished = true;
    const CURLcode code = message->data.result;
    char* mark = nullptr;
    curl().easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &mark);
    const Ticket ticket = static_cast<Ticket>(reinterpret_cast<std::uintptr_t>(mark));
    const auto found = transfers_.find(ticket);
    if (found == transfers_.end()) continue;
    Transfer& t = *found->second;
    if (code == CURLE_OK) {
      long status = 0;
      curl().easy_getinfo(t.easy.get(), CURLINFO_RESPONSE_CODE, &status);
      t.reply.status = static_cast<int>(status);
      finish(ticket, std::move(t.reply));
    } else if (t.too_large) {
      finish(ticket, Error{Fault::not_now, "http.too_large",
                           "the server's reply is far too long to be what was asked for"});
    } else {
      finish(ticket, error_of(message->easy_handle, !is_plain_http(t.request.url), code, t.detail.data()));
    }
  }
  if (may != May::wait || finished || running == 0) return;
  curl_waitfd other{};
  other.fd = also;
  other.events = CURL_WAIT_POLLIN;
  curl().multi_poll(multi, &other, also >= 0 ? 1 : 0, kTurnMs, nullptr);
}

}  // namespace wv::linux_platform
