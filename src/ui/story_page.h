// A page that tells: a picture, a heading, a few paragraphs, and one or two things to do at its foot.
// Upright: the picture over the words; wide: beside them. Content scrolls when letters are large.
#pragma once
#include <string>

#include "ui/chrome.h"

namespace wv::ui {

class StoryPage {
 public:
  StoryPage(const Scene& s, std::string id, const std::string& picture, const std::string& heading, const std::string& text,
            bool grave = false);
  void paragraph(const std::string& id, const std::string& text);
  void section(const std::string& id, const std::string& heading, const std::string& text);
  void remark(const std::string& id, std::string_view icon, const std::string& text, NoteKind kind);
  bool tick(const std::string& id, const std::string& label, bool ticked);
  // A button within the page, under what it belongs to.
  bool choice_button(const std::string& id, const std::string& label, std::string_view icon, bool selected);
  // At the foot; call after the content. The first is the one to do.
  bool main(const std::string& id, const std::string& label, std::string_view icon, ButtonKind kind = ButtonKind::primary);
  bool other(const std::string& id, const std::string& label, std::string_view icon);
  void finish();

 private:
  struct Foot {
    std::string id, label, icon;
    ButtonLook look;
  };
  bool foot_button(const std::string& id, const std::string& label, const ButtonLook& look);
  const Scene& s_;
  Frame& f_;
  std::string id_;
  Rect area_, body_;
  float y_ = 0, start_bottom_ = 0, foot_y_ = 0;
  bool scrolling_ = true;
};

}  // namespace wv::ui
