// The node that the keys, or a finger that goes by touch, stand at (WCAG 2.4.3): the way from one to the
// next, and which one it is when the frame after it has another. Holds an id, no words; `clear` when somebody
// sees.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "ui/kit/tree.h"

namespace wv::ui {

class Focus {
 public:
  [[nodiscard]] const std::string& id() const { return id_; }
  void set(const Node& node);
  void clear() { id_.clear(); }
  void forget();

  // The stop after (1) or before (-1) this one, round and round: no end where one could be caught. Whoever
  // sees goes from control to control; whoever listens, over every sentence as well. Null: there is none.
  const Node* move(const Tree& tree, int by, bool by_ear);
  // An overlay opened over the page, and closed again.
  void keep_beneath() { beneath_ = id_; }
  void take_beneath() { id_ = beneath_; }
  // After a frame, when its node went: the key in the same place of the keyboard; by ear, back to the field
  // that was typed into, else to the first control.
  void settle(const Tree& tree, bool by_ear, std::string_view typed_node);

 private:
  std::string id_, beneath_;
  // Of the node, for when it is gone itself.
  std::size_t at_ = 0;  // in the reading order
  Region region_ = Region::page;
};

}  // namespace wv::ui
