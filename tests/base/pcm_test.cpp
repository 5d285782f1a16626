// WAV in: what synthesizers and recorders write, and what would harm.
#include "base/pcm.h"

#include <doctest/doctest.h>

#include "fakes/fake_synthesizer.h"

using namespace wv;

namespace {

Bytes wav(int channels, int bits, int rate, const Bytes& data, std::uint32_t told) {
  Bytes w = to_bytes("RIFF");
  const auto number = [&w](std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i) w.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  };
  const auto tag = [&w](std::string_view name) { w.insert(w.end(), name.begin(), name.end()); };
  number(0x7FFFF024, 4);
  tag("WAVE");
  tag("LIST"), number(3, 4), tag("abc"), number(0, 1);  // an odd chunk, padded
  tag("fmt "), number(16, 4), number(1, 2), number(static_cast<std::uint32_t>(channels), 2);
  number(static_cast<std::uint32_t>(rate), 4);
  number(static_cast<std::uint32_t>(rate * channels * bits / 8), 4);
  number(static_cast<std::uint32_t>(channels * bits / 8), 2), number(static_cast<std::uint32_t>(bits), 2);
  tag("data"), number(told, 4);
  w.insert(w.end(), data.begin(), data.end());
  return w;
}

}  // namespace

TEST_CASE("samples come out as they went in, also from a stream that doesn't know its length") {
  const auto pcm = parse_wav(wav(1, 16, 22050, {0x01, 0x00, 0xFF, 0xFF, 0x00, 0x80}, 0x7FFFF000));
  REQUIRE(pcm);
  CHECK(pcm.value().rate == 22050);
  CHECK(pcm.value().samples == std::vector<std::int16_t>{1, -1, -32768});
}

TEST_CASE("two channels become one, eight bits become sixteen") {
  const auto stereo = parse_wav(wav(2, 16, 8000, {0x10, 0x00, 0x20, 0x00}, 4));
  REQUIRE(stereo);
  CHECK(stereo.value().samples == std::vector<std::int16_t>{0x18});
  const auto narrow = parse_wav(wav(1, 8, 8000, {0x80, 0xFF, 0x00}, 3));
  REQUIRE(narrow);
  CHECK(narrow.value().samples == std::vector<std::int16_t>{0, 127 * 256, -32768});
}

TEST_CASE("anything else is refused, at every length") {
  const Bytes good = wav(1, 16, 22050, {1, 2, 3, 4}, 4);
  REQUIRE(parse_wav(good));
  for (std::size_t n = 0; n < 44; ++n) CHECK_FALSE(parse_wav(std::span(good).first(n)));
  CHECK_FALSE(parse_wav(wav(3, 16, 22050, {1, 2, 3, 4, 5, 6}, 6)));
  CHECK_FALSE(parse_wav(wav(1, 24, 22050, {1, 2, 3}, 3)));
  CHECK_FALSE(parse_wav(wav(1, 16, 1, {1, 2}, 2)));
  Bytes other = good;
  other[32] = 3;  // floating point: the format's number
  CHECK_FALSE(parse_wav(other));
}

TEST_CASE("a sound knows how long it lasts, and is gone when it is wiped") {
  auto pcm = parse_wav(fakes::FakeSynthesizer::silence(250));
  REQUIRE(pcm);
  CHECK(pcm.value().duration_ms() == 250);
  pcm.value().samples.assign(100, 7);
  const std::int16_t* there = pcm.value().samples.data();
  wipe(pcm.value());
  CHECK(pcm.value().samples.empty());
  CHECK(there[0] == 0);
  CHECK(there[99] == 0);
}
