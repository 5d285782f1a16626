// For people who work at the municipality: six statements, one result, who advises. Each line that is ticked
// lets one of the four bridges fall, and says why. Nothing of it is kept, and nothing but this page names
// JSO, or residents would ring them about lamp posts.
#include <cmath>

#include "app/story.h"
#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"
#include "ui/screens/story_plate.h"

namespace wv::ui {

using namespace content::literals;

namespace {

// As telephones read it from a picture and offer to keep it.
constexpr std::string_view kAdviser =
    "MECARD:N:JSO;TEL:0850070508;EMAIL:info@jso.nl;URL:https://www.jso.nl;;";

// The plate with as many bridges as still stand, and what the last one that fell means.
void falling(const Scene& s, const app::Checklist& list, Column& column) {
  Frame& f = s.f;
  const std::size_t fallen = app::fallen(list);
  StoryPlate plate;
  for (std::size_t i = 0; i < domain::kRoles.size(); ++i)
    plate.built[i] = f.motion.glide("checklist." + std::string(domain::id_of(domain::kRoles[i])),
                                    i < fallen ? 0.0f : 1.0f, {.whole_ms = 900, .first = {}});
  plate.together = 1;  // whoever works here stands on what still stands
  plate.waving =
      f.motion.glide("checklist.waving", fallen == 0 ? 1.0f : 0.0f, {.whole_ms = 500, .first = {}});
  // Much lower than it was drawn, heads would be cut off: then it stands narrower, in the middle.
  constexpr float kDrawn = 0.42f, kLeast = 0.36f;
  const float share = more_in_foot(f) && f.scale() > 1.2f ? 0.34f : 0.27f;
  Rect box = column.next(
      std::round(std::min(column.width() * kDrawn, share * f.device().height_mm() * f.device().px_per_mm)));
  if (box.h < kLeast * box.w) {
    const float wide = std::round(box.h / kDrawn);
    box = {std::round(box.x + (box.w - wide) / 2), box.y, wide, box.h};
  }
  draw_plate(f, box, plate);
  const std::string seen = fallen == 0 ? f.text("story.scene.with"_k)
                           : fallen == 4
                               ? f.text("story.scene.without"_k)
                               : f.text("story.scene.some"_k, {{"count", std::to_string(4 - fallen)}});
  f.node("checklist.worlds", NodeRole::img, seen, box);
  column.gap(3);
  const std::string words = fallen == 0 ? f.text("story.all"_k)
                                        : f.text(content::Key{role_key(domain::kRoles[fallen - 1], "falls")});
  column.words("checklist.status", words,
               {.cap_mm = type::kBody, .weight = text::Weight::bold, .colour = f.theme().ink},
               f.theme().paper, NodeRole::status);
  column.gap(4);
}

}  // namespace

void draw_screen(const Scene& s, const app::Checklist& list) {
  Frame& f = s.f;
  StoryPage page(s, "checklist", "", f.text("checklist.heading"_k), f.text("checklist.text"_k));
  page.offer("form.back", f.text("checklist.back"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show([&] {
    const auto resident = [&] { page.paragraph("checklist.resident", f.text("checklist.resident"_k)); };
    if (!height_is_scarce(f)) resident();
    falling(s, list, page.column());
    if (height_is_scarce(f)) resident();
    bool any = false;
    for (std::size_t i = 0; i < list.ticked.size(); ++i) {
      const std::string id = "checklist." + std::to_string(i + 1);
      any = any || list.ticked[i];
      if (page.tick(id, f.text(content::Key{id}), list.ticked[i])) s.emit(app::ChecklistTicked{i});
      if (list.ticked[i]) page.paragraph(id + ".why", f.text(content::Key{id + ".why"}));
    }
    if (any) {
      page.remark("checklist.result", "check", f.text("checklist.result"_k), NoteKind::warm);
      page.code("checklist.advice", f.text("checklist.advice"_k), f.text("checklist.advice.text"_k),
                f.text("checklist.advice.text.spoken"_k), kAdviser);
    } else {
      page.paragraph("checklist.none", f.text("checklist.none"_k));
    }
    page.paragraph("checklist.nothing_kept", f.text("checklist.nothing_kept"_k));
  });
  if (page.chose("form.back")) s.emit(app::BackPressed{});
}

}  // namespace wv::ui
