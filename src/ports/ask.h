// Starts something and waits for its answer: for commands, and before there is a window. Whatever has a
// window goes on by event instead. Error code: platform.silent
#pragma once
#include <functional>
#include <optional>
#include <utility>

#include "base/result.h"
#include "ports/platform.h"

namespace wv::ports {

template <class T>
[[nodiscard]] Result<T> ask(Platform& platform,
                            const std::function<void(std::function<void(Result<T>)>)>& start) {
  std::optional<Result<T>> answer;
  start([&answer](Result<T> result) { answer.emplace(std::move(result)); });
  while (!answer) {
    if (!platform.busy())
      return Error{Fault::failed, "platform.silent",
                   "the platform gave no answer; this is a fault of the program"};
    platform.wait();
    platform.pump();
  }
  return std::move(*answer);
}

}  // namespace wv::ports
