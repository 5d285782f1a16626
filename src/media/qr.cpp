#include "media/qr.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <qrcodegen/qrcodegen.h>

#include "base/bytes.h"

namespace wv::media {

Result<Qr> qr_of(std::string_view text, Correction least) {
  std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX> work{}, code{};
  const auto level = least == Correction::low ? qrcodegen_Ecc_LOW : qrcodegen_Ecc_MEDIUM;
  bool fits = text.size() <= work.size();
  if (fits) {
    std::copy(text.begin(), text.end(), work.begin());
    fits = qrcodegen_encodeBinary(work.data(), text.size(), code.data(), level, qrcodegen_VERSION_MIN,
                                  qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO,
                                  true);  // more correction, where it costs no square
  }
  Qr qr;
  if (fits) {
    qr.side = qrcodegen_getSize(code.data());
    for (int y = 0; y < qr.side; ++y)
      for (int x = 0; x < qr.side; ++x) qr.squares.push_back(qrcodegen_getModule(code.data(), x, y));
  }
  wipe(work.data(), work.size());
  wipe(code.data(), code.size());
  if (!fits)
    return Error{Fault::bad_input, "media.qr_too_long", "The text is too long for a QR code: shorten it."};
  return qr;
}

}  // namespace wv::media
