// What a WebDAV folder holds (PROPFIND, RFC 4918 9.1): the names, and which of them are pieces of uploads
// that nobody will finish. A reply that is no listing holds nothing.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/http.h"
#include "sync/target.h"

namespace wv::sync {

inline constexpr std::string_view kTemporary = ".upload";
// Whether a file is a piece of an upload: our temporary names, and those of older builds (*.part).
[[nodiscard]] bool is_temporary(std::string_view name);
inline constexpr std::int64_t kOldTemporaryMs =
    24LL * 3'600'000;  // no upload takes that long, and a retry writes it anew
// Those of a listing that nobody will finish, by the target's own clock.
[[nodiscard]] std::vector<std::string> leftovers_in(const ports::HttpReply& listing);
// Asks for such a listing of a folder.
[[nodiscard]] ports::HttpRequest listing_request(const Settings& settings, const std::string& folder);

// What a multistatus reply lists: names (last segments of the hrefs, decoded) and when they were written,
// where that is said. What else is in the XML doesn't matter.
struct Listed {
  std::string name;
  std::optional<std::int64_t> modified_ms;
};
[[nodiscard]] std::vector<Listed> listed_in_multistatus(std::string_view xml);

}  // namespace wv::sync
