// Runs `work` on a worker and hands its result to `answer` when the platform is pumped; `silent` in its place
// when the worker gives it up.
#pragma once
#include <functional>
#include <memory>
#include <utility>

#include "base/result.h"
#include "mailbox.h"

namespace wv::linux_platform {

template <class T, class Work>
void later(JobQueue& worker, std::function<void(Result<T>)> answer, Work work, Error silent = {}) {
  auto given_up = [answer, silent = std::move(silent)] { answer(silent); };
  worker.post(
      [answer = std::move(answer), work = std::move(work)]() mutable -> JobQueue::Completion {
        // Shared, since std::function copies what it holds, and results may be large or secret.
        auto result = std::make_shared<Result<T>>(work());
        return [answer = std::move(answer), result] { answer(std::move(*result)); };
      },
      std::move(given_up));
}

}  // namespace wv::linux_platform
