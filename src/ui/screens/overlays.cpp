// What comes over a screen: language, idle, stop, help, danger, a BSN or account number.
#include <algorithm>

#include "app/update.h"

#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr std::int64_t kSecondMs = 1000;

void help_lines(const Scene& s, StoryPage& page) {
  Frame& f = s.f;
  const auto& h = s.content.municipality.help;
  const std::string phone = content::phone_words(s.content.municipality.phone);
  page.alarm("help.emergency", f.text("help.emergency"_k, {{"number", content::phone_words(h.emergency)}}));
  page.line("help.domestic_violence",
            f.text("help.domestic_violence"_k, {{"number", content::phone_words(h.domestic_violence)}}));
  page.line("help.suicide", f.text("help.suicide"_k, {{"number", content::phone_words(h.suicide)}}));
  page.line("help.worry", f.text("help.worry"_k, {{"number", content::phone_words(h.worry)}}));
  page.line("help.children", f.text("help.children"_k, {{"number", content::phone_words(h.children)}}));
  page.paragraph("help.no_phone", f.text("help.no_phone"_k));
  page.paragraph("help.letters", f.text("help.letters"_k, {{"phone", phone}}));
}

}  // namespace

void language_overlay(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "language", "language-people", f.text("language.heading"_k), "");
  page.offer("language.close", f.text("language.close"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show([&] {
    const auto& codes = s.content.config.languages;
    std::vector<StoryPage::Choice> list;
    for (const auto& code : codes)
      list.push_back({"language." + code, s.content.catalog.name_of(code), code == s.state.shown.language});
    if (const int chosen = page.choices(list); chosen >= 0)
      s.emit(app::LanguageChosen{codes[static_cast<std::size_t>(chosen)]});
    if (unread_language(s))
      page.remark("language.not_read", "info", f.text("language.not_read"_k), NoteKind::plain);
  });
  if (page.chose("language.close")) s.emit(app::OverlayClosed{});
}

void idle_overlay(const Scene& s) {
  Frame& f = s.f;
  const Rect all = f.screen();
  f.paint().fill(all, f.theme().paper);
  const std::int64_t grace = app::idle_grace_ms(s.state, s.content);
  const std::int64_t left = std::max<std::int64_t>(0, s.state.idle_asked_ms + grace - s.state.now_ms);
  const auto seconds = std::to_string((left + kSecondMs - 1) / kSecondMs);
  f.motion.wake_at_second(left);
  const Words title{.cap_mm = type::kTitle * (f.scale() > 1.4f ? 1.0f : 1.5f),
                    .weight = text::Weight::bold,
                    .colour = f.theme().ink,
                    .align = text::Align::centre};
  const Words line{.cap_mm = f.scale() > 1.4f ? type::kLabel : type::kHeading,
                   .weight = text::Weight::medium,
                   .colour = f.theme().muted,
                   .align = text::Align::centre};
  const Rect inner = all.inset(f.margin());
  const std::string heading = f.text("idle.heading"_k), text = f.text("idle.text"_k),
                    count = f.text("idle.seconds"_k, {{"seconds", seconds}});
  const std::string stay = f.text("idle.stay"_k);
  ButtonLook look(ButtonKind::primary, "check");
  look.cap_mm = type::kHeading;
  const float wide = std::min(inner.w, std::max(f.mm(110), button_width(f, stay, look)));
  const float high = button_height(f, stay, look, wide, 26);
  const float words = f.type.height_of(heading, title, inner.w) + f.type.height_of(text, line, inner.w) +
                      f.type.height_of(count, line, inner.w) + high + f.mm(22);
  const float picture = std::clamp(inner.h - words, 0.0f, f.mm(110));
  Column column(f, inner, inner.y + std::max(0.0f, (inner.h - words - picture) / 2));
  if (picture > f.mm(20)) f.paint().picture("state-idle", column.next(picture));
  column.gap(6);
  column.words("idle.heading", heading, title, f.theme().paper, NodeRole::heading);
  column.gap(4);
  column.words("idle.text", text, line, f.theme().paper);
  column.gap(4);
  column.words("idle.seconds", count, line, f.theme().paper, NodeRole::status);
  f.tree().nodes.back().is_volatile = true;
  f.tree().nodes.back().spoken = f.text("idle.seconds.spoken"_k, {{"seconds", seconds}});
  column.gap(8);
  // One tap anywhere goes on; the button shows what that tap says.
  const Rect r = column.next(high);
  const Rect shown{r.x + (r.w - wide) / 2, r.y, wide, high};
  (void)button(f, "idle.stay", shown, stay, look);
  f.touch.targets().pop_back();
  f.tree().nodes.back().hit = all;
  if (f.target("idle.stay", all)) s.emit(app::StillThere{});
}

void stop_overlay(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "stop", "state-stop", f.text("stop.heading"_k), f.text("stop.text"_k));
  page.offer("stop.confirm", f.text("stop.confirm"_k), "clear", ButtonKind::grave);
  page.offer("stop.stay", f.text("stop.stay"_k), f.rtl() ? "back" : "next", ButtonKind::primary);
  page.show();
  if (page.chose("stop.confirm")) s.emit(app::StopConfirmed{});
  if (page.chose("stop.stay")) s.emit(app::OverlayClosed{});
}

void help_overlay(const Scene& s) {
  StoryPage page(s, "help", "state-danger", s.f.text("help.heading"_k), "");
  page.offer("help.close", s.f.text("help.close"_k), s.f.rtl() ? "next" : "back", ButtonKind::secondary);
  // The host's other way to the health page, for whoever can't hold the logo for five seconds (T3).
  page.offer("help.health", s.f.text("help.health"_k), "", ButtonKind::quiet);
  page.show([&] { help_lines(s, page); });
  if (page.chose("help.close")) s.emit(app::OverlayClosed{});
  if (page.chose("help.health")) s.emit(app::HealthOpened{});
}

void danger_overlay(const Scene& s, bool letters) {
  Frame& f = s.f;
  const auto& h = s.content.municipality.help;
  const std::string_view onward = f.rtl() ? "back" : "next";
  if (letters) {
    StoryPage page(s, "danger", "tile-letter", f.text("danger.letters.heading"_k), "");
    page.offer("danger.continue", f.text("danger.continue"_k), onward, ButtonKind::primary);
    page.show([&] {
      page.paragraph("help.letters", f.text("help.letters"_k,
                                            {{"phone", content::phone_words(s.content.municipality.phone)}}));
    });
    if (page.chose("danger.continue")) s.emit(app::DangerContinued{});
    return;
  }
  StoryPage page(s, "danger", "state-danger", f.text("danger.heading"_k), f.text("danger.text"_k));
  page.grave();
  page.offer("danger.continue", f.text("danger.continue"_k), onward, ButtonKind::primary);
  page.offer("danger.wipe", f.text("danger.wipe"_k), "clear", ButtonKind::grave);
  page.show([&] {
    page.alarm("danger.emergency",
               f.text("help.emergency"_k, {{"number", content::phone_words(h.emergency)}}));
    page.line("danger.domestic_violence",
              f.text("help.domestic_violence"_k, {{"number", content::phone_words(h.domestic_violence)}}));
    page.line("danger.suicide", f.text("help.suicide"_k, {{"number", content::phone_words(h.suicide)}}));
  });
  if (page.chose("danger.continue")) s.emit(app::DangerContinued{});
  if (page.chose("danger.wipe")) s.emit(app::DangerWiped{});
}

void number_overlay(const Scene& s, bool iban) {
  Frame& f = s.f;
  StoryPage page(s, "bsn", "state-privacy", f.text(iban ? "iban.heading"_k : "bsn.heading"_k),
                 f.text(iban ? "iban.text"_k : "bsn.text"_k));
  page.offer("bsn.remove", f.text(iban ? "iban.remove"_k : "bsn.remove"_k), "clear", ButtonKind::primary);
  page.offer("bsn.keep", f.text(iban ? "iban.keep"_k : "bsn.keep"_k), "", ButtonKind::secondary);
  page.show();
  if (page.chose("bsn.remove")) s.emit(app::NumberRemoved{});
  if (page.chose("bsn.keep")) s.emit(app::NumberKept{});
}

}  // namespace wv::ui
