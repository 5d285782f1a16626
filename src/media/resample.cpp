#include <algorithm>
#include <array>
#include <cmath>

#include "media/picture.h"

namespace wv::media {

namespace {

using Pixel = std::array<float, 4>;  // premultiplied r g b, and alpha, 0..255

struct Taps {  // which source places make one place, and how much of each
  int first = 0;
  std::vector<float> weights;
};

// Smaller: the share of each source pixel under the new one. Larger: between the two nearest middles.
std::vector<Taps> taps_of(int from, int to) {
  std::vector<Taps> all(static_cast<std::size_t>(to));
  const double scale = static_cast<double>(from) / to;
  for (int i = 0; i < to; ++i) {
    Taps& t = all[static_cast<std::size_t>(i)];
    if (scale >= 1) {
      const double begin = i * scale, end = begin + scale;
      t.first = static_cast<int>(begin);
      for (int s = t.first; s < from && s < end - 1e-9; ++s)
        t.weights.push_back(
            static_cast<float>((std::min<double>(s + 1, end) - std::max<double>(s, begin)) / scale));
    } else {
      const double middle = std::clamp((i + 0.5) * scale - 0.5, 0.0, from - 1.0);
      t.first = std::min(static_cast<int>(middle), std::max(0, from - 2));
      const auto share = static_cast<float>(middle - t.first);
      t.weights = from == 1 ? std::vector<float>{1.0f} : std::vector<float>{1 - share, share};
    }
  }
  return all;
}

Pixel premultiplied(std::uint32_t argb) {
  const auto a = static_cast<float>(argb >> 24);
  const float share = a / 255.0f;
  return {static_cast<float>((argb >> 16) & 255u) * share, static_cast<float>((argb >> 8) & 255u) * share,
          static_cast<float>(argb & 255u) * share, a};
}

std::uint32_t straight(const Pixel& p) {
  const auto whole = [](float v) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(v, 0.0f, 255.0f)));
  };
  const std::uint32_t a = whole(p[3]);
  if (a == 0) return 0;
  const float unshare = 255.0f / p[3];
  return a << 24 | whole(p[0] * unshare) << 16 | whole(p[1] * unshare) << 8 | whole(p[2] * unshare);
}

void add(Pixel& to, const Pixel& what, float weight) {
  for (std::size_t c = 0; c < 4; ++c) to[c] += what[c] * weight;
}

}  // namespace

Image resample(const Image& from, int width, int height) {
  if (width < 1 || height < 1 || from.width < 1 || from.height < 1) return {};
  if (width == from.width && height == from.height) return from;
  const auto columns = taps_of(from.width, width), rows = taps_of(from.height, height);
  Image out{width, height, {}};
  out.argb.reserve(out.pixels());
  std::vector<Pixel> line(static_cast<std::size_t>(from.width));
  for (const Taps& row : rows) {
    std::fill(line.begin(), line.end(), Pixel{});
    for (std::size_t k = 0; k < row.weights.size(); ++k) {
      const std::uint32_t* source =
          from.argb.data() + (static_cast<std::size_t>(row.first) + k) * static_cast<std::size_t>(from.width);
      for (std::size_t x = 0; x < line.size(); ++x) add(line[x], premultiplied(source[x]), row.weights[k]);
    }
    for (const Taps& column : columns) {
      Pixel sum{};
      for (std::size_t k = 0; k < column.weights.size(); ++k)
        add(sum, line[static_cast<std::size_t>(column.first) + k], column.weights[k]);
      out.argb.push_back(straight(sum));
    }
  }
  return out;
}

}  // namespace wv::media
