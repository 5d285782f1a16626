// A network that a test writes: `serve` is asked for each request's reply (or fault), which comes when the
// platform is pumped. Unserved, every request is offline. What was asked is kept for asserting.
#pragma once
#include <functional>
#include <set>
#include <utility>
#include <vector>

#include "fakes/answers.h"
#include "ports/http.h"

namespace wv::fakes {

class FakeHttp final : public ports::Http {
 public:
  using Server = std::function<Result<ports::HttpReply>(const ports::HttpRequest&)>;

  explicit FakeHttp(Answers& answers) : answers_(answers) {}

  void serve(Server server) { server_ = std::move(server); }

  Ticket send(ports::HttpRequest request, Answer answer) override {
    asked.push_back(request);
    auto reply =
        server_ ? server_(request)
                : Result<ports::HttpReply>(Error{Fault::not_now, "http.offline", "no network (a fake one)"});
    if (reply && reply.value().body.size() > request.most_reply_bytes) {
      reply = Error{Fault::not_now, "http.too_large", "too large (a fake one)"};
    }
    const Ticket ticket = ++last_;
    answers_.later<ports::HttpReply>(
        [this, ticket, answer = std::move(answer)](Result<ports::HttpReply> result) {
          if (cancelled_.contains(ticket))
            return answer(Error{Fault::not_now, "http.cancelled", "called off (a fake one)"});
          answer(std::move(result));
        },
        std::move(reply));
    return ticket;
  }
  void cancel(Ticket ticket) override { cancelled_.insert(ticket); }

  std::vector<ports::HttpRequest> asked;

 private:
  Answers& answers_;
  Server server_;
  Ticket last_ = 0;
  std::set<Ticket> cancelled_;
};

}  // namespace wv::fakes
