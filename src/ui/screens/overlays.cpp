// What comes over a screen: language, idle, stop, help, danger, a BSN or account number.
#include <algorithm>

#include "app/update.h"

#include "ui/screens/help_list.h"
#include "ui/screens/screens.h"
#include "ui/screens/story_page.h"

namespace wv::ui {

using namespace content::literals;

namespace {

constexpr std::int64_t kSecondMs = 1000;

// "0800-2000" doesn't break after its hyphen.
std::string unbroken(std::string number) {
  for (std::size_t at = 0; (at = number.find('-', at)) != std::string::npos; at += 4)
    number.insert(at + 1, "\u2060");
  return number;
}

HelpLine line(const Scene& s, const std::string& id, const std::string& key, const std::string& number,
              std::string when = {}) {
  Frame& f = s.f;
  const std::string shown = content::phone_words(number);
  return {id, f.text(content::Key{key}, {{"number", shown}}), f.text(content::Key{key + ".what"}),
          std::move(when), unbroken(shown)};
}

HelpLine emergency(const Scene& s, const std::string& id) {
  HelpLine now = line(s, id, "help.emergency", s.content.municipality.help.emergency);
  now.alarm = true;
  return now;
}

void help_lines(const Scene& s, StoryPage& page) {
  Frame& f = s.f;
  const auto& h = s.content.municipality.help;
  const std::string always = f.text("help.always"_k), free = f.text("help.free"_k);
  help_list(f, page.column(),
            {emergency(s, "help.emergency"),
             line(s, "help.domestic_violence", "help.domestic_violence", h.domestic_violence, always),
             line(s, "help.suicide", "help.suicide", h.suicide, always),
             line(s, "help.worry", "help.worry", h.worry),
             line(s, "help.children", "help.children", h.children, free)},
            page.briefly() ? HelpLook::brief : HelpLook::full);
  page.paragraph("help.letters",
                 f.text("help.letters"_k, {{"phone", content::phone_words(s.content.municipality.phone)}}));
}

}  // namespace

void language_overlay(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "language", lies_small(f) ? "" : "language-people", f.text("language.heading"_k), "");
  page.offer("language.close", f.text("language.close"_k), f.rtl() ? "next" : "back", ButtonKind::secondary);
  page.show([&] {
    const auto& codes = s.content.config.languages;
    std::vector<StoryPage::Choice> list;
    list.reserve(codes.size());
    for (const auto& code : codes)
      list.push_back({"language." + code, s.content.catalog.name_of(code), code == s.state.shown.language});
    if (const int chosen = page.choices(list); chosen >= 0)
      s.emit(app::LanguageChosen{codes[static_cast<std::size_t>(chosen)]});
    if (unread_language(s))
      page.remark("language.not_read", "info", f.text("language.not_read"_k), NoteKind::plain);
  });
  if (page.chose("language.close")) s.emit(app::OverlayClosed{});
}

namespace {

// A page over everything that is there for some seconds: what it is about, and how long it stays.
struct Counted {
  std::string id, heading, text, then_id, then;
  std::string_view picture;
  std::int64_t left_ms = 0, whole_ms = 1;
};

// A line that grows shorter, a second at a time, over what is left in words.
void countdown(Frame& f, Column& column, const Counted& c, const std::string& counted, const Words& look,
               std::int64_t seconds) {
  const float share = static_cast<float>(seconds * kSecondMs) / static_cast<float>(c.whole_ms);
  const float wide = std::min(column.width(), f.mm(170));
  const Rect row = column.next(f.mm(4));
  const Rect track{row.x + (row.w - wide) / 2, row.y, wide, row.h};
  f.paint().round_fill(track, track.h / 2, mix(f.theme().paper, f.theme().line, 0.35f));
  f.paint().round_fill({track.x, track.y, std::max(track.h, track.w * share), track.h}, track.h / 2,
                       f.theme().ink);
  column.gap(4);
  column.words(c.id + ".seconds", counted, look, f.theme().paper, NodeRole::status);
  f.tree().nodes.back().is_volatile = true;
}

// How it stands: with large letters on a low screen, or where it would be higher than that, closer together.
struct CountedLook {
  Words title, line, count;
  float air = 1;  // how far things stand apart, 1 as usual
};

CountedLook counted_look(Frame& f, bool scarce, float air) {
  const bool large = f.scale() > 1.4f;
  const auto centred = [&](float cap_mm, text::Weight weight, Colour colour) {
    return Words{.cap_mm = cap_mm, .weight = weight, .colour = colour, .align = text::Align::centre};
  };
  const float title = scarce ? type::kHeading : large ? type::kTitle : type::kTitle * 1.5f;
  const float line = scarce ? type::kBody : large ? type::kHeading : type::kHeading * 1.4f;
  return {centred(title, text::Weight::bold, f.theme().ink), centred(line, text::Weight::bold, f.theme().ink),
          centred(large ? type::kLabel : type::kHeading, text::Weight::medium, f.theme().muted),
          scarce ? 0.4f : air};
}

// `below`, px: of what follows right under its words, without the air over it.
Column counted_page(const Scene& s, const Counted& c, float below, float usual_air, float& air) {
  Frame& f = s.f;
  const Rect all = f.screen(), inner = all.inset(f.margin());
  f.paint().fill(all, f.theme().paper);
  f.motion.wake_at_second(c.left_ms);
  const std::int64_t seconds = (c.left_ms + kSecondMs - 1) / kSecondMs;
  const std::string counted = f.text("idle.count"_k, {{"seconds", std::to_string(seconds)}});
  const auto high = [&](const CountedLook& look) {
    return f.type.height_of(c.heading, look.title, inner.w) + f.type.height_of(c.text, look.line, inner.w) +
           f.type.height_of(c.then, look.line, inner.w) + f.type.height_of(counted, look.count, inner.w) +
           below + look.air * f.mm(below > 0 ? 37 : 29);
  };
  const bool large = f.scale() > 1.4f;
  CountedLook look = counted_look(f, large && lies_small(f), usual_air);
  if (large && high(look) > inner.h) look = counted_look(f, true, usual_air);
  air = look.air;
  const float words = high(look);
  const float picture = std::clamp(
      inner.h - words, 0.0f, f.device().standing ? inner.h * 0.42f : std::min(f.mm(110), inner.h * 0.35f));
  Column column(f, inner, inner.y + std::max(0.0f, (inner.h - words - picture) / 2));
  if (picture > f.mm(20)) f.paint().picture(c.picture, column.next(picture));
  column.gap(6 * air);
  column.words(c.id + ".heading", c.heading, look.title, f.theme().paper, NodeRole::heading);
  column.gap(3 * air);
  column.words(c.id + ".text", c.text, look.line, f.theme().paper);
  column.gap(8 * air);
  countdown(f, column, c, counted, look.count, seconds);
  column.gap(2 * air);
  column.words(c.then_id, c.then, look.line, f.theme().paper);
  return column;
}

}  // namespace

void idle_overlay(const Scene& s) {
  Frame& f = s.f;
  const std::int64_t grace = app::idle_grace_ms(s.state, s.content);
  const std::int64_t left = std::max<std::int64_t>(0, s.state.idle_asked_ms + grace - s.state.now_ms);
  const std::string stay = f.text("idle.stay"_k);
  ButtonLook look(ButtonKind::primary, "check");
  look.cap_mm = type::kHeading;
  const Rect all = f.screen();
  const float inner = all.inset(f.margin()).w;
  const float wide = std::min(inner, std::max(f.mm(110), button_width(f, stay, look)));
  const float high = button_height(f, stay, look, wide, 26);
  float air = 1;
  Column column = counted_page(s,
                               {"idle", f.text("idle.heading"_k), f.text("idle.text"_k), "idle.wipes",
                                f.text("idle.wipes"_k), "state-idle", left, grace},
                               high, 1, air);
  column.gap(8 * air);
  // One tap anywhere goes on; the button shows what that tap says.
  const Rect r = column.next(high);
  const Rect shown{r.x + (r.w - wide) / 2, r.y, wide, high};
  (void)button(f, "idle.stay", shown, stay, look);
  f.touch.targets().pop_back();
  f.tree().nodes.back().hit = all;
  if (f.target("idle.stay", all)) s.emit(app::StillThere{});
}

void cleaning_overlay(const Scene& s) {
  Frame& f = s.f;
  const std::int64_t left = std::max<std::int64_t>(0, s.state.host.cleaned_ms - s.state.now_ms);
  float air = f.device().standing && f.scale() <= 1.4f ? 1.8f : 1.0f;
  counted_page(s,
               {"cleaning", f.text("cleaning.heading"_k), f.text("cleaning.text"_k), "cleaning.then",
                f.text("cleaning.then"_k), "state-clean", left, app::kCleaningMs},
               0, air, air);
}

// Nothing to see. Any touch or key wakes it (app/night.h), and does nothing else.
void asleep_overlay(const Scene& s) {
  Frame& f = s.f;
  const Rect all = f.screen();
  f.paint().fill(all, Colour{0, 0, 0, 255});
  f.node("asleep.wake", NodeRole::button, f.text("asleep.wake"_k), all);
  (void)f.target("asleep.wake", all);
}

void stop_overlay(const Scene& s) {
  Frame& f = s.f;
  StoryPage page(s, "stop", "state-stop", f.text("stop.heading"_k), f.text("stop.text"_k));
  // As on the page of danger: what wipes stands at the start side, and lowest where they stand in a column.
  page.offer("stop.stay", f.text("stop.stay"_k), f.rtl() ? "back" : "next", ButtonKind::primary);
  page.offer("stop.confirm", f.text("stop.confirm"_k), "clear", ButtonKind::grave);
  page.show();
  if (page.chose("stop.confirm")) s.emit(app::StopConfirmed{});
  if (page.chose("stop.stay")) s.emit(app::OverlayClosed{});
}

void help_overlay(const Scene& s) {
  StoryPage page(s, "help", "state-danger", s.f.text("help.heading"_k), s.f.text("help.own_phone"_k));
  page.offer("help.close", s.f.text("help.close"_k), s.f.rtl() ? "next" : "back", ButtonKind::secondary);
  // The host's other way to the health page, for whoever can't hold the logo for five seconds (T3). Beside
  // large letters on a low screen it goes below what saves somebody.
  const std::string health = s.f.text("help.health"_k);
  const bool below = height_is_scarce(s.f) && s.f.scale() > 1.2f;
  if (!below) page.offer("help.health", health, "", ButtonKind::quiet);
  page.urgent();
  page.show([&] {
    help_lines(s, page);
    if (!below) return;
    const ButtonLook look(ButtonKind::quiet);
    const Rect at = page.column().next(button_height(s.f, health, look, page.column().width(), 16));
    if (button(s.f, "help.health", at, health, look)) s.emit(app::HealthOpened{});
  });
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
  page.urgent();
  page.offer("danger.continue", f.text("danger.continue"_k), onward, ButtonKind::primary);
  page.offer("danger.wipe", f.text("danger.wipe"_k), "clear", ButtonKind::grave);
  page.show([&] {
    const std::string always = f.text("help.always"_k);
    help_list(f, page.column(),
              {emergency(s, "danger.emergency"),
               line(s, "danger.domestic_violence", "help.domestic_violence", h.domestic_violence, always),
               line(s, "danger.suicide", "help.suicide", h.suicide, always)},
              page.briefly() ? HelpLook::brief : HelpLook::full);
    page.paragraph("danger.own_phone", f.text("help.own_phone"_k));
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
