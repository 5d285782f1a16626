// What is typed on a real keyboard passes SDL's queue as a number only, and comes out as what it was.
#include "shell/taken_events.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace wv;
using namespace wv::shell;

namespace {

struct Queue {
  Queue() {
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    REQUIRE(SDL_Init(SDL_INIT_VIDEO) == 0);
    SDL_StartTextInput();
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
  }
  ~Queue() { SDL_Quit(); }
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  static void text(const char* words) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    std::string_view(words).copy(event.text.text, sizeof event.text.text - 1);
    SDL_PushEvent(&event);
  }
  static void key(SDL_Keycode code, Uint16 modifiers, Uint32 type = SDL_KEYDOWN) {
    SDL_Event event{};
    event.type = type;
    event.key.keysym.sym = code;
    event.key.keysym.scancode = SDL_SCANCODE_K;
    event.key.keysym.mod = modifiers;
    SDL_PushEvent(&event);
  }
  static std::vector<SDL_Event> all() {
    std::vector<SDL_Event> events;
    for (SDL_Event event; SDL_PollEvent(&event) == 1;) events.push_back(event);
    return events;
  }
};

bool holds(const SDL_Event& event, std::string_view bytes) {
  return std::string_view(reinterpret_cast<const char*>(&event), sizeof event).find(bytes) !=
         std::string_view::npos;
}

}  // namespace

TEST_CASE("negative control: SDL's queue holds the text that was typed") {
  Queue q;
  Queue::text("Kanarie");
  const auto events = Queue::all();
  REQUIRE(events.size() == 1);
  CHECK(holds(events[0], "Kanarie"));
}

TEST_CASE("text and keys come out in their order, and the events hold nothing of them") {
  Queue q;
  TakenEvents taken;
  Queue::text("Kanarie");
  Queue::key(SDLK_BACKSPACE, KMOD_LCTRL);
  Queue::key(SDLK_k, KMOD_NONE, SDL_KEYUP);
  Queue::text("يوم");
  Queue::text("0123456789012345678901234567890");  // as much as one event holds
  const auto events = Queue::all();
  REQUIRE(events.size() == 5);
  for (const SDL_Event& event : events) CHECK_FALSE(holds(event, "anarie"));
  CHECK(taken.text_of(events[0].text) == "Kanarie");
  const auto key = taken.key_of(events[1].key);
  REQUIRE(key);
  CHECK(key->code == SDLK_BACKSPACE);
  CHECK(key->modifiers == KMOD_LCTRL);
  CHECK(events[2].key.keysym.sym == 0);
  CHECK(events[2].key.keysym.scancode == 0);
  CHECK(taken.text_of(events[3].text) == "يوم");
  CHECK(taken.text_of(events[4].text) == "0123456789012345678901234567890");
}

TEST_CASE("where SDL lost events, no later text or key is a step behind") {
  Queue q;
  TakenEvents taken;
  Queue::text("lost");
  Queue::key(SDLK_a, KMOD_NONE);
  SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
  Queue::text("kept");
  Queue::key(SDLK_b, KMOD_NONE);
  const auto events = Queue::all();
  REQUIRE(events.size() == 2);
  CHECK(taken.text_of(events[0].text) == "kept");
  CHECK(taken.key_of(events[1].key)->code == SDLK_b);
  CHECK(taken.text_of(events[0].text).empty());  // given out once
  CHECK_FALSE(taken.key_of(events[1].key));
}

TEST_CASE("what was queued before comes again; what is composed or dropped doesn't come") {
  Queue q;
  SDL_Event window{};
  window.type = SDL_WINDOWEVENT;
  window.window.event = SDL_WINDOWEVENT_EXPOSED;
  SDL_PushEvent(&window);
  Queue::text("early");
  TakenEvents taken;
  SDL_Event composed{};
  composed.type = SDL_TEXTEDITING;
  std::string_view("half").copy(composed.edit.text, sizeof composed.edit.text - 1);
  SDL_PushEvent(&composed);
  CHECK_FALSE(holds(composed, "half"));
  SDL_Event dropped{};
  dropped.type = SDL_DROPTEXT;
  dropped.drop.file = SDL_strdup("Kanarie");
  SDL_PushEvent(&dropped);
  const auto events = Queue::all();
  REQUIRE(events.size() == 2);
  CHECK(events[0].type == SDL_WINDOWEVENT);
  CHECK(events[0].window.event == SDL_WINDOWEVENT_EXPOSED);
  CHECK(taken.text_of(events[1].text) == "early");
}
