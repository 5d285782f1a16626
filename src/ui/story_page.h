// A page that tells: a picture, a heading, a few paragraphs, and one or two things to do at its foot.
// `show` runs its content twice, once to measure; the foot's buttons come after it.
#pragma once
#include <functional>
#include <string>

#include "ui/chrome.h"

namespace wv::ui {

class StoryPage {
 public:
  StoryPage(const Scene& s, std::string id, std::string picture, std::string heading, std::string text);
  void grave() { head_.grave = true; }
  void show(const std::function<void()>& content = [] {});

  // Within `show`.
  void paragraph(const std::string& id, const std::string& text);
  void section(const std::string& id, const std::string& heading, const std::string& text);
  void remark(const std::string& id, std::string_view icon, const std::string& text, NoteKind kind);
  bool tick(const std::string& id, const std::string& label, bool ticked);
  bool choice_button(const std::string& id, const std::string& label, std::string_view icon, bool selected);

  // At the foot, after `show`. The first is the one to do.
  bool main(const std::string& id, const std::string& label, std::string_view icon, ButtonKind kind = ButtonKind::primary);
  bool other(const std::string& id, const std::string& label, std::string_view icon);

 private:
  bool foot_button(const std::string& id, const std::string& label, const ButtonLook& look);
  const Scene& s_;
  Frame& f_;
  PageHead head_;
  Rect area_, foot_;
  Column* column_ = nullptr;
};

}  // namespace wv::ui
