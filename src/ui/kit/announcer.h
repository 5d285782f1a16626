// Notices what is to be told aloud: a page that came up, a fault that appeared, a choice that changed, the
// node under the finger or the keys. Looks at each finished frame and reports events; app/reading decides.
// Remembers only what it told last, so that nothing is told twice; `forget` wipes that.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/event.h"
#include "app/state.h"
#include "ui/kit/tree.h"

namespace wv::ui {

class Announcer {
 public:
  // `page`: what reading a page reads; under the ear's panel that is the page beneath it. `shown`: the
  // frame's own tree. `place` names screen, page and overlay; `again`: the node in focus is told though it
  // said so before.
  struct Sight {
    const app::State& state;
    const Tree& page;
    const Tree& shown;
    std::string_view place, focus;
    bool again = false, typed = false;  // typed: by the keys, on the keyboard of the screen
  };
  void look(const Sight& sight, app::Events& events);
  void forget();

 private:
  void announce_page(const Sight& sight, bool whole, app::Events& events);
  [[nodiscard]] bool announce_node(const Sight& sight, app::Events& events);
  [[nodiscard]] bool announce_change(const Tree& tree, app::Events& events);
  void remember(const Sight& sight);

  std::string place_, alerts_, node_;  // node_: id and words of what was told under the finger
  std::vector<std::string> checked_;   // the choices that were on
  std::uint64_t asked_ = 0, own_asked_ = 0;
  app::Reading::Mode mode_ = app::Reading::Mode::off;
};

}  // namespace wv::ui
