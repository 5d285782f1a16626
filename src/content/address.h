// The address of a server as people write it in the settings, made into the one that goes over the wire:
// names with other letters as IDNA has them (UTS #46), what can't stand in a path as it is percent-encoded
// (RFC 3986 §2).
#pragma once
#include <string>

namespace wv::content {

struct Address {
  std::string url;           // "" when it can't be used
  std::string what, remedy;  // then: why, and what to write instead
};
// "münchen.example" → "xn--mnchen-3ya.example"; "" when no such name can be. By ICU in icu_host.cpp; a
// browser has it in URL.
[[nodiscard]] std::string host_in_ascii(const std::string& host);
[[nodiscard]] Address read_address(const std::string& written);

}  // namespace wv::content
