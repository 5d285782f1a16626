#include "shell/taken_events.h"

#include <array>
#include <cstring>
#include <utility>

#include "base/bytes.h"

namespace wv::shell {

namespace {

// A number that was lost (a full queue) takes those before it along, so that no later key is a step behind.
template <class Queue>
auto found(Queue& queue, Sint32 number) {
  std::optional<typename Queue::value_type> it;
  while (!queue.empty() && queue.front().number <= number) {
    if (queue.front().number == number) it.emplace(std::move(queue.front()));
    queue.front() = {};  // a deque keeps the memory of what it gave away
    queue.pop_front();
  }
  return it;
}

}  // namespace

// SDL throws away what is queued when the filter changes, and the window's first events are among it: they
// come again.
TakenEvents::TakenEvents() {
  std::array<SDL_Event, 128> early{};
  const int count = SDL_PeepEvents(early.data(), static_cast<int>(early.size()), SDL_GETEVENT, SDL_FIRSTEVENT,
                                   SDL_LASTEVENT);
  SDL_SetEventFilter(&TakenEvents::filter, this);
  for (int i = 0; i < count; ++i) SDL_PushEvent(&early[static_cast<std::size_t>(i)]);
  wipe(early.data(), sizeof early);
}

TakenEvents::~TakenEvents() { SDL_SetEventFilter(nullptr, nullptr); }

int TakenEvents::filter(void* self, SDL_Event* event) {
  auto& taken = *static_cast<TakenEvents*>(self);
  switch (event->type) {
    case SDL_TEXTINPUT: taken.take(event->text); return 1;
    case SDL_KEYDOWN: taken.take(event->key); return 1;
    case SDL_KEYUP: event->key.keysym = {}; return 1;
    case SDL_TEXTEDITING: wipe(&event->edit.text, sizeof event->edit.text); return 0;
    case SDL_DROPFILE:
    case SDL_DROPTEXT:
      if (event->drop.file != nullptr) wipe(event->drop.file, std::strlen(event->drop.file));
      SDL_free(std::exchange(event->drop.file, nullptr));
      return 0;
    default: return 1;
  }
}

void TakenEvents::take(SDL_TextInputEvent& event) {
  typed_.push_back({++last_, Secret(std::string_view(event.text, ::strnlen(event.text, sizeof event.text)))});
  wipe(event.text, sizeof event.text);
  std::memcpy(event.text, &last_, sizeof last_);
}

void TakenEvents::take(SDL_KeyboardEvent& event) {
  pressed_.push_back({++last_, {event.keysym.sym, event.keysym.mod}});
  event.keysym = {};
  event.keysym.sym = last_;
}

Secret TakenEvents::text_of(const SDL_TextInputEvent& event) {
  Sint32 number = 0;
  std::memcpy(&number, event.text, sizeof number);
  auto typed = found(typed_, number);
  return typed ? std::move(typed->text) : Secret();
}

std::optional<TakenEvents::Key> TakenEvents::key_of(const SDL_KeyboardEvent& event) {
  const auto pressed = found(pressed_, event.keysym.sym);
  if (!pressed) return std::nullopt;
  return pressed->key;
}

}  // namespace wv::shell
