// ports::Supervisor by systemd's protocol (sd_notify(3)): a datagram of text to the socket that
// $NOTIFY_SOCKET names. $WATCHDOG_PID is not looked at: it names the compositor, and this program is its
// child (NotifyAccess=all). Nothing is waited for, and nothing fails: who doesn't hear starts the program
// anew.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "file_descriptor.h"
#include "ports/supervisor.h"

namespace wv::linux_platform {

class SystemdSupervisor final : public ports::Supervisor {
 public:
  // By this process's environment; null where nobody listens.
  [[nodiscard]] static std::unique_ptr<SystemdSupervisor> of_environment();
  void showed() override;
  void alive() override;
  void rests(bool does, bool ring) override;
  [[nodiscard]] std::int64_t every_ms() const override { return every_ms_; }

 private:
  SystemdSupervisor(std::string socket, std::int64_t every_ms);
  void tell(std::string_view words) const;

  std::string socket_;
  FileDescriptor line_;
  std::int64_t every_ms_;
};

}  // namespace wv::linux_platform
