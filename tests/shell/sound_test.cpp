// The loudspeaker: what goes in comes out, it stops at once, and nothing of it stays. For real through SDL's
// driver that plays into a file; in virtual time through the silent one.
#include "runtime/sound.h"
#include "shell/sdl_sound.h"

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

media::Pcm tone(int ms) {
  return {22050, std::vector<std::int16_t>(static_cast<std::size_t>(22050 * ms / 1000), 1000)};
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
    SdlSound sound;
    REQUIRE(sound.play(tone(300), 0.5f, now_ms()));
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
  SdlSound sound;
  REQUIRE(sound.play(tone(60'000), 1, now_ms()));
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
    SdlSound sound;
    REQUIRE(sound.play(tone(60'000), 1, now_ms()));
    media::Pcm other = tone(100);
    std::fill(other.samples.begin(), other.samples.end(), std::int16_t{77});
    REQUIRE(sound.play(std::move(other), 1, now_ms()));
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
  SdlSound sound;
  const Status played = sound.play(tone(10), 1, 0);
  SDL_setenv("SDL_AUDIODRIVER", kept.c_str(), 1);
  REQUIRE_FALSE(played);
  CHECK(played.error().code == "sound.no_device");
  CHECK(sound.next_wake_ms(0) == INT64_MAX);
}

TEST_CASE("the silent one takes the time of the sound") {
  runtime::SilentSound sound;
  REQUIRE(sound.play(tone(300), 1, 1000));
  CHECK(sound.playing(1299));
  CHECK(sound.next_wake_ms(1000) == 1300);
  CHECK_FALSE(sound.playing(1300));
  REQUIRE(sound.play(tone(300), 1, 2000));
  sound.stop();
  CHECK_FALSE(sound.playing(2001));
  CHECK(sound.next_wake_ms(2001) == INT64_MAX);
}
