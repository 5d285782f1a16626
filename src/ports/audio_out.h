// A loudspeaker that plays one sound at a time: the voice that reads aloud, a recording that is heard again.
// Samples may be a resident's own words: they are wiped as soon as they are played or stopped. Times: steady
// ms, as the last tick said; a script's are virtual. Error code: sound.no_device
#pragma once
#include <cstdint>
#include <functional>

#include "base/pcm.h"
#include "base/result.h"

namespace wv::ports {

class AudioOut {
 public:
  virtual ~AudioOut() = default;
  // Begins at once, in the place of what was playing. `loudness` 0 to 1. `ended` runs once: when it was
  // played to its end (in a tick), or when another took its place; never after a stop or an error.
  [[nodiscard]] virtual Status play(Pcm sound, float loudness, std::function<void()> ended = {}) = 0;
  virtual void stop() = 0;  // silent within two buffers of the device (50 ms)
  [[nodiscard]] virtual bool playing(std::int64_t now_ms) const = 0;
  // Call once a step.
  virtual void tick(std::int64_t now_ms) = 0;
  // When it wants a tick though nothing else happens; INT64_MAX: never.
  [[nodiscard]] virtual std::int64_t next_wake_ms(std::int64_t now_ms) const = 0;
};

}  // namespace wv::ports
