#include "domain/field.h"

#include <algorithm>
#include <array>

namespace wv::domain {
namespace {

constexpr std::array<std::string_view, 8> kIds = {"",      "message", "place",  "phone",
                                                  "email", "name",    "number", "code"};

}  // namespace

std::string_view id_of(Field field) { return kIds[static_cast<std::size_t>(field)]; }

Field parse_field(std::string_view id) {
  const auto* found = std::find(kIds.begin(), kIds.end(), id);
  return found == kIds.end() ? Field::none : static_cast<Field>(found - kIds.begin());
}

}  // namespace wv::domain
