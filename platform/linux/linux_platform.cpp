#include "linux_platform.h"

#include "network_watch.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "ports/make_platform.h"

namespace wv::linux_platform {

ports::Store& LinuxPlatform::store(const std::string& data_folder) {
  auto& store = stores_[data_folder];
  if (!store) store = std::make_unique<PosixStore>(data_folder, random_, worker_);
  return *store;
}

ports::Store& LinuxPlatform::foreign_store(const std::string& folder) {
  auto& store = foreign_stores_[folder];
  if (!store) store = std::make_unique<PosixStore>(folder, random_, worker_, DurableFolder::Root::must_be_there);
  return *store;
}

std::optional<bool> LinuxPlatform::has_network() { return linux_platform::has_network(); }

void LinuxPlatform::on_network(std::function<void()> came) {
  if (!came) return worker_.watch_network(nullptr);
  worker_.watch_network([this, came = std::move(came)] {
    http_.forget_connections();
    came();
  });
}

void LinuxPlatform::close_the_curtains() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);  // nobody of the same user attaches, and /proc/PID/mem is root's
  ::umask(077);
}

}  // namespace wv::linux_platform

namespace wv::ports {

std::unique_ptr<Platform> make_platform() { return std::make_unique<linux_platform::LinuxPlatform>(); }

}  // namespace wv::ports
