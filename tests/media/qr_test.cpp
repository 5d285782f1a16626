#include <doctest/doctest.h>

#include <string>

#include "media/qr.h"

using namespace wv::media;

TEST_CASE("a code has its three eyes and is light outside") {
  const auto made = qr_of("0070001232 K7M4-9QXD");
  REQUIRE(made);
  const Qr& qr = made.value();
  CHECK(qr.side >= 21);
  CHECK(qr.squares.size() == static_cast<std::size_t>(qr.side) * static_cast<std::size_t>(qr.side));
  const auto eye = [&](int x, int y) {
    return qr.at(x, y) && qr.at(x + 6, y + 6) && !qr.at(x + 1, y + 1) && qr.at(x + 3, y + 3);
  };
  CHECK(eye(0, 0));
  CHECK(eye(qr.side - 7, 0));
  CHECK(eye(0, qr.side - 7));
  CHECK_FALSE(eye(qr.side - 7, qr.side - 7));
  CHECK_FALSE(qr.at(-1, 0));
  CHECK_FALSE(qr.at(0, qr.side));
}

TEST_CASE("another text is another code, and too long a one is refused") {
  CHECK(qr_of("a").value().squares != qr_of("b").value().squares);
  CHECK(qr_of(std::string(5000, 'x')).error().code == "media.qr_too_long");
  CHECK(qr_of(""));
}
