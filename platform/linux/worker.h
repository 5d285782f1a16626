// The one thread that waits for disks and does the sums, in the order it was asked. A job runs there and
// gives back its completion, which runs later on the thread that pumps. Jobs that were posted are done
// before the worker ends (a write that was asked for is a write); their completions are dropped then.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace wv::linux_platform {

class Worker {
 public:
  using Completion = std::function<void()>;
  using Job = std::function<Completion()>;

  Worker() = default;
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void post(Job job);
  void on_ready(std::function<void()> wake);
  void pump();
  [[nodiscard]] bool busy();
  void wait();  // until there is something to pump, or nothing is under way

 private:
  void run();
  void start_thread();

  std::mutex mutex_;
  std::condition_variable work_came_, answer_came_;
  std::deque<Job> jobs_;
  std::deque<Completion> answers_;
  std::function<void()> wake_;
  std::size_t under_way_ = 0;  // posted, and its answer not yet there
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace wv::linux_platform
