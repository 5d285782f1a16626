// Recorded voices as people's tools write them (opusenc of opus-tools), and everything that is broken or made
// to harm.
#include "media/recording.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>

#include "media/encode_voice.h"
#include "media/ogg.h"
#include "media/voice.h"

using namespace wv;
using namespace wv::media;

namespace {

namespace fs = std::filesystem;

void put(Bytes& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

Bytes wav(double seconds, int rate, int channels, double hertz) {
  const auto frames = static_cast<std::size_t>(seconds * rate);
  Bytes out = to_bytes("RIFF....WAVEfmt ");
  put(out, 16, 4);
  put(out, 1, 2);
  put(out, static_cast<std::uint64_t>(channels), 2);
  put(out, static_cast<std::uint64_t>(rate), 4);
  put(out, static_cast<std::uint64_t>(rate * channels * 2), 4);
  put(out, static_cast<std::uint64_t>(channels * 2), 2);
  put(out, 16, 2);
  for (const char c : std::string("data")) out.push_back(static_cast<std::uint8_t>(c));
  put(out, frames * static_cast<std::size_t>(channels) * 2, 4);
  for (std::size_t i = 0; i < frames; ++i) {
    const auto sample = static_cast<std::int16_t>(
        9000 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
    for (int c = 0; c < channels; ++c) put(out, static_cast<std::uint16_t>(sample), 2);
  }
  return out;
}

// How much of the sound is at this pitch (Goertzel, on its middle).
double share_of(const Pcm& sound, double hertz) {
  double re = 0, im = 0, all = 0;
  const std::size_t from = sound.samples.size() / 4, until = sound.samples.size() * 3 / 4;
  for (std::size_t i = from; i < until; ++i) {
    const double x = sound.samples[i],
                 angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / sound.rate;
    re += x * std::cos(angle);
    im += x * std::sin(angle);
    all += x * x;
  }
  return all == 0 ? 0 : 2 * (re * re + im * im) / (all * static_cast<double>(until - from));
}

Bytes opusenc(const Bytes& in, const std::string& options) {
  const fs::path folder = fs::temp_directory_path(),
                 from = folder / ("wv-rec-" + std::to_string(::getpid()) + ".wav"),
                 to = folder / ("wv-rec-" + std::to_string(::getpid()) + ".opus");
  std::ofstream(from, std::ios::binary)
      .write(reinterpret_cast<const char*>(in.data()), static_cast<std::streamsize>(in.size()));
  const std::string command =
      "opusenc --quiet " + options + " " + from.string() + " " + to.string() + " 2>&1";
  REQUIRE_MESSAGE(std::system(command.c_str()) == 0, command << " (package opus-tools)");
  std::ifstream file(to, std::ios::binary);
  const Bytes out{std::istreambuf_iterator<char>(file), {}};
  fs::remove(from);
  fs::remove(to);
  return out;
}

}  // namespace

TEST_CASE("what opusenc writes is heard: its length, its pitch, one channel or two, any bit rate") {
  struct Row {
    int rate, channels;
    const char* options;
  };
  for (const Row& row : {Row{48000, 1, ""}, Row{44100, 2, "--bitrate 96"}, Row{16000, 1, "--bitrate 12"},
                         Row{48000, 2, "--framesize 60 --max-delay 1000"}, Row{22050, 1, "--speech"},
                         Row{48000, 2, "--bitrate 510 --max-delay 1000"}}) {
    CAPTURE(row.options);
    const Bytes file = opusenc(wav(2.5, row.rate, row.channels, 440), row.options);
    const auto heard = parse_recording(file);
    REQUIRE_MESSAGE(heard, (heard ? "" : heard.error().what));
    CHECK(std::abs(heard.value().duration_ms() - 2500) <= 2);
    CHECK(share_of(heard.value(), 440) > 0.9);
    CHECK(share_of(heard.value(), 620) < 0.1);
  }
}

TEST_CASE("a packet over the end of a page, as a picture among the comments makes one") {
  const Bytes plain = opusenc(wav(0.5, 48000, 1, 300), "");
  const Bytes file = opusenc(wav(0.5, 48000, 1, 300), "--comment TITLE=" + std::string(90'000, 'x'));
  REQUIRE(file.size() > plain.size() + 80'000);
  CHECK_FALSE(read_ogg(file).value().joined.empty());
  CHECK(read_ogg(plain).value().joined.empty());
  REQUIRE(parse_recording(file));
  CHECK(parse_recording(file).value().samples == parse_recording(plain).value().samples);
}

TEST_CASE("WAV stays a recording too") {
  const auto heard = parse_recording(wav(1.0, 22050, 1, 440));
  REQUIRE(heard);
  CHECK(heard.value().rate == 22050);
  CHECK(heard.value().samples.size() == 22050);
}

TEST_CASE("cut off at any length, or with any byte changed: refused, never half heard") {
  const Bytes good = opusenc(wav(0.6, 48000, 1, 440), "--bitrate 16");
  REQUIRE(parse_recording(good));
  std::size_t taken = 0;
  for (std::size_t at = 0; at < good.size(); ++at) {
    if (parse_recording(std::span(good).first(at))) ++taken;
    for (const int flip : {0x01, 0x80, 0xFF}) {
      Bytes bad = good;
      bad[at] = static_cast<std::uint8_t>(bad[at] ^ flip);
      if (const auto heard = parse_recording(bad))
        ++taken;
      else
        CHECK(heard.error().code == "sound.unreadable");
    }
  }
  CHECK(taken == 0);
  MESSAGE(good.size() << " bytes, each cut and changed three ways");
}

TEST_CASE("too long, too large, other things: refused before they take memory") {
  CHECK_FALSE(parse_recording(opusenc(wav(61, 48000, 1, 440), "--bitrate 8")));
  CHECK(parse_recording(opusenc(wav(59, 48000, 1, 440), "--bitrate 8")));
  CHECK_FALSE(parse_recording(wav(61, 8000, 1, 440)));
  CHECK_FALSE(parse_recording(Bytes(kMostRecordingBytes + 1, 0)));
  CHECK_FALSE(parse_recording({}));
  CHECK_FALSE(parse_recording(to_bytes("OggS")));
  CHECK_FALSE(parse_recording(to_bytes("ID3 an mp3")));
  // Checksums right, content not: packets of our own making.
  const auto stream = [](std::uint8_t channels, std::uint8_t family, std::uint64_t end, const Bytes& packet,
                         int packets) {
    Bytes head = to_bytes("OpusHead");
    for (const std::uint8_t byte : {std::uint8_t{1}, channels, std::uint8_t{0}, std::uint8_t{0}})
      head.push_back(byte);
    put(head, 48000, 4);
    put(head, 0, 2);
    head.push_back(family);
    OggWriter writer(1000);
    writer.add(head, 0, OggWriter::Page::ends);
    writer.add(to_bytes("OpusTags"), 0, OggWriter::Page::ends);
    for (int i = 0; i < packets; ++i) writer.add(packet, end, OggWriter::Page::open);
    return writer.take();
  };
  const Bytes silence{0xF8, 0xFF, 0xFE};  // 20 ms
  CHECK(parse_recording(stream(1, 0, 9600, silence, 10)));
  CHECK(parse_recording(stream(2, 0, 9600, silence, 10)));
  CHECK_FALSE(parse_recording(stream(3, 0, 9600, silence, 10)));
  CHECK_FALSE(parse_recording(stream(0, 0, 9600, silence, 10)));
  CHECK_FALSE(parse_recording(stream(1, 1, 9600, silence, 10)));
  CHECK_FALSE(parse_recording(stream(1, 0, 96000, silence, 10)));  // promises more than it holds
  CHECK_FALSE(parse_recording(stream(1, 0, ~0ull, silence, 10)));
  CHECK_FALSE(parse_recording(stream(1, 0, 0, silence, 10)));            // nothing of it is to be heard
  CHECK_FALSE(parse_recording(stream(1, 0, 9600, Bytes{}, 10)));         // lost packets are no sound
  CHECK_FALSE(parse_recording(stream(1, 0, 9600, Bytes(3, 0xFF), 10)));  // a length of frames that can't be
  // Two hours of the shortest packets in a small file: it ends at its limit.
  const Bytes frames_120_ms{0xFB, 0x06};  // code 3, six frames of 20 ms, none with a byte in it
  CHECK_FALSE(parse_recording(stream(1, 0, 48000ull * 7200, frames_120_ms, 60000)));
  CHECK(parse_recording(stream(1, 0, 48000ull * 59, frames_120_ms, 60000)).value().duration_ms() == 59000);
  // The second page of another stream.
  Bytes two = encode_voice(std::vector<std::int16_t>(16000, 100)).value();
  const Bytes copy = two;
  two.insert(two.end(), copy.begin(), copy.end());
  CHECK(parse_recording(copy));
  CHECK_FALSE(parse_recording(two));
}
