// The names by which a case's parts know each other, as types: an event's id can't be handed in where a case
// is meant. A UUID is held as two numbers whose order is that of its text (lower case), so that "the least
// id" is the same word here and for whoever reads the files. Parsing gives nothing for what isn't one.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace wv::casebook {

template <class Tag>
struct Uuid {
  std::uint64_t high = 0, low = 0;  // both 0: none; no random UUID is that
  auto operator<=>(const Uuid&) const = default;
  [[nodiscard]] bool empty() const { return high == 0 && low == 0; }
};

// What travels has an envelope's id: an event, a submission, an answer, an attachment.
using EnvelopeId = Uuid<struct EnvelopeTag>;
// A case has its submission's id; a note at a door that of its first event.
using CaseId = Uuid<struct CaseTag>;

namespace detail {
struct Halves {
  std::uint64_t high = 0, low = 0;
};
[[nodiscard]] std::optional<Halves> parse_uuid(std::string_view text);
[[nodiscard]] std::string uuid_text(std::uint64_t high, std::uint64_t low);
}  // namespace detail

// Random UUIDs (RFC 9562, version 4) in lower case only: the id is also a file's name.
template <class Id>
[[nodiscard]] std::optional<Id> parse_id(std::string_view text) {
  const auto halves = detail::parse_uuid(text);
  if (!halves) return std::nullopt;
  return Id{halves->high, halves->low};
}
template <class Tag>
[[nodiscard]] std::string to_text(const Uuid<Tag>& id) {
  return detail::uuid_text(id.high, id.low);
}
[[nodiscard]] inline EnvelopeId submission_of(CaseId id) { return {id.high, id.low}; }
[[nodiscard]] inline CaseId case_of(EnvelopeId first) { return {first.high, first.low}; }

// A device's signing key by its RFC 7638 thumbprint: SHA-256, 43 letters of base64url.
struct KeyId {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const KeyId&) const = default;
};
[[nodiscard]] std::optional<KeyId> parse_key_id(std::string_view text);
[[nodiscard]] std::string to_text(const KeyId& id);

// A member of the team by the register's short name ("sam").
struct MemberId {
  std::string text;
  auto operator<=>(const MemberId&) const = default;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

}  // namespace wv::casebook

// Random from their first bit to their last (a thumbprint too), so a part of them is as good as any hash.
template <class Tag>
struct std::hash<wv::casebook::Uuid<Tag>> {
  std::size_t operator()(const wv::casebook::Uuid<Tag>& id) const noexcept {
    return static_cast<std::size_t>(id.high ^ (id.low << 1));
  }
};
