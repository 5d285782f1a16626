#include "domain/draft.h"

#include <array>

#include "base/bytes.h"

namespace wv::domain {
namespace {

constexpr std::array<std::string_view, 4> kWayIds = {"none", "phone", "email", "here"};

void wipe_all(std::vector<std::string>& texts) {
  for (std::string& text : texts) wv::wipe(text);
  texts.clear();
}

}  // namespace

std::string_view id_of(ContactWay way) { return kWayIds[static_cast<std::size_t>(way)]; }

std::optional<ContactWay> parse_contact_way(std::string_view id) {
  for (std::size_t i = 0; i < kWayIds.size(); ++i) {
    if (kWayIds[i] == id) return static_cast<ContactWay>(i);
  }
  return std::nullopt;
}

void wipe(Contact& contact) {
  contact.way.reset();
  wv::wipe(contact.phone);
  wv::wipe(contact.email);
  wv::wipe(contact.name);
}

void wipe(Draft& draft) {
  wv::wipe(draft.message);
  draft.voice.reset();
  wipe_all(draft.tiles);
  for (auto& [field, chosen] : draft.choices) wipe_all(chosen);
  draft.choices.clear();
  wv::wipe(draft.place);
  draft.place_here = false;
  wv::wipe(draft.place_id);
  wipe(draft.contact);
}

}  // namespace wv::domain
