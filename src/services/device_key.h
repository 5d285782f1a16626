// Symmetric keys of a member's device, worked out of its private seal key, one for each purpose: who can't
// unlock has none of them, and they last as long as the device. Failure: the sealer's codes.
#pragma once
#include <functional>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "ports/sealer.h"

namespace wv::services {

// `purpose`: at most 16 bytes; no two alike. The answer is a symmetric JWK.
void derive_device_key(ports::Sealer& sealer, const Secret& seal_jwk, std::string_view purpose,
                       std::function<void(Result<Secret>)> answer);

}  // namespace wv::services
