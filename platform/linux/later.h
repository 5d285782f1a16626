// Runs `work` on the worker and hands its result to `answer` when the platform is pumped.
#pragma once
#include <functional>
#include <memory>
#include <utility>

#include "base/result.h"
#include "worker.h"

namespace wv::linux_platform {

template <class T, class Work>
void later(Worker& worker, std::function<void(Result<T>)> answer, Work work) {
  worker.post([answer = std::move(answer), work = std::move(work)]() mutable -> Worker::Completion {
    // Shared, since std::function copies what it holds, and results may be large or secret.
    auto result = std::make_shared<Result<T>>(work());
    return [answer = std::move(answer), result] { answer(std::move(*result)); };
  });
}

}  // namespace wv::linux_platform
