#include "mailbox.h"

#include <chrono>
#include <iterator>
#include <utility>

namespace wv::linux_platform {
namespace {

constexpr std::chrono::milliseconds kTurn(6);  // of a frame's 16, which draws as well

}  // namespace

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
  const auto until = std::chrono::steady_clock::now() + kTurn;
  while (!ready.empty()) {
    ready.front()();
    ready.pop_front();
    if (std::chrono::steady_clock::now() >= until) break;
  }
  if (!ready.empty()) put_back(std::move(ready));
}

void Mailbox::put_back(std::deque<Completion> left) {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    left.insert(left.end(), std::make_move_iterator(answers_.begin()),
                std::make_move_iterator(answers_.end()));
    answers_ = std::move(left);
    wake = wake_;
  }
  if (wake) wake();
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
