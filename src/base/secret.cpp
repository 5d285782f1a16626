#include "base/secret.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <ostream>
#include <utility>

#include "base/bytes.h"

namespace wv {

namespace {

constexpr std::size_t kLeast = 32;  // a name or a number is typed without growing

}  // namespace

Secret::Secret(std::string&& text) : Secret(std::string_view(text)) { wv::wipe(text); }

Secret::Secret(Secret&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  clear();
  data_ = std::exchange(other.data_, nullptr);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  return *this;
}

Secret& Secret::operator=(const Secret& other) {
  if (this != &other) *this = other.clone();
  return *this;
}

void Secret::insert(std::size_t at, std::string_view more) {
  if (more.empty()) return;
  at = std::min(at, size_);
  // `more` may be a part of this text: then the old block must stay until it was copied.
  const std::less<const char*> before;
  const bool own = data_ != nullptr && !before(more.data(), data_) && before(more.data(), data_ + capacity_);
  if (own || size_ + more.size() > capacity_) {
    const std::size_t room = std::max({kLeast, capacity_ * 2, size_ + more.size()});
    char* grown = new char[room];
    std::copy(data_, data_ + at, grown);
    std::copy(more.begin(), more.end(), grown + at);
    std::copy(data_ + at, data_ + size_, grown + at + more.size());
    const std::size_t size = size_ + more.size();
    clear();
    data_ = grown;
    size_ = size;
    capacity_ = room;
    return;
  }
  if (at < size_) std::memmove(data_ + at + more.size(), data_ + at, size_ - at);
  std::copy(more.begin(), more.end(), data_ + at);
  size_ += more.size();
}

void Secret::erase(std::size_t at, std::size_t count) {
  if (at >= size_) return;
  count = std::min(count, size_ - at);
  std::memmove(data_ + at, data_ + at + count, size_ - at - count);
  wv::wipe(data_ + size_ - count, count);
  size_ -= count;
}

void Secret::clear() {
  if (data_ != nullptr) wv::wipe(data_, capacity_);
  delete[] data_;
  data_ = nullptr;
  size_ = capacity_ = 0;
}

bool Secret::same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  volatile unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference = static_cast<unsigned char>(difference | static_cast<unsigned char>(a[i] ^ b[i]));
  return difference == 0;
}

void wipe(Secret& text) { text.clear(); }

[[gnu::noinline]] void wipe_stack() {
  constexpr std::size_t kStack = 192 * 1024;  // far deeper than a page's layout with ICU and HarfBuzz goes
  unsigned char below[kStack];
  wv::wipe(below, sizeof below);
}

std::ostream& operator<<(std::ostream& out, const Secret& text) { return out << text.view(); }

}  // namespace wv
