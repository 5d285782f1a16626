// has_display: 0 and the driver's name when the app could open a window here, else 1.
// For platform/linux/run: $DISPLAY and $WAYLAND_DISPLAY can be set while nobody answers, and a kiosk
// may have neither and still a screen (KMS), so the library that opens the window is asked.
#include <SDL.h>

#include <cstdio>
#include <cstring>

int main(int, char**) {
  if (SDL_VideoInit(nullptr) != 0) return 1;
  const char* driver = SDL_GetCurrentVideoDriver();
  const bool visible = std::strcmp(driver, "dummy") != 0 && std::strcmp(driver, "offscreen") != 0 &&
                       SDL_GetNumVideoDisplays() > 0;
  if (visible) std::puts(driver);
  SDL_VideoQuit();
  return visible ? 0 : 1;
}
