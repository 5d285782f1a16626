// What a visitor is filling in: it lives in the session and dies with it. `wipe` overwrites every text
// before the memory is given back (S3).
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "domain/kind.h"

namespace wv::domain {

enum class ContactWay { none, phone, email, here };

[[nodiscard]] std::string_view id_of(ContactWay way);
[[nodiscard]] std::optional<ContactWay> parse_contact_way(std::string_view id);

struct Contact {
  std::optional<ContactWay> way;  // absent: not chosen yet
  Secret phone, email, name;
};

// That something was said, and for how long; the sound itself never comes here.
struct Voice {
  std::int64_t ms = 0;
};

struct Draft {
  Kind kind = Kind::question;
  Secret message;
  std::optional<Voice> voice;
  std::vector<std::string> tiles;
  std::map<std::string, std::vector<std::string>> choices;  // field id → ids chosen ("needs", "with")
  Secret place;
  bool place_here = false;
  std::string place_id;  // of the municipality's named places
  Contact contact;
};

void wipe(Contact& contact);
void wipe(Draft& draft);

}  // namespace wv::domain
