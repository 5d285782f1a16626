// QR codes of short texts (ISO/IEC 18004): squares, no picture.
// Fails with media.qr_too_long when the text doesn't fit. Draw a quiet zone of 4 squares around it.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wv::media {

struct Qr {
  int side = 0;               // squares along one side
  std::vector<bool> squares;  // row by row, true is dark
  // Outside the code everything is light.
  [[nodiscard]] bool at(int x, int y) const {
    if (x < 0 || y < 0 || x >= side || y >= side) return false;
    return squares[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                   static_cast<std::size_t>(x)];
  }
};

// How much of it may be unreadable: 7 or 15 %. A long text on a screen, where nothing rubs off, takes the
// first: fewer squares, each larger.
enum class Correction { low, medium };

[[nodiscard]] Result<Qr> qr_of(std::string_view text, Correction least = Correction::medium);

}  // namespace wv::media
