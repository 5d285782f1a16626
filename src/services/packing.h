// Numbers and texts one after the other in one buffer, and back: for what only this device reads again. What
// is packed is private, so the buffer is made large enough before (Measure), or grown buffers would leave
// copies behind. Reading past the end, or a text longer than what is left, makes the reader bad; from then on
// it gives zeros, and whoever reads looks once, at the end.
#pragma once
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace wv::services {

class Packer {
 public:
  explicit Packer(std::size_t most) { out_.reserve(most); }
  void number(std::uint64_t value) {  // seven bits a byte, the lowest first
    while (value > 0x7F) {
      out_.push_back(static_cast<std::uint8_t>(value | 0x80));
      value >>= 7;
    }
    out_.push_back(static_cast<std::uint8_t>(value));
  }
  void whole(std::int64_t value) {  // small ones of either sign are short
    number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(std::string_view value) {
    number(value.size());
    raw(std::as_bytes(std::span(value.data(), value.size())));
  }
  void raw(std::span<const std::byte> bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    out_.insert(out_.end(), data, data + bytes.size());
  }
  [[nodiscard]] Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

class Unpacker {
 public:
  explicit Unpacker(std::span<const std::uint8_t> bytes) : left_(bytes) {}
  [[nodiscard]] std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (left_.empty()) return fail();
      const std::uint8_t byte = left_.front();
      left_ = left_.subspan(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    return fail();
  }
  [[nodiscard]] std::int64_t whole() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
  }
  [[nodiscard]] std::string_view text() {  // lies in what is read
    const std::uint64_t size = number();
    if (size > left_.size()) return fail(), std::string_view();
    const std::string_view found(reinterpret_cast<const char*>(left_.data()), size);
    left_ = left_.subspan(size);
    return found;
  }
  void raw(std::span<std::byte> to) {
    if (to.size() > left_.size()) return static_cast<void>(fail());
    std::memcpy(to.data(), left_.data(), to.size());
    left_ = left_.subspan(to.size());
  }
  [[nodiscard]] bool good() const { return !bad_; }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  std::uint64_t fail() {
    bad_ = true;
    left_ = {};
    return 0;
  }
  std::span<const std::uint8_t> left_;
  bool bad_ = false;
};

}  // namespace wv::services
