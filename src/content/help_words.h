// The words after which help is offered (assets/help/words.LANG.json, "wijkverbinder-help-words/1").
#pragma once
#include <string>

#include "base/json.h"
#include "domain/danger.h"

namespace wv::content {

struct HelpWords {
  domain::WordList danger;   // 112, Veilig Thuis, 113
  domain::WordList letters;  // objections, fines, eviction: whom to ring
};

[[nodiscard]] HelpWords read_help_words(const Json& json, const std::string& file, Findings& findings);

}  // namespace wv::content
