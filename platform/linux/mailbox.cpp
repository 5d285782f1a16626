#include "mailbox.h"

#include <utility>

namespace wv::linux_platform {

void Mailbox::expect() {
  const std::lock_guard lock(mutex_);
  ++expected_;
}

void Mailbox::deliver(Completion answer) { add(std::move(answer), 1); }
void Mailbox::notify(Completion news) { add(std::move(news), 0); }

void Mailbox::add(Completion answer, std::size_t expected) {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    answers_.push_back(std::move(answer));
    expected_ -= expected;
    wake = wake_;
    answer_came_.notify_all();
  }
  if (wake) wake();
}

void Mailbox::on_ready(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

void Mailbox::pump() {
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

bool Mailbox::busy() {
  const std::lock_guard lock(mutex_);
  return expected_ > 0 || !answers_.empty();
}

void Mailbox::wait() {
  std::unique_lock lock(mutex_);
  answer_came_.wait(lock, [this] { return expected_ == 0 || !answers_.empty(); });
}

}  // namespace wv::linux_platform
