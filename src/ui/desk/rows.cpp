// The list in sight: search, chips of what is filtered, the pill of what is new, and two lines a case.
#include <algorithm>

#include "ui/desk/parts.h"
#include "ui/desk/row_list.h"
#include "ui/kit/widgets.h"

namespace wv::ui {

using namespace content::literals;
using casebook::Hurt;
using casebook::Row;
using casebook::Summary;

namespace {

class Rows {
 public:
  explicit Rows(const DeskScene& s) : s_(s), f_(s.f), list_(s.open().list) {}

  void draw(Rect area) {
    search(area);
    chips(area);
    pill(area);
    if (list_.rows.empty()) return nothing(area);
    const float text = f_.type.height_of("Ag", strong(s_), 0) + f_.type.height_of("Ag", small(s_), 0);
    const float row = std::ceil(std::max(s_.control(), text + f_.mm(4.5f)));
    if (area.h < row / 2) return;
    RowList list(s_, "desk.list", area, row, usable());
    if (list_.at && casebook::to_text(*list_.at) != s_.hand.followed) {
      const auto at = std::find(list_.rows.begin(), list_.rows.end(), *list_.at);
      if (at != list_.rows.end()) list.show(static_cast<std::size_t>(at - list_.rows.begin()));
      s_.hand.followed = casebook::to_text(*list_.at);
    }
    list.rows(list_.rows.size(), [&](std::size_t i, const Rect& rect) { one(list, list_.rows[i], rect); });
  }

 private:
  [[nodiscard]] bool usable() const { return s_.open().overlay == desk::Overlay::none; }

  void search(Rect& area) {
    Rect line = area.cut_top(s_.control());
    const std::string filter = f_.text("desk.filter"_k);
    const bool filtered = is_filtered();
    const ActLook look{.icon = "change", .on = filtered, .spoken = filter};
    const Rect beside = line.cut_end(act_width(s_, filter, look));
    line.cut_end(s_.gap());
    desk_field(s_, "desk.search", line, desk::Field::search, list_.words.view(), f_.text("desk.search"_k),
               f_.text("desk.search"_k));
    if (act(s_, "desk.filter", beside, filter, look)) s_.emit(desk::OverlayOpened{desk::Overlay::filter});
    area.cut_top(s_.gap());
  }

  [[nodiscard]] bool is_filtered() const {
    const auto& filter = list_.filter;
    return filter.kind || filter.role || filter.theme || filter.language || filter.place_id || filter.holder;
  }

  void chips(Rect& area) {
    if (!is_filtered()) return;
    Flow flow(s_, area);
    const auto& filter = list_.filter;
    const auto chip = [&](std::string_view id, const std::string& words, desk::FilterChosen again) {
      if (flow.act(id, words, {.icon = "close"})) s_.emit(std::move(again));
    };
    if (filter.role)
      chip("desk.chip.role",
           f_.text(content::Key{"role." + std::string(domain::id_of(*filter.role)) + ".name"}),
           {.role = filter.role});
    if (filter.theme) chip("desk.chip.theme", theme_words(s_, *filter.theme), {.theme = filter.theme});
    if (filter.language)
      chip("desk.chip.language", language_name(s_, *filter.language), {.language = filter.language});
    if (filter.place_id) chip("desk.chip.place", place_name(*filter.place_id), {.place = filter.place_id});
    if (filter.holder) chip("desk.chip.holder", member_name(s_, *filter.holder), {.holder = filter.holder});
    if (flow.act("desk.chip.none", f_.text("desk.filter.none"_k), {.icon = "clear"}))
      s_.emit(desk::FiltersCleared{});
    area.cut_top(flow.bottom() - area.y + s_.gap());
  }

  [[nodiscard]] std::string place_name(const std::string& id) const {
    for (const auto& place : s_.content.municipality.places)
      if (place.id == id) return place.name;
    return id;
  }

  void pill(Rect& area) {
    if (list_.fresh.empty()) return;
    const std::string words = f_.text("desk.fresh"_k, {{"count", std::to_string(list_.fresh.size())}});
    const ActLook look{.icon = "down", .key = "v", .loud = true};
    const Rect line = area.cut_top(s_.control());
    const float wide = act_width(s_, words, look);
    if (act(s_, "desk.fresh", {line.x + (line.w - wide) / 2, line.y, wide, line.h}, words, look))
      s_.emit(desk::PillPressed{});
    area.cut_top(s_.gap());
  }

  void nothing(Rect area) {
    const bool looking = !list_.words.empty() || is_filtered();
    const std::string words = f_.text(looking                               ? "desk.empty.search"_k
                                      : list_.which == casebook::List::late ? "desk.empty.late"_k
                                                                            : "desk.empty"_k);
    Words look = plain(s_);
    look.colour = f_.theme().muted;
    look.align = text::Align::centre;
    area = area.inset(f_.mm(8), 0);
    const float high = std::min(area.h * 0.4f, f_.mm(52));
    area.cut_top(area.h * 0.08f);
    f_.paint().picture(looking ? "state-waiting" : "state-saved", area.cut_top(high));
    area.cut_top(f_.mm(4));
    f_.words("desk.empty", area, words, look, f_.theme().card);
  }

  void one(RowList& list, casebook::CaseId id, const Rect& rect) {
    const Theme& t = f_.theme();
    const std::string node = "desk.row." + casebook::to_text(id);
    const Summary* summary = s_.book->summary(id);
    if (summary == nullptr || !s_.open().viewer) {  // it went meanwhile: its place stays
      (void)list.begin_row(node, f_.text("desk.row.gone"_k), rect, 0);
      Words look = small(s_);
      list.words(rect.inset(f_.mm(5), 0), f_.text("desk.row.gone"_k), look);
      return;
    }
    const Row row = casebook::row_of(*summary, *s_.open().viewer);
    const bool at = list_.at == id, opened = s_.open().opened && s_.open().opened->id == id;
    const bool marked = desk::is_marked(list_, id);
    const Colour ground = marked               ? mix(t.card, t.soft, 0.9f)
                          : opened             ? t.soft
                          : list.hovered(rect) ? mix(t.card, t.soft, 0.4f)
                                               : t.card;
    list.paint().fill(rect, ground);
    // Where two colours are all there is, a frame says it.
    if (t.strong() && (opened || list.hovered(rect)))
      list.paint().round_border(rect.inset(f_.mm(0.6f)), f_.mm(2), f_.mm(opened ? t.border_mm : 0.4f),
                                t.line);
    if (at) list.paint().fill({rect.x, rect.y, std::max(2.0f, f_.mm(1.2f)), rect.h}, t.accent);
    list.paint().fill({rect.x + f_.mm(3), rect.bottom() - 1, rect.w - f_.mm(6), 1},
                      mix(t.card, t.line, 0.4f));
    const float mark = std::max(s_.control(), rect.h);
    const std::string due = due_words(s_, row);
    const std::string words = first_words(*summary);
    const auto used = list.begin_row(node, due + ". " + words, rect, mark);
    list.node().selected = opened;
    list.node().checked = marked;
    if (used.marked) s_.emit(desk::RowMarked{id});
    if (used.opened) s_.emit(desk::RowOpened{id});
    draw_mark(list, *summary, {rect.x + f_.mm(1.2f), rect.y, mark - f_.mm(1.2f), rect.h}, marked);
    Rect inner{rect.x + mark + f_.mm(2), rect.y, rect.w - mark - f_.mm(5), rect.h};
    const float first = f_.type.height_of("Ag", strong(s_), 0),
                second = f_.type.height_of("Ag", small(s_), 0);
    inner = inner.inset(0, (inner.h - first - second) / 2);
    Rect top = inner.cut_top(first);
    const bool narrow = rect.w < s_.real(105) * f_.scale();  // there the words have their line for themselves
    draw_due(list, row, due, narrow ? inner : top);
    const bool undone = !desk::undone_deeds(s_.open(), id).empty();
    Words head = summary->opened || summary->closed ? plain(s_) : strong(s_);
    head.own_words = true;
    head.max_lines = 1;
    if (summary->closed) head.colour = t.muted;
    list.words(top, words, head);
    Words beside = small(s_);
    beside.max_lines = 1;
    if (undone) beside.weight = text::Weight::semibold;
    list.words(inner, beside_words(*summary, undone), beside);
  }

  // What is told by a shape too: a filled pill with a sign when it is late, an outlined one today.
  void draw_due(RowList& list, const Row& row, const std::string& due, Rect& line) {
    const Theme& t = f_.theme();
    const bool late = row.late && !row.summary->closed;
    const bool warm =
        !late && !row.summary->closed && (row.hurt == Hurt::due_today || row.hurt == Hurt::unopened);
    Words look = small(s_);
    look.max_lines = 1;
    look.weight = late || warm ? text::Weight::semibold : text::Weight::regular;
    look.colour = late ? t.error : warm ? t.ink : t.muted;
    const float side = late || warm || row.due_is_promise ? 1.6f * f_.type.cap_px(desk_type::kSmall) : 0;
    const float pad = late || warm ? f_.mm(2.4f) : 0;
    const float wide = f_.type.width_of(due, look) + 1 + side + (side > 0 ? f_.mm(1.6f) : 0) + 2 * pad;
    Rect box = line.cut_end(wide);
    line.cut_end(f_.mm(3));
    if (late || warm) {
      const Rect pill{box.x, box.y, box.w, box.h};
      if (late) list.paint().round_fill(pill, pill.h / 2, t.error_ground);
      list.paint().round_border(pill, pill.h / 2, std::max(1.0f, f_.mm(0.4f)), late ? t.error : t.ink);
    }
    box = box.inset(pad, 0);
    if (side > 0) {
      list.paint().icon(late ? "warn" : "clock", {box.x, box.y + (box.h - side) / 2, side, side},
                        look.colour);
      box.cut_start(side + f_.mm(1.6f));
    }
    list.words(box, due, look);
  }

  void draw_mark(RowList& list, const Summary& summary, const Rect& cell, bool marked) {
    const float side = std::min(cell.w, cell.h) * (s_.hand.by_touch ? 0.6f : 0.66f);
    const Rect at{cell.x + (cell.w - side) / 2, cell.y + (cell.h - side) / 2, side, side};
    if (marked) {
      list.paint().round_fill(at, side / 2, f_.theme().accent);
      list.paint().icon("check", at.inset(side * 0.22f), f_.theme().on_accent);
      return;
    }
    const auto role = summary.role   ? *summary.role
                      : summary.kind ? domain::role_of(*summary.kind)
                                     : domain::Role::fixer;
    if (summary.role || summary.kind)
      list.paint().picture("mark-" + std::string(domain::id_of(role)), at);
    else
      list.paint().icon("home", at.inset(side * 0.12f), f_.theme().muted);
  }

  [[nodiscard]] std::string first_words(const Summary& summary) const {
    if (summary.erased) return f_.text("desk.row.erased"_k);
    std::string words = first_line(summary.words.view());
    if (!words.empty()) return words;
    return f_.text(summary.voice  ? "desk.row.voice"_k
                   : summary.kind ? "desk.row.tiles"_k
                                  : "desk.row.door"_k);
  }

  [[nodiscard]] std::string beside_words(const Summary& summary, bool undone) const {
    std::vector<std::string> parts;
    if (undone) parts.push_back(f_.text("desk.row.undone"_k));
    if (!summary.place.empty()) parts.push_back(first_line(summary.place.view()));
    if (summary.holder_left)
      parts.push_back(f_.text("desk.row.left"_k, {{"name", member_name(s_, summary.holder)}}));
    else if (!summary.holder.empty())
      parts.push_back(summary.holder == s_.open().team.me ? f_.text("desk.row.me"_k)
                                                          : member_name(s_, summary.holder));
    if (!summary.language.empty() && summary.language != "nl")
      parts.push_back(language_name(s_, summary.language));
    if (!summary.theme.empty()) parts.push_back(theme_words(s_, summary.theme));
    if (summary.voice) parts.push_back(f_.text("desk.row.spoken"_k));
    if (summary.cases > 1)
      parts.push_back(f_.text("desk.row.joined"_k, {{"count", std::to_string(summary.cases)}}));
    if (summary.confidential) parts.push_back(f_.text("desk.row.confidential"_k));
    if (summary.disputed) parts.push_back(f_.text("desk.row.disputed"_k));
    if (summary.on_the_way > 0)
      parts.push_back(f_.text("desk.row.on_the_way"_k, {{"count", std::to_string(summary.on_the_way)}}));
    parts.push_back(short_day(s_, summary.begun_on));
    std::string all;
    for (const auto& part : parts) all += (all.empty() ? "" : " · ") + part;
    return all;
  }

  const DeskScene& s_;
  Frame& f_;
  const desk::ListInSight& list_;
};

}  // namespace

void draw_rows(const DeskScene& s, Rect area) { Rows(s).draw(area); }

}  // namespace wv::ui
