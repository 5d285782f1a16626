#include "worker.h"

#include <signal.h>

#include <utility>

namespace wv::linux_platform {

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    wake_ = nullptr;
  }
  work_came_.notify_one();
  if (awaited_ != nullptr) awaited_->wake();
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
  work_came_.notify_one();
  if (awaited_ != nullptr) awaited_->wake();
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
  if (answer) deliver(std::move(answer));
  lock.lock();
}

void Worker::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    const bool network = awaited_ != nullptr && awaited_->under_way();
    if (!network) work_came_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (!jobs_.empty()) run_next_job(lock);
    if (jobs_.empty() && ending_) return;
    if (awaited_ == nullptr || !awaited_->under_way()) continue;
    // A wake that comes between this look and the wait is not lost: it makes the next wait return at once.
    const auto may = jobs_.empty() ? Awaited::May::wait : Awaited::May::not_wait;
    lock.unlock();
    awaited_->turn(may);
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
