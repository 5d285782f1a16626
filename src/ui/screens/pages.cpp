// The quieter screens: saving, privacy, busy.
#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;

namespace {

std::string_view back_icon(const Scene& s) { return s.f.rtl() ? "next" : "back"; }
std::string help_phone(const Scene& s) { return content::phone_words(s.content.municipality.phone); }

content::Key cause_of(const std::string& failure) {
  if (failure == "store.full") return "save_failed.full"_k;
  if (failure == "store.denied" || failure == "store.read_only") return "save_failed.denied"_k;
  if (failure == "store.slow") return "save_failed.slow"_k;
  return "save_failed.other"_k;
}

// Nothing can be kept here: who can be spoken to instead, before anybody has typed.
void closed_screen(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "busy", "state-error", f.say("closed.heading"_k),
                 f.say("closed.text"_k, {{"name", wijkverbinder_of(s).name}, {"phone", help_phone(s)}}));
  page.offer("busy.done", f.say("busy.done"_k), "home", ButtonKind::primary);
  page.show();
  if (page.chose("busy.done")) s.say(app::ReceiptClosed{});
}

}  // namespace

void saving_screen(const Scene& s, const app::Saving& saving) {
  Frame& f = s.f;
  if (saving.lost) {
    StoryPage page(s, "saving", "state-error", f.say("stop_lost.heading"_k),
                   f.say("stop_lost.text"_k, {{"phone", help_phone(s)}}));
    page.offer("saving.done", f.say("busy.done"_k), "home", ButtonKind::primary);
    page.show();
    if (page.chose("saving.done")) s.say(app::ReceiptClosed{});
    return;
  }
  if (saving.stopping) {
    StoryPage page(s, "saving", "state-stop", f.say("stopping.heading"_k), f.say("stopping.text"_k));
    return page.show();
  }
  if (saving.failure.empty()) {
    StoryPage page(s, "saving", "state-saved", f.say("saving.heading"_k), f.say("saving.text"_k));
    return page.show();
  }
  const bool slow = saving.failure == "store.slow";  // it may still come: nothing is said to be lost
  StoryPage page(s, "saving", "state-error",
                 f.say(slow ? "save_failed.slow.heading"_k : "save_failed.heading"_k),
                 f.say(cause_of(saving.failure)));
  page.offer("saving.retry", f.say("save_failed.retry"_k), "send", ButtonKind::primary);
  page.offer("saving.back", f.say("save_failed.back"_k), back_icon(s), ButtonKind::secondary);
  page.show([&] {
    if (!slow) page.paragraph("saving.safe", f.say("save_failed.safe"_k));
    page.paragraph("saving.do", f.say("save_failed.do"_k, {{"phone", help_phone(s)}}));
  });
  if (page.chose("saving.retry")) s.say(app::TryAgainPressed{});
  if (page.chose("saving.back")) s.say(app::BackPressed{});
}

void busy_screen(const Scene& s, const app::Busy& busy) {
  if (busy.cannot_keep) return closed_screen(s);
  Frame& f = s.f;
  StoryPage page(s, "busy", "state-idle", f.say("busy.heading"_k),
                 f.say("busy.text"_k, {{"phone", help_phone(s)}}));
  page.offer("busy.done", f.say("busy.done"_k), "home", ButtonKind::primary);
  page.show();
  if (page.chose("busy.done")) s.say(app::ReceiptClosed{});
}

void privacy_screen(const Scene& s) {
  Frame& f = s.f;
  const auto& m = s.content.municipality;
  StoryPage page(s, "privacy", "state-privacy", f.say("privacy.heading"_k), "");
  page.offer("form.back", f.say("privacy.back"_k), back_icon(s), ButtonKind::secondary);
  page.show([&] {
    const auto part = [&](const std::string& id, const std::string& text) {
      page.section("privacy." + id, f.say(content::Key{"privacy." + id + ".heading"}), text);
    };
    part("controller", f.say("privacy.controller"_k, {{"controller", m.controller}}));
    part("purpose", f.say("privacy.purpose"_k));
    part("basis", f.say("privacy.basis"_k));
    part("data", f.say("privacy.data"_k));
    part("readers", f.say("privacy.readers"_k, {{"readers", m.readers}}));
    part("safe", f.say("privacy.safe"_k));
    part("retention", f.say("privacy.retention"_k, {{"months", std::to_string(m.retention_months)}}));
    part("rights", f.say("privacy.rights"_k));
    part("contact",
         f.say("privacy.contact"_k, {{"privacy_contact", m.privacy_contact}, {"phone", help_phone(s)}}));
    part("complaint", f.say("privacy.complaint"_k));
  });
  if (page.chose("form.back")) s.say(app::BackPressed{});
}

}  // namespace wv::ui
