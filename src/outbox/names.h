// Every file name of the queue, of what comes back and of the cache of cases, and the one parser of them. The
// state of an envelope is the folder it lies in; no index file is authoritative (src/crypto/FORMAT.md).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace wv::outbox {

// What the device counts, its PIN and its settings, each a member of its own.
inline constexpr char kDeviceFile[] = "device.json";

enum class Folder { outbox, sent, quarantine, answers, published };
[[nodiscard]] const char* folder_name(Folder folder);

[[nodiscard]] std::string envelope_name(Folder folder, const std::string& id);  // outbox/ID.json
[[nodiscard]] std::string reason_name(const std::string& id);                   // quarantine/ID.reason.json
[[nodiscard]] bool is_envelope(std::string_view file_name);                     // "ID.json"
// The id in "ID.json"; nothing for any other name.
[[nodiscard]] std::optional<std::string> id_of(std::string_view file_name);
[[nodiscard]] bool is_reason(std::string_view file_name);

// DATA/casebook/ on a member's device (services/case_cache.h): the rows of the list, and what was queued on
// one day, in one part or more.
inline constexpr char kCacheFolder[] = "casebook";
inline constexpr char kCacheRows[] = "rows";
[[nodiscard]] std::string cache_part_name(const Day& day, std::size_t part);  // 2026-11-23.0
[[nodiscard]] std::optional<Day> cache_part_day(std::string_view file_name);  // nothing for any other name

}  // namespace wv::outbox
