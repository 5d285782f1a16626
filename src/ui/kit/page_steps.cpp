#include "ui/kit/page_steps.h"

#include <algorithm>
#include <cmath>

namespace wv::ui {

float PageSteps::settle(const std::string& key, float most, const std::function<bool(float)>& fits) {
  constexpr float kStep = 0.05f;
  auto page = std::find_if(pages_.begin(), pages_.end(), [&](const Page& p) { return p.key == key; });
  if (page == pages_.end()) page = pages_.insert(pages_.end(), {key, most});
  for (int more = static_cast<int>(std::floor((page->step - 1) / kStep + 0.01f)); more >= 0; --more) {
    page->step = 1 + kStep * static_cast<float>(more);
    if (fits(page->step)) return page->step;
  }
  return 0;
}

}  // namespace wv::ui
