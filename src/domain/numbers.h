// Finds a BSN or an IBAN in free text, so that the visitor can be asked to leave it out (D4; UAVG art. 46).
// Telephone numbers, dates, postcodes, receipt numbers and (for a BSN) IBANs are ruled out first. What counts
// as a digit, a space or a hyphen is said by base/signs.h. Ranges are byte offsets into the text.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace wv::domain {

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const Range&) const = default;
};

[[nodiscard]] std::optional<Range> find_bsn(
    std::string_view text);  // 9 digits that pass the 11-test; 8 by themselves, with the 0 before them
[[nodiscard]] std::optional<Range> find_iban(std::string_view text);  // ISO 13616: length by country, mod 97
void remove(Secret& text, Range range);  // with the space that would stand there twice; overwrites the rest

}  // namespace wv::domain
