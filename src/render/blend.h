// One colour over another, each channel rounded exactly (v / 255), for the rasteriser. Colours are XRGB8888,
// alpha is 0 to 255. Four pixels at a time in the compiler's vector types, which become whatever the machine
// has; bit for bit what one at a time gives, so that a picture doesn't depend on where its rows begin.
#pragma once
#include <cstdint>
#include <cstring>

namespace wv::render {

// v / 255 for 0..65025, rounded.
constexpr std::uint32_t by_255(std::uint32_t v) { return (v + 128 + ((v + 128) >> 8)) >> 8; }

// Two channels at once: red and blue apart from green, 8 bits of room above each.
constexpr std::uint32_t blend(std::uint32_t below, std::uint32_t rgb, std::uint32_t alpha) {
  const std::uint32_t rest = 255 - alpha;
  std::uint32_t rb = (rgb & 0xFF00FFu) * alpha + (below & 0xFF00FFu) * rest + 0x800080u;
  rb = ((rb + ((rb >> 8) & 0xFF00FFu)) >> 8) & 0xFF00FFu;
  std::uint32_t g = (rgb >> 8 & 0xFFu) * alpha + (below >> 8 & 0xFFu) * rest + 0x80u;
  g = ((g + (g >> 8)) >> 8) & 0xFFu;
  return rb | g << 8;
}

using Pixels = std::uint32_t __attribute__((vector_size(16)));  // four pixels
using Channels =
    std::uint16_t __attribute__((vector_size(16)));  // eight channels of 8 bits, with room above each
constexpr int kPixels = 4;

inline Pixels load(const std::uint32_t* from) {
  Pixels p;
  std::memcpy(&p, from, sizeof p);
  return p;
}
inline void store(std::uint32_t* to, Pixels p) { std::memcpy(to, &p, sizeof p); }
inline Pixels all(std::uint32_t v) { return Pixels{v, v, v, v}; }

inline Channels by_255(Channels v) {
  v += 128;
  return (v + (v >> 8)) >> 8;
}

// Each pixel has its own alpha, in the low byte.
inline Pixels faded(Pixels alpha, std::uint16_t by) {
  return reinterpret_cast<Pixels>(by_255(reinterpret_cast<Channels>(alpha) * by));
}

inline Pixels blend(Pixels below, Pixels above, Pixels alpha) {
  const Pixels red_blue = all(0xFF00FFu), low = all(0xFFu);
  const Channels a = reinterpret_cast<Channels>(alpha | alpha << 16), rest = 255 - a;
  const auto over = [&](Pixels top, Pixels under) {
    return reinterpret_cast<Pixels>(
        by_255(reinterpret_cast<Channels>(top) * a + reinterpret_cast<Channels>(under) * rest));
  };
  return over(above & red_blue, below & red_blue) | over(above >> 8 & low, below >> 8 & low) << 8;
}

}  // namespace wv::render
