// Receipt numbers (src/crypto/FORMAT.md): 3 digits for the device, 6 counted, 1 check digit by Damm's table,
// which catches every wrong digit and every two neighbours changed round (H. M. Damm, 2004).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace wv::domain {

// device 0..999; after 999,999 the count begins again at 0: the code keeps two visitors apart.
[[nodiscard]] std::string receipt_number(int device, std::uint32_t counted);
[[nodiscard]] char check_digit(std::string_view digits);                 // Damm's
[[nodiscard]] bool valid_receipt_number(std::string_view number);        // exactly 10 digits
[[nodiscard]] std::string show_receipt_number(std::string_view number);  // 0070001232 → 007 000 123 2

}  // namespace wv::domain
