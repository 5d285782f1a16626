// A page that tells: a picture, a heading, a few paragraphs, and one or two things to do at its foot.
// First say what the foot offers, then `show` (its content runs twice, once to measure), then ask.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "ui/kit/page.h"
#include "ui/kit/fact_rows.h"

namespace wv::ui {

class StoryPage {
 public:
  StoryPage(const Scene& s, std::string id, std::string picture, std::string heading, std::string text);
  void grave() { head_.grave = true; }
  // What is told must be in sight at once (numbers to ring in danger): the picture, the sentence under the
  // heading and its large letters give way; `briefly`, within `show`, says that the content is to as well.
  void urgent() { urgent_ = true; }
  [[nodiscard]] bool briefly() const { return briefly_; }
  void show(const std::function<void()>& content = [] {});

  // Within `show`.
  void paragraph(const std::string& id, const std::string& text);
  void section(const std::string& id, const std::string& heading, const std::string& text);
  // `spoken`: what the voice says instead, where figures would be misheard.
  void remark(const std::string& id, std::string_view icon, const std::string& text, NoteKind kind,
              const std::string& spoken = {});
  // Words with a code that a telephone reads, on a card; `spoken` for who listens.
  void code(const std::string& id, const std::string& heading, const std::string& text,
            const std::string& spoken, std::string_view coded);
  void heading(const std::string& id, const std::string& text);
  void facts(const std::vector<Fact>& facts);
  void progress(const std::string& id, const std::string& text, float share);  // 0..1
  [[nodiscard]] Column& column() { return *column_; }
  // What `content` adds goes into a column of the caller's own.
  void into(Column& column, const std::function<void()>& content);
  bool tick(const std::string& id, const std::string& label, bool ticked);
  struct Choice {
    std::string id, label;
    bool selected = false;
  };
  // Large buttons, as many beside one another as stand on one line each; returns which was touched, or -1.
  int choices(const std::vector<Choice>& list);

  // The foot: before `show`. The first thing to do stands where Next stands on other pages.
  void offer(const std::string& id, const std::string& label, std::string_view icon,
             ButtonKind kind = ButtonKind::primary);
  // After `show`.
  [[nodiscard]] bool chose(std::string_view id) const { return chosen_ == id; }

 private:
  static constexpr float kArrowMm = 20;
  struct Offer {
    std::string id, label;
    ButtonLook look;
  };
  void give_way(const std::function<void(Column&)>& body);
  [[nodiscard]] bool in_a_row() const;
  [[nodiscard]] bool in_halves() const;
  [[nodiscard]] bool back_alone() const;
  [[nodiscard]] float beside_arrow() const { return wide() - f_.mm(kArrowMm + 4); }
  [[nodiscard]] float half() const { return (wide() - f_.mm(4)) / 2; }
  [[nodiscard]] float foot_height() const;
  [[nodiscard]] float first_width(const Offer& first, float width) const;
  [[nodiscard]] Rect free_in_foot(Rect foot) const;
  void draw_foot(Rect foot);
  [[nodiscard]] float wide() const { return area_.w - 2 * f_.margin(); }
  const Scene& s_;
  Frame& f_;
  PageHead head_;
  Rect area_;
  std::vector<Offer> offers_;
  std::string chosen_, last_words_;  // what gave way to the content, below it
  bool urgent_ = false, briefly_ = false;
  Column* column_ = nullptr;
};

}  // namespace wv::ui
