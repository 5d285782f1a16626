// What a slip of paper from a receipt printer says: number and code, what happens next, whom to ring. Nothing
// of what was told, and no name but the municipality's and the wijkverbinder's.
#pragma once
#include <string>
#include <vector>

#include "app/state.h"
#include "base/secret.h"
#include "content/content.h"

namespace wv::app {

struct SlipLine {
  enum class Look { heading, label, digits, body } look = Look::body;
  Secret text;
};

struct Slip {
  std::vector<SlipLine> lines;  // from the top
  std::string language;         // of its words
};

[[nodiscard]] Slip slip_of(const State& state, const content::Content& content, const Receipt& receipt);

}  // namespace wv::app
