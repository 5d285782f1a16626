// Bounded reading of asset and settings files, through the platform.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/path.h"
#include "ports/files.h"

namespace wv::content {

inline constexpr std::size_t kMostSettingsBytes = 512 * 1024;
inline constexpr std::size_t kMostAssetBytes = 1024 * 1024;

// Where the names in a file are looked up: the folder that it lies in.
struct Folder {
  const ports::Files& files;
  std::string path;
  [[nodiscard]] std::string at(const std::string& name) const { return tidy_path(path_in(path, name)); }
};

// Nothing, and a finding, when it is missing, unreadable, larger than `most_bytes` or no JSON.
[[nodiscard]] std::optional<Json> load_json(const ports::Files& files, const std::string& path,
                                            std::size_t most_bytes, Findings& findings);
// A fault unless "format" says what is expected.
void expect_format(ObjectReader& reader, std::string_view format);
// The file that a member names; empty when it names none, a fault when there is none.
[[nodiscard]] std::string file_named(ObjectReader& reader, const std::string& member, const Folder& folder);
[[nodiscard]] bool is_plain_id(std::string_view id, std::string_view also);  // a-z A-Z 0-9 and `also`

}  // namespace wv::content
