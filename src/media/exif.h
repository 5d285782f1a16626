// Which way up a camera was held: tag 0x0112 of the Exif block of a JPEG (APP1) or PNG (eXIf); Exif 2.32,
// TIFF 6.0. Only that one number is ever read. A block that is broken, cut off or lies about its length says
// "upright": the picture then shows as it is stored, and nothing is read outside the file's bytes. Inside
// this room only.
#pragma once
#include <cstdint>
#include <span>

namespace wv::media {

// 1 upright, 2 mirrored, 3 upside down, 4 mirrored and upside down, 5 to 8 on a side: x and y change places.
using Orientation = int;

[[nodiscard]] Orientation orientation_of(std::span<const std::uint8_t> file);

}  // namespace wv::media
