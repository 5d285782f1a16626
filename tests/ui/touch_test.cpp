// Fingers to actions, one by one, as T3 and T4 word them.
#include <doctest/doctest.h>

#include "ui/kit/touch.h"

using namespace wv::ui;

namespace {

constexpr float kPxPerMm = 4;
using What = FingerEvent::What;

struct Board {
  Touch touch{kPxPerMm};
  Board() {
    touch.set_targets({{"big", {0, 0, 100, 100}, false, "", 0},
                       {"other", {200, 0, 100, 100}, false, "", 0},
                       {"logo", {400, 0, 80, 80}, false, "", 5000},
                       {"key.a", {0, 500, 60, 60}, true, "", 0},
                       {"key.b", {60, 500, 60, 60}, true, "", 0},
                       {"row", {0, 200, 300, 60}, false, "list", 0}},
                      {{"list", {0, 150, 300, 200}, 1000}});
  }
  std::vector<std::string> send(std::initializer_list<FingerEvent> events) {
    std::vector<std::string> ids;
    for (const auto& e : events)
      for (const auto& a : touch.handle(e)) ids.push_back(a.held ? a.id + "!" : a.id);
    return ids;
  }
};

FingerEvent down(float x, float y, std::int64_t at = 0, std::int64_t finger = 1) {
  return {What::down, finger, {x, y}, at};
}
FingerEvent move(float x, float y, std::int64_t at = 10, std::int64_t finger = 1) {
  return {What::move, finger, {x, y}, at};
}
FingerEvent up(float x, float y, std::int64_t at = 20, std::int64_t finger = 1) {
  return {What::up, finger, {x, y}, at};
}
using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("a touch acts on release, not before") {
  Board b;
  CHECK(b.send({down(50, 50)}).empty());
  CHECK(b.touch.is_pressed("big"));
  CHECK(b.send({up(50, 50)}) == Ids{"big"});
  CHECK_FALSE(b.touch.is_pressed("big"));
}

TEST_CASE("sliding off cancels, sliding back takes it up again") {
  Board b;
  CHECK(b.send({down(50, 50), move(160, 160), up(160, 160)}).empty());
  CHECK(b.send({down(50, 50), move(160, 160), move(60, 60), up(60, 60)}) == Ids{"big"});
  CHECK(b.send({down(50, 50), move(250, 50), up(250, 50)}).empty());  // never the neighbour's action
}

TEST_CASE("a shaking finger is still a tap, up to five millimetres") {
  Board b;
  CHECK(b.send({down(98, 50), move(98 + 19, 50), up(98 + 19, 50)}) == Ids{"big"});
  CHECK(b.send({down(98, 50), move(98 + 23, 50), up(98 + 23, 50)}).empty());
}

TEST_CASE(
    "a finger drawn across a leaf turns it; up, short or slanting it doesn't, and elsewhere it never does") {
  Touch touch(kPxPerMm);
  touch.set_targets({{.id = "leaf", .hit = {0, 0, 400, 300}, .scroll_area = "list", .swipes = true},
                     {.id = "button", .hit = {0, 320, 400, 80}, .scroll_area = {}}},
                    {{"list", {0, 0, 400, 300}, 1000}});
  const auto drawn = [&](Point from, Point to) {
    std::vector<Action> actions;
    for (const auto& event :
         {down(from.x, from.y), move((from.x + to.x) / 2, (from.y + to.y) / 2), up(to.x, to.y)})
      for (const auto& action : touch.handle(event)) actions.push_back(action);
    return actions.empty() ? 9 : actions.front().swiped;
  };
  CHECK(drawn({300, 360}, {100, 360}) == 0);  // within a button it is a press, and no swipe
  CHECK(drawn({300, 100}, {100, 104}) == -1);
  CHECK(drawn({100, 100}, {300, 96}) == 1);
  CHECK(drawn({300, 100}, {500, 100}) == 1);  // on over the edge of the leaf
  CHECK(drawn({200, 100}, {240, 100}) == 0);  // ten millimetres: a tap
  CHECK(drawn({200, 250}, {195, 100}) == 9);  // the list took it
  CHECK(drawn({100, 250}, {200, 150}) == 9);
}

TEST_CASE("a press of two seconds is a tap like any other") {
  Board b;
  CHECK(b.send({down(50, 50, 0)}).empty());
  CHECK(b.touch.advance(2000).empty());
  CHECK(b.send({up(50, 50, 2000)}) == Ids{"big"});
}

TEST_CASE("a second finger or a palm changes nothing") {
  Board b;
  CHECK(b.send({down(50, 50, 0, 1), down(250, 50, 5, 2), up(250, 50, 10, 2), up(50, 50, 15, 1)}) ==
        Ids{"big"});
  CHECK(b.send({down(50, 50, 0, 1), down(250, 50, 5, 2), up(50, 50, 10, 1), up(250, 50, 15, 2)}) ==
        Ids{"big"});
}

TEST_CASE(
    "a hand that leans on the glass doesn't keep the other one from it, and presses nothing when it goes") {
  Board b;
  CHECK(b.send({down(250, 50, 0, 1)}).empty());  // the hand comes to rest
  CHECK(
      b.send({down(50, 50, 1000, 2), up(50, 50, 1100, 2)}).empty());  // too soon to tell from a second finger
  CHECK(b.send({down(50, 50, 3000, 3), up(50, 50, 3100, 3)}) == Ids{"big"});
  CHECK(b.send({down(50, 50, 3200, 3), up(50, 50, 3300, 3)}) == Ids{"big"});
  CHECK(b.send({up(250, 50, 4000, 1)}).empty());
  CHECK(b.send({down(50, 50, 5000, 1), up(50, 50, 9000, 1)}) == Ids{"big"});  // a long press alone is a tap
}

TEST_CASE("on the keyboard two thumbs are two keys, and none is lost") {
  Board b;
  CHECK(b.send({down(30, 530, 0, 1), down(90, 530, 5, 2), up(30, 530, 10, 1), up(90, 530, 15, 2)}) ==
        Ids{"key.a", "key.b"});
  Ids typed;
  for (int i = 0; i < 500; ++i) {
    const auto t = i * 40;
    for (auto& id : b.send(
             {down(30, 530, t, 1), down(90, 530, t + 10, 2), up(30, 530, t + 15, 1), up(90, 530, t + 30, 2)}))
      typed.push_back(id);
  }
  CHECK(typed.size() == 1000);
}

TEST_CASE("a long press is an action of its own only where one is asked for") {
  Board b;
  CHECK(b.send({down(440, 40, 0)}).empty());
  CHECK(b.touch.advance(4999).empty());
  const auto held = b.touch.advance(5000);
  REQUIRE(held.size() == 1);
  CHECK(held[0].held);
  CHECK(b.send({up(440, 40, 5100)}).empty());  // and not a tap as well
  CHECK(b.send({down(440, 40, 6000), up(440, 40, 6100)}) == Ids{"logo"});
}

TEST_CASE("a list follows the finger, coasts, and stops at a touch that presses nothing") {
  Board b;
  CHECK(b.send({down(100, 230, 0), move(100, 190, 16), move(100, 150, 32), move(100, 110, 48),
                up(100, 100, 56)})
            .empty());
  const float let_go = b.touch.scroll_of("list");
  CHECK(let_go > 60);
  CHECK(b.touch.coasting());
  for (std::int64_t t = 72; t < 300; t += 16) (void)b.touch.advance(t);
  CHECK(b.touch.scroll_of("list") > let_go);
  CHECK(b.send({down(100, 230, 310), up(100, 230, 330)}).empty());
  CHECK_FALSE(b.touch.coasting());
  const float stopped = b.touch.scroll_of("list");
  (void)b.touch.advance(2000);
  CHECK(b.touch.scroll_of("list") == stopped);
}

namespace {

// Thrown, and coasting at 60 ms.
void throw_list(Board& b, float x = 100) {
  (void)b.send({down(x, 230, 0), move(x, 190, 16), move(x, 150, 32), move(x, 110, 48), up(x, 100, 56)});
  REQUIRE(b.touch.coasting());
}

}  // namespace

TEST_CASE("while a list coasts a touch anywhere else acts at once: buttons, keys, a long press") {
  for (const auto& [at, id] :
       {std::pair{Point{50, 50}, "big"}, {Point{250, 50}, "other"}, {Point{30, 530}, "key.a"}}) {
    Board b;
    throw_list(b);
    CHECK(b.send({down(at.x, at.y, 70)}).empty());
    CHECK(b.touch.is_pressed(id));
    CHECK(b.send({up(at.x, at.y, 90)}) == Ids{id});
  }
  Board held;
  throw_list(held);
  (void)held.send({down(440, 40, 100)});
  CHECK(held.touch.advance(5100).size() == 1);
  // In the list itself, on a row and between rows, a touch only takes hold of it; the next one is a tap.
  for (const float y : {230.0f, 300.0f}) {
    Board b;
    throw_list(b);
    CHECK(b.send({down(100, y, 70)}).empty());
    CHECK_FALSE(b.touch.is_pressed("row"));
    CHECK(b.send({up(100, y, 90)}).empty());
    CHECK(b.send({down(100, 230, 100), up(100, 230, 120)}) == Ids{"row"});
  }
}

TEST_CASE("a button that lies over a coasting list is no row of it, and another list's row is a tap") {
  Board b;
  b.touch.set_targets({{"row", {0, 200, 300, 60}, false, "list", 0},
                       {"over", {0, 220, 100, 60}, false, "", 0},
                       {"row2", {400, 200, 300, 60}, false, "list2", 0}},
                      {{"list", {0, 150, 300, 200}, 1000}, {"list2", {400, 150, 300, 200}, 1000}});
  throw_list(b, 200);
  CHECK(b.send({down(50, 240, 70), up(50, 240, 90)}) == Ids{"over"});
  throw_list(b, 200);
  CHECK(b.send({down(450, 230, 70), up(450, 230, 90)}) == Ids{"row2"});
  // One list's throw is not the other's: where it was taken hold of it stays, and the other follows its
  // finger.
  throw_list(b, 200);
  const float first = b.touch.scroll_of("list");
  (void)b.send({down(450, 300, 70), move(450, 250, 90), move(450, 240, 95)});
  (void)b.touch.advance(110);
  CHECK(b.touch.scroll_of("list") == first);
  CHECK(b.touch.scroll_of("list2") > 0);
}

TEST_CASE("a thumb on a key while another finger drags the list, and a palm that lifts, change neither") {
  Board b;
  CHECK(b.send({down(100, 230, 0, 1), move(100, 190, 16, 1), move(100, 150, 32, 1), down(30, 530, 40, 2),
                up(30, 530, 44, 2)}) == Ids{"key.a"});
  CHECK(b.send({move(100, 110, 48, 1), up(100, 100, 56, 1)}).empty());
  CHECK(b.touch.coasting());
  Board palm;
  (void)palm.send({down(100, 230, 0, 1), down(250, 50, 5, 2), move(100, 190, 16, 1), move(100, 150, 32, 1),
                   move(100, 110, 48, 1), up(100, 100, 56, 1), up(250, 50, 60, 2)});
  CHECK(palm.touch.coasting());
}

TEST_CASE(
    "a list is thrown by a finger that let go, not by one that was taken away; who is led somewhere stays there") {
  Board b;
  (void)b.send(
      {down(100, 230, 0), move(100, 190, 16), move(100, 150, 32), {What::cancel, 1, {100, 140}, 40}});
  CHECK_FALSE(b.touch.coasting());
  throw_list(b);
  b.touch.scroll_to("list", 300);
  (void)b.touch.advance(100);
  CHECK(b.touch.scroll_of("list") == 300);
}

TEST_CASE("a list ends at its ends, and comes to rest") {
  Board b;
  b.touch.scroll_to("list", 99999);
  CHECK(b.touch.scroll_of("list") == 800);
  b.touch.scroll_to("list", -5);
  CHECK(b.touch.scroll_of("list") == 0);
  (void)b.send({down(100, 230, 0), move(100, 190, 16), move(100, 150, 32), up(100, 140, 40)});
  for (std::int64_t t = 48; t < 6000; t += 16) (void)b.touch.advance(t);
  CHECK_FALSE(b.touch.coasting());
  CHECK_FALSE(b.touch.next_wake_ms(6000).has_value());
}

TEST_CASE("another screen: the finger that is still down presses nothing there") {
  Board b;
  (void)b.send({down(50, 50)});
  b.touch.forget();
  CHECK(b.send({up(50, 50)}).empty());
}

TEST_CASE("a touch that was taken away is no touch") {
  Board b;
  CHECK(b.send({down(50, 50), {What::cancel, 1, {50, 50}, 10}}).empty());
  CHECK(b.send({down(50, 50, 20), up(50, 50, 30)}) == Ids{"big"});
}
