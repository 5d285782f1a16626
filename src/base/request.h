// Which ask an answer belongs to. Each effect that is answered carries an id, and the event that answers it
// the same one: what was asked before a reset, or was asked anew since, is not taken for the answer of now.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace wv {

struct RequestId {
  std::uint64_t value = 0;  // 0: nobody asked, it happened by itself
  bool operator==(const RequestId&) const = default;
};

// Ask: an enum of what can be asked, which ends with `count`; of each the last one counts.
template <class Ask>
class Requests {
 public:
  [[nodiscard]] RequestId open(Ask what) { return awaited_[static_cast<std::size_t>(what)] = {++last_}; }
  void close(Ask what) { awaited_[static_cast<std::size_t>(what)] = {}; }
  [[nodiscard]] bool awaits(RequestId id) const {
    return id == RequestId{} || std::find(awaited_.begin(), awaited_.end(), id) != awaited_.end();
  }

 private:
  std::uint64_t last_ = 0;
  std::array<RequestId, static_cast<std::size_t>(Ask::count)> awaited_{};
};

}  // namespace wv
