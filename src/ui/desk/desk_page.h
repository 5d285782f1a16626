// A page of the desk beside the cases: the way back and what it is, and below them what scrolls, line by line
// from the top. Its destructor ends the scrolling.
#pragma once
#include <string>
#include <string_view>

#include "ui/desk/parts.h"

namespace wv::ui {

class DeskPage {
 public:
  DeskPage(const DeskScene& s, const Rect& area, content::Key words);
  ~DeskPage();
  DeskPage(const DeskPage&) = delete;
  DeskPage& operator=(const DeskPage&) = delete;

  void say(std::string_view id, const std::string& words, const Words& look, NodeRole role = NodeRole::text);
  void head(std::string_view id, const std::string& words);
  Rect line(float height);
  // The rest, from here on; what is drawn there tells its height by `line`.
  [[nodiscard]] Rect rest() const { return {page_.x, y_, page_.w, 0}; }
  void gap() { y_ += s_.gap(); }

 private:
  const DeskScene& s_;
  Frame& f_;
  Rect page_;
  float y_ = 0;
};

}  // namespace wv::ui
