// The case that is open: what it is, its thread, and one bar of what can be done with it. With several rows
// marked the same bar is for all of them.
#include <algorithm>

#include "domain/receipt.h"
#include "ui/desk/parts.h"
#include "ui/kit/grouping.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using casebook::Folded;
using casebook::Summary;

namespace {

struct Deal {
  std::string_view id;
  content::Key words;
  std::string_view icon, key;
};

// The five of the bar, and what stands beside them.
void deals(const DeskScene& s, Rect& area, const Summary* summary) {
  const bool closed = summary != nullptr && summary->closed;
  const bool mine = summary != nullptr && summary->holder == s.open().team.me;
  const bool nobodys = summary != nullptr && (summary->holder.empty() || summary->holder_left);
  const auto draw = [&](Flow& flow) {
    const auto deal = [&](const Deal& d, bool loud, bool enabled = true) {
      return flow.act(d.id, s.f.text(d.words),
                      {.icon = d.icon, .key = d.key, .loud = loud, .enabled = enabled});
    };
    if (closed) {
      if (deal({"case.reopen", "desk.reopen"_k, "again", "h"}, true)) s.emit(desk::ReopenPressed{});
      if (deal({"case.note", "desk.note"_k, "change", "n"}, false))
        s.emit(desk::WritingOpened{desk::Writing::What::note});
      return;
    }
    if (deal({"case.take", "desk.take"_k, "plus", "p"}, nobodys, !mine)) s.emit(desk::TakePressed{});
    if (deal({"case.promise", "desk.promise"_k, "clock", "b"}, false))
      s.emit(desk::WritingOpened{desk::Writing::What::promise});
    if (deal({"case.answer", "desk.answer"_k, "answer", "a"}, mine))
      s.emit(desk::WritingOpened{desk::Writing::What::answer});
    if (deal({"case.note", "desk.note"_k, "change", "n"}, false))
      s.emit(desk::WritingOpened{desk::Writing::What::note});
    if (deal({"case.hand", "desk.hand"_k, "next", "d"}, false)) s.emit(desk::HandOpened{});
    if (deal({"case.close", "desk.close"_k, "check", "k"}, false)) s.emit(desk::ClosePressed{});
  };
  const Rect inner = area.inset(s.real(3), 0);
  Flow measured(s, inner);
  measured.measure();
  draw(measured);
  const Rect strip = area.cut_bottom(measured.bottom() - inner.y + 2 * s.real(2));
  s.f.paint().fill(strip, s.f.theme().bar);
  s.f.paint().fill({strip.x, strip.y, strip.w, 1}, mix(s.f.theme().bar, s.f.theme().line, 0.5f));
  Flow flow(s, strip.inset(s.real(3), s.real(2)));
  draw(flow);
}

void nothing_open(const DeskScene& s, const Rect& area) {
  Words look = plain(s);
  look.colour = s.f.theme().muted;
  look.align = text::Align::centre;
  Rect page = area.inset(area.w * 0.15f, area.h * 0.16f);
  s.f.paint().picture("people", page.cut_top(std::min(page.h * 0.5f, s.f.mm(90))));
  page.cut_top(s.f.mm(8));
  page.cut_top(
      s.f.words("desk.nothing_open", page, s.f.text("desk.nothing_open"_k), look, s.f.theme().paper) +
      s.f.mm(4));
  look.cap_mm = desk_type::kSmall;
  if (!s.hand.by_touch)
    s.f.words("desk.keys_hint", page, s.f.text("desk.keys_hint"_k), look, s.f.theme().paper);
}

void several(const DeskScene& s, Rect area) {
  Frame& f = s.f;
  const auto& marked = s.open().list.marked;
  if (const desk::Writing* writing = desk::writing_now(s.open()))
    draw_writing(s, *writing, area.cut_bottom(writing_height(s, *writing, area)));
  else
    deals(s, area, nullptr);
  Rect page = area.inset(s.real(5), s.real(5));
  Rect head = page.cut_top(s.control());
  const ActLook drop{.icon = "close"};
  const std::string none = f.text("desk.marked.none"_k);
  if (act(s, "desk.marked.none", head.cut_end(act_width(s, none, drop)), none, drop))
    s.emit(desk::MarksCleared{});
  const std::string words = f.text("desk.marked"_k, {{"count", std::to_string(marked.size())}});
  f.words("desk.marked",
          {head.x, head.y + (head.h - f.type.height_of(words, title(s), head.w)) / 2, head.w, head.h}, words,
          title(s), f.theme().paper, NodeRole::heading);
  page.cut_top(s.gap());
  const float top = f.begin_scroll("marked", page);
  float y = top;
  for (const auto id : marked) {
    const Summary* summary = s.book->summary(id);
    if (summary == nullptr) continue;
    Words look = plain(s);
    look.max_lines = 1;
    look.own_words = true;
    y += f.words("marked." + casebook::to_text(id), {page.x, y, page.w, 0},
                 "· " + first_line(summary->words.view()), look, f.theme().paper) +
         f.mm(2);
  }
  f.no_strip();
  f.end_scroll(y);
}

class OpenCase {
 public:
  OpenCase(const DeskScene& s, const Folded& folded, const Summary& summary)
      : s_(s), f_(s.f), folded_(folded), summary_(summary) {}

  void draw(Rect area) {
    f_.paint().fill(area, f_.theme().paper);
    if (const desk::Writing* writing = desk::writing_now(s_.open())) {
      if (s_.typing()) return draw_writing(s_, *writing, area);
      draw_writing(s_, *writing, area.cut_bottom(writing_height(s_, *writing, area)));
      if (area.h < 3 * s_.control()) return draw_thread(s_, folded_, summary_, area);
    } else {
      deals(s_, area, &summary_);
    }
    head(area);
    draw_thread(s_, folded_, summary_, area);
  }

 private:
  void head(Rect& area) {
    const float pad = s_.real(4);
    Rect page{area.x + pad, area.y + s_.real(2), area.w - 2 * pad, 0};
    const float top = page.y;
    Rect line{page.x, page.y, page.w, s_.control()};
    const ActLook back{.icon = "back", .key = "Esc", .spoken = f_.text("desk.back"_k)};
    if (act(s_, "case.back", line.cut_start(act_width(s_, {}, back)), {}, back)) s_.emit(desk::CaseLeft{});
    line.cut_start(s_.gap());
    const auto sign = [&](std::string_view id, content::Key words, std::string_view icon,
                          std::string_view key) {
      const std::string label = f_.text(words);
      const ActLook look{.icon = icon, .key = key, .spoken = label};
      const bool wide = area.w > s_.real(150) * f_.scale();
      const std::string shown = wide ? label : std::string();
      const bool used = act(s_, id, line.cut_end(act_width(s_, shown, look)), shown, look);
      line.cut_end(s_.gap());
      return used;
    };
    if (sign("case.look_alikes", "desk.look_alikes"_k, "results", "l")) s_.emit(desk::LookAlikesOpened{});
    if (sign("case.sort", "desk.sort"_k, "four-roles", "s")) s_.emit(desk::SortOpened{});
    mark(line);
    Words name = title(s_);
    name.max_lines = 1;
    const std::string what = kind_words();
    f_.words("case.kind",
             {line.x, line.y + (line.h - f_.type.height_of(what, name, line.w)) / 2, line.w, line.h}, what,
             name, f_.theme().paper, NodeRole::heading);
    page.y = top + s_.control() + s_.real(1.5f);
    facts(page);
    area.cut_top(page.y - area.y + s_.real(2));
    rule(s_, {area.x, area.y - 2, area.w, 1});
  }

  void mark(Rect& line) {
    if (!summary_.role && !summary_.kind) return;
    const auto role = summary_.role ? *summary_.role : domain::role_of(*summary_.kind);
    const float side = std::min(line.h, 3.6f * f_.type.cap_px(desk_type::kHeading));
    f_.paint().picture("mark-" + std::string(domain::id_of(role)),
                       {line.x, line.y + (line.h - side) / 2, side, side});
    line.cut_start(side + f_.mm(3));
  }

  [[nodiscard]] std::string kind_words() const {
    if (!summary_.kind) return f_.text("desk.kind.door"_k);
    return f_.text(content::Key{"desk.kind." + std::string(domain::id_of(*summary_.kind))});
  }

  // Number, day, place, language, who holds it, who reads it: what one looks for, in one line that wraps.
  void facts(Rect& page) {
    std::vector<std::string> parts;
    if (!summary_.number.empty())
      parts.push_back(
          f_.text("desk.number"_k, {{"number", grouped(summary_.number.view(), Grouping::receipt).shown}}));
    parts.push_back(moment_words(s_, summary_.begun));
    if (!summary_.place.empty()) parts.push_back(first_line(summary_.place.view()));
    if (!summary_.theme.empty()) parts.push_back(theme_words(s_, summary_.theme));
    if (!summary_.language.empty()) parts.push_back(language_name(s_, summary_.language));
    if (summary_.holder.empty())
      parts.push_back(f_.text("desk.holder.none"_k));
    else
      parts.push_back(f_.text(summary_.holder_left ? "desk.holder.left"_k : "desk.holder"_k,
                              {{"name", member_name(s_, summary_.holder)}}));
    std::string all;
    for (const auto& part : parts) all += (all.empty() ? "" : " · ") + part;
    page.y +=
        f_.words("case.facts", {page.x, page.y, page.w, 0}, all, small(s_), f_.theme().paper) + f_.mm(1.5f);
    std::string readers;
    for (const auto& reader : folded_.readers)
      readers += (readers.empty() ? "" : ", ") + member_name(s_, reader);
    if (!readers.empty())
      page.y += f_.words("case.readers", {page.x, page.y, page.w, 0},
                         f_.text("desk.readers"_k, {{"names", readers}}), small(s_), f_.theme().paper) +
                f_.mm(1.5f);
    warnings(page);
  }

  void warnings(Rect& page) {
    const auto warn = [&](std::string_view id, std::string_view icon, const std::string& words) {
      Words look = small(s_);
      look.colour = f_.theme().ink;
      look.weight = text::Weight::medium;
      page.y +=
          told_line(s_, id, {page.x, page.y, page.w, 0}, icon, words, look, NodeRole::note) + f_.mm(1.5f);
    };
    if (summary_.confidential) warn("case.confidential", "hide", f_.text("desk.confidential"_k));
    if (summary_.on_the_way > 0)
      warn("case.on_the_way", "clock",
           f_.text("desk.row.on_the_way"_k, {{"count", std::to_string(summary_.on_the_way)}}));
    if (summary_.disputed) warn("case.disputed", "info", f_.text("desk.disputed"_k));
    if (summary_.number_repeated) warn("case.repeated", "warn", f_.text("desk.number_repeated"_k));
    if (summary_.with_others) warn("case.with_others", "building", f_.text("desk.with_others"_k));
    if (s_.open().opened && s_.open().opened->arrived > 0)
      warn("case.arrived", "info",
           f_.text("desk.arrived"_k, {{"count", std::to_string(s_.open().opened->arrived)}}));
    if (summary_.apart) {
      warn("case.apart", "warn", f_.text("desk.apart"_k));
      const std::string label = f_.text("desk.take_over"_k);
      if (act(s_, "case.take_over", {page.x, page.y, act_width(s_, label, {.icon = "plus"}), s_.control()},
              label, {.icon = "plus"}))
        s_.emit(desk::TakeOverPressed{});
      page.y += s_.control() + f_.mm(2);
    }
  }

  const DeskScene& s_;
  Frame& f_;
  const Folded& folded_;
  const Summary& summary_;
};

}  // namespace

void draw_case(const DeskScene& s, Rect area) {
  s.f.paint().fill(area, s.f.theme().paper);
  const desk::Open& open = s.open();
  if (!open.list.marked.empty() && !open.opened) return several(s, area);
  if (!open.opened) return nothing_open(s, area);
  const Folded* folded = s.book->find(open.opened->id);
  const Summary* summary = s.book->summary(open.opened->id);
  if (folded == nullptr || summary == nullptr) {
    Words look = plain(s);
    look.align = text::Align::centre;
    s.f.words("case.gone", area.inset(area.w * 0.1f, area.h * 0.3f),
              s.f.text(summary == nullptr ? "desk.row.gone"_k : "desk.case.coming"_k), look,
              s.f.theme().paper);
    Rect foot = area.inset(s.real(4), s.real(4));
    const ActLook back{.icon = "back"};
    const std::string label = s.f.text("desk.back"_k);
    if (act(s, "case.back", {foot.x, foot.y, act_width(s, label, back), s.control()}, label, back))
      s.emit(desk::CaseLeft{});
    return;
  }
  OpenCase(s, *folded, *summary).draw(area);
}

}  // namespace wv::ui
