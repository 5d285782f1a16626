// `wijkverbinder check --conformance`: what of EN 301 549 v3.2.1 chapter 5 and WCAG 2.2 A and AA holds here,
// a line a clause, for a municipality to hand over. Verdicts come from the sweep's own figures
// (`figures.json` beside the program, else in assets/conformance) and only where they were measured on this
// build, these texts and these settings; else the line says that nothing was measured. What no test measures
// says by hand, and where. Status: 0 all that is measured holds, 1 something doesn't, 2 wrong usage or input,
// 3 not measured.
#pragma once
#include <ostream>
#include <span>
#include <string>

#include "base/result.h"
#include "ports/platform.h"

namespace wv::cli {

// `args` begins with "check"; `config` is where the settings are when none are named.
[[nodiscard]] int run_conformance(ports::Platform& platform, std::span<const std::string> args,
                                  const std::string& config, std::ostream& out, std::ostream& err);
// The same on figures that stand in `figures` instead of in a file.
[[nodiscard]] int conformance_by(ports::Platform& platform, std::span<const std::string> args,
                                 const std::string& config, const Result<std::string>& figures,
                                 std::ostream& out, std::ostream& err);

}  // namespace wv::cli
