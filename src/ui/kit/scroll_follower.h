// Scrolls what the visitor must see now wholly into view, each once: the field that got the keyboard, the
// field that has a fault with what is wrong beside it, the note that nothing more fits, the line that is
// being read, the node in focus.
#pragma once
#include <span>
#include <string>

#include "app/state.h"
#include "ui/kit/touch.h"
#include "ui/kit/tree.h"

namespace wv::ui {

class ScrollFollower {
 public:
  struct Lists {  // what scrolls on the screen
    Touch& touch;
    std::span<const ScrollArea> areas;
    float px_per_mm = 1;
  };
  static void show(const Node& node, const Lists& lists);
  static void show(const Rect& rect, const Lists& lists);
  // After a frame; true when something moved, for the frame that follows at once.
  [[nodiscard]] bool follow(const app::State& state, const Tree& tree, const Lists& lists);
  // The node of the field that had the keyboard last.
  [[nodiscard]] const std::string& typed_node() const { return typed_node_; }
  void forget();

 private:
  domain::Field typed_field_ = domain::Field::none;
  std::string typed_node_, read_line_, told_fault_;
  app::Editing::Room announced_room_ = app::Editing::Room::enough;
  int refused_ = 0;  // how often going on was refused, when it was told last
};

}  // namespace wv::ui
