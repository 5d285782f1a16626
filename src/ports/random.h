// The system's random source. It never gives less than asked for: without entropy the program ends.
#pragma once
#include <cstdint>
#include <span>

namespace wv::ports {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

}  // namespace wv::ports
