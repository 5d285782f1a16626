// What stands around every page, in the same place on every screen (EN 301 549 5.2, WCAG 3.2.6): the
// bar with logo, listen, language, text size, contrast, help and stop; the trial's banner; the danger
// line; and the rows of Back and Next. Upright screens carry the bar at the foot, in reach of the hand;
// wide ones on the starting side.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/event.h"
#include "content/content.h"
#include "ui/frame.h"
#include "ui/widgets.h"

namespace wv::ui {

struct Scene {  // what a screen gets
  const app::State& state;
  const content::Content& content;
  Frame& f;
  app::Events& events;
  bool can_lower = false;  // a standing screen whose lower part a seated person reaches (T5)

  template <class E>
  void say(E event) const {
    events.push_back(app::Event{std::move(event)});
  }
};

enum class DangerLine { without, with, with_reading_days };

// What the bar leaves of the screen.
[[nodiscard]] Rect beside_bar(Frame& f);
// Ground, banner, bar and danger line; returns what is left for the page.
[[nodiscard]] Rect chrome(const Scene& s, DangerLine danger);
// The danger line as part of a page, for large letters; nothing at 100 %, when `chrome` has drawn it.
void danger_words(const Scene& s, Column& column, DangerLine danger);

struct PageHead {
  std::string id = "page";  // prefix of the nodes' ids
  std::string heading, hint, above;  // `above`: small, over the heading ("question 2 of 5")
  std::string picture;
  Colour ground{0, 0, 0, 0};  // of a card under the picture; none when transparent
  Colour accent;
  bool grave = false;
};

// A page: its picture, heading and content between the banner and the steps. Upright, the picture takes
// what room is left over heading and content, which stand low, in reach (LOOK.md); wide, picture and
// heading stand beside the content. Scrolls when it is higher than its place. `under_head`: more words
// that stand under the heading on wide screens (under the picture of a page that tells), and after the content
// on upright ones.
struct PageParts {
  std::function<void(Column&)> content, under_head;
  bool typing = false;  // the keyboard is up: no large picture comes and goes
  DangerLine danger = DangerLine::without;  // told within the page when letters are large
  bool told = false;    // a page that tells: on wide screens the heading stands over its words
};
void page(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts);
// By how much (px) the page is higher than its place; 0 or less when it fits without scrolling.
[[nodiscard]] float page_overflow(const Scene& s, const Rect& area, const PageHead& head, const PageParts& parts);

struct StepRow {  // Back and Next
  std::optional<std::string> back, next, skip;
  std::string next_spoken;
  std::string next_id = "form.next";
  std::string next_icon = "next";
  Colour accent{0, 0, 0, 0};  // ink when transparent
  bool next_enabled = true;
};
enum class Step { none, back, next, skip };
[[nodiscard]] float steps_height(Frame& f, const StepRow& row, float width);
Step steps(Frame& f, const Rect& rect, const StepRow& row);

[[nodiscard]] bool roomy(const Frame& f);  // a kiosk or a table, not something held in the hand

[[nodiscard]] std::string role_key(domain::Role role, std::string_view rest);
// Nobody at this municipality reads the language shown: the pages say that it takes longer (L2).
[[nodiscard]] bool unread_language(const Scene& s);
[[nodiscard]] const content::Wijkverbinder& wijkverbinder_of(const Scene& s);
// "dinsdag 10–12 uur", in the language shown.
[[nodiscard]] std::string surgery_words(const Scene& s);

}  // namespace wv::ui
