// SDL's file driver as microphone and loudspeaker for as long as this lives: what lies in the file is what is
// said. Without a pause of its own; the recorder's clock says how much of it was heard by now.
#pragma once
#include <SDL.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace wv::shell {

struct DiskMicrophone {
  explicit DiskMicrophone(const std::vector<std::int16_t>& said, const char* with_driver = "disk") {
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(said.data()),
               static_cast<std::streamsize>(said.size() * sizeof(std::int16_t)));
    const char* before = SDL_getenv("SDL_AUDIODRIVER");
    driver = before == nullptr ? "" : before;
    stop_sound();
    SDL_setenv("SDL_AUDIODRIVER", with_driver, 1);
    SDL_setenv("SDL_DISKAUDIOFILEIN", file.c_str(), 1);
    SDL_setenv("SDL_DISKAUDIOFILE", "/dev/null", 1);
    SDL_setenv("SDL_DISKAUDIODELAY", "0", 1);
  }
  ~DiskMicrophone() {
    stop_sound();
    SDL_setenv("SDL_AUDIODRIVER", driver.c_str(), 1);
    SDL_setenv("SDL_DISKAUDIODELAY", "", 1);
    std::filesystem::remove(file);
  }
  DiskMicrophone(const DiskMicrophone&) = delete;
  DiskMicrophone& operator=(const DiskMicrophone&) = delete;
  static void stop_sound() {
    while (SDL_WasInit(SDL_INIT_AUDIO) != 0) SDL_QuitSubSystem(SDL_INIT_AUDIO);
  }
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("wv-said-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)) + ".raw");
  std::string driver;
};

}  // namespace wv::shell
