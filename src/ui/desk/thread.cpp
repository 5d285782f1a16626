// The thread of a case, oldest on top: what the resident said, and everything that was done since, each with
// who and when. What isn't sealed yet stands at its end, marked.
#include <algorithm>

#include "content/phrases.h"
#include "domain/promise.h"
#include "ui/desk/parts.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using casebook::Entry;
using casebook::Folded;
using casebook::Part;
using casebook::Summary;

namespace {

class Thread {
 public:
  Thread(const DeskScene& s, const Folded& folded, const Summary& summary, const Rect& area)
      : s_(s), f_(s.f), folded_(folded), summary_(summary), area_(area), pad_(s.real(4)) {}

  void draw() {
    y_ = f_.begin_scroll("thread", area_) + s_.real(3);
    for (const Part& part : folded_.parts) submission(part);
    for (const Entry& e : folded_.thread)
      if (!e.hidden) entry(e);
    for (const auto& answer : folded_.answers)
      if (!is_told(answer.envelope)) other_answer(answer);
    for (const desk::Deed* deed : desk::undone_deeds(s_.open(), summary_.id))
      for (const desk::Step& step : deed->steps) undone(step);
    f_.no_strip();
    f_.end_scroll(y_ + s_.real(3));
  }

 private:
  [[nodiscard]] float left() const { return area_.x + pad_; }
  [[nodiscard]] float width() const { return area_.w - 2 * pad_; }

  // --- a card of something that was said
  struct Said {
    std::string id, head, icon;
    std::string words;
    Colour ground;
    bool own_words = true;
    std::string language = {};
  };
  void said(const Said& c) {
    const float inner = f_.mm(4.5f), wide = width() - 2 * inner;
    Words head = small(s_);
    head.weight = text::Weight::medium;
    Words look = plain(s_);
    look.own_words = c.own_words;
    look.language = c.language;
    const float side = c.icon.empty() ? 0 : 1.7f * f_.type.cap_px(desk_type::kSmall) + f_.mm(2);
    const float h1 = f_.type.height_of(c.head, head, wide - side);
    const float h2 = c.words.empty() ? 0 : f_.type.height_of(c.words, look, wide) + f_.mm(2);
    const Rect card{left(), y_, width(), h1 + h2 + 2 * inner};
    f_.paint().round_fill(card, f_.mm(4), c.ground);
    f_.paint().round_border(card, f_.mm(4), std::max(1.0f, f_.mm(f_.theme().strong() ? 0.6f : 0.3f)),
                            mix(c.ground, f_.theme().line, f_.theme().strong() ? 1.0f : 0.4f));
    told_line(s_, c.id + ".head", {card.x + inner, card.y + inner, wide, 0}, c.icon, c.head, head);
    if (h2 > 0)
      f_.words(c.id, {card.x + inner, card.y + inner + h1 + f_.mm(2), wide, 0}, c.words, look, c.ground);
    y_ = card.bottom() + f_.mm(3);
  }

  // --- a line of something that was done
  void done(const std::string& id, std::string_view icon, const std::string& words, bool weak = false) {
    Words look = small(s_);
    if (!weak) look.colour = f_.theme().ink;
    y_ += told_line(s_, id, {left() + f_.mm(4.5f), y_, width() - f_.mm(9), 0}, icon, words, look) + f_.mm(3);
  }

  void submission(const Part& part) {
    const std::string id = "case.message." + casebook::to_text(part.id);
    if (part.erased) return done(id, "clear", f_.text("desk.row.erased"_k), true);
    if (part.submission == nullptr) {
      if (folded_.parts.size() > 1 || summary_.kind) done(id, "clock", f_.text("desk.case.coming"_k), true);
      return;
    }
    const domain::Submission& sub = *part.submission;
    if (folded_.parts.size() > 1) part_head(part);
    const bool covered = s_.open().opened && s_.open().opened->covered;
    const std::string head =
        f_.text("desk.resident"_k, {{"when", moment_words(s_, sub.created_at.at)}, {"place", sub.device}});
    std::string words(sub.message.view());
    if (covered) words = f_.text("desk.covered"_k);
    const std::string tiles = tile_words(sub);
    if (!tiles.empty()) words = words.empty() ? tiles : tiles + "\n" + words;
    said(
        {id, head, "answer", words, f_.theme().leefwereld, !covered, covered ? std::string() : sub.language});
    if (covered) reveal();
    for (const auto& attachment : sub.attachments) voice(attachment.id);
    contact(sub, id);
  }

  void part_head(const Part& part) {
    const std::string id = "case.part." + casebook::to_text(part.id), label = f_.text("desk.part"_k);
    const float wide = act_width(s_, label, {});
    const Rect at{area_.right() - pad_ - wide, y_, wide, s_.control()};
    if (act(s_, id, at, label)) s_.emit(desk::PartPressed{part.id});
    Words look = small(s_);
    f_.words(id + ".head", {left(), y_ + f_.mm(2), width() - wide, 0}, f_.text("desk.joined_one"_k), look,
             f_.theme().paper);
    y_ += s_.control() + f_.mm(2);
  }

  // In the words of the form that was filled in; an id as it is when the form no longer has it.
  [[nodiscard]] std::string tile_words(const domain::Submission& sub) const {
    std::string words;
    const auto words_of = [&](std::string_view field, const std::string& chosen) {
      for (const content::PageSpec& page : s_.content.form(sub.kind).pages) {
        if (page.field != field) continue;
        for (const content::ChoiceSpec& choice : page.choices)
          if (choice.id == chosen) return f_.text(content::Key{choice.label});
      }
      return chosen;
    };
    const auto add = [&](std::string_view field, const std::string& chosen) {
      words += (words.empty() ? "" : " · ") + words_of(field, chosen);
    };
    for (const auto& tile : sub.tiles) add("message", tile);
    for (const auto& [field, choices] : sub.fields)
      for (const auto& choice : choices) add(field, choice);
    return words;
  }

  void reveal() {
    const std::string label = f_.text("desk.reveal"_k);
    const ActLook look{.icon = "show"};
    if (act(s_, "case.reveal", {left(), y_, act_width(s_, label, look), s_.control()}, label, look))
      s_.emit(desk::RevealPressed{});
    y_ += s_.control() + f_.mm(3);
  }

  void voice(const std::string& attachment) {
    const auto id = casebook::parse_id<casebook::EnvelopeId>(attachment);
    if (!id) return;
    const bool heard = s_.open().opened && s_.open().opened->hears == *id;
    const std::string label = f_.text(heard ? "desk.voice.stop"_k : "desk.voice.hear"_k);
    const ActLook look{.icon = heard ? "square" : "play", .on = heard};
    if (act(s_, "case.voice." + attachment, {left(), y_, act_width(s_, label, look), s_.control()}, label,
            look)) {
      if (heard)
        s_.emit(desk::HearStopped{});
      else
        s_.emit(desk::HearPressed{*id});
    }
    y_ += s_.control() + f_.mm(3);
  }

  // How the resident wants to hear of it.
  void contact(const domain::Submission& sub, const std::string& id) {
    std::string words;
    std::string_view icon = "info";
    switch (sub.contact.way.value_or(domain::ContactWay::none)) {
      case domain::ContactWay::phone:
        icon = "phone";
        words = f_.text("desk.contact.phone"_k, {{"phone", content::phone_words(sub.contact.phone.view())}});
        break;
      case domain::ContactWay::email:
        words = f_.text("desk.contact.email"_k, {{"email", std::string(sub.contact.email.view())}});
        break;
      case domain::ContactWay::here: words = f_.text("desk.contact.here"_k); break;
      case domain::ContactWay::none: words = f_.text("desk.contact.none"_k); break;
    }
    if (!sub.contact.name.empty()) words += " · " + std::string(sub.contact.name.view());
    done(id + ".contact", icon, words);
  }

  [[nodiscard]] std::string who(const Entry& e) const {
    const auto member = s_.book->membership().member_of(e.event->by);
    return member.empty() ? f_.text("desk.somebody"_k) : member_name(s_, member);
  }

  [[nodiscard]] std::string by_line(const Entry& e, content::Key key,
                                    std::vector<content::Arg> more = {}) const {
    more.emplace_back("name", who(e));
    std::string words = f_.text(key, content::Args(more)) + " · " + moment_words(s_, e.event->at);
    if (e.apart) words += " · " + f_.text("desk.entry.apart"_k);
    if (e.after_handover) words += " · " + f_.text("desk.entry.after_handover"_k);
    if (casebook::is_ahead(*e.event, s_.state.now.at)) words += " · " + f_.text("desk.entry.ahead"_k);
    return words;
  }

  void entry(const Entry& e) {
    const std::string id = "case.entry." + casebook::to_text(e.event->id);
    std::visit([&](const auto& body) { draw_body(e, id, body); }, e.event->body);
  }
  void draw_body(const Entry&, const std::string&, const casebook::Opened&) {}  // who read it stands above
  void draw_body(const Entry& e, const std::string& id, const casebook::Taken&) {
    done(id, "plus", by_line(e, "desk.entry.taken"_k));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Kept&) {
    done(id, "check", by_line(e, "desk.entry.kept"_k));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Closed&) {
    done(id, "check", by_line(e, "desk.entry.closed"_k));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Reopened&) {
    done(id, "again", by_line(e, "desk.entry.reopened"_k));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Note& note) {
    std::string head = by_line(e, "desk.entry.note"_k);
    if (note.role)
      head += " · " + f_.text(content::Key{"role." + std::string(domain::id_of(*note.role)) + ".name"});
    said({id, head, "change", std::string(note.text.view()), f_.theme().card, true});
    if (note.voice) voice(casebook::to_text(*note.voice));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Promise& promise) {
    const auto made = std::find_if(folded_.promises.begin(), folded_.promises.end(),
                                   [&](const auto& p) { return folded_.thread[p.entry].event == e.event; });
    const bool kept = made != folded_.promises.end() && made->kept;
    const bool late = made != folded_.promises.end() && made->is_late(day_of(s_.state.now));
    const std::string head = by_line(e,
                                     kept   ? "desk.entry.promise_kept"_k
                                     : late ? "desk.entry.promise_late"_k
                                            : "desk.entry.promise"_k,
                                     {{"day", short_day(s_, promise.due)}});
    said({id, head, late ? "warn" : "clock", std::string(promise.text.view()),
          late ? f_.theme().error_ground : f_.theme().soft, true});
    if (kept || summary_.closed) return;
    const std::string label = f_.text("desk.keep"_k);
    const ActLook look{.icon = "check"};
    if (act(s_, id + ".keep", {left(), y_, act_width(s_, label, look), s_.control()}, label, look))
      s_.emit(desk::KeptPressed{e.event->id});
    y_ += s_.control() + f_.mm(3);
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Answer& answer) {
    said({id, by_line(e, "desk.entry.answer"_k), "send", std::string(answer.text.view()),
          f_.theme().systeemwereld, true});
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Given& given) {
    const std::string key = "desk.way." + given.way;
    const std::string way =
        s_.content.catalog.has("nl", content::Key{key}) ? f_.text(content::Key{key}) : given.way;
    said({id, by_line(e, "desk.entry.given"_k, {{"way", way}}), "send", std::string(given.text.view()),
          f_.theme().systeemwereld, true});
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Handed& handed) {
    done(id, "next", by_line(e, "desk.entry.handed"_k, {{"to", member_name(s_, handed.to)}}));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Sorted& sorted) {
    std::vector<std::string> as;
    if (sorted.kind)
      as.push_back(f_.text(content::Key{"desk.kind." + std::string(domain::id_of(*sorted.kind))}));
    if (sorted.role)
      as.push_back(f_.text(content::Key{"role." + std::string(domain::id_of(*sorted.role)) + ".name"}));
    if (sorted.theme && !sorted.theme->empty()) as.push_back(theme_words(s_, *sorted.theme));
    done(id, "four-roles",
         by_line(e, "desk.entry.sorted"_k,
                 {{"as", content::list_words(s_.content.catalog, s_.state.shown.language, as)}}));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Joined&) {
    done(id, "again", by_line(e, "desk.entry.joined"_k));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Parted&) {
    done(id, "again", by_line(e, "desk.entry.parted"_k));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Forwarded& forwarded) {
    done(id, "building",
         by_line(e, "desk.entry.forwarded"_k,
                 {{"system", forwarded.system}, {"reference", std::string(forwarded.reference.view())}}));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Found& found) {
    done(id, "building",
         by_line(e, "desk.entry.found"_k, {{"reference", std::string(found.reference.view())}}));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Erase& erase) {
    done(id, "clear", by_line(e, "desk.entry.erase"_k, {{"count", std::to_string(erase.envelopes.size())}}));
  }
  void draw_body(const Entry& e, const std::string& id, const casebook::Other&) {
    done(id, "info", by_line(e, "desk.entry.other"_k), true);
  }

  // An answer whose event isn't here: what the resident can read is shown all the same.
  [[nodiscard]] bool is_told(const casebook::EnvelopeId& envelope) const {
    return std::any_of(folded_.thread.begin(), folded_.thread.end(), [&](const Entry& e) {
      const auto* answer = std::get_if<casebook::Answer>(&e.event->body);
      return answer != nullptr && answer->envelope == envelope;
    });
  }
  void other_answer(const casebook::ReceivedAnswer& answer) {
    if (answer.document->status == domain::AnswerStatus::picked_up) return;  // a promise's: it stands there
    said({"case.told." + casebook::to_text(answer.envelope),
          f_.text("desk.entry.told"_k, {{"when", moment_words(s_, answer.document->at.at)}}), "send",
          std::string(answer.document->text.view()), f_.theme().systeemwereld, true,
          answer.document->language});
  }

  // What was done and isn't sealed yet.
  void undone(const desk::Step& step) {
    const std::string id = "case.undone." + std::to_string(undone_++);
    const std::string soon = f_.text("desk.entry.soon"_k);
    if (const auto* note = std::get_if<casebook::Note>(&step.body))
      return said({id, soon, "clock", std::string(note->text.view()), f_.theme().card, true});
    if (const auto* answer = std::get_if<casebook::Answer>(&step.body))
      return said({id, soon, "clock", std::string(answer->text.view()), f_.theme().systeemwereld, true});
    if (const auto* given = std::get_if<casebook::Given>(&step.body))
      return said({id, soon, "clock", std::string(given->text.view()), f_.theme().systeemwereld, true});
    if (const auto* promise = std::get_if<casebook::Promise>(&step.body))
      return said({id, f_.text("desk.entry.soon_promise"_k, {{"day", short_day(s_, promise->due)}}), "clock",
                   std::string(promise->text.view()), f_.theme().soft, true});
  }

  const DeskScene& s_;
  Frame& f_;
  const Folded& folded_;
  const Summary& summary_;
  Rect area_;
  float pad_ = 0, y_ = 0;
  int undone_ = 0;
};

}  // namespace

void draw_thread(const DeskScene& s, const Folded& folded, const Summary& summary, const Rect& area) {
  Thread(s, folded, summary, area).draw();
}

}  // namespace wv::ui
