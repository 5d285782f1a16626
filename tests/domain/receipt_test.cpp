#include "domain/receipt.h"

#include <doctest/doctest.h>

#include <utility>

using namespace wv::domain;

TEST_CASE("receipt numbers: the vector of src/crypto/FORMAT.md and Damm's own") {
  CHECK(receipt_number(7, 123) == "0070001232");
  CHECK(show_receipt_number("0070001232") == "007 000 123 2");
  CHECK(valid_receipt_number("0070001232"));
  CHECK_FALSE(valid_receipt_number("0070001233"));
  CHECK(receipt_number(0, 572).substr(0, 9) == "000000572");
  CHECK(receipt_number(0, 572).back() ==
        '4');  // 572 → 4 in Damm's dissertation; zeros in front change nothing
  CHECK(receipt_number(999, 1'000'000) == receipt_number(999, 0));
}

TEST_CASE("every wrong digit and every two neighbours changed round are caught") {
  for (const auto& [device, counted] :
       {std::pair{7, 123u}, {0, 1u}, {999, 999999u}, {123, 456789u}, {42, 100200u}}) {
    const std::string right = receipt_number(device, counted);
    REQUIRE(valid_receipt_number(right));
    for (std::size_t i = 0; i < right.size(); ++i) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string wrong = right;
        wrong[i] = digit;
        CHECK(valid_receipt_number(wrong) == (wrong == right));
      }
      if (i + 1 < right.size() && right[i] != right[i + 1]) {
        std::string wrong = right;
        std::swap(wrong[i], wrong[i + 1]);
        CHECK_FALSE(valid_receipt_number(wrong));
      }
    }
  }
}

TEST_CASE("what is no receipt number") {
  for (const char* bad : {"", "007000123", "00700012322", "007 000 123 2", "007000123a", "-070001232"})
    CHECK_FALSE(valid_receipt_number(bad));
}
