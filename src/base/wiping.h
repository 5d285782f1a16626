// Lists that are overwritten before their memory goes back, also each time they grow (S3): for what
// is worked out from a resident's words. The owner is whoever holds the list; nothing can fail but memory
// itself.
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "base/bytes.h"

namespace wv {

template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  explicit(false) WipingAllocator(const WipingAllocator<U>&) {}

  [[nodiscard]] T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* memory, std::size_t count) {
    wipe(memory, count * sizeof(T));
    std::allocator<T>().deallocate(memory, count);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

template <class T>
using WipingVector = std::vector<T, WipingAllocator<T>>;

}  // namespace wv
