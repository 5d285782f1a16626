#include "fetch_http.h"

#include <utility>

#include "base/json.h"

// js/http.js
extern "C" {
void wv_http_send(int ticket, const char* method, const char* url, const char* headers, const char* body,
                  int size, double stall_ms, double whole_ms, double most_bytes);
void wv_http_cancel(int ticket);
}

namespace wv::web_platform {
namespace {

// A line of JSON about the reply, and the body as it came.
Result<ports::HttpReply> read_reply(const Bytes& bytes) {
  const std::string text = to_string(bytes);
  const std::size_t end = text.find('\n');
  const auto head = parse_json(text.substr(0, end), "the reply");
  if (end == std::string::npos || !head) return Error{Fault::not_now, "http.cut", "it broke off"};
  ports::HttpReply reply;
  reply.status = head.value().value("status", 0);
  for (const Json& header : head.value().value("headers", Json::array()))
    reply.headers.emplace_back(header[0].get<std::string>(), header[1].get<std::string>());
  reply.body = text.substr(end + 1);
  return reply;
}

}  // namespace

ports::Http::Ticket FetchHttp::send(ports::HttpRequest request, Answer answer) {
  const std::string url = request.url;
  const int ticket = mailbox_.expect([url, answer = std::move(answer)](const Reply& reply) {
    answer(reply.ok() ? read_reply(reply.bytes) : Result<ports::HttpReply>(reply.error(url)));
  });
  if (!request.user.empty() || !request.password.empty() || !request.ca_file.empty()) {
    mailbox_.deliver(
        ticket, {"http.bad_request", "a password or certificates of one's own: let the proxy hold them", {}});
    return static_cast<Ticket>(ticket);
  }
  Json headers = Json::array();
  for (const auto& [name, value] : request.headers) headers.push_back({name, value});
  wv_http_send(ticket, request.method.c_str(), request.url.c_str(), headers.dump().c_str(),
               request.body.data(), static_cast<int>(request.body.size()),
               static_cast<double>(request.stall_ms), static_cast<double>(request.whole_ms),
               static_cast<double>(request.most_reply_bytes));
  return static_cast<Ticket>(ticket);
}

void FetchHttp::cancel(Ticket ticket) { wv_http_cancel(static_cast<int>(ticket)); }

}  // namespace wv::web_platform
