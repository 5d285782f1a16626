// Which team key each kiosk sealed to last, as the screen `people` shows it: a kiosk that hasn't seen the new
// register goes on sealing to the old key, which a leaver may still hold. Told by what came, not by the
// kiosk: `device` is what a message says of itself. Pure.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "crypto/register.h"

namespace wv::services {

inline constexpr int kDaysToFollow = 7;  // after a rotation; then a kiosk that hasn't followed is an alarm

struct SealedTo {  // one message
  std::string device;
  Day day;          // on which it was kept
  std::string kid;  // of the team key
};

enum class Follows {
  yes,      // its last message is sealed to the current key
  unknown,  // it sent nothing since that key came
  not_yet,  // it sealed to an older one since, within the days it has for that
  no,       // it did, and those days have passed: somebody brings it the register, by stick if need be
};

struct KioskKey {
  std::string device;
  Day last;         // of its newest message
  std::string kid;  // that one's; of several of that day the oldest key's
  Follows follows = Follows::unknown;
};
// By device. What is sealed to no team key of the register (a confidential one, a dropped one) tells nothing.
[[nodiscard]] std::vector<KioskKey> kiosk_keys(std::span<const SealedTo> messages,
                                               const crypto::Register& content, const Day& today);

}  // namespace wv::services
