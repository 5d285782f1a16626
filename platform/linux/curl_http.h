// ports::Http with libcurl's multi interface, on the platform's one worker: transfers go on between its jobs
// and while it has none. Connections are kept and shared (HTTP/2 where the server can); libcurl is set up at
// the first request, on the worker, so that a start without a network costs nothing.
// Lives longer than the worker; everything but `send`, `cancel`, `wake` and `forget_connections` is called
// there only.
#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>

#include "ports/http.h"
#include "worker.h"

namespace wv::linux_platform {

class CurlHttp final : public ports::Http, public Awaited {
 public:
  CurlHttp() = default;
  ~CurlHttp() override;
  CurlHttp(const CurlHttp&) = delete;
  CurlHttp& operator=(const CurlHttp&) = delete;

  void work_on(Worker& worker);  // before the first request

  Ticket send(ports::HttpRequest request, Answer answer) override;
  void cancel(Ticket ticket) override;

  [[nodiscard]] bool under_way() override { return !transfers_.empty(); }
  void turn(May may, int also) override;
  void forget_connections();  // any thread: those of a network that is gone would be waited on in vain
  void wake() override;

 private:
  struct Transfer;
  void begin(Ticket ticket, std::shared_ptr<Transfer> transfer);
  void finish(Ticket ticket, Result<ports::HttpReply> result);
  [[nodiscard]] bool open_library();
  [[nodiscard]] static std::int64_t now_ms();

  Worker* worker_ = nullptr;
  std::atomic<void*> multi_{nullptr};  // CURLM*; its wake-up is libcurl's one call for other threads
  std::atomic<std::int64_t> fresh_from_ms_{-1'000'000};
  bool library_open_ = false;
  Ticket last_ticket_ = 0;
  std::map<Ticket, std::shared_ptr<Transfer>> transfers_;
};

}  // namespace wv::linux_platform
