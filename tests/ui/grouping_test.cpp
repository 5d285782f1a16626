#include "ui/kit/grouping.h"

#include <doctest/doctest.h>

using namespace wv::ui;

namespace {

constexpr const char *kGap = "\u00A0", *kHyphen = "-\u2060";

// As it is printed, gaps as spaces and hyphens.
std::string printed(std::string_view typed, Grouping how) {
  std::string shown = grouped(typed, how).shown;
  for (const auto& [sign, plain] : {std::pair{std::string(kGap), " "}, std::pair{std::string(kHyphen), "-"}})
    for (std::size_t at = 0; (at = shown.find(sign, at)) != std::string::npos; ++at)
      shown.replace(at, sign.size(), plain);
  return shown;
}

}  // namespace

TEST_CASE("numbers are grouped as they are printed, from the first digit on") {
  for (const char* whole : {"06 12 34 56 78", "085 007 05 08", "020 123 45 67", "0118 12 34 56", "0800-2000",
                            "0900 123 4567", "+31 6 12 34 56 78", "+31 20 123 45 67", "0031 6 12 34 56 78"}) {
    CAPTURE(whole);
    std::string typed;
    for (const char c : std::string(whole))
      if (c != ' ' && c != '-') typed += c;
    CHECK(printed(typed, Grouping::phone) == whole);
    for (std::size_t n = 0; n < typed.size(); ++n) {  // as far as it is typed: its own signs, in their order
      std::string kept;
      for (const char c : printed(typed.substr(0, n), Grouping::phone))
        if (c != ' ' && c != '-') kept += c;
      CHECK(kept == typed.substr(0, n));
    }
  }
  CHECK(printed("0612", Grouping::phone) == "06 12");
  CHECK(printed("0070001232", Grouping::receipt) == "007 000 123 2");
  CHECK(printed("0070", Grouping::receipt) == "007 0");
  CHECK(printed("K7M49QXD", Grouping::code) == "K7M4-9QXD");
  // The controls: what has gaps of its own, what is no number, and what isn't asked for.
  CHECK(printed("06-1234 5678", Grouping::phone) == "06-1234 5678");
  CHECK(printed("naam@voorbeeld.nl", Grouping::none) == "naam@voorbeeld.nl");
  CHECK(printed("0612345678", Grouping::none) == "0612345678");
  CHECK(printed("+4930123456", Grouping::phone) == "+4930123456");
}

TEST_CASE("the caret stands after the same digit, in what is shown and in what was typed") {
  const Grouped g = grouped("0612345678", Grouping::phone);
  for (std::size_t raw = 0; raw <= 10; ++raw) {
    CAPTURE(raw);
    const std::size_t at = g.shown_at(raw);
    CHECK(g.raw_at(at) == raw);
    if (raw > 0) CHECK(g.shown[at - 1] == "0612345678"[raw - 1]);
  }
  CHECK(g.shown_at(10) == g.shown.size());
  CHECK(g.raw_at(g.shown.size()) == 10);
  const Grouped as_typed = grouped("06-12 34", Grouping::phone);
  CHECK(as_typed.shown_at(5) == 5);
  CHECK(as_typed.raw_at(5) == 5);
}

TEST_CASE("a number is heard digit by digit, with a pause between groups") {
  CHECK(grouped("0612", Grouping::phone).heard == "0 6, 1 2");
  CHECK(grouped("0070001232", Grouping::receipt).heard == "0 0 7, 0 0 0, 1 2 3, 2");
  CHECK(grouped("K7M49QXD", Grouping::code).heard == "K 7 M 4, 9 Q X D");
  CHECK(grouped("naam", Grouping::none).heard.empty());
}
