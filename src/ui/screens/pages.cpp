// The quieter screens: saving, privacy, checklist, busy, health.
#include <cmath>

#include "media/qr.h"
#include "ui/screens.h"
#include "ui/story_page.h"

namespace wv::ui {

using namespace content::literals;

void saving_screen(const Scene& s, const app::Saving& saving) {
  Frame& f = s.f;
  const std::string phone = content::phone_words(s.content.municipality.phone);
  if (saving.failure.empty()) {
    StoryPage page(s, "saving", "state-saved", f.say("saving.heading"_k), f.say("saving.text"_k));
    page.finish();
    return;
  }
  const content::Key cause = saving.failure == "store.full" ? "save_failed.full"_k
                             : saving.failure == "store.denied" || saving.failure == "store.read_only" ? "save_failed.denied"_k
                                                                                                        : "save_failed.other"_k;
  StoryPage page(s, "saving", "state-error", f.say("save_failed.heading"_k), f.say(cause));
  page.paragraph("saving.safe", f.say("save_failed.safe"_k));
  page.paragraph("saving.do", f.say("save_failed.do"_k, {{"phone", phone}}));
  if (page.main("saving.retry", f.say("save_failed.retry"_k), "send")) s.say(app::TryAgainPressed{});
  if (page.other("saving.back", f.say("save_failed.back"_k), f.rtl() ? "next" : "back")) s.say(app::BackPressed{});
  page.finish();
}

void busy_screen(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "busy", "state-idle", f.say("busy.heading"_k), f.say("busy.text"_k, {{"phone", content::phone_words(s.content.municipality.phone)}}));
  if (page.main("busy.done", f.say("busy.done"_k), "home")) s.say(app::ReceiptClosed{});
  page.finish();
}

void privacy_screen(const Scene& s) {
  Frame& f = s.f;
  const auto& m = s.content.municipality;
  const std::string months = std::to_string(m.retention_months), phone = content::phone_words(m.phone);
  StoryPage page(s, "privacy", "state-privacy", f.say("privacy.heading"_k), "");
  const auto part = [&](const std::string& id, const std::string& text) {
    page.section("privacy." + id, f.say(content::Key{"privacy." + id + ".heading"}), text);
  };
  part("controller", f.say("privacy.controller"_k, {{"controller", m.controller}}));
  part("purpose", f.say("privacy.purpose"_k));
  part("basis", f.say("privacy.basis"_k));
  part("data", f.say("privacy.data"_k));
  part("readers", f.say("privacy.readers"_k, {{"readers", m.readers}}));
  part("safe", f.say("privacy.safe"_k));
  part("retention", f.say("privacy.retention"_k, {{"months", months}}));
  part("rights", f.say("privacy.rights"_k));
  part("contact", f.say("privacy.contact"_k, {{"privacy_contact", m.privacy_contact}, {"phone", phone}}));
  part("complaint", f.say("privacy.complaint"_k));
  if (page.other("form.back", f.say("privacy.back"_k), f.rtl() ? "next" : "back")) s.say(app::BackPressed{});
  page.finish();
}

void checklist_screen(const Scene& s, const app::Checklist& list) {
  Frame& f = s.f;
  StoryPage page(s, "checklist", "who-municipality", f.say("checklist.heading"_k), f.say("checklist.text"_k));
  page.paragraph("checklist.resident", f.say("checklist.resident"_k));
  bool any = false;
  for (std::size_t i = 0; i < list.ticked.size(); ++i) {
    const std::string id = "checklist." + std::to_string(i + 1);
    any = any || list.ticked[i];
    if (page.tick(id, f.say(content::Key{id}), list.ticked[i])) s.say(app::ChecklistTicked{i});
  }
  if (any) {
    page.remark("checklist.result", "check", f.say("checklist.result"_k), NoteKind::warm);
    page.section("checklist.advice", f.say("checklist.advice"_k), f.say("checklist.advice.text"_k));
  } else {
    page.paragraph("checklist.none", f.say("checklist.none"_k));
  }
  page.paragraph("checklist.nothing_kept", f.say("checklist.nothing_kept"_k));
  if (page.other("form.back", f.say("checklist.back"_k), f.rtl() ? "next" : "back")) s.say(app::BackPressed{});
  page.finish();
}

namespace {

// The verdict first, for a host who only wants to know that it works.
struct Verdict {
  std::string says, then;
  bool good = true;
};

Verdict verdict(const Scene& s) {
  Frame& f = s.f;
  const auto& w = s.state.waiting;
  const std::string phone = content::phone_words(s.content.municipality.phone);
  if (!w.trouble.empty()) return {f.say("health.cannot_store"_k), f.say("health.do_call"_k, {{"phone", phone}}), false};
  if (w.count == 0) return {f.say("health.ok"_k), f.say("health.nothing_waiting"_k), true};
  const std::string day = w.oldest ? content::say_day(s.content.catalog, s.state.language, *w.oldest) : "";
  const std::string count = std::to_string(w.count);
  return {w.count == 1 ? f.say("health.waiting_one"_k, {{"day", day}}) : f.say("health.waiting"_k, {{"count", count}, {"day", day}}),
          f.say("health.waiting_safe"_k), true};
}

}  // namespace

void health_screen(const Scene& s) {
  Frame& f = s.f;
  const auto& w = s.state.waiting;
  const Verdict v = verdict(s);
  StoryPage page(s, "health", v.good ? "state-saved" : "state-error", v.says, v.then);
  if (s.state.trial) page.remark("health.trial", "info", f.say("health.trial"_k), NoteKind::warm);
  if (s.content.config.sync.type.empty()) page.remark("health.not_connected", "no-network", f.say("health.not_connected"_k), NoteKind::plain);
  if (w.damaged > 0)
    page.remark("health.parked", "warn", w.damaged == 1 ? f.say("health.parked_one"_k) : f.say("health.parked"_k, {{"count", std::to_string(w.damaged)}}), NoteKind::error);
  if (w.free_bytes && *w.free_bytes < 200ull * 1024 * 1024) page.remark("health.full", "warn", f.say("health.full"_k), NoteKind::error);
  page.paragraph("health.device", f.say("health.device"_k, {{"device", s.content.config.device_name}, {"place", s.content.config.device_place}}));
  page.paragraph("health.version", f.say("health.version"_k, {{"version", s.content.version}}));
  if (page.other("form.back", f.say("health.back"_k), f.rtl() ? "next" : "back")) s.say(app::BackPressed{});
  page.finish();
}

}  // namespace wv::ui
