// Inside this room: the subcommands of `case` that write an event (case_deeds.cpp).
#pragma once
#include <string>

#include "cli/case_desk.h"

namespace wv::cli {

[[nodiscard]] bool is_deed(const std::string& verb);
// `words`: the verb, the case, and what else the verb takes.
[[nodiscard]] Outcome do_deed(const Context& context, CaseDesk& desk, const std::vector<std::string>& words);
// Before anybody is asked for a passphrase: whether these words make sense together.
[[nodiscard]] Status check_deed(const Context& context, const std::vector<std::string>& words);

}  // namespace wv::cli
