// Bounded reading of asset and settings files; the one place of this room that touches the disk.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"

namespace wv::content {

inline constexpr std::size_t kMostSettingsBytes = 512 * 1024;
inline constexpr std::size_t kMostAssetBytes = 1024 * 1024;

[[nodiscard]] bool is_file(const std::string& path);
[[nodiscard]] std::string folder_of(const std::string& path);
[[nodiscard]] std::string joined(const std::string& folder, const std::string& relative);

// Nothing, and a finding, when it is missing, unreadable, larger than `most_bytes` or no JSON.
[[nodiscard]] std::optional<Json> load_json(const std::string& path, std::size_t most_bytes,
                                            Findings& findings);
// A fault unless "format" says what is expected.
void expect_format(ObjectReader& reader, std::string_view format);
// The file that a member names, relative to `folder`; empty when it names none, a fault when there is none.
[[nodiscard]] std::string file_named(ObjectReader& reader, const std::string& member,
                                     const std::string& folder);
[[nodiscard]] bool is_plain_id(std::string_view id, std::string_view also);  // a-z A-Z 0-9 and `also`

}  // namespace wv::content
