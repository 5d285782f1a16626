// Plays a script on a stage: real finger events at the middle of nodes, frames of 1/60 s of virtual time
// until all rests; while the worker works the virtual clock stands. Nothing is drawn unless a picture is
// wanted. Fails with play.failed (status 1), picture and tree of that moment beside it.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "media/picture.h"
#include "runtime/effects.h"
#include "player/script.h"
#include "runtime/stage.h"

namespace wv::player {

enum class PlayedBy { touch, keys };

struct PlayOptions {
  std::string script_name;
  std::string out = ".";          // made when there is something to put there
  LocalTime start;                // the wall when the steady clock is at 0
  PlayedBy by = PlayedBy::touch;  // keys: without sight, by what is heard (player_keys.cpp)
};

class Player {
 public:
  Player(runtime::Stage& stage, runtime::EffectRunner& effects, const render::Textures& textures,
         PlayOptions options);

  [[nodiscard]] Status play(const std::vector<Command>& commands);
  // Called after every frame: for tests that compare pictures, and for measuring.
  void on_frame(std::function<void()> watch) { watch_ = std::move(watch); }
  [[nodiscard]] services::Moment now() const;

 private:
  using Words = std::string;  // what went wrong; empty when nothing did

  void frame();    // one step at this moment, and the answers of whatever it set going
  void advance();  // 1/60 s on, then a frame
  void rest();     // frames until nothing moves
  void wait(std::int64_t ms);
  [[nodiscard]] Words run(const Command& command);
  [[nodiscard]] Words tap(const std::string& id);
  void wait_listening(std::int64_t ms);
  [[nodiscard]] Words reach(const std::string& id);
  [[nodiscard]] Words press(const std::string& id);
  [[nodiscard]] Words touch(const std::string& id);
  [[nodiscard]] Words hold(const Command& command);
  [[nodiscard]] Words swipe(const Command& command);
  [[nodiscard]] Words type(const std::string& text);
  [[nodiscard]] Words put(const Command& command);
  [[nodiscard]] Words scroll(const std::string& id);
  [[nodiscard]] Words expect(const Command& command) const;
  [[nodiscard]] Words set(const Command& command);
  [[nodiscard]] Words save_shot(const std::string& name);
  [[nodiscard]] Words save_tree(const std::string& name);
  void key(const std::string& name);
  [[nodiscard]] bool goes_by_ear() const;
  struct KeyboardNow {  // of the field that has it; none: ""
    std::string layout, layer;
  };
  [[nodiscard]] KeyboardNow keyboard_now() const;
  // --- on the wijkverbinder's side (player_desk.cpp)
  [[nodiscard]] KeyboardNow desk_keyboard() const;
  [[nodiscard]] Words put_on_desk(const Command& command);
  bool set_on_desk(const Command& command);  // false: the same on both sides
  void finger(ui::FingerEvent::What what, ui::Point at);
  struct Drag {
    bool throws = false, two_fingers = false;
  };
  void drag(ui::Point from, ui::Point to, const Drag& how);
  // Where to touch a node; the reason in `why_not` when it can't be.
  [[nodiscard]] std::optional<ui::Point> place_to_touch(const std::string& id, Words& why_not) const;

  runtime::Stage& stage_;
  runtime::EffectRunner& effects_;
  const render::Textures& textures_;
  PlayOptions options_;
  std::function<void()> watch_;
  std::int64_t now_us_ = 0;
};

// The frame as it is on the stage, drawn wholly.
[[nodiscard]] media::Image picture_of(const runtime::Stage& stage, const render::Textures& textures);

}  // namespace wv::player
