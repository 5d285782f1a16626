// Answers that wait until the platform is pumped, as the real ones do: a test that forgets to pump sees it.
#pragma once
#include <deque>
#include <functional>
#include <utility>

#include "base/result.h"

namespace wv::fakes {

class Answers {
 public:
  template <class T>
  void later(std::function<void(Result<T>)> answer, Result<T> result) {
    waiting_.push_back(
        [answer = std::move(answer), result = std::move(result)]() mutable { answer(std::move(result)); });
  }
  // One round: what an answer asks for anew comes in the next.
  void pump() {
    std::deque<std::function<void()>> ready;
    ready.swap(waiting_);
    for (auto& answer : ready) answer();
  }
  [[nodiscard]] bool empty() const { return waiting_.empty(); }
  void drop() { waiting_.clear(); }

 private:
  std::deque<std::function<void()>> waiting_;
};

}  // namespace wv::fakes
