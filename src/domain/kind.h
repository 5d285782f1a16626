// The four kinds of submission and the four roles of one wijkverbinder. The ids are part of
// the submission's format (src/crypto/FORMAT.md) and of the UI tree; they are never translated.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace wv::domain {

enum class Kind { question, initiative, signal, conversation };
enum class Role { fixer, entrepreneur, bridge_builder, mediator };

inline constexpr std::array kKinds = {Kind::question, Kind::initiative, Kind::signal, Kind::conversation};
inline constexpr std::array kRoles = {Role::fixer, Role::entrepreneur, Role::bridge_builder, Role::mediator};

[[nodiscard]] Role role_of(Kind kind);
[[nodiscard]] std::string_view id_of(Kind kind);
[[nodiscard]] std::string_view id_of(Role role);
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view id);
[[nodiscard]] std::optional<Role> parse_role(std::string_view id);

}  // namespace wv::domain
