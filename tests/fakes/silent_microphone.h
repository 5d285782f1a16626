// A microphone in a silent room: whoever waits for samples has them at once, in virtual time.
#pragma once
#include <algorithm>
#include <memory>

#include "ports/audio_in.h"

namespace wv::fakes {

class SilentMicrophone final : public ports::AudioIn {
 public:
  static Result<std::unique_ptr<ports::AudioIn>> open() { return {std::make_unique<SilentMicrophone>()}; }
  std::size_t waiting() override { return waiting_; }
  std::size_t take(std::span<std::int16_t> to) override {
    const std::size_t taken = std::min(waiting_, to.size());
    std::fill_n(to.begin(), taken, std::int16_t{0});
    waiting_ -= taken;
    return taken;
  }
  [[nodiscard]] bool gone() const override { return false; }
  void wait_for(std::size_t samples) override { waiting_ = std::max(waiting_, samples); }

 private:
  std::size_t waiting_ = 0;
};

}  // namespace wv::fakes
