// ports::Drawings by the browser, which draws an SVG at its exact size in some 2 ms (js/drawings.js): the
// product's 143 drawings are a hundredth of their pixels to fetch.
#pragma once
#include "mailbox.h"
#include "ports/drawings.h"

namespace wv::web_platform {

class BrowserDrawings final : public ports::Drawings {
 public:
  explicit BrowserDrawings(Mailbox& mailbox) : mailbox_(mailbox) {}
  void draw(std::string svg, int width, int height, Answer answer) override;
  [[nodiscard]] float aspect(const std::string& svg) override;

 private:
  Mailbox& mailbox_;
};

}  // namespace wv::web_platform
