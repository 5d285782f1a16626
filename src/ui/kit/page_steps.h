// How many times larger a page lays itself out where its words leave room: found by measuring when the page
// comes up, and kept while it stands, so that nothing jumps; taken back when more comes to stand there than
// fits. Owned by View; holds ids of pages and sizes, no words.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace wv::ui {

class PageSteps {
 public:
  // `key`: the page and what it was measured in. `fits` is asked from `most` downwards, in steps of 0.05.
  // Returns 0 when it doesn't fit as it is.
  [[nodiscard]] float settle(const std::string& key, float most, const std::function<bool(float)>& fits);
  void forget() { pages_.clear(); }  // another page

 private:
  struct Page {
    std::string key;
    float step = 1;
  };
  std::vector<Page> pages_;
};

}  // namespace wv::ui
