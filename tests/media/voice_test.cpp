// A voice in Ogg Opus: other people's tools (opus-tools) read it, it comes back as it went in, and nothing
// that isn't one is taken for one.
#include "media/voice.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "media/encode_voice.h"
#include "media/ogg.h"

using namespace wv;
using namespace wv::media;

namespace {

std::vector<std::int16_t> tone(double seconds, double hertz) {
  std::vector<std::int16_t> samples(static_cast<std::size_t>(seconds * kVoiceRate));
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<std::int16_t>(
        9000 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / kVoiceRate));
  return samples;
}

// How much of the sound is at this pitch: 1 all of it, 0 nothing (Goertzel, on its middle).
double share_of(const std::vector<std::int16_t>& samples, double hertz) {
  const std::size_t from = samples.size() / 4, until = samples.size() * 3 / 4;
  double re = 0, im = 0, all = 0;
  for (std::size_t i = from; i < until; ++i) {
    const double x = samples[i], angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / kVoiceRate;
    re += x * std::cos(angle);
    im += x * std::sin(angle);
    all += x * x;
  }
  return all == 0 ? 0 : 2 * (re * re + im * im) / (all * static_cast<double>(until - from));
}

struct File {
  std::filesystem::path path;
  explicit File(const Bytes& bytes, const char* name)
      : path(std::filesystem::temp_directory_path() /
             (name + std::to_string(reinterpret_cast<std::uintptr_t>(this)))) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  ~File() { std::filesystem::remove(path); }
};

std::string output_of(const std::string& command, int& status) {
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char part[4096];
  for (std::size_t n = 0; (n = std::fread(part, 1, sizeof part, pipe)) > 0;) out.append(part, n);
  status = ::pclose(pipe);
  return out;
}

}  // namespace

TEST_CASE("opus-tools read what we make, and hear the pitch that went in") {
  for (const double seconds : {0.013, 0.5, 1.0, 2.02, 7.3}) {
    const auto made = encode_voice(tone(seconds, 440));
    REQUIRE(made);
    const File file(made.value(), "wv-voice-");
    int status = 0;
    const std::string told = output_of("opusinfo " + file.path.string() + " 2>&1", status);
    CHECK_MESSAGE(status == 0, told << " (package opus-tools)");
    CHECK_MESSAGE(told.find("WARNING") == std::string::npos, told);
    CHECK(told.find("Channels: 1") != std::string::npos);
    CHECK(told.find("Original sample rate: 16000 Hz") != std::string::npos);
    const std::string raw = output_of(
        "opusdec --quiet --rate 16000 --force-wav " + file.path.string() + " - 2>/dev/null", status);
    REQUIRE_MESSAGE(status == 0, "opusdec");
    const auto heard = parse_wav(std::span(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()));
    REQUIRE(heard);
    CHECK(std::abs(static_cast<double>(heard.value().samples.size()) - seconds * kVoiceRate) <= 2);
    if (seconds < 0.5) continue;
    CHECK(share_of(heard.value().samples, 440) > 0.9);
    CHECK(share_of(heard.value().samples, 620) < 0.1);
  }
}

TEST_CASE("it comes back with its own length, whole or piece by piece") {
  const auto samples = tone(3.21, 300);
  VoiceEncoder encoder;
  for (std::size_t at = 0; at < samples.size(); at += 777)
    encoder.add(std::span(samples).subspan(at, std::min<std::size_t>(777, samples.size() - at)));
  CHECK(encoder.samples() == samples.size());
  const auto pieces = encoder.finish(), whole = encode_voice(samples);
  REQUIRE(pieces);
  CHECK(pieces.value() == whole.value());
  const auto heard = decode_voice(whole.value());
  REQUIRE(heard);
  CHECK(heard.value().rate == kVoiceRate);
  CHECK(heard.value().samples.size() == samples.size());
  CHECK(share_of(heard.value().samples, 300) > 0.9);
  const auto again = encoder.finish();  // nothing is left in it
  CHECK_FALSE(again);
}

TEST_CASE("two minutes are two minutes, and small; noise that can't be made small stays under the bound") {
  const auto long_one = encode_voice(tone(130, 200));
  REQUIRE(long_one);
  CHECK(decode_voice(long_one.value()).value().samples.size() == kMostVoiceSamples);
  CHECK(long_one.value().size() < 500'000);
  std::vector<std::int16_t> noise(kMostVoiceSamples);
  std::uint32_t seed = 1;
  for (auto& sample : noise) sample = static_cast<std::int16_t>((seed = seed * 1664525u + 1013904223u) >> 16);
  const auto loud = encode_voice(noise);
  REQUIRE(loud);
  CHECK(loud.value().size() <= kMostVoiceBytes);
  std::printf("voice: two minutes of a tone are %zu kB, of noise %zu kB\n", long_one.value().size() / 1000,
              loud.value().size() / 1000);
}

TEST_CASE("nothing said is no voice") {
  const auto none = encode_voice({});
  REQUIRE_FALSE(none);
  CHECK(none.error().code == "media.voice_empty");
}

TEST_CASE("a byte changed, a page less, an end cut off: no voice, and no crash") {
  const Bytes good = encode_voice(tone(2.5, 440)).value();
  REQUIRE(decode_voice(good));
  int taken = 0;
  for (std::size_t at = 0; at < good.size(); at += 7) {
    Bytes bad = good;
    bad[at] ^= 0x20;
    if (decode_voice(bad)) ++taken;
    Bytes shorter(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(at));
    if (decode_voice(shorter)) ++taken;
  }
  CHECK(taken == 0);
  CHECK_FALSE(decode_voice(to_bytes("OggS and nothing more")));
  CHECK_FALSE(decode_voice({}));
}

TEST_CASE("Ogg pages: packets of every size come back whole") {
  for (const std::size_t size : {0u, 1u, 254u, 255u, 256u, 510u, 1275u}) {
    OggWriter writer(1000);
    const Bytes packet(size, 0x5A);
    for (int i = 0; i < 120; ++i) writer.add(packet, static_cast<std::uint64_t>(i), OggWriter::Page::open);
    const Bytes ogg = writer.take();
    const auto read = read_ogg(ogg);
    REQUIRE(read);
    CHECK(read.value().packets.size() == 120);
    CHECK(read.value().granule == 119);
    for (const auto& back : read.value().packets) CHECK(Bytes(back.begin(), back.end()) == packet);
  }
}
