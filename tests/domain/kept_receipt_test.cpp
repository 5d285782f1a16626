#include "domain/kept_receipt.h"

#include <doctest/doctest.h>

using namespace wv;
using namespace wv::domain;

namespace {

KeptReceipt receipt(std::uint32_t known, std::uint32_t seen) {
  return {"0070001232", std::string(32, 'a'), Secret(std::string(43, 'B')),
          Kind::signal, {2026, 12, 1},        known,
          seen};
}

}  // namespace

TEST_CASE("kept receipts come back as they were kept") {
  const auto read = parse_kept_receipts(to_string(to_json({receipt(3, 2), receipt(0, 0)})));
  REQUIRE(read.ok());
  REQUIRE(read.value().size() == 2);
  const KeptReceipt& one = read.value().front();
  CHECK(one.number == "0070001232");
  CHECK(one.tag == std::string(32, 'a'));
  CHECK(one.key == std::string(43, 'B'));
  CHECK(one.kind == Kind::signal);
  CHECK(to_iso(one.day) == "2026-12-01");
  CHECK(one.known == 3);
  CHECK(one.seen == 2);
}

TEST_CASE("what is damaged is left out, and another format is told") {
  for (const char* text : {"", "[]", "{}", R"({"format":"wijkverbinder-kept/2","receipts":[]})",
                           R"({"format":"wijkverbinder-kept/1"})"}) {
    const auto read = parse_kept_receipts(text);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == "kept.broken");
  }
  std::string text = to_string(to_json({receipt(1, 0), receipt(1, 1)}));
  text.replace(text.find("0070001232"), 10, "0070001233");  // its check digit is wrong
  const auto read = parse_kept_receipts(text);
  REQUIRE(read.ok());
  CHECK(read.value().size() == 1);
}

TEST_CASE("no more are kept than a telephone's list can show") {
  const auto read = parse_kept_receipts(to_string(to_json(std::vector<KeptReceipt>(100, receipt(0, 0)))));
  REQUIRE(read.ok());
  CHECK(read.value().size() == kMostKeptReceipts);
}
