// Say it instead of typing it: one large round button, the ring around it follows the voice; afterwards what
// was said can be heard again, said anew, or wiped.
#include <algorithm>
#include <cmath>

#include "app/pages.h"
#include "app/voice.h"
#include "ui/screens/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

using At = app::VoiceMessage::Step;

constexpr float kRingMm = 9;
constexpr float kRingSteps = 8;  // few widths, so that each is drawn once
constexpr std::int64_t kLastMs = 15'000;

const app::VoiceMessage& voice_message(const Scene& s) { return s.state.session.voice_message; }
Colour accent(const Scene& s) { return role_colour(domain::role_of(s.state.session.draft->kind)); }

float round_size(const Scene& s, const std::string& label) {
  Frame& f = s.f;
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold};
  return std::max(f.mm(roomy(f) ? 50 : 42), f.type.width_of(label, look) + f.mm(14));
}

bool round_button(const Scene& s, Column& column, std::string_view id, const std::string& label,
                  const std::string& spoken, std::string_view icon) {
  Frame& f = s.f;
  const bool high = f.theme().strong();
  const Colour ink = high ? f.theme().on_accent : rgb(0xFFFFFF);
  const Words words{
      .cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = ink, .align = text::Align::centre};
  const float side = round_size(s, label), ring = f.mm(kRingMm), pressed = f.press(id);
  const Rect row = column.next(side + 2 * ring);
  const Rect disc{std::floor(row.x + (row.w - side) / 2), row.y + ring, side, side};
  const Colour ground = high ? f.theme().ink : accent(s);
  const float level = std::ceil(voice_message(s).level * kRingSteps) / kRingSteps;
  if (voice_message(s).step == At::recording) {
    const Rect around = disc.inset(-std::max(ring * level, f.mm(1)));
    f.paint().round_fill(around, around.h / 2, mix(f.theme().paper, ground, 0.28f));
  }
  const Rect shown = disc.moved(0, pressed * f.mm(1));
  if (f.theme().shadows)
    f.paint().shadow(shown, side / 2, f.mm(2), f.mm(1.2f * (1 - pressed)), f.theme().ink.with_alpha(0.18f));
  f.paint().round_fill(shown, side / 2, ground);
  const float words_high = f.type.height_of(label, words, side), icon_side = f.mm(16);
  const float top = shown.y + (side - icon_side - words_high - f.mm(2)) / 2;
  f.paint().icon(icon, {shown.x, top, side, icon_side}, ink);
  f.draw_words({shown.x, top + icon_side + f.mm(2), side, words_high}, label, words);
  Node& n = f.node(id, NodeRole::button, label, disc);
  n.fg = ink;
  n.bg = ground;
  n.cap_px = f.type.cap_px(type::kBody);
  n.spoken = spoken;
  return f.target(id, disc);
}

using Problem = app::VoiceMessage::Problem;

content::Key words_of(Problem problem) {
  switch (problem) {
    case Problem::too_short: return "say.short"_k;
    case Problem::quiet: return "say.quiet"_k;
    case Problem::no_microphone: return "say.no_microphone"_k;
    case Problem::no_speaker: return "say.no_speaker"_k;
    case Problem::none:
    case Problem::refused: break;
  }
  return "say.refused"_k;
}

void trouble(const Scene& s, Column& column) {
  const Problem problem = voice_message(s).problem;
  if (problem == Problem::none) return;
  column.gap(4);
  const bool mild = problem == Problem::quiet || problem == Problem::no_speaker;
  column.skip(note(s.f, "voice.trouble", column.here(), "warn", s.f.text(words_of(problem)),
                   mild ? NoteKind::warm : NoteKind::error));
  column.gap(4);
}

// Begin and Done are one button at one place: neither the button nor the words around it move when it begins.
void recording_body(const Scene& s, Column& column) {
  Frame& f = s.f;
  const bool recording = voice_message(s).step == At::recording;
  if (!f.device().portrait() && f.scale() < 1.2f) column.gap(10);
  if (recording) {
    if (round_button(s, column, "voice.record", f.text("say.done"_k), f.text("say.done.spoken"_k), "square"))
      s.emit(app::VoiceStopped{});
  } else if (round_button(s, column, "voice.record", f.text("say.begin"_k), f.text("say.begin.spoken"_k),
                          "mic")) {
    s.emit(app::VoiceBegun{});
  }
  const std::int64_t ms = recording ? voice_message(s).ms : 0, left = kMostVoiceMs - ms;
  const std::string time = left <= kLastMs
                               ? f.text("say.left"_k, {{"time", minutes_and_seconds(left)}})
                               : f.text("say.time"_k, {{"time", minutes_and_seconds(ms)},
                                                       {"most", minutes_and_seconds(kMostVoiceMs)}});
  column.words("voice.time", time,
               {.cap_mm = type::kHeading,
                .weight = text::Weight::semibold,
                .colour = recording ? f.theme().ink : f.theme().muted,
                .align = text::Align::centre},
               f.theme().paper, NodeRole::status);
  column.gap(4);
  const bool worry = app::is_chosen(*s.state.session.draft, "with", "worry");
  column.words("voice.no_bsn", f.text(worry ? "form.worry"_k : "form.no_bsn"_k),
               {.cap_mm = type::kLabel, .colour = f.theme().muted, .align = text::Align::centre},
               f.theme().paper);
  if (!recording) trouble(s, column);
}

struct Offer {
  const char* id;
  std::string label;
  ButtonLook look;
};

// Beside one another where all fit, else under one another; wiping keeps its distance (T2).
const char* offers(Frame& f, Column& column, const std::vector<Offer>& list) {
  const auto gap_before = [&](const Offer& o) { return f.mm(o.look.kind == ButtonKind::grave ? 7 : 4); };
  float sum = 0;
  for (const auto& o : list)
    sum += button_width(f, o.label, o.look) + (&o == &list.front() ? 0 : gap_before(o));
  const bool row = sum <= column.width();
  const char* chosen = nullptr;
  Rect line = row ? column.next(f.mm(20)) : Rect{};
  for (const auto& o : list) {
    if (row) {
      if (&o != &list.front()) line.cut_start(gap_before(o));
      if (button(f, o.id, line.cut_start(button_width(f, o.label, o.look)), o.label, o.look)) chosen = o.id;
      continue;
    }
    if (&o != &list.front()) column.skip(gap_before(o));
    if (button(f, o.id, column.next(button_height(f, o.label, o.look, column.width(), 18)), o.label, o.look))
      chosen = o.id;
  }
  return chosen;
}

void told_body(const Scene& s, Column& column) {
  Frame& f = s.f;
  trouble(s, column);
  const bool playing = voice_message(s).step == At::playing;
  const std::string play = f.text(playing ? "say.hush"_k : "say.play"_k);
  ButtonLook look(ButtonKind::secondary, playing ? "square" : "play");
  look.cap_mm = type::kHeading;
  if (button(f, "voice.play", column.next(button_height(f, play, look, column.width(), 24)), play, look)) {
    if (playing)
      s.emit(app::VoiceStopped{});
    else
      s.emit(app::VoiceListened{});
  }
  column.gap(2);
  column.words("voice.others", f.text("say.others"_k), {.cap_mm = type::kLabel, .colour = f.theme().muted},
               f.theme().paper, NodeRole::note);
  if (!std::holds_alternative<app::Form>(s.state.screen)) return;  // over the review it is heard, not changed
  column.gap(5);
  const auto* chosen = offers(f, column,
                              {{"voice.again", f.text("say.again"_k), {ButtonKind::secondary, "again"}},
                               {"voice.remove", f.text("say.remove"_k), {ButtonKind::grave, "clear"}}});
  if (chosen == nullptr) return;
  if (std::string_view(chosen) == "voice.again")
    s.emit(app::VoiceBegun{});
  else
    s.emit(app::VoiceRemoved{});
}

PageHead head_of(const Scene& s) {
  Frame& f = s.f;
  PageHead head;
  head.id = "listening";
  head.picture = "voice-speak";
  switch (voice_message(s).step) {
    case At::ready:
      head.heading = f.text("say.heading"_k);
      head.hint = f.text("say.hint"_k);
      break;
    case At::recording:
      head.heading = f.text("say.listening"_k);
      head.hint = f.text("say.talk"_k);
      break;
    case At::recorded:
    case At::playing:
      head.heading = f.text("say.told"_k);
      head.hint = f.text("say.lasts"_k, {{"time", minutes_and_seconds(voice_message(s).ms)}});
      break;
  }
  return head;
}

}  // namespace

std::string minutes_and_seconds(std::int64_t ms) {
  const std::int64_t seconds = std::max<std::int64_t>(0, (ms + 500) / 1000);
  const std::string rest = std::to_string(seconds % 60);
  return std::to_string(seconds / 60) + (rest.size() < 2 ? ":0" : ":") + rest;
}

void voice_message_overlay(const Scene& s) {
  Frame& f = s.f;
  if (!s.state.session.draft) return;
  Rect area = chrome(s, DangerLine::with_reading_days);
  const At step = voice_message(s).step;
  const bool recorded = step == At::recorded || step == At::playing;
  StepRow row;
  row.back = f.text("form.back"_k);
  if (recorded && std::holds_alternative<app::Form>(s.state.screen)) {
    row.next = f.text("say.keep"_k);
    row.next_id = "voice.keep";
    row.next_icon = "check";
    row.accent = accent(s);
  }
  const Rect foot = cut_steps(f, area, row);
  // While it records there is one thing to do.
  if (step != At::recording && steps(f, foot, row) != ui::Step::none) s.emit(app::OverlayClosed{});
  const auto content = [&](Column& column) {
    if (recorded)
      told_body(s, column);
    else
      recording_body(s, column);
  };
  page(s, area, head_of(s),
       {.content = content,
        .under_head = {},
        .typing = false,
        .danger = DangerLine::with_reading_days,
        .wide_heading = false});
}

}  // namespace wv::ui
