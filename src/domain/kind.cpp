#include "domain/kind.h"

namespace wv::domain {
namespace {

constexpr std::array<std::string_view, 4> kKindIds = {"question", "initiative", "signal", "conversation"};
constexpr std::array<std::string_view, 4> kRoleIds = {"fixer", "entrepreneur", "bridge_builder", "mediator"};

}  // namespace

Role role_of(Kind kind) { return kRoles[static_cast<std::size_t>(kind)]; }

std::string_view id_of(Kind kind) { return kKindIds[static_cast<std::size_t>(kind)]; }
std::string_view id_of(Role role) { return kRoleIds[static_cast<std::size_t>(role)]; }

std::optional<Kind> parse_kind(std::string_view id) {
  for (const Kind kind : kKinds) {
    if (id_of(kind) == id) return kind;
  }
  return std::nullopt;
}

std::optional<Role> parse_role(std::string_view id) {
  for (const Role role : kRoles) {
    if (id_of(role) == id) return role;
  }
  return std::nullopt;
}

}  // namespace wv::domain
