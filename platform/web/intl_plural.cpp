// content/plural.h by the browser's Intl.PluralRules.
#include <algorithm>
#include <array>

#include "content/plural.h"

extern "C" {
// js/text.js: the category's place in the order below; a language that isn't known is "other".
int wv_plural(const char* language, double number);
}

namespace wv::content {

struct PluralRule::Rules {
  std::string language;
};

PluralRule::PluralRule(std::string_view language)
    : rules_(std::make_shared<Rules>(Rules{std::string(language)})) {}

std::string PluralRule::category(std::int64_t number) const {
  constexpr std::array<const char*, 6> kNames{"other", "zero", "one", "two", "few", "many"};
  if (!rules_) return "other";
  const auto small = static_cast<double>(std::clamp<std::int64_t>(number, 0, 1'000'000'000));
  const auto at = static_cast<std::size_t>(wv_plural(rules_->language.c_str(), small));
  return at < kNames.size() ? kNames[at] : kNames.front();
}

}  // namespace wv::content
