#include <cmath>

#include "app/pages.h"
#include "app/selection.h"
#include "ui/kit/keyboard.h"
#include "ui/screens/form_parts.h"
#include "ui/screens/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

void field(const Scene& s, Column& column, domain::Field which, content::Key label, content::Key hint) {
  Frame& f = s.f;
  const std::string name(domain::id_of(which));
  const auto& editing = s.state.session.editing;
  const std::string words = f.text(label);
  // Where height is scarce, what is wrong names the field, and stands over it.
  const bool scarce = height_is_scarce(f) && f.scale() > 1.2f;
  const auto* track = std::get_if<app::Track>(&s.state.screen);
  const bool named = scarce && track != nullptr && track->answer == app::Track::Answer::wrong &&
                     app::track_problem(s.state).field == name;
  const Words look_of_label{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink};
  if (!named)
    column.words("track." + name + ".label", scarce ? words : words + " · " + f.text(hint), look_of_label,
                 f.theme().paper);
  column.gap(2);
  FieldLook look;
  look.label = words;
  look.focused = editing.field == which;
  look.caret = editing.caret;
  if (look.focused) {
    const app::Selection chosen = app::selection_of(s.state);
    look.selected_from = chosen.begin;
    look.selected_to = chosen.end;
  }
  look.number = true;
  look.grouping = which == domain::Field::number ? Grouping::receipt : Grouping::code;
  const Secret* text = app::field_text(s.state, which);
  const float high = height_is_scarce(f) ? f.mm(13) + f.mm(4) * f.scale() : f.mm(12) + f.mm(7) * f.scale();
  const FieldUse use = text_field(f, "track." + name, column.next(high),
                                  text != nullptr ? text->view() : std::string_view(), look);
  if (use.touched) s.emit(app::FieldFocused{which, use.caret});
}

// Why that can be, as far as this device knows: it keeps neither number nor code, so it can't know whose
// message waits here, only that some do.
content::Key why_none(const Scene& s) {
  if (s.content.config.signers.empty() && s.content.config.first_register.empty() && !s.state.trial)
    return "track.none.nowhere"_k;
  return s.state.waiting.count > 0 ? "track.none.waits"_k : "track.none.why"_k;
}

void outcome(const Scene& s, Column& column, const app::Track& track) {
  Frame& f = s.f;
  if (track.answer == app::Track::Answer::wrong) {
    const auto problem = app::track_problem(s.state);
    const std::string words = content::problem_words(s.content.catalog, s.state.shown.language, problem);
    column.skip(note(f, "track.error", column.here(), "warn",
                     height_is_scarce(f) && f.scale() > 1.2f ? first_sentence(words) : words,
                     NoteKind::error));
    f.tree().nodes.back().spoken = words;
    column.gap(height_is_scarce(f) ? 1.5f : 4.0f);
  }
  const std::string phone = content::phone_words(s.content.municipality.phone);
  const auto say = [&](const char* id, std::string_view icon, const std::string& text) {
    column.skip(note(f, id, column.here(), icon, text, NoteKind::plain));
    column.gap(4);
  };
  switch (track.answer) {
    case app::Track::Answer::unknown:
      return say("track.none", "clock",
                 f.text("track.none"_k) + " " + f.text(why_none(s)) + " " +
                     f.text("track.none.call"_k, {{"phone", phone}}));
    case app::Track::Answer::looking: return say("track.looking", "clock", f.text("track.looking"_k));
    case app::Track::Answer::patience: return say("track.patience", "clock", f.text("track.patience"_k));
    case app::Track::Answer::trouble:
      return say("track.trouble", "warn", f.text("track.trouble"_k, {{"phone", phone}}));
    case app::Track::Answer::unreached:
      return say("track.unreached", "warn", f.text("track.unreached"_k, {{"phone", phone}}));
    case app::Track::Answer::none:
    case app::Track::Answer::wrong: return;
  }
}

content::Key name_of(domain::Kind kind) {
  switch (kind) {
    case domain::Kind::question: return "track.kept.question"_k;
    case domain::Kind::initiative: return "track.kept.initiative"_k;
    case domain::Kind::signal: return "track.kept.signal"_k;
    case domain::Kind::conversation: break;
  }
  return "track.kept.conversation"_k;
}

// What is kept on one's own device: opened by a touch, without a number.
void kept_row(const Scene& s, Column& column, std::size_t at) {
  Frame& f = s.f;
  const app::KeptShown& kept = s.state.kept.receipts[at];
  const std::string id = "track.kept." + std::to_string(at + 1);
  const std::string what = f.text(name_of(kept.kind)) + " · " +
                           content::day_words(s.content.catalog, s.state.shown.language, kept.day);
  const std::string stands = f.text(kept.news       ? "track.kept.news"_k
                                    : kept.answered ? "track.kept.seen"_k
                                                    : "track.kept.waits"_k);
  column.words(id + ".what", what,
               {.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink},
               f.theme().paper);
  column.gap(2);
  const std::string forget = f.text("track.kept.forget"_k),
                    forget_spoken = f.text("track.kept.forget.spoken"_k, {{"what", what}}),
                    spoken = what + ": " + stands;
  ButtonLook look(ButtonKind::secondary, "answer"), away(ButtonKind::quiet);
  const auto* track = std::get_if<app::Track>(&s.state.screen);
  look.enabled = track == nullptr || track->answer != app::Track::Answer::looking;
  look.spoken = spoken;
  away.spoken = forget_spoken;
  const Words words{.cap_mm = type::kBody, .weight = text::Weight::semibold};
  // How wide a button must be so that no word of it breaks.
  const auto least = [&](const std::string& label, const ButtonLook& of) {
    return button_width(f, label, of) - f.type.width_of(label, words) + f.type.word_width(label, words);
  };
  const float gap = f.mm(4), whole = column.width();
  float side = std::min(whole * 0.4f, button_width(f, forget, away));
  float wide = std::min(whole - side - gap, std::max(f.mm(80), button_width(f, stands, look)));
  const bool beside = least(stands, look) <= wide && least(forget, away) <= side;
  if (!beside) wide = side = whole;
  const float high = button_height(f, stands, look, wide, 17), low = button_height(f, forget, away, side, 17);
  Rect row = column.next(beside ? std::max(high, low) : high);
  if (button(f, id, row.cut_start(wide), stands, look)) s.emit(app::KeptOpened{at});
  if (!beside) {
    column.gap(2);
    row = column.next(low);
  } else {
    row.cut_start(gap);
  }
  if (button(f, id + ".forget", row.cut_start(side), forget, away)) s.emit(app::KeptForgotten{at});
  column.gap(5);
}

void kept_rows(const Scene& s, Column& column) {
  Frame& f = s.f;
  if (s.state.mode != app::Mode::own || !s.state.kept.possible) return;
  if (s.state.kept.shut) {
    column.skip(
        note(f, "track.kept.shut", column.here(), "warn", f.text("track.kept.shut"_k), NoteKind::warm));
    column.gap(4);
  }
  const Words title{.cap_mm = type::kLabel, .weight = text::Weight::medium, .colour = f.theme().muted};
  if (s.state.kept.receipts.empty()) {  // also after somebody cleared what the browser keeps
    // On what lies there is no room for it beside a keyboard, and it is no more than good to know.
    if (s.state.kept.shut || (is_typing(s) && height_is_scarce(f))) return;
    column.words("track.kept.nothing", f.text("track.kept.nothing"_k), title, f.theme().paper);
    return column.gap(3);
  }
  column.words("track.kept", f.text("track.kept"_k), title, f.theme().paper, NodeRole::heading);
  column.gap(3);
  for (std::size_t at = 0; at < s.state.kept.receipts.size(); ++at) kept_row(s, column, at);
  column.words("track.other", f.text("track.again"_k), title, f.theme().paper, NodeRole::heading);
  column.gap(3);
}

}  // namespace

void draw_screen(const Scene& s, const app::Track& track) {
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  const bool typing = is_typing(s);
  keyboard(s, area);
  StepRow row;
  row.back = f.text("track.back"_k);
  row.next = f.text("track.find"_k);
  row.next_id = "track.find";
  row.next_spoken = f.text("track.find.spoken"_k);
  row.next_enabled = track.answer != app::Track::Answer::looking;
  row.typing = typing;
  const Rect foot = cut_steps(f, area, row);
  PageHead head;
  head.id = "track";
  head.heading = f.text("track.heading"_k);
  if (track.answer == app::Track::Answer::none) head.hint = f.text("track.text"_k);
  head.picture = "state-answered";
  const auto content = [&](Column& column) {
    outcome(s, column, track);
    kept_rows(s, column);
    if (column.width() > f.mm(lies_small(f) ? 100 : 130) * f.scale()) {
      Rect left = column.here();
      const Rect first = left.cut_start(std::floor((left.w - f.mm(6)) * 0.55f));
      left.cut_start(f.mm(6));
      Column a(f, first, column.y()), b(f, left, column.y());
      const auto number = [&](Column& c) {
        field(s, c, domain::Field::number, "track.number"_k, "track.number.hint"_k);
      };
      const auto code = [&](Column& c) {
        field(s, c, domain::Field::code, "track.code"_k, "track.code.hint"_k);
      };
      // The two fields stand on one line, whatever their labels take above them.
      const float lower = f.measure(first.w, number) - f.measure(left.w, code);
      a.skip(std::max(0.0f, -lower));
      b.skip(std::max(0.0f, lower));
      number(a);
      code(b);
      column.skip(std::max(a.y(), b.y()) - column.y());
    } else {
      field(s, column, domain::Field::number, "track.number"_k, "track.number.hint"_k);
      column.gap(4);
      field(s, column, domain::Field::code, "track.code"_k, "track.code.hint"_k);
    }
  };
  page(s, area, head, {.content = content, .under_head = {}, .typing = typing, .across = true});
  const Step step = steps(f, foot, row);
  if (step == Step::back) s.emit(app::BackPressed{});
  if (step == Step::next) s.emit(app::TrackAsked{});
}

}  // namespace wv::ui
