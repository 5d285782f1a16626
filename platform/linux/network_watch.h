// Tells when the machine's network changed for the better: an address or a default route that wasn't there a
// moment ago (rtnetlink says that something happened, the kernel's tables say what). Also when the wall clock
// jumped, which is how waking from sleep shows. One descriptor to wait on, so that nothing is polled and rest
// costs nothing. Where the kernel gives no such sockets `open` is false, and nothing is ever told. Not for
// several threads, but `wake`.
#pragma once
#include <set>
#include <string>

#include "file_descriptor.h"

namespace wv::linux_platform {

[[nodiscard]] bool
has_network();  // an address or a way out besides the machine itself, by the kernel's tables now

class NetworkWatch {
 public:
  [[nodiscard]] bool open();
  [[nodiscard]] int descriptor() const { return all_.number(); }  // readable: look
  void wait();                                                    // until it is
  void wake();                                                    // any thread: ends a wait
  [[nodiscard]] bool look();                                      // true: it is to be told now

 private:
  void arm_clock();
  [[nodiscard]] bool drain_news();
  [[nodiscard]] bool gained();

  FileDescriptor all_, bell_, news_, clock_, quiet_;
  std::set<std::string> known_;  // addresses and default routes
  bool settling_ = false;
};

}  // namespace wv::linux_platform
