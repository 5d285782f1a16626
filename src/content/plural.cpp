#include "content/plural.h"

#include <algorithm>
#include <array>

namespace wv::content {
namespace {

constexpr std::array<std::string_view, 6> kCategories{"zero", "one", "two", "few", "many", "other"};
// Every rule of CLDR for whole numbers under a million looks at the last two digits, or at the number itself
// when it is small: these show all that a count here can meet.
constexpr std::int64_t kShown = 400;

}  // namespace

std::vector<std::string> PluralRule::categories() const {
  std::vector<std::string> taken;
  for (std::int64_t n = 0; n < kShown; ++n)
    if (std::string name = category(n); std::find(taken.begin(), taken.end(), name) == taken.end())
      taken.push_back(std::move(name));
  std::vector<std::string> in_order;
  for (const std::string_view name : kCategories)
    if (std::find(taken.begin(), taken.end(), name) != taken.end()) in_order.emplace_back(name);
  return in_order;
}

bool PluralRule::single(std::string_view name) const {
  int numbers = 0;
  for (std::int64_t n = 0; n < kShown; ++n) numbers += category(n) == name ? 1 : 0;
  return numbers == 1;
}

bool is_plural_category(std::string_view name) {
  return std::find(kCategories.begin(), kCategories.end(), name) != kCategories.end();
}

}  // namespace wv::content
