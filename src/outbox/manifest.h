// manifest.json on a stick or in a shared folder: how many envelopes lie there, and which
// (src/sync/README.md). Written by an export and by the sync target `folder`, read by an import. Pure.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "base/result.h"
#include "crypto/envelope.h"

namespace wv::outbox {

inline constexpr char kManifest[] = "manifest.json";
inline constexpr std::uint64_t kMostManifestBytes = 64u << 20;  // 100,000 entries are 25 MB

// `file`: its name from the folder's root.
[[nodiscard]] OrderedJson manifest_entry(const crypto::SealedEnvelope& envelope, const std::string& file);
[[nodiscard]] Bytes manifest_of(const OrderedJson& entries);
// The entries, each an object with the id of an envelope. Error manifest.broken: what is wrong with it, as
// the rest of a sentence ("it is damaged").
[[nodiscard]] Result<std::vector<Json>> parse_manifest(const Bytes& content);

}  // namespace wv::outbox
