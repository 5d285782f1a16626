// Whole files by the names that settings and commands give. Error code: file.unreadable, file.too_large (bad
// input)
#pragma once
#include <cstddef>
#include <string>

#include "base/result.h"
#include "ports/files.h"

namespace wv::services {

// The bytes as they are, at most `most_bytes`.
[[nodiscard]] Result<std::string> read_file(const ports::Files& files, const std::string& path,
                                            std::size_t most_bytes);
// A text that a person named: with a sentence for what is wrong with it, and in UTF-8 without a mark before
// it.
[[nodiscard]] Result<std::string> read_named_file(const ports::Files& files, const std::string& path,
                                                  std::size_t most_bytes);

}  // namespace wv::services
