// ports::Http by fetch: the same promises, as far as a browser keeps them. It tells no missing network from a
// refused certificate (both are http.offline); redirects aren't followed, cookies and passwords never go
// along, nothing is kept in its cache. A password or own authorities would be http.bad_request: what holds a
// credential is the municipality's proxy, never a page (README.md).
#pragma once
#include <map>

#include "mailbox.h"
#include "ports/http.h"

namespace wv::web_platform {

class FetchHttp final : public ports::Http {
 public:
  explicit FetchHttp(Mailbox& mailbox) : mailbox_(mailbox) {}
  Ticket send(ports::HttpRequest request, Answer answer) override;
  void cancel(Ticket ticket) override;

 private:
  Mailbox& mailbox_;
};

}  // namespace wv::web_platform
