// Every file name of the queue and of what comes back, and the one parser of them. The state of an envelope
// is the folder it lies in; no index file is authoritative (src/crypto/FORMAT.md).
#pragma once
#include <optional>
#include <string>
#include <string_view>

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

}  // namespace wv::outbox
