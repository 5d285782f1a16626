// What stands around every page, in the same place on every screen (EN 301 549 5.2, WCAG 3.2.6): the
// bar with logo, listen, language, text size, contrast, help and stop; the trial's banner; the danger
// line; and the rows of Back and Next. Upright screens carry the bar at the foot, in reach of the hand;
// wide ones on the starting side.
#pragma once
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

  template <class E>
  void say(E event) const {
    events.push_back(app::Event{std::move(event)});
  }
};

enum class DangerLine { without, with, with_reading_days };

// Ground, banner, bar and danger line; returns what is left for the page.
[[nodiscard]] Rect chrome(const Scene& s, DangerLine danger);

struct PageHead {
  std::string id = "page";  // prefix of the nodes' ids
  std::string heading, hint, above;  // `above`: small, over the heading ("question 2 of 5")
  std::string picture;
  Colour accent;
  domain::Role role{};
  bool has_role = false;
};
// Heading and hint at the top of a column; on wide screens the caller gives the starting column.
float page_head(const Scene& s, const Rect& rect, const PageHead& head, float picture_mm);

struct StepRow {  // Back and Next
  std::optional<std::string> back, next, skip;
  std::string next_spoken;
  std::string next_id = "form.next";
  std::string next_icon = "next";
  Colour accent;
  bool next_enabled = true;
};
enum class Step { none, back, next, skip };
[[nodiscard]] float steps_height(Frame& f, const StepRow& row, float width);
Step steps(Frame& f, const Rect& rect, const StepRow& row);

// Two columns on wide screens (pictures beside words), one on upright ones.
struct Columns {
  Rect start, rest;
  bool wide = false;
};
[[nodiscard]] Columns columns(Frame& f, const Rect& content, float start_share);

[[nodiscard]] std::string role_key(domain::Role role, std::string_view rest);
[[nodiscard]] const content::Wijkverbinder& wijkverbinder_of(const Scene& s);
// "dinsdag 10–12 uur", in the language shown.
[[nodiscard]] std::string surgery_words(const Scene& s);

}  // namespace wv::ui
