// The words after a command: positions, options with a value (--data DIR or --data=DIR), flags (--json).
// Anything that the command doesn't name is wrong usage.
#pragma once
#include <initializer_list>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wv::cli {

struct Arguments {
  std::vector<std::string> positions;
  std::map<std::string, std::string, std::less<>> values;
  std::set<std::string, std::less<>> flags;

  [[nodiscard]] std::string value(std::string_view option) const {
    const auto found = values.find(option);
    return found == values.end() ? std::string() : found->second;
  }
  [[nodiscard]] bool has(std::string_view flag) const { return flags.contains(flag); }
};

// --data and --config, which every command takes, are known without being named.
[[nodiscard]] Result<Arguments> parse_arguments(std::span<const std::string> words,
                                                std::initializer_list<std::string_view> value_options,
                                                std::initializer_list<std::string_view> flags);

[[nodiscard]] Error wrong_usage(const std::string& what);

}  // namespace wv::cli
