// ports::WindowHost on Linux: Wayland's shared memory, and systemd.
#pragma once
#include "ports/window_host.h"
#include "systemd_supervisor.h"

namespace wv::linux_platform {

class LinuxWindowHost final : public ports::WindowHost {
 public:
  [[nodiscard]] std::unique_ptr<ports::WindowMemory> memory(void* display, void* surface) override;
  [[nodiscard]] ports::Supervisor* supervisor() override { return supervisor_.get(); }

 private:
  const std::unique_ptr<SystemdSupervisor> supervisor_ = SystemdSupervisor::of_environment();
};

}  // namespace wv::linux_platform
