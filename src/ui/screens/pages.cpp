// The quieter screens: saving, privacy, busy.
#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;

namespace {

std::string_view back_icon(const Scene& s) { return s.f.rtl() ? "next" : "back"; }
std::string help_phone(const Scene& s) { return content::phone_words(s.content.municipality.phone); }

content::Key cause_of(app::Trouble failure) {
  using app::Trouble;
  switch (failure) {
    case Trouble::store_full: return "save_failed.full"_k;
    case Trouble::store_denied:
    case Trouble::store_read_only: return "save_failed.denied"_k;
    case Trouble::store_slow: return "save_failed.slow"_k;
    default: return "save_failed.other"_k;
  }
}

// Nothing can be kept here: who can be spoken to instead, before anybody has typed.
void closed_screen(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "busy", "state-error", f.text("closed.heading"_k),
                 f.text("closed.text"_k, {{"name", wijkverbinder_of(s).name}, {"phone", help_phone(s)}}));
  page.offer("busy.done", f.text("busy.done"_k), "home", ButtonKind::primary);
  page.show();
  if (page.chose("busy.done")) s.emit(app::ReceiptClosed{});
}

}  // namespace

void draw_screen(const Scene& s, const app::Saving& saving) {
  Frame& f = s.f;
  if (saving.lost) {
    StoryPage page(s, "saving", "state-error", f.text("stop_lost.heading"_k),
                   f.text("stop_lost.text"_k, {{"phone", help_phone(s)}}));
    page.offer("saving.done", f.text("busy.done"_k), "home", ButtonKind::primary);
    page.show();
    if (page.chose("saving.done")) s.emit(app::ReceiptClosed{});
    return;
  }
  if (saving.stopping) {
    StoryPage page(s, "saving", "state-stop", f.text("stopping.heading"_k), f.text("stopping.text"_k));
    return page.show();
  }
  if (saving.failure == app::Trouble::none) {
    StoryPage page(s, "saving", "state-saved", f.text("saving.heading"_k), f.text("saving.text"_k));
    return page.show();
  }
  const bool slow =
      saving.failure == app::Trouble::store_slow;  // it may still come: nothing is said to be lost
  StoryPage page(s, "saving", "state-error",
                 f.text(slow ? "save_failed.slow.heading"_k : "save_failed.heading"_k),
                 f.text(cause_of(saving.failure)));
  page.offer("saving.retry", f.text("save_failed.retry"_k), "send", ButtonKind::primary);
  page.offer("saving.back", f.text("save_failed.back"_k), back_icon(s), ButtonKind::secondary);
  page.urgent();  // that nothing is lost is read before anything is touched
  page.show([&] {
    if (!slow) page.paragraph("saving.safe", f.text("save_failed.safe"_k));
    page.paragraph("saving.do", f.text("save_failed.do"_k, {{"phone", help_phone(s)}}));
  });
  if (page.chose("saving.retry")) s.emit(app::TryAgainPressed{});
  if (page.chose("saving.back")) s.emit(app::BackPressed{});
}

void draw_screen(const Scene& s, const app::Busy& busy) {
  if (busy.cannot_keep) return closed_screen(s);
  Frame& f = s.f;
  StoryPage page(s, "busy", "state-idle", f.text("busy.heading"_k),
                 f.text("busy.text"_k, {{"phone", help_phone(s)}}));
  page.offer("busy.done", f.text("busy.done"_k), "home", ButtonKind::primary);
  page.show();
  if (page.chose("busy.done")) s.emit(app::ReceiptClosed{});
}

void draw_screen(const Scene& s, const app::Privacy&) {
  Frame& f = s.f;
  const auto& m = s.content.municipality;
  StoryPage page(s, "privacy", "state-privacy", f.text("privacy.heading"_k), "");
  page.offer("form.back", f.text("privacy.back"_k), back_icon(s), ButtonKind::secondary);
  page.show([&] {
    const auto part = [&](const std::string& id, const std::string& text) {
      page.section("privacy." + id, f.text(content::Key{"privacy." + id + ".heading"}), text);
    };
    part("controller", f.text("privacy.controller"_k, {{"controller", m.controller}}));
    part("purpose", f.text("privacy.purpose"_k));
    part("basis", f.text("privacy.basis"_k));
    part("data", f.text("privacy.data"_k));
    part("readers", f.text("privacy.readers"_k, {{"readers", m.readers}}));
    part("safe", f.text("privacy.safe"_k));
    part("retention", f.text("privacy.retention"_k, {{"months", std::to_string(m.retention_months)}}));
    part("rights", f.text("privacy.rights"_k));
    part("contact",
         f.text("privacy.contact"_k, {{"privacy_contact", m.privacy_contact}, {"phone", help_phone(s)}}));
    part("complaint", f.text("privacy.complaint"_k));
  });
  if (page.chose("form.back")) s.emit(app::BackPressed{});
}

}  // namespace wv::ui
