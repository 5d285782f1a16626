// A thread that does jobs in the order they were asked for. A job runs there and gives back its completion,
// which runs later on the thread that pumps. A platform has one for the device's own disk, the sums and the
// seals, and one for the network; what belongs to somebody else (sticks, shares, programs) goes to a
// ForeignWorker. Jobs that were posted are done before the worker ends (a write that was asked for is a
// write); their completions are dropped then, and what the network still had under way too.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "mailbox.h"
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
  virtual void wake() = 0;  // any thread: ends a turn that waits
};

class Worker final : public JobQueue {
 public:
  explicit Worker(std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>())
      : mailbox_(std::move(mailbox)) {}
  ~Worker() override;
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void also_wait_for(Awaited& awaited) { awaited_ = &awaited; }  // before the first job

  void post(Job job, Completion given_up = {}) override;  // never gives up: these are the device's own things
  // Runs `begin` there too; its answer comes later, by one call of `deliver` on the worker.
  void start(std::function<void()> begin);
  void deliver(Completion answer) { mailbox_->deliver(std::move(answer)); }
  // `came` runs on the pumping thread each time the network came, from now on; nothing waits for it.
  void watch_network(std::function<void()> came);
  void on_ready(std::function<void()> wake) { mailbox_->on_ready(std::move(wake)); }
  void pump() { mailbox_->pump(); }
  [[nodiscard]] bool busy() { return mailbox_->busy(); }
  void wait() { mailbox_->wait(); }
  // Ends when its jobs are done, but isn't waited for any longer than this. False: it hangs, and what it uses
  // must live as long as the process.
  [[nodiscard]] bool end_within(std::chrono::milliseconds patience);

 private:
  void run();
  void run_next_job(std::unique_lock<std::mutex>& lock);
  void add(Job job);
  void begin_to_end();
  void wake_up();
  void tell_network();
  void start_thread();

  std::shared_ptr<Mailbox> mailbox_;
  std::mutex mutex_;
  std::condition_variable work_came_, ended_;
  std::deque<Job> jobs_;
  Awaited* awaited_ = nullptr;
  bool ending_ = false, has_ended_ = false;
  NetworkWatch watch_;
  std::atomic<bool> watching_ = false;  // turned on by the pumping thread, under the lock
  std::function<void()> network_came_;  // the pumping thread's
  std::thread thread_;
};

}  // namespace wv::linux_platform
