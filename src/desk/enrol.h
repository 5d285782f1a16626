// A device that isn't the team's yet: its owner gives a name and a passphrase, it makes its keys and a
// request, and waits until the register names it and its keyring is here. And a passphrase that is changed.
#pragma once
#include <string>

#include "base/secret.h"
#include "base/trouble.h"
#include "desk/field.h"

namespace wv::desk {

// What the register and this device know of each other.
enum class Standing {
  unknown,       // nobody looked yet
  member,        // it is unlocked by its passphrase
  absent,        // it has no keys
  unregistered,  // it has, and the register doesn't name them (yet)
  no_keyring,    // the register does; what opens the messages isn't here yet
  ended          // it did, until a day that has passed
};

// How the request comes to whoever manages the register: by stick and hand, or by sync, once there is a
// network.
enum class RequestGoes { by_hand, waits, sent };

struct Enrolling {
  // waiting: four words and the QR of the request, the authority's four words; then stick, QR or sync bring
  // it.
  enum class Step { name, passphrase, again, making, waiting } step = Step::name;
  Standing standing = Standing::absent;
  Secret name, passphrase, again;
  Secret drawn;      // five words that are offered
  bool own = false;  // an own passphrase in their place
  bool shown = false;
  Editing editing;
  std::string request_words, request_hash, authority_words;  // hash: the whole SHA-256 in hex, for the QR
  RequestGoes request_goes = RequestGoes::by_hand;
  bool anew = false;  // really begin again? is being asked
  enum class Notice { none, name_missing, too_short, differs, failed, given } notice = Notice::none;
  Trouble trouble = Trouble::none;
};

struct PassphraseChange {
  Secret old, fresh, again;
  bool trying = false;
  enum class Notice { none, wrong, too_short, differs, failed, done } notice = Notice::none;
  Trouble trouble = Trouble::none;
};

inline constexpr std::size_t kLeastPassphraseSigns = 14;
inline constexpr std::size_t kMostOwnNameBytes = 80;

}  // namespace wv::desk
