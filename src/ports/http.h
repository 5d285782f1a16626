// HTTP as sync needs it: one request, one whole reply, later, on the thread that pumps the platform.
// Never follows a redirect, never unpacks a body, never keeps a cookie; https, or http to this machine only.
// User and password travel as Basic credentials in the header, never in an address, an argument or a log.
// Error codes: http.offline (no name, no connection) http.cut (it broke off) http.timeout http.tls (the
// certificate, or TLS older than 1.2) http.not_tls (it takes the connection and doesn't begin TLS)
// http.too_large http.cancelled http.bad_request; of a proxy on the way http.proxy_login (407)
// http.proxy_denied (403) http.proxy_down
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace wv::ports {

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string user, password;  // "": none
  std::string ca_file;         // the only authorities believed; "": the system's
  std::int64_t connect_ms = 15'000;
  std::int64_t stall_ms = 30'000;  // without a single byte
  std::int64_t whole_ms = 300'000;
  std::uint64_t most_reply_bytes = 1u << 20;
};

struct HttpReply {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in the order they came
  std::string body;

  // The first header of that name (lower case); "" when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const {
    for (const auto& [known, value] : headers)
      if (known == name) return value;
    return {};
  }
};

class Http {
 public:
  using Answer = std::function<void(Result<HttpReply>)>;
  using Ticket = std::uint64_t;

  virtual ~Http() = default;
  virtual Ticket send(HttpRequest request, Answer answer) = 0;
  // Its answer then comes as http.cancelled; one that was answered already is no fault.
  virtual void cancel(Ticket ticket) = 0;
};

}  // namespace wv::ports
