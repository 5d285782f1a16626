// For people who work at the municipality: six statements, one result, who advises. Nothing of it is kept,
// and nothing but this page names JSO, or residents would ring them about lamp posts.
#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;

namespace {

// As telephones read it from a picture and offer to keep it.
constexpr std::string_view kAdviser =
    "MECARD:N:JSO;TEL:0850070508;EMAIL:info@jso.nl;URL:https://www.jso.nl;;";

}  // namespace

void draw_screen(const Scene& s, const app::Checklist& list) {
  Frame& f = s.f;
  StoryPage page(s, "checklist", "who-municipality", f.text("checklist.heading"_k),
                 f.text("checklist.text"_k));
  page.offer("form.back", f.text("checklist.back"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show([&] {
    page.paragraph("checklist.resident", f.text("checklist.resident"_k));
    bool any = false;
    for (std::size_t i = 0; i < list.ticked.size(); ++i) {
      const std::string id = "checklist." + std::to_string(i + 1);
      any = any || list.ticked[i];
      if (page.tick(id, f.text(content::Key{id}), list.ticked[i])) s.emit(app::ChecklistTicked{i});
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
