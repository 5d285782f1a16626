#include "alike.h"

#include <cstdlib>

#include "fakes/disk_files.h"
#include "places.h"

namespace wv::golden {

namespace fs = std::filesystem;

namespace {

constexpr int kAlike = 48;            // sum of the three channels' differences that nobody sees
constexpr double kMostOther = 0.002;  // share of pixels that may be further off

int distance(std::uint32_t a, std::uint32_t b) {
  int sum = 0;
  for (const int shift : {0, 8, 16})
    sum += std::abs(static_cast<int>(a >> shift & 255u) - static_cast<int>(b >> shift & 255u));
  return sum;
}

}  // namespace

fs::path folder() { return source_folder() / "tests" / "golden"; }

std::string difference(const std::string& name, const media::Image& now, const fs::path& out) {
  const auto golden = media::load_picture(fakes::disk(), folder() / (name + ".png"));
  if (!golden) return "no golden picture; look at it and accept it with --accept";
  const media::Image& was = golden.value();
  if (was.width != now.width || was.height != now.height) return "another size";
  media::Image marked = now;
  std::size_t other = 0;
  for (std::size_t i = 0; i < now.argb.size(); ++i) {
    if (distance(was.argb[i], now.argb[i]) <= kAlike) continue;
    marked.argb[i] = 0xFFFF00FFu;
    ++other;
  }
  const double share = static_cast<double>(other) / static_cast<double>(now.pixels());
  if (share <= kMostOther) return {};
  static_cast<void>(media::save_png(fakes::disk(), marked, out / (name + "_err.png")));
  return std::to_string(share * 100) + " % of it differs; see " + (out / (name + "_err.png")).string();
}

}  // namespace wv::golden
