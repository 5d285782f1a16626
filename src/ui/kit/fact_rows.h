// A card of facts, a name and what it is, a line each; under one another where they don't fit side by side.
#pragma once
#include <string>
#include <vector>

#include "ui/kit/column.h"
#include "ui/kit/frame.h"

namespace wv::ui {
struct Fact {
  std::string id, name, value;
  bool is_volatile = false;  // another at each run
  bool is_number = false;    // reads from left to right in every language
};

void fact_rows(Frame& f, Column& column, const std::vector<Fact>& facts);

}  // namespace wv::ui
