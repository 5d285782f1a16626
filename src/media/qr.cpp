#include "media/qr.h"

#include <cstdint>
#include <exception>
#include <qrcodegen.hpp>

namespace wv::media {

Result<Qr> qr_of(std::string_view text, Correction least) {
  try {
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    const auto level =
        least == Correction::low ? qrcodegen::QrCode::Ecc::LOW : qrcodegen::QrCode::Ecc::MEDIUM;
    const auto code = qrcodegen::QrCode::encodeBinary(bytes, level);  // more, where it costs no square
    Qr qr{code.getSize(), {}};
    for (int y = 0; y < qr.side; ++y)
      for (int x = 0; x < qr.side; ++x) qr.squares.push_back(code.getModule(x, y));
    return qr;
  } catch (const std::exception&) {  // the library's only way to say no
    return Error{Fault::bad_input, "media.qr_too_long", "The text is too long for a QR code: shorten it."};
  }
}

}  // namespace wv::media
