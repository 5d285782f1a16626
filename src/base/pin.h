// How long the PIN of a device's settings is: typed in app, drawn in ui, kept in crypto.
#pragma once
#include <cstddef>

namespace wv {

inline constexpr std::size_t kPinDigits = 6;

}  // namespace wv
