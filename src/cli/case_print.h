// What `case` prints of the casebook: a row, a case with its thread. In the clear, for whoever unlocked.
#pragma once
#include <string>

#include "base/json.h"
#include "cli/case_desk.h"

namespace wv::cli {

[[nodiscard]] std::string_view name_of(casebook::Hurt hurt);
[[nodiscard]] OrderedJson row_json(const casebook::Row& row);
// One case: what was sent, what was done with it in its order, what was answered.
[[nodiscard]] OrderedJson case_json(const CaseDesk& desk, const casebook::Folded& folded);
// A row of a table as RFC 4180 has it. What begins like a formula is set apart, so that no office program
// takes a resident's words for one.
[[nodiscard]] std::string csv_row(const std::vector<std::string>& cells);

}  // namespace wv::cli
