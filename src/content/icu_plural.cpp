// plural.h by ICU.
#include <unicode/plurrule.h>

#include <algorithm>

#include "content/plural.h"

namespace wv::content {

struct PluralRule::Rules {
  std::unique_ptr<const icu::PluralRules> icu;
};

PluralRule::PluralRule(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale(std::string(language).c_str());
  auto rules = std::make_shared<Rules>();
  rules->icu.reset(icu::PluralRules::forLocale(locale, status));
  if (U_SUCCESS(status) != 0 && rules->icu != nullptr) rules_ = std::move(rules);
}

std::string PluralRule::category(std::int64_t number) const {
  if (!rules_) return "other";
  const auto small = static_cast<std::int32_t>(std::clamp<std::int64_t>(number, 0, 1'000'000'000));
  std::string name;
  rules_->icu->select(small).toUTF8String(name);
  return name;
}

}  // namespace wv::content
