#include "domain/receipt.h"

#include <algorithm>
#include <cstdio>

namespace wv::domain {
namespace {

// The totally anti-symmetric quasigroup of order 10 of Damm's dissertation: its diagonal is zero, so
// a number followed by its own check digit ends at 0.
constexpr int kDamm[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

int damm(std::string_view digits) {
  int interim = 0;
  for (const char digit : digits) interim = kDamm[interim][digit - '0'];
  return interim;
}

}  // namespace

std::string receipt_number(int device, std::uint32_t counted) {
  char text[32];
  std::snprintf(text, sizeof text, "%03d%06u", std::clamp(device, 0, 999),
                static_cast<unsigned>(counted % 1'000'000U));
  std::string number = text;
  number.push_back(check_digit(number));
  return number;
}

char check_digit(std::string_view digits) { return static_cast<char>('0' + damm(digits)); }

bool valid_receipt_number(std::string_view number) {
  const bool digits = std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && number.size() == 10 && damm(number) == 0;
}

std::string show_receipt_number(std::string_view number) {
  std::string shown;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i > 0 && i % 3 == 0) shown.push_back(' ');
    shown.push_back(number[i]);
  }
  return shown;
}

}  // namespace wv::domain
