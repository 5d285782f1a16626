// The loudspeaker: what goes in comes out, it stops at once, and nothing of it stays. For real through SDL's
// driver that plays into a file; in virtual time through the silent one.
#include "runtime/silent_sound.h"
#include "shell/sdl_audio_out.h"

#include <SDL.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

using namespace wv;
using namespace wv::shell;

namespace {

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Pcm tone(int ms) {
  return {22050, std::vector<std::int16_t>(static_cast<std::size_t>(22050 * ms / 1000), 1000)};
}

Status play(ports::AudioOut& sound, Pcm what, float loudness, std::int64_t at_ms,
            std::function<void()> ended = {}) {
  sound.tick(at_ms);
  return sound.play(std::move(what), loudness, std::move(ended));
}

bool comes_true(const std::function<bool()>& wanted) {
  for (const auto end = now_ms() + 20'000; now_ms() < end;
       std::this_thread::sleep_for(std::chrono::milliseconds(5)))
    if (wanted()) return true;
  return false;
}

// SDL's file driver for as long as this lives.
struct SoundFile {
  SoundFile() {
    file = std::filesystem::temp_directory_path() / ("wv-sound-" + std::to_string(now_ms()) + ".raw");
    const char* before = SDL_getenv("SDL_AUDIODRIVER");
    driver = before == nullptr ? "" : before;
    SDL_setenv("SDL_AUDIODRIVER", "disk", 1);
    SDL_setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
  }
  ~SoundFile() {
    SDL_setenv("SDL_AUDIODRIVER", driver.c_str(), 1);
    std::filesystem::remove(file);
  }
  std::vector<std::int16_t> samples() const {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> bytes((std::istreambuf_iterator<char>(in)), {});
    std::vector<std::int16_t> all(bytes.size() / 2);
    std::copy_n(bytes.data(), all.size() * 2, reinterpret_cast<char*>(all.data()));
    return all;
  }
  std::filesystem::path file;
  std::string driver;
};

}  // namespace

TEST_CASE("every sample is played once, as loud as wanted, and the device closes after it") {
  const SoundFile disk;
  {
    SdlAudioOut sound;
    REQUIRE(play(sound, tone(300), 0.5f, now_ms()));
    CHECK(sound.playing(now_ms()));
    CHECK(comes_true([&] {
      sound.tick(now_ms());
      return !sound.playing(now_ms());
    }));
    CHECK(sound.next_wake_ms(now_ms()) != INT64_MAX);
    sound.tick(now_ms() + 10'000);
    CHECK(sound.next_wake_ms(now_ms()) == INT64_MAX);  // closed: a kiosk at rest sleeps
  }
  const auto heard = disk.samples();
  CHECK(std::count(heard.begin(), heard.end(), 500) == 22050 * 300 / 1000);
  CHECK(std::count(heard.begin(), heard.end(), 0) ==
        static_cast<std::ptrdiff_t>(heard.size()) - 22050 * 300 / 1000);
}

TEST_CASE("stopping is silence within 50 ms of sound, in the middle of a long one") {
  const SoundFile disk;
  SdlAudioOut sound;
  REQUIRE(play(sound, tone(60'000), 1, now_ms()));
  REQUIRE(comes_true([&] { return disk.samples().size() > 4000; }));
  const auto from = now_ms();
  sound.stop();
  CHECK(now_ms() - from < 200);
  CHECK_FALSE(sound.playing(now_ms() + 100));
  // The driver writes in its own blocks: let a second of them go by.
  const std::size_t at_stop = disk.samples().size();
  REQUIRE(comes_true([&] { return disk.samples().size() > at_stop + 12'000; }));
  const auto heard = disk.samples();
  const auto last = std::find(heard.rbegin(), heard.rend(), 1000);
  const auto after_ms = (heard.rend() - last - static_cast<std::ptrdiff_t>(at_stop)) * 1000 / 22050;
  MESSAGE("sound after the stop: " << std::max<std::ptrdiff_t>(0, after_ms) << " ms");
  CHECK(after_ms <= 250);  // the file lags behind by the block that stdio keeps
}

TEST_CASE("a second sound takes the place of the first; never two at once") {
  const SoundFile disk;
  {
    SdlAudioOut sound;
    REQUIRE(play(sound, tone(60'000), 1, now_ms()));
    Pcm other = tone(100);
    std::fill(other.samples.begin(), other.samples.end(), std::int16_t{77});
    REQUIRE(play(sound, std::move(other), 1, now_ms()));
    REQUIRE(comes_true([&] {
      sound.tick(now_ms());
      return !sound.playing(now_ms());
    }));
  }
  const auto heard = disk.samples();
  CHECK(std::count(heard.begin(), heard.end(), 77) == 2205);
  CHECK(std::none_of(heard.begin(), heard.end(),
                     [](std::int16_t s) { return s != 0 && s != 77 && s != 1000; }));
}

TEST_CASE("without a loudspeaker there is an error, and the words are wiped all the same") {
  const char* before = SDL_getenv("SDL_AUDIODRIVER");
  const std::string kept = before == nullptr ? "" : before;
  SDL_setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
  SdlAudioOut sound;
  const Status played = play(sound, tone(10), 1, 0);
  SDL_setenv("SDL_AUDIODRIVER", kept.c_str(), 1);
  REQUIRE_FALSE(played);
  CHECK(played.error().code == "sound.no_device");
  CHECK(sound.next_wake_ms(0) == INT64_MAX);
}

TEST_CASE(
    "a sound says once that it ended: after its end, or when another takes its place; stopped it says nothing") {
  runtime::SilentSound sound;
  int ended = 0;
  const auto count = [&] { ++ended; };
  REQUIRE(play(sound, tone(300), 1, 1000, count));
  sound.tick(1299);
  CHECK(ended == 0);
  sound.tick(1300);
  sound.tick(1301);
  CHECK(ended == 1);
  REQUIRE(play(sound, tone(300), 1, 2000, count));
  REQUIRE(play(sound, tone(300), 1, 2100));
  CHECK(ended == 2);
  REQUIRE(play(sound, tone(300), 1, 3000, count));
  sound.stop();
  sound.tick(9000);
  CHECK(ended == 2);
}

TEST_CASE("the silent one takes the time of the sound") {
  runtime::SilentSound sound;
  REQUIRE(play(sound, tone(300), 1, 1000));
  CHECK(sound.playing(1299));
  CHECK(sound.next_wake_ms(1000) == 1300);
  CHECK_FALSE(sound.playing(1300));
  REQUIRE(play(sound, tone(300), 1, 2000));
  sound.stop();
  CHECK_FALSE(sound.playing(2001));
  CHECK(sound.next_wake_ms(2001) == INT64_MAX);
}
