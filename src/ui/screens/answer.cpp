// The answer, for the one who brought number and code: what became of it first, then the words, in the
// direction of the language they are written in, and who wrote them.
#include <cmath>

#include "ui/screens/screens.h"

namespace wv::ui {

using namespace content::literals;

namespace {

struct VoiceMessage {
  content::Key heading, text;  // what the status means; the second stands in when there are no words
  const char* picture;
};

VoiceMessage voice_message_of(domain::AnswerStatus status) {
  switch (status) {
    case domain::AnswerStatus::received: return {"answer.received"_k, "answer.received.text"_k, "state-sent"};
    case domain::AnswerStatus::picked_up:
      return {"answer.picked_up"_k, "answer.picked_up.text"_k, "who-reads"};
    case domain::AnswerStatus::answered:
      return {"answer.answered"_k, "answer.answered.text"_k, "answer-given"};
    case domain::AnswerStatus::closed: return {"answer.closed"_k, "answer.closed.text"_k, "review-check"};
  }
  return {"answer.answered"_k, "answer.answered.text"_k, "answer-given"};
}

Words answer_look(Frame& f, const domain::AnswerDocument& answer, float cap_mm) {
  return {.cap_mm = cap_mm, .colour = f.theme().ink, .own_words = true, .language = answer.language};
}

// The words on a card with the role's colour on its edge; behind the curtain not even how much there is.
float words_card(const Scene& s, const domain::AnswerDocument& answer, float cap_mm, const Rect& rect) {
  Frame& f = s.f;
  const bool hidden = s.state.session.hidden;
  const std::string shown = hidden ? f.text("answer.hidden"_k) : std::string(answer.text);
  Words look = answer_look(f, answer, cap_mm);
  if (hidden) look = {.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink};
  const float pad = f.mm(roomy(f) ? 6.0f : 4.0f);
  const float edge = hidden ? f.mm(roomy(f) ? 30.0f : 20.0f) + pad : f.mm(3.5f);
  const float room = rect.w - 2 * pad - edge, tall = f.type.height_of(shown, look, room);
  const float high = std::max(tall + 2 * pad, hidden ? edge + pad : f.mm(18));
  const Rect box{rect.x, rect.y, rect.w, high};
  told_card(f, box, f.theme().card);
  const Colour colour = !f.theme().strong() ? role_colour(answer.role) : f.theme().ink;
  if (hidden)
    f.paint().picture("state-hidden", {box.x + pad, box.y + pad, edge - pad, edge - pad});
  else
    f.paint().round_fill({box.x + f.mm(3), box.y + pad, f.mm(2), box.h - 2 * pad}, f.mm(1), colour);
  f.words(hidden ? "answer.hidden" : "answer.text", {box.x + pad + edge, box.y + (box.h - tall) / 2, room, 0},
          shown, look, f.theme().card);
  return high;
}

// Who speaks: the mark and the role with its line.
float role_row(const Scene& s, domain::Role role, const Rect& rect) {
  Frame& f = s.f;
  const Words look{.cap_mm = type::kBody, .weight = text::Weight::semibold, .colour = f.theme().ink};
  const std::string words =
      f.text(content::Key{role_key(role, "name")}) + " " + f.text(content::Key{role_key(role, "line")});
  const float side = f.sign(roomy(f) ? 14.0f : 10.0f), gap = f.mm(3.5f);
  const float room = rect.w - side - gap, tall = f.type.height_of(words, look, room),
              high = std::max(side, tall);
  f.paint().picture("mark-" + std::string(domain::id_of(role)),
                    {rect.x, rect.y + (high - side) / 2, side, side});
  f.words("answer.role", {rect.x + side + gap, rect.y + (high - tall) / 2, room, 0}, words, look,
          f.theme().paper);
  return high;
}

// Somebody may look over a shoulder (S5).
float curtain(const Scene& s, const Rect& rect) {
  Frame& f = s.f;
  const bool hidden = s.state.session.hidden;
  const std::string label = f.text(hidden ? "answer.show"_k : "answer.hide"_k);
  ButtonLook look(ButtonKind::quiet, hidden ? "show" : "hide");
  look.cap_mm = type::kLabel;
  const float wide = std::min(rect.w, button_width(f, label, look)),
              high = button_height(f, label, look, wide, 15);
  if (button(f, "form.hide", {rect.x, rect.y, wide, high}, label, look)) s.emit(app::HidePressed{});
  return high + f.mm(3);
}

}  // namespace

void draw_screen(const Scene& s, const app::AnswerPage&) {
  if (!s.state.session.answer) return;
  const domain::AnswerDocument& answer = *s.state.session.answer;
  Frame& f = s.f;
  Rect area = chrome(s, DangerLine::without);
  StepRow row;
  row.back = f.text("track.again"_k);
  row.next = f.text("receipt.done"_k);
  row.next_spoken = f.text("receipt.done.spoken"_k);
  row.next_id = "answer.done";
  row.next_icon = "check";
  const Rect foot = cut_steps(f, area, row);
  const VoiceMessage voice_message = voice_message_of(answer.status);
  PageHead head;
  head.id = "answer";
  head.heading = f.text(voice_message.heading, {{"name", wijkverbinder_of(s).name}});
  head.picture = voice_message.picture;
  if (answer.text.empty()) head.hint = f.text(voice_message.text);
  head.most_picture_mm = roomy(f) ? 45 : 30;
  const float gap_mm = roomy(f) ? 6.0f : 3.0f;
  float cap_mm = type::kBody;
  const auto content = [&](Column& column) {
    if (!answer.text.empty()) {
      column.skip(words_card(s, answer, cap_mm, column.here()));
      column.gap(gap_mm);
    }
    column.skip(role_row(s, answer.role, column.here()));
    column.gap(gap_mm / 2);
    if (!answer.text.empty()) column.skip(curtain(s, column.here()));
    const std::string day =
        f.text("answer.day"_k,
               {{"date", content::day_words(s.content.catalog, s.state.shown.language, day_of(answer.at))}});
    column.words("answer.day", day, {.cap_mm = type::kLabel, .colour = f.theme().muted}, f.theme().paper);
    column.gap(2);
  };
  const PageParts parts{.content = content, .under_head = {}, .typing = false, .wide_heading = true};
  // The answer is what one came for: as large as it fits under its picture without scrolling.
  for (const float larger : {1.4f * type::kTitle, type::kTitle, type::kHeading, type::kBody}) {
    if (larger > type::kTitle && !f.device().standing) continue;
    cap_mm = larger;
    if (page_overflow(s, area, head, parts) + f.mm(head.most_picture_mm) <= 0) break;
  }
  page(s, area, head, parts);
  const Step step = steps(f, foot, row);
  if (step == Step::back) s.emit(app::BackPressed{});
  if (step == Step::next) s.emit(app::ReceiptClosed{});
}

}  // namespace wv::ui
