// The quieter screens: saving, privacy, busy, health.
#include "ui/screens.h"
#include "ui/story_page.h"

namespace wv::ui {

using namespace content::literals;

namespace {

std::string_view back_icon(const Scene& s) { return s.f.rtl() ? "next" : "back"; }
std::string help_phone(const Scene& s) { return content::phone_words(s.content.municipality.phone); }

content::Key cause_of(const std::string& failure) {
  if (failure == "store.full") return "save_failed.full"_k;
  if (failure == "store.denied" || failure == "store.read_only") return "save_failed.denied"_k;
  return "save_failed.other"_k;
}

}  // namespace

void saving_screen(const Scene& s, const app::Saving& saving) {
  Frame& f = s.f;
  if (saving.failure.empty()) {
    StoryPage page(s, "saving", "state-saved", f.say("saving.heading"_k), f.say("saving.text"_k));
    return page.show();
  }
  StoryPage page(s, "saving", "state-error", f.say("save_failed.heading"_k), f.say(cause_of(saving.failure)));
  page.offer("saving.retry", f.say("save_failed.retry"_k), "send", ButtonKind::primary);
  page.offer("saving.back", f.say("save_failed.back"_k), back_icon(s), ButtonKind::secondary);
  page.show([&] {
    page.paragraph("saving.safe", f.say("save_failed.safe"_k));
    page.paragraph("saving.do", f.say("save_failed.do"_k, {{"phone", help_phone(s)}}));
  });
  if (page.chose("saving.retry")) s.say(app::TryAgainPressed{});
  if (page.chose("saving.back")) s.say(app::BackPressed{});
}

void busy_screen(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "busy", "state-idle", f.say("busy.heading"_k), f.say("busy.text"_k, {{"phone", help_phone(s)}}));
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
    part("contact", f.say("privacy.contact"_k, {{"privacy_contact", m.privacy_contact}, {"phone", help_phone(s)}}));
    part("complaint", f.say("privacy.complaint"_k));
  });
  if (page.chose("form.back")) s.say(app::BackPressed{});
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
  if (!w.trouble.empty()) return {f.say("health.cannot_store"_k), f.say("health.do_call"_k, {{"phone", help_phone(s)}}), false};
  if (w.count == 0) return {f.say("health.ok"_k), f.say("health.nothing_waiting"_k), true};
  const std::string day = w.oldest ? content::say_day(s.content.catalog, s.state.language, *w.oldest) : "";
  return {w.count == 1 ? f.say("health.waiting_one"_k, {{"day", day}}) : f.say("health.waiting"_k, {{"count", std::to_string(w.count)}, {"day", day}}),
          f.say("health.waiting_safe"_k), true};
}

void health_remarks(const Scene& s, StoryPage& page) {
  Frame& f = s.f;
  const auto& w = s.state.waiting;
  if (s.state.trial) page.remark("health.trial", "info", f.say("health.trial"_k), NoteKind::warm);
  if (s.content.config.sync.type.empty()) page.remark("health.not_connected", "no-network", f.say("health.not_connected"_k), NoteKind::plain);
  if (w.damaged > 0)
    page.remark("health.parked", "warn", w.damaged == 1 ? f.say("health.parked_one"_k) : f.say("health.parked"_k, {{"count", std::to_string(w.damaged)}}), NoteKind::error);
  if (!s.state.skipped_slides.empty())
    page.remark("health.slides", "warn", f.say("health.slides"_k, {{"names", content::say_list(s.content.catalog, s.state.language, s.state.skipped_slides)}}), NoteKind::warm);
  constexpr std::uint64_t kLittleBytes = 200ull * 1024 * 1024;
  if (w.free_bytes && *w.free_bytes < kLittleBytes) page.remark("health.full", "warn", f.say("health.full"_k), NoteKind::error);
}

}  // namespace

void health_screen(const Scene& s) {
  Frame& f = s.f;
  const Verdict v = verdict(s);
  StoryPage page(s, "health", v.good ? "state-saved" : "state-error", v.says, v.then);
  page.offer("form.back", f.say("health.back"_k), back_icon(s), ButtonKind::secondary);
  page.show([&] {
    health_remarks(s, page);
    const auto& c = s.content.config;
    page.paragraph("health.device", f.say("health.device"_k, {{"device", c.device_name}, {"place", c.device_place}}));
    page.paragraph("health.version", f.say("health.version"_k, {{"version", s.content.version}}));
  });
  if (page.chose("form.back")) s.say(app::BackPressed{});
}

}  // namespace wv::ui
