// What is typed on a real keyboard comes in SDL's events, and SDL keeps the events of its queue for use
// again, with the text and the keys in them. So text and keys are taken out before an event is queued; the
// event itself holds no more than a number, by which they are found again. What a keyboard still composes,
// and what a desktop drops onto the window, is shown nowhere: it never comes to the queue. One at a time,
// while the loop runs. SDL reads keyboards in the loop's own thread; what other threads push (a wake) is
// passed by untouched.
#pragma once
#include <SDL.h>

#include <deque>
#include <optional>

#include "base/secret.h"

namespace wv::shell {

class TakenEvents {
 public:
  TakenEvents();
  ~TakenEvents();
  TakenEvents(const TakenEvents&) = delete;
  TakenEvents& operator=(const TakenEvents&) = delete;

  struct Key {
    SDL_Keycode code = 0;
    Uint16 modifiers = 0;
  };
  // Of an event that SDL gave out just now. Empty when what came with it is gone.
  [[nodiscard]] Secret text_of(const SDL_TextInputEvent& event);
  [[nodiscard]] std::optional<Key> key_of(const SDL_KeyboardEvent& event);

 private:
  struct Typed {
    Sint32 number = 0;
    Secret text;
  };
  struct Pressed {
    Sint32 number = 0;
    Key key;
  };
  static int filter(void* self, SDL_Event* event);
  void take(SDL_TextInputEvent& event);
  void take(SDL_KeyboardEvent& event);

  Sint32 last_ = 0;
  std::deque<Typed> typed_;
  std::deque<Pressed> pressed_;
};

}  // namespace wv::shell
