// Which envelopes were erased on request, as `sync --retire` learns it: what DATA/erased.json says, and what
// the authority published at the target itself, so that an administrator's computer needs to have heard of
// nothing before. Only the authority that counts now is believed (crypto/belief.h).
#pragma once
#include <set>
#include <string>

#include "cli/context.h"
#include "content/config.h"
#include "sync/target.h"

namespace wv::cli {

[[nodiscard]] Result<std::set<std::string>> erased_there(const Context& context, sync::Target& target,
                                                         const content::Config& config);

}  // namespace wv::cli
