#include "worker.h"

#include <signal.h>

#include <utility>

#include "base/secret.h"

namespace wv::linux_platform {

Worker::~Worker() {
  begin_to_end();
  if (thread_.joinable()) thread_.join();
}

void Worker::begin_to_end() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  mailbox_->on_ready(nullptr);
  wake_up();
}

bool Worker::end_within(std::chrono::milliseconds patience) {
  begin_to_end();
  if (!thread_.joinable()) return true;
  std::unique_lock lock(mutex_);
  if (ended_.wait_for(lock, patience, [this] { return has_ended_; })) return true;
  thread_.detach();
  return false;
}

// Signals are the main thread's: the worker must not be the one that a Ctrl-C interrupts.
void Worker::start_thread() {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this] {
    run();
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
    ended_.notify_all();
  });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void Worker::add(Job job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  if (!thread_.joinable()) start_thread();
  wake_up();
}

void Worker::wake_up() {
  work_came_.notify_one();
  if (awaited_ != nullptr) awaited_->wake();
  if (watching_) watch_.wake();
}

void Worker::watch_network(std::function<void()> came) {
  network_came_ = std::move(came);
  if (!network_came_ || watching_) return;
  const bool open = watch_.open();
  {
    const std::lock_guard lock(mutex_);
    watching_ = open;
  }
  if (open) add([]() -> Completion { return nullptr; });  // until now it waited for work alone
}

void Worker::tell_network() {
  mailbox_->notify([this] {
    if (network_came_) network_came_();
  });
}

void Worker::post(Job job, Completion) {
  mailbox_->expect();
  add(std::move(job));
}

void Worker::start(std::function<void()> begin) {
  mailbox_->expect();
  add([begin = std::move(begin)]() -> Completion {
    begin();
    return nullptr;
  });
}

void Worker::run_next_job(std::unique_lock<std::mutex>& lock) {
  Job job = std::move(jobs_.front());
  jobs_.pop_front();
  lock.unlock();
  Completion answer = job();
  job = nullptr;  // what it held (keys, plain text) goes now, not when the next job comes
  wipe_stack();   // and what it left below (S3)
  if (answer) deliver(std::move(answer));
  lock.lock();
}

void Worker::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    const bool network = awaited_ != nullptr && awaited_->under_way();
    if (!network && !watching_) work_came_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (!jobs_.empty()) run_next_job(lock);
    if (jobs_.empty() && ending_) return;
    const bool transfers = awaited_ != nullptr && awaited_->under_way();
    if (!transfers && !watching_) continue;
    // A wake that comes between this look and the wait is not lost: it makes the next wait return at once.
    const bool idle = jobs_.empty(), watching = watching_;
    lock.unlock();
    if (transfers)
      awaited_->turn(idle ? Awaited::May::wait : Awaited::May::not_wait, watching ? watch_.descriptor() : -1);
    else if (idle)
      watch_.wait();
    if (watching && watch_.look()) tell_network();
    lock.lock();
  }
}

}  // namespace wv::linux_platform
