#include "cli/arguments.h"

#include <algorithm>

namespace wv::cli {

Error wrong_usage(const std::string& what) {
  return {Fault::bad_input, "usage", what + "; see wijkverbinder --help"};
}

Result<Arguments> parse_arguments(std::span<const std::string> words,
                                  std::initializer_list<std::string_view> value_options,
                                  std::initializer_list<std::string_view> flags) {
  const auto is_one_of = [](std::initializer_list<std::string_view> list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  Arguments arguments;
  bool only_positions = false;  // after "--": a file may be called --json
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (only_positions || word.size() < 2 || word[0] != '-') {
      arguments.positions.push_back(word);
      continue;
    }
    if (word == "--") {
      only_positions = true;
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (is_one_of({"--data", "--config"}, name) || is_one_of(value_options, name)) {
      if (arguments.values.contains(name)) return wrong_usage(name + " stands there twice");
      const bool next = equals == std::string::npos;
      if (next && i + 1 == words.size()) return wrong_usage(name + " needs a value");
      const std::string value = next ? words[++i] : word.substr(equals + 1);
      if (value.empty()) return wrong_usage(name + " needs a value");
      arguments.values[name] = value;
    } else if (is_one_of(flags, word)) {
      arguments.flags.insert(word);
    } else {
      return wrong_usage("what is '" + word + "'?");
    }
  }
  return arguments;
}

}  // namespace wv::cli
