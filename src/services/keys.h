// The keys that submissions are sealed to: the municipality's JWK Set, or for a trial a pair of the
// device's own, made at its first start in the data folder. Nobody reads a trial.
#pragma once
#include <functional>
#include <string>

#include "base/result.h"
#include "crypto/recipients.h"
#include "ports/platform.h"

namespace wv::services {

inline constexpr char kTrialKeyFile[] = "trial.private.jwk";

void trial_recipients(ports::Platform& platform, ports::Store& store,
                      std::function<void(Result<crypto::Recipients>)> answer);

}  // namespace wv::services
