#include "worker.h"

#include <signal.h>

#include <utility>

#include "base/bytes.h"

namespace wv::linux_platform {

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    wake_ = nullptr;
  }
  wake_up();
  if (thread_.joinable()) thread_.join();
}

// Signals are the main thread's: the worker must not be the one that a Ctrl-C interrupts.
void Worker::start_thread() {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this] { run(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void Worker::add(Job job, std::size_t answers) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    under_way_ += answers;
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
  if (open) add([]() -> Completion { return nullptr; }, 0);  // until now it waited for work alone
}

void Worker::tell_network() {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    answers_.push_back([this] {
      if (network_came_) network_came_();
    });
    wake = wake_;
    answer_came_.notify_all();
  }
  if (wake) wake();
}

void Worker::post(Job job) { add(std::move(job), 1); }

void Worker::start(std::function<void()> begin) {
  add([begin = std::move(begin)]() -> Completion {
    begin();
    return nullptr;
  }, 1);
}

void Worker::deliver(Completion answer) {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    answers_.push_back(std::move(answer));
    --under_way_;
    wake = wake_;
    answer_came_.notify_all();
  }
  if (wake) wake();
}

void Worker::on_ready(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
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
    if (transfers) awaited_->turn(idle ? Awaited::May::wait : Awaited::May::not_wait, watching ? watch_.descriptor() : -1);
    else if (idle) watch_.wait();
    if (watching && watch_.look()) tell_network();
    lock.lock();
  }
}

void Worker::pump() {
  std::deque<Completion> ready;
  {
    const std::lock_guard lock(mutex_);
    ready.swap(answers_);
  }
  for (Completion& answer : ready) {
    answer();
    answer = nullptr;
  }
}

bool Worker::busy() {
  const std::lock_guard lock(mutex_);
  return under_way_ > 0 || !answers_.empty();
}

void Worker::wait() {
  std::unique_lock lock(mutex_);
  answer_came_.wait(lock, [this] { return under_way_ == 0 || !answers_.empty(); });
}

}  // namespace wv::linux_platform
