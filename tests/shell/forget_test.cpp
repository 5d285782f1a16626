// S3: after a visitor left, not one byte of what was typed is anywhere in this process: every writable
// mapping is searched. The words are never written whole in this file's data, or the search would find
// itself.
#include <doctest/doctest.h>

#include <array>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <vector>

#include "base/bytes.h"
#include "shell/disk_microphone.h"
#include "shell/forget_visit.h"

using namespace wv;
using namespace wv::shell;

namespace {

constexpr std::size_t kSize = 32;
constexpr unsigned char kMask = 0x15;

// Letters only, so that it passes for a message; masked while it lies here.
unsigned char masked(std::size_t i) {
  return static_cast<unsigned char>((static_cast<unsigned char>('a' + (i * 7 + 3) % 26)) ^ kMask);
}

std::string canary() {
  std::string text;
  for (std::size_t i = 0; i < kSize; ++i) text += static_cast<char>(masked(i) ^ kMask);
  return text;
}

// Half of it is already telling: buffers that were given back keep their ends.
std::size_t found_in(const std::vector<unsigned char>& memory) {
  constexpr std::size_t kPart = 16;
  std::size_t count = 0;
  for (std::size_t at = 0; at + kPart <= memory.size(); ++at)
    for (const std::size_t from : {std::size_t{0}, kSize - kPart}) {
      std::size_t same = 0;
      while (same < kPart && memory[at + same] == (masked(from + same) ^ kMask)) ++same;
      if (same == kPart) ++count;
    }
  return count;
}

std::size_t found_in_this_process(
    const std::function<std::size_t(const std::vector<unsigned char>&)>& find = found_in) {
  std::ifstream maps("/proc/self/maps"), memory("/proc/self/mem", std::ios::binary);
  std::size_t count = 0;
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t from = 0, to = 0;
    char rights[5] = {};
    if (std::sscanf(line.c_str(), "%" SCNx64 "-%" SCNx64 " %4s", &from, &to, rights) != 3 ||
        std::strncmp(rights, "rw", 2) != 0)
      continue;
    if (line.find("[vvar]") != std::string::npos || to - from > (512u << 20)) continue;
    std::vector<unsigned char> bytes(to - from);
    memory.clear();
    memory.seekg(static_cast<std::streamoff>(from));
    memory.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(memory.gcount()));
    count += find(bytes);
    // What was read is a copy of all there is: gone before it is searched itself.
    wipe(bytes.data(), bytes.size());
  }
  return count;
}

// A second of the canary as sound, and long silence after it.
std::vector<std::int16_t> canary_said() {
  std::vector<std::int16_t> said(30u * media::kVoiceRate);
  std::string text = canary();
  for (std::size_t i = 0; i < static_cast<std::size_t>(media::kVoiceRate); i += kSize / 2)
    std::memcpy(said.data() + i, text.data(), kSize);
  wipe(text);
  return said;
}

// A piece of the Opus, masked while it lies here.
struct Piece {
  explicit Piece(const Bytes& voice) {
    REQUIRE(voice.size() > 600);
    for (std::size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = static_cast<unsigned char>(voice[400 + i] ^ kMask);
  }
  [[nodiscard]] std::size_t in(const std::vector<unsigned char>& memory) const {
    std::size_t count = 0;
    for (std::size_t at = 0; at + bytes.size() <= memory.size(); ++at) {
      std::size_t same = 0;
      while (same < bytes.size() && memory[at + same] == (bytes[same] ^ kMask)) ++same;
      if (same == bytes.size()) ++count;
    }
    return count;
  }
  std::array<unsigned char, 24> bytes{};
};

struct Visit : ForgetVisit {
  void tell_canary() {
    std::string text = canary();
    application->stage.post(app::TextPut{domain::Field::message, text});
    wipe(text);
    play("expect form.message");
  }
  // As the desk tells it, while the page looks for it.
  void find_canary() {
    application->stage.post(app::TrackAsked{});
    app::AnswerFound found;
    found.document.text = canary();
    found.document.language = "nl";
    application->stage.post(std::move(found));
    play("expect-screen answer\nexpect answer.text");
  }
};

}  // namespace

#ifndef __SANITIZE_ADDRESS__  // it keeps what was freed, to watch it
TEST_CASE("who sent a message leaves nothing in memory, and the search can see") {
  Visit v;
  v.play("tap attract.start\ntap home.question\ntap form.message");
  v.tell_canary();
  CHECK(found_in_this_process() > 0);  // the negative control
  v.play(
      "tap form.next\ntap form.contact.none\ntap form.next\nexpect-screen review\ntap "
      "review.send\nexpect-screen receipt\ntap receipt.done\nexpect-screen attract");
  CHECK(found_in_this_process() == 0);
}

TEST_CASE("who read an answer leaves nothing of it, whether it is done, stopped or left") {
  for (
      const char* leaves :
      {"tap answer.done\nexpect-screen attract", "tap bar.stop\ntap stop.confirm\nexpect-screen attract",
       "tap form.back\nexpect-screen track\ntap form.back\ntap bar.stop\ntap stop.confirm\nexpect-screen attract",
       "wait 130s\nexpect-screen attract"}) {
    Visit v;
    v.play("tap attract.start\ntap home.track\nput track.number \"0070001232\"\nput track.code \"K7M49QXD\"");
    v.find_canary();
    CHECK(found_in_this_process() > 0);  // the negative control
    v.play(leaves);
    CHECK_MESSAGE(found_in_this_process() == 0, leaves);
  }
}

TEST_CASE("who stops, and who walks away, leaves nothing either") {
  for (const char* leaves :
       {"tap bar.stop\ntap stop.confirm\nexpect-screen attract", "wait 130s\nexpect-screen attract"}) {
    Visit v;
    v.play("tap attract.start\ntap home.signal");
    v.tell_canary();
    v.play("tap form.next\ntap form.skip\ntap form.contact.none\ntap form.next\nexpect-screen review");
    v.play(leaves);
    CHECK_MESSAGE(found_in_this_process() == 0, leaves);
  }
}

TEST_CASE("what was read aloud is gone too, from the voice and from the loudspeaker") {
  Visit v;
  v.play("tap attract.listen\ntap home.question");
  v.tell_canary();
  v.play(
      "tap form.next\ntap form.contact.none\ntap form.next\nexpect-screen review\ntap bar.listen\ntap volume.own\ntap private.yes");
  CHECK(v.application->effects.speaking().sound().playing(v.player->now().steady_ms));  // it is being said
  v.play(
      "wait 60s\ntap bar.listen\ntap volume.own\ntap private.yes\ntap bar.stop\ntap stop.confirm\nexpect-screen attract");
  CHECK_FALSE(v.application->effects.speaking().sound().playing(v.player->now().steady_ms));
  CHECK(found_in_this_process() == 0);
}

TEST_CASE("who said a message leaves no sound in memory: sent, stopped, walked away, or wiped") {
  const char* const leavings[] = {
      "tap voice.keep\ntap form.next\ntap form.contact.none\ntap form.next\ntap review.send\nexpect-screen receipt\ntap receipt.done",
      "tap voice.play\nwait 500ms\ntap bar.stop\ntap stop.confirm", "wait 135s", "tap voice.remove"};
  for (const char* leaves : leavings) {
    auto said = canary_said();
    const DiskMicrophone microphone(said);
    wipe(said.data(), said.size() * sizeof(std::int16_t));
    Visit v;
    v.play("tap attract.start\ntap home.question\ntap form.voice\ntap voice.record\nwait 100ms");
    CHECK_MESSAGE(found_in_this_process() > 0, leaves);  // the samples: the negative control
    v.play("wait 3s\ntap voice.record\nexpect voice.play");
    const Piece piece(v.application->effects.recorder().voice());
    const auto of_the_voice = [&](const std::vector<unsigned char>& memory) { return piece.in(memory); };
    CHECK_MESSAGE(found_in_this_process() == 0, leaves);  // only the Opus is left of them
    CHECK_MESSAGE(found_in_this_process(of_the_voice) > 0, leaves);
    v.play(leaves);
    CHECK_MESSAGE(found_in_this_process() == 0, leaves);
    CHECK_MESSAGE(found_in_this_process(of_the_voice) == 0, leaves);
  }
}
#endif

TEST_CASE("nothing of it lies on the disk in the clear") {
  Visit v;
  v.play("tap attract.start\ntap home.question\ntap form.message");
  v.tell_canary();
  v.play("tap form.next\ntap form.contact.none\ntap form.next\ntap review.send\nexpect-screen receipt");
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(v.folder)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(file),
                                           std::istreambuf_iterator<char>()};
    CHECK_MESSAGE(found_in(bytes) == 0, entry.path().string());
  }
  CHECK(files >= 2);
}
