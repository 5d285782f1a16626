// Jobs that belong to somebody else: a stick, a share, a foreign folder, the synthesizer. Each foreign thing
// has a worker of its own, so that one that stops answering stands before nothing else. A job that gives no
// sign of life for `limit` is given up: its completion is the one for that, and until the kernel gives the
// thread back, whatever is asked for comes to nothing at once. What the job does after that is thrown away.
// The kernel lets nobody end a thread that waits for a dead share: at the end of the program it is left
// behind, with everything it uses. So its jobs may own things, and point to nothing that dies before the
// process.
#pragma once
#include <chrono>
#include <memory>

#include "mailbox.h"

namespace wv::linux_platform {

class ForeignWorker final : public JobQueue {
 public:
  ForeignWorker(std::shared_ptr<Mailbox> mailbox, std::chrono::milliseconds limit);
  ~ForeignWorker() override;  // waits a moment for the job it is at; those behind it are dropped
  ForeignWorker(const ForeignWorker&) = delete;
  ForeignWorker& operator=(const ForeignWorker&) = delete;

  void post(Job job, Completion given_up) override;
  // A long job, on its thread: "something still happens". Anywhere else it does nothing.
  static void still_alive();

 private:
  struct Core;
  std::shared_ptr<Core> core_;
};

}  // namespace wv::linux_platform
