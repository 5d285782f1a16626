#include "runtime/microphone.h"

namespace wv::runtime {

Result<std::unique_ptr<Microphone>> no_microphone() {
  return Error{Fault::not_now, "voice.no_microphone", "There is no microphone here; typing goes on working."};
}

}  // namespace wv::runtime
