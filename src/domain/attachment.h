// What an attachment's envelope seals ("wijkverbinder-attachment/1", src/crypto/FORMAT.md): its id, its type,
// its bytes. `attachment_json` makes one buffer and no copies, so that the caller has one thing to wipe.
// Error code: attachment.broken
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace wv::domain {

inline constexpr std::size_t kMostAttachmentBytes = 2'000'000;
inline constexpr std::string_view kVoiceMedia = "audio/ogg";

struct AttachmentDocument {
  std::string id, media_type;
  Bytes data;
};

[[nodiscard]] Bytes attachment_json(std::string_view id, std::string_view media_type,
                                    std::span<const std::uint8_t> data);
// Its sentence names the member at fault, never its content.
[[nodiscard]] Result<AttachmentDocument> parse_attachment(std::string_view json);

}  // namespace wv::domain
