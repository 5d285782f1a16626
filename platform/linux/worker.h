// The one thread that waits for disks and networks and does the sums, in the order it was asked. A job runs
// there and gives back its completion, which runs later on the thread that pumps. Jobs that were posted are
// done before the worker ends (a write that was asked for is a write); their completions are dropped then,
// and what the network still had under way too.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "network_watch.h"

namespace wv::linux_platform {

// Something else that the worker waits for when it has no job: open connections.
class Awaited {
 public:
  enum class May { wait, not_wait };
  virtual ~Awaited() = default;
  [[nodiscard]] virtual bool under_way() = 0;  // on the worker
  // On the worker: goes on with what is ready. A wait ends when `also` is readable, too (-1: there is none).
  virtual void turn(May may, int also) = 0;
  virtual void wake() = 0;                     // any thread: ends a turn that waits
};

class Worker {
 public:
  using Completion = std::function<void()>;
  using Job = std::function<Completion()>;

  Worker() = default;
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void also_wait_for(Awaited& awaited) { awaited_ = &awaited; }  // before the first job

  void post(Job job);
  // Runs `begin` there too; its answer comes later, by one call of `deliver` on the worker.
  void start(std::function<void()> begin);
  void deliver(Completion answer);
  // `came` runs on the pumping thread each time the network came, from now on; nothing waits for it.
  void watch_network(std::function<void()> came);
  void on_ready(std::function<void()> wake);
  void pump();
  [[nodiscard]] bool busy();
  void wait();  // until there is something to pump, or nothing is under way

 private:
  void run();
  void run_next_job(std::unique_lock<std::mutex>& lock);
  void add(Job job, std::size_t answers);
  void wake_up();
  void tell_network();
  void start_thread();

  std::mutex mutex_;
  std::condition_variable work_came_, answer_came_;
  std::deque<Job> jobs_;
  std::deque<Completion> answers_;
  std::function<void()> wake_;
  Awaited* awaited_ = nullptr;
  std::size_t under_way_ = 0;  // asked for, and its answer not yet there
  bool ending_ = false;
  NetworkWatch watch_;
  std::atomic<bool> watching_ = false;  // turned on by the pumping thread, under the lock
  std::function<void()> network_came_;  // the pumping thread's
  std::thread thread_;
};

}  // namespace wv::linux_platform
