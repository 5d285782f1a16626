// At the door, with one hand: the note, a message for somebody who says so, the tablet turned round, the
// streets, and what can be told in the street one is in.
#include <algorithm>

#include "content/phrases.h"
#include "ui/desk/parts.h"
#include "ui/kit/grouping.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using desk::Behalf;
using desk::Door;
using desk::DoorMark;

namespace {

class DoorPage {
 public:
  explicit DoorPage(const DeskScene& s) : s_(s), f_(s.f), door_(s.open().door) {}

  void draw() {
    Rect area = f_.screen();
    draw_desk_keyboard(s_, area);
    draw_desk_bar(s_, area);
    draw_told(s_, area);
    f_.paint().fill(area, f_.theme().paper);
    if (s_.open().overlay != desk::Overlay::none) return draw_panel(s_, area);
    if (const desk::Writing* writing = desk::writing_now(s_.open())) return draw_writing(s_, *writing, area);
    if (s_.open().editing.field == desk::Field::search && s_.hand.by_touch) {
      f_.paint().fill(area, f_.theme().card);
      return draw_rows(s_, area.inset(s_.real(3), s_.real(3)));
    }
    switch (door_.page) {
      case Door::Page::visit: return visit(area);
      case Door::Page::street: return street(area);
      case Door::Page::behalf: return behalf(area);
    }
  }

 private:
  // Large enough for a thumb in the rain: a picture and what it is for.
  bool tile(std::string_view id, const Rect& rect, std::string_view picture, content::Key words) {
    const Theme& t = f_.theme();
    const float pressed = f_.press(id);
    f_.paint().round_fill(rect, f_.mm(6), mix(t.card, t.soft, pressed));
    f_.paint().round_border(rect, f_.mm(6), std::max(1.0f, s_.real(0.4f)),
                            t.strong() ? t.line : mix(t.card, t.line, 0.6f));
    const std::string label = f_.text(words);
    Words look = strong(s_);
    look.align = text::Align::centre;
    const float high = f_.type.height_of(label, look, rect.w - f_.mm(6));
    Rect inner = rect.inset(f_.mm(3), f_.mm(3));
    const Rect at = inner.cut_bottom(high);
    inner.cut_bottom(f_.mm(1.5f));
    f_.paint().picture(picture, inner);
    f_.draw_words(at, label, look);
    Node& n = f_.node(id, NodeRole::button, label, rect);
    n.fg = t.ink;
    n.bg = t.card;
    n.cap_px = f_.type.cap_px(desk_type::kText);
    return f_.target(id, rect);
  }

  void visit(Rect area) {
    area = area.inset(s_.real(4), s_.real(4));
    const float gap = s_.real(3), wide = (area.w - 3 * gap) / 4;
    const bool narrow = area.h > area.w && wide < s_.real(30) * f_.scale();
    const float side = narrow ? (area.w - gap) / 2 : wide;
    const float high = std::clamp(area.h * (narrow ? 0.15f : 0.2f), s_.real(24), s_.real(40)) *
                       (narrow ? std::min(1.3f, f_.scale()) : 1.0f);
    Rect row = area.cut_top(high);
    if (tile("visit.note", row.cut_start(side), "hand-touch", "desk.door.note"_k))
      s_.emit(desk::DoorNoteOpened{});
    row.cut_start(gap);
    if (tile("visit.behalf", row.cut_start(side), "contact-here", "desk.door.behalf"_k))
      s_.emit(desk::BehalfOpened{});
    if (narrow) {
      area.cut_top(gap);
      row = area.cut_top(high);
    } else {
      row.cut_start(gap);
    }
    if (tile("visit.turn", row.cut_start(side), "kind-conversation", "desk.door.turn"_k))
      s_.emit(desk::TurnPressed{});
    row.cut_start(gap);
    if (tile("visit.street", row.cut_start(side), "place-street", "desk.door.streets"_k))
      s_.emit(desk::StreetsShown{});
    area.cut_top(gap * 1.5f);
    draw_lists(s_, area.cut_top(lists_height(s_)), Lists::row);
    area.cut_top(s_.gap());
    f_.paint().round_fill(area, f_.mm(3), f_.theme().card);
    draw_rows(s_, area.inset(s_.real(1.5f), s_.real(1.5f)));
  }

  Rect head(Rect& area, content::Key words, bool closes_behalf) {
    area = area.inset(s_.real(4), s_.real(3));
    Rect line = area.cut_top(s_.control());
    const std::string label = f_.text("desk.back"_k), what = f_.text(words);
    const ActLook back{.icon = "back"};
    if (act(s_, "visit.back", line.cut_start(act_width(s_, label, back)), label, back)) {
      if (closes_behalf)
        s_.emit(desk::BehalfClosed{});
      else
        s_.emit(desk::VisitShown{});
    }
    line.cut_start(s_.gap() * 2);
    f_.words("visit.heading",
             {line.x, line.y + (line.h - f_.type.height_of(what, title(s_), line.w)) / 2, line.w, line.h},
             what, title(s_), f_.theme().paper, NodeRole::heading);
    area.cut_top(s_.gap() * 1.5f);
    return area;
  }

  // A street is three counts and a day; no house, no name.
  void street(Rect area) {
    head(area, "desk.door.streets"_k, false);
    Rect line = area.cut_top(s_.control());
    const std::string add = f_.text("desk.street.add"_k), hint = f_.text("desk.street.name"_k);
    const ActLook plus{.icon = "plus", .enabled = !door_.new_street.empty()};
    if (act(s_, "street.add", line.cut_end(act_width(s_, add, plus)), add, plus))
      s_.emit(desk::StreetAdded{});
    line.cut_end(s_.gap());
    desk_field(s_, "street.name", line, desk::Field::street, door_.new_street.view(), hint, hint);
    area.cut_top(s_.gap() * 1.5f);
    if (!s_.typing() && door_.at && *door_.at < door_.streets.size()) marks(area, door_.streets[*door_.at]);
    const float top = f_.begin_scroll("streets", area);
    float y = top;
    y = told(area, y);
    for (std::size_t i = door_.streets.size(); i-- > 0;) {
      const auto& one = door_.streets[i];
      std::string words = one.name + " · " +
                          f_.text("desk.street.counts"_k, {{"spoken", std::to_string(one.spoken)},
                                                           {"nobody", std::to_string(one.nobody)},
                                                           {"back", std::to_string(one.come_back)}});
      if (one.last) words += " · " + short_day(s_, *one.last);
      if (act(s_, "street." + std::to_string(i), {area.x, y, area.w, s_.control()}, words,
              {.on = door_.at == i}))
        s_.emit(desk::StreetChosen{i});
      y += s_.control() + s_.gap();
    }
    if (door_.streets.empty())
      y += f_.words("street.none", {area.x, y, area.w, 0}, f_.text("desk.street.none"_k), small(s_),
                    f_.theme().paper);
    f_.no_strip();
    f_.end_scroll(y);
  }

  void marks(Rect& area, const desk::Street& street) {
    area.cut_top(f_.words("street.at", area, street.name, strong(s_), f_.theme().paper, NodeRole::heading) +
                 s_.gap());
    const float gap = s_.real(3), wide = (area.w - 2 * gap) / 3;
    Rect row = area.cut_top(s_.real(22) * std::min(1.4f, f_.scale()));
    const auto mark = [&](std::string_view id, content::Key words, int count, DoorMark which) {
      const std::string label = f_.text(words) + "  " + std::to_string(count);
      if (act(s_, id, row.cut_start(wide), label, {})) s_.emit(desk::DoorMarked{which});
      row.cut_start(gap);
    };
    mark("street.spoken", "desk.street.spoken"_k, street.spoken, DoorMark::spoken);
    mark("street.nobody", "desk.street.nobody"_k, street.nobody, DoorMark::nobody);
    mark("street.come_back", "desk.street.come_back"_k, street.come_back, DoorMark::come_back);
    area.cut_top(s_.gap());
    if (door_.last_mark) {
      const std::string label = f_.text("desk.undo"_k);
      const ActLook look{.icon = "again"};
      if (act(s_, "street.undo", {area.x, area.y, act_width(s_, label, look), s_.control()}, label, look))
        s_.emit(desk::DoorMarkUndone{});
    }
    area.cut_top(s_.control() + s_.gap() * 1.5f);
  }

  // What came for this street: to be told at the door.
  float told(const Rect& area, float y) {
    const auto cases = desk::told_in_street(s_.open(), *s_.book);
    if (cases.empty()) return y;
    y += f_.words("street.told", {area.x, y, area.w, 0}, f_.text("desk.street.told"_k), strong(s_),
                  f_.theme().paper) +
         s_.gap();
    for (const auto id : cases) {
      const auto* summary = s_.book->summary(id);
      if (summary == nullptr) continue;
      if (act(s_, "desk.row." + casebook::to_text(id), {area.x, y, area.w, s_.control()},
              first_line(summary->words.view()), {.icon = "answer"}))
        s_.emit(desk::RowOpened{id});
      y += s_.control() + s_.gap();
    }
    return y + s_.gap();
  }

  // --- for a resident who says so
  void behalf(Rect area) {
    if (!door_.behalf) return;
    const Behalf& b = *door_.behalf;
    head(area, "desk.door.behalf"_k, true);
    if (b.step == Behalf::Step::kept) return kept(area, b);
    Rect foot = area.cut_bottom(s_.control());
    area.cut_bottom(s_.gap());
    const std::string send =
        f_.text(b.step == Behalf::Step::saving ? "desk.behalf.saving"_k : "desk.behalf.send"_k);
    const ActLook go{.icon = "send", .loud = true, .enabled = b.agreed && b.step == Behalf::Step::writing};
    if (act(s_, "behalf.send", foot.cut_end(std::min(foot.w, act_width(s_, send, go))), send, go))
      s_.emit(desk::BehalfSent{});
    const float top = f_.begin_scroll("behalf", area);
    float y = top;
    if (b.trouble != Trouble::none) {
      Words wrong = strong(s_);
      wrong.colour = f_.theme().error;
      y += f_.words("behalf.trouble", {area.x, y, area.w, 0},
                    f_.text("desk.behalf.trouble"_k, {{"why", trouble_words(s_, b.trouble)}}), wrong,
                    f_.theme().paper, NodeRole::alert) +
           s_.gap();
    }
    y = problems(area, y, b);
    const auto flow = [&](auto draw) {
      Flow row(s_, {area.x, y, area.w, 0});
      draw(row);
      y = row.bottom() + s_.gap() * 1.5f;
    };
    flow([&](Flow& row) {
      for (const auto kind : domain::kKinds)
        if (row.act("behalf.kind." + std::string(domain::id_of(kind)),
                    f_.text(content::Key{"desk.kind." + std::string(domain::id_of(kind))}),
                    {.on = b.draft.kind == kind}))
          s_.emit(desk::BehalfKind{kind});
    });
    const std::string hint = f_.text("desk.behalf.message"_k);
    const float high = std::max(s_.real(34), f_.type.height_of("Ag", plain(s_), 0) * 4);
    desk_field(s_, "form.message", {area.x, y, area.w, high}, desk::Field::message, b.draft.message.view(),
               hint, hint, true);
    y += high + s_.gap() * 1.5f;
    flow([&](Flow& row) {
      for (const auto way : {domain::ContactWay::phone, domain::ContactWay::email, domain::ContactWay::here,
                             domain::ContactWay::none})
        if (row.act("form.contact." + std::string(domain::id_of(way)),
                    f_.text(content::Key{"contact." + std::string(domain::id_of(way))}),
                    {.on = b.draft.contact.way == way}))
          s_.emit(desk::BehalfWay{way});
    });
    const auto one = [&](std::string_view id, desk::Field field, const Secret& value, content::Key words) {
      const std::string label = f_.text(words);
      desk_field(s_, id, {area.x, y, area.w, s_.control()}, field, value.view(), label, label);
      y += s_.control() + s_.gap();
    };
    if (b.draft.contact.way == domain::ContactWay::phone)
      one("form.phone", desk::Field::phone, b.draft.contact.phone, "desk.behalf.phone"_k);
    if (b.draft.contact.way == domain::ContactWay::email)
      one("form.email", desk::Field::email, b.draft.contact.email, "desk.behalf.email"_k);
    if (b.draft.contact.way == domain::ContactWay::phone || b.draft.contact.way == domain::ContactWay::email)
      one("form.name", desk::Field::name, b.draft.contact.name, "desk.behalf.name"_k);
    if (act(s_, "behalf.agreed", {area.x, y, area.w, s_.control()}, f_.text("desk.behalf.agreed"_k),
            {.on = b.agreed, .box = true}))
      s_.emit(desk::BehalfAgreed{});
    y += s_.control() + s_.gap();
    f_.no_strip();
    f_.end_scroll(y);
  }

  float problems(const Rect& area, float y, const Behalf& b) {
    Words wrong = strong(s_);
    wrong.colour = f_.theme().error;
    int n = 0;
    for (const auto& problem : b.problems)
      y += f_.words("behalf.problem." + std::to_string(n++), {area.x, y, area.w, 0},
                    content::problem_words(s_.content.catalog, s_.state.shown.language, problem), wrong,
                    f_.theme().paper, NodeRole::alert) +
           s_.gap();
    return y;
  }

  // Number and code, large, to be written down or photographed; nowhere else are they kept.
  void kept(Rect area, const Behalf& b) {
    Words look = plain(s_), large = title(s_);
    look.align = large.align = text::Align::centre;
    large.cap_mm = 11;
    large.left_to_right = true;
    const float top = f_.begin_scroll("kept", area), high = std::min(area.h * 0.25f, s_.real(50));
    Rect page{area.x, top, area.w, area.h};
    f_.paint().picture("state-saved", page.cut_top(high));
    page.cut_top(s_.gap());
    const auto say = [&](std::string_view id, const std::string& words, const Words& as) -> Node& {
      const float used = f_.words(id, page, words, as, f_.theme().paper);
      page.cut_top(used + s_.gap() * 1.5f);
      return f_.tree().nodes.back();
    };
    say("behalf.kept", f_.text("desk.behalf.kept"_k), look);
    Node& number = say("receipt.number", grouped(b.number.view(), Grouping::receipt).shown, large);
    number.is_volatile = number.shows_private = true;
    Node& code = say("receipt.code", grouped(b.code.view(), Grouping::code).shown, large);
    code.is_volatile = code.shows_private = true;
    say("behalf.write_down", f_.text("desk.behalf.write_down"_k), look);
    const std::string done = f_.text("desk.behalf.done"_k);
    const ActLook go{.icon = "check", .loud = true};
    const float wide = act_width(s_, done, go);
    if (act(s_, "receipt.done", {page.x + (page.w - wide) / 2, page.y, wide, s_.control()}, done, go))
      s_.emit(desk::BehalfClosed{});
    f_.no_strip();
    f_.end_scroll(page.y + s_.control());
  }

  const DeskScene& s_;
  Frame& f_;
  const Door& door_;
};

}  // namespace

void draw_door(const DeskScene& s) { DoorPage(s).draw(); }

}  // namespace wv::ui
