// A file of the assets as it is, bounded; what files.h does for JSON.
#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "base/json.h"
#include "ports/files.h"

namespace wv::content {

// Nothing, and a finding, when it is missing, unreadable or larger than `most_bytes`.
[[nodiscard]] std::optional<std::string> load_bytes(const ports::Files& files, const std::string& path,
                                                    std::size_t most_bytes, Findings& findings);

}  // namespace wv::content
