// Which form of a word a number takes in a language (CLDR's plural rules): "one message", "3 messages". Who
// knows the rules is CMake's choice: ICU in icu_plural.cpp; a browser has Intl.PluralRules.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wv::content {

class PluralRule {
 public:
  PluralRule() = default;  // knows nothing: "other"
  explicit PluralRule(std::string_view language);

  [[nodiscard]] std::string category(std::int64_t number) const;
  // Those that a whole number can take: Polish has one, few, many; what is for fractions only isn't among
  // them.
  [[nodiscard]] std::vector<std::string> categories() const;
  // Whether one number alone takes it, so that a text may say "two messages" in words. Not in Ukrainian: 1,
  // 21, 31.
  [[nodiscard]] bool single(std::string_view category) const;

 private:
  struct Rules;
  std::shared_ptr<const Rules> rules_;
};

[[nodiscard]] bool is_plural_category(std::string_view name);

}  // namespace wv::content
