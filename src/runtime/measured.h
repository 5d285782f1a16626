// What figures about the screens were measured on: this build's screens, its texts, and a municipality's
// settings. All three are hashes (SHA-256): figures of another one say nothing about this one. A file that
// can't be read counts as empty, so it never matches one that could.
#pragma once
#include <string>

#include "ports/files.h"

namespace wv::runtime {

struct Measured {
  std::string screens, texts, settings;
  bool operator==(const Measured&) const = default;
};
// `municipality`: the file that the settings name.
[[nodiscard]] Measured measured_here(const ports::Files& files, const std::string& assets,
                                     const std::string& config, const std::string& municipality);

}  // namespace wv::runtime
