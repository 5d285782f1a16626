// Which page the visitor is at, to know when another came: from which side it arrives, whether it is an
// overlay that opened over the page or the page that lay beneath one. Holds names of screens, no words.
#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "app/state.h"

namespace wv::ui {

class Place {
 public:
  struct Change {
    float from = 0;               // 1 from the end side, -1 from the start side, 0 at once
    bool overlay_opened = false;  // over a page
    bool page_is_back = false;    // the one that lay beneath the overlay
    bool panel = false;           // the ear's panel opened or closed: the page stays in sight beneath it
  };
  // `now`: screen, page and overlay. None: it is still the same.
  [[nodiscard]] std::optional<Change> look(const app::State& state, const std::string& now);
  [[nodiscard]] const std::string& now() const { return now_; }
  [[nodiscard]] const std::string& beneath() const { return beneath_; }  // the overlay that was opened last

 private:
  std::string now_, beneath_;
  std::size_t depth_ = 0;                  // how far into the visit: tells forward from back
  bool overlaid_ = false, panel_ = false;  // what the last frame showed over the page
};

}  // namespace wv::ui
