// A receipt that somebody keeps on a device of their own, and how far its answer is known: a list of them as
// JSON, "wijkverbinder-kept/1". What it holds opens the answer, so it lies sealed under ports::OwnKey and
// nowhere else.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/time.h"
#include "domain/kind.h"

namespace wv::domain {

inline constexpr std::size_t kMostKeptReceipts = 40;  // the newest

struct KeptReceipt {
  Secret number;    // 10 digits
  std::string tag;  // of its answers, 32 hex digits
  Secret key;       // that opens them, base64url of 32 bytes
  Kind kind = Kind::question;
  Day day;                  // on which it was sent
  std::uint32_t known = 0;  // the highest seq of an answer that came; 0: none
  std::uint32_t seen = 0;   // the highest that was opened
};

[[nodiscard]] Bytes to_json(const std::vector<KeptReceipt>& kept);  // the caller wipes it
[[nodiscard]] Result<std::vector<KeptReceipt>> parse_kept_receipts(std::string_view json);  // kept.broken

}  // namespace wv::domain
