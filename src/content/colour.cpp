#include "content/colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace wv::content {
namespace {

using Triple = std::array<double, 3>;  // red, green, blue, linear; or L, a, b

double linear(int byte) {
  const double value = byte / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

int to_byte(double value) {
  const double curved = value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
  return static_cast<int>(std::lround(std::clamp(curved, 0.0, 1.0) * 255));
}

Triple light_of(const std::string& colour) {
  const auto nibble = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  const auto channel = [&](std::size_t at) {
    return linear(nibble(colour[at]) * 16 + nibble(colour[at + 1]));
  };
  return {channel(1), channel(3), channel(5)};
}

std::string text_of(const Triple& light) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "#%02x%02x%02x", to_byte(light[0]), to_byte(light[1]),
                to_byte(light[2]));
  return text.data();
}

double luminance(const Triple& light) { return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]; }

// OKLab (B. Ottosson, 2020), from linear sRGB and back.
Triple oklab(const Triple& c) {
  const double l = std::cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
  const double m = std::cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
  const double s = std::cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Triple light_from(const Triple& lab) {
  const auto cube = [](double x) { return x * x * x; };
  const double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
  const double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
  const double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
  return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
          -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
          -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

bool can_be_shown(const Triple& light) {
  constexpr double kRounding = 0.0005;
  return std::all_of(light.begin(), light.end(),
                     [](double c) { return c >= -kRounding && c <= 1 + kRounding; });
}

// The most saturated colour of this lightness and hue that a screen can show, at most as saturated as `lab`.
Triple at_lightness(const Triple& lab, double lightness) {
  for (double share = 1; share > 0; share -= 0.02) {
    const Triple light = light_from({lightness, lab[1] * share, lab[2] * share});
    if (can_be_shown(light)) return light;
  }
  return light_from({lightness, 0, 0});
}

double distance(const Triple& a, const Triple& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

}  // namespace

bool is_colour(const std::string& text) {
  if (text.size() != 7 || text.front() != '#') return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

double contrast_of(const std::string& colour, const std::string& other) {
  if (!is_colour(colour) || !is_colour(other)) return 0;
  const double a = luminance(light_of(colour)), b = luminance(light_of(other));
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

bool passes(const std::string& colour, const std::vector<ContrastRule>& rules) {
  return std::all_of(rules.begin(), rules.end(),
                     [&](const ContrastRule& r) { return contrast_of(colour, r.with) >= r.least; });
}

std::optional<std::string> nearest_passing(const std::string& colour,
                                           const std::vector<ContrastRule>& rules) {
  if (!is_colour(colour)) return std::nullopt;
  const Triple wanted = oklab(light_of(colour));
  std::optional<std::string> nearest;
  double least = 0;
  for (int step = 0; step <= 500; ++step) {
    const std::string candidate = text_of(at_lightness(wanted, step / 500.0));
    if (!passes(candidate, rules)) continue;
    const double away = distance(wanted, oklab(light_of(candidate)));
    if (nearest && away >= least) continue;
    nearest = candidate;
    least = away;
  }
  return nearest;
}

}  // namespace wv::content
