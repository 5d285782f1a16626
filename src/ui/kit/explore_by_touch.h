// Going by ear and touch (A1): the first tap on something says what it is, the second does it; a finger that
// slides hears what it slides over. Two that move the same way move the list. A palm that rests beside the
// finger changes nothing. Decides only; the view moves the focus, acts and scrolls.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/kit/touch.h"
#include "ui/kit/tree.h"

namespace wv::ui {

class ExploreByTouch {
 public:
  struct Seen {  // what the frame on the screen shows
    const Tree& tree;
    std::span<const ScrollArea> areas;
    float px_per_mm = 1;
    std::string_view focus;
  };
  struct Meaning {
    const Node* under = nullptr;  // the finger came to this node
    bool activate = false;        // the node in focus
    Point at;                     // where a list moves,
    float scroll_by = 0;          // and by how much
  };
  [[nodiscard]] Meaning handle(const FingerEvent& event, const Seen& seen);
  void clear();  // no finger carries over to another page

 private:
  struct Finger {
    std::int64_t id = 0;
    Point from, at;
    std::int64_t moved_ms = 0;
    [[nodiscard]] float moved() const;
  };
  [[nodiscard]] Meaning put_down(const FingerEvent& event, const Seen& seen);
  [[nodiscard]] Meaning moved(const Finger& finger, float dy, const Seen& seen) const;

  std::string under_finger_;     // what a finger that is still down would act on
  std::vector<Finger> fingers_;  // that are down, in the order they came
};

}  // namespace wv::ui
