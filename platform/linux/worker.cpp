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

void Worker::post(Job job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    ++under_way_;
  }
  if (!thread_.joinable()) start_thread();
  work_came_.notify_one();
}

void Worker::on_ready(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

void Worker::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    work_came_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    Completion answer = job();
    job = nullptr;  // what it held (keys, plain text) goes now, not when the next job comes
    lock.lock();
    answers_.push_back(std::move(answer));
    --under_way_;
    const auto wake = wake_;
    answer_came_.notify_all();
    if (wake) {
      lock.unlock();
      wake();
      lock.lock();
    }
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
