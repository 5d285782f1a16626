// Behind the PIN: what lies in the queue, a row for each, by its headers only.
#include <algorithm>
#include <initializer_list>
#include <optional>
#include <vector>

#include "content/phrases.h"
#include "ui/desk/table.h"
#include "ui/kit/chrome.h"
#include "ui/screens/screens.h"

namespace wv::ui {

using namespace content::literals;
using app::QueuePage;
using app::QueueRow;

namespace {

content::Key state_words(QueueRow::State state) {
  return state == QueueRow::State::waiting  ? "queue.waiting"_k
         : state == QueueRow::State::parked ? "queue.parked"_k
                                            : "queue.sent"_k;
}

// Why it could not go, in a few words; the code stands beside the message and in the log.
content::Key reason_words(app::Trouble reason) {
  if (reason == app::Trouble::sync_refused) return "queue.refused"_k;
  if (reason == app::Trouble::sync_conflict) return "queue.conflict"_k;
  return "queue.damaged"_k;
}

std::string size_words(std::uint64_t bytes) { return std::to_string((bytes + 1023) / 1024) + " kB"; }

enum class Cell { state, day, size, reason, again };

std::optional<QueuePage::By> order_of(Cell cell) {
  switch (cell) {
    case Cell::state: return QueuePage::By::state;
    case Cell::day: return QueuePage::By::day;
    case Cell::size: return QueuePage::By::size;
    case Cell::reason: return QueuePage::By::reason;
    case Cell::again: return std::nullopt;
  }
  return std::nullopt;
}

class QueueScreen {
 public:
  QueueScreen(const Scene& s, const QueuePage& page) : s_(s), f_(s.f), page_(page) {}

  void draw() {
    Rect area = chrome(s_, DangerLine::without);
    const ButtonLook back(ButtonKind::secondary, f_.rtl() ? "next" : "back");
    const std::string words = f_.text("settings.back"_k);
    const float width = std::min(area.w - 2 * f_.margin(), button_width(f_, words, back));
    const float height = button_height(f_, words, back, width, 18);
    Rect foot = area.cut_bottom(height + f_.mm(7)).inset(f_.margin(), f_.mm(3.5f));
    area = area.inset(f_.margin(), f_.mm(4));
    heading(area);
    if (s_.state.host.queue && !s_.state.host.queue->empty()) table(area);
    if (button(f_, "form.back", foot.cut_start(width), words, back)) s_.emit(app::BackPressed{});
  }

 private:
  void heading(Rect& area) {
    const Words title{.cap_mm = type::kHeading, .weight = text::Weight::bold, .colour = f_.theme().ink};
    const Words small{.cap_mm = type::kLabel, .colour = f_.theme().ink};
    area.cut_top(f_.words("queue.heading", area, f_.text("queue.heading"_k), title, f_.theme().paper,
                          NodeRole::heading) +
                 f_.mm(3));
    area.cut_top(f_.words("queue.count", area, how_it_stands(), small, f_.theme().paper) + f_.mm(4));
  }

  // What became of the last "try again"; else how many there are, or why none can be shown.
  [[nodiscard]] std::string how_it_stands() const {
    const app::Host& host = s_.state.host;
    const app::Requeue& again = host.requeue;
    if (host.queue_failed) return f_.text("settings.requeue_failed"_k);
    if (!host.queue || again.what == app::Requeue::What::running) return f_.text("queue.looking"_k);
    if (again.what == app::Requeue::What::ended)
      return again.trouble == app::Trouble::none && again.bad == 0
                 ? f_.text("settings.requeued"_k, {{"count", std::to_string(again.back)}})
                 : f_.text("settings.requeue_failed"_k);
    return f_.text("queue.count"_k, {{"count", std::to_string(host.queue->size())}});
  }

  [[nodiscard]] float width_of(std::initializer_list<std::string> words, float more_mm = 0) {
    float widest = 0;
    for (const auto& w : words)
      widest = std::max(widest, f_.type.width_of(w, {.cap_mm = type::kLabel, .weight = text::Weight::bold}));
    return widest + f_.mm(more_mm);
  }

  // Those that stand beside one another with all their words; the least needed are left out first.
  void choose_columns(float width) {
    constexpr float kArrowMm = 5, kButtonMm = 7, kRestMm = 12;  // the sign of the order; scroll bar and edges
    const auto text = [&](content::Key key) { return f_.text(key); };
    const Day long_day{2026, 9, 30};
    const struct {
      Cell cell;
      TableColumn column;
    } all[] = {
        {Cell::state,
         {"queue.sort.state", text("queue.state"_k),
          width_of(
              {text("queue.state"_k), text("queue.waiting"_k), text("queue.parked"_k), text("queue.sent"_k)},
              kArrowMm)}},
        {Cell::again, {"queue.again", "", width_of({text("queue.requeue"_k)}, kButtonMm), false}},
        {Cell::reason,
         {"queue.sort.reason", text("queue.reason"_k),
          width_of({text("queue.reason"_k), text("queue.refused"_k), text("queue.conflict"_k),
                    text("queue.damaged"_k)},
                   kArrowMm)}},
        {Cell::day,
         {"queue.sort.day", text("queue.day"_k),
          width_of({text("queue.day"_k),
                    content::day_words(s_.content.catalog, s_.state.shown.language, long_day)},
                   kArrowMm)}},
        {Cell::size,
         {"queue.sort.size", text("queue.size"_k), width_of({text("queue.size"_k), "4096 kB"}, kArrowMm)}}};
    float left = width - f_.mm(kRestMm);
    for (const auto& one : all) {
      left -= one.column.width_px + f_.mm(5);
      if (left < 0 && cells_.size() >= 2) break;  // how it stands, and trying again, are always there
      const auto place = std::lower_bound(cells_.begin(), cells_.end(), one.cell);
      columns_.insert(columns_.begin() + (place - cells_.begin()), one.column);
      cells_.insert(place, one.cell);
    }
    const auto wide = std::find(cells_.begin(), cells_.end(), Cell::reason);
    columns_[wide == cells_.end() ? 0 : static_cast<std::size_t>(wide - cells_.begin())].width_px = 0;
  }

  void table(const Rect& area) {
    choose_columns(area.w);
    const auto sorted_by =
        std::find_if(cells_.begin(), cells_.end(), [&](Cell c) { return order_of(c) == page_.by; });
    Table table(f_, "queue", area, columns_,
                {static_cast<std::size_t>(sorted_by - cells_.begin()), page_.descending},
                shows(Cell::reason) ? 1 : 2);
    if (const auto chosen = table.sort_chosen())
      if (const auto by = order_of(cells_[chosen->column]))
        s_.emit(app::HostEvent{app::QueueSorted{{*by, chosen->descending}}});
    const auto& rows = *s_.state.host.queue;
    table.rows(rows.size(), [&](std::size_t i) { row(table, rows[i], i + 1); });
  }

  void row(Table& table, const QueueRow& r, std::size_t number) {
    const std::string state = f_.text(state_words(r.state)),
                      day =
                          content::day_words(s_.content.catalog, s_.state.shown.language,
                                             day_of(LocalTime{Instant{r.kept_ms}, s_.state.now.offset_min}));
    const bool parked = r.state == QueueRow::State::parked;
    // Of more than a thousand the reasons are not read.
    const std::string why =
        parked && r.reason != app::Trouble::none ? f_.text(reason_words(r.reason)) : std::string();
    table.begin_row("queue.row." + r.id,
                    std::to_string(number) + ". " + state + ", " + day + (why.empty() ? "" : ", " + why));
    for (const Cell cell : cells_) switch (cell) {
        case Cell::state:
          table.cell(state, {.weight = parked ? text::Weight::bold : text::Weight::regular},
                     shows(Cell::reason) ? std::string_view()
                     : why.empty()       ? day
                                         : why);
          break;
        case Cell::day: table.cell(day); break;
        case Cell::size: table.cell(size_words(r.bytes), {.left_to_right = true}); break;
        case Cell::reason: table.cell(why); break;
        case Cell::again: again(table, r, number); break;
      }
  }

  [[nodiscard]] bool shows(Cell cell) const {
    return std::find(cells_.begin(), cells_.end(), cell) != cells_.end();
  }

  void again(Table& table, const QueueRow& r, std::size_t number) {
    if (r.state != QueueRow::State::parked) return table.empty_cell();
    const std::string label = f_.text("queue.requeue"_k);
    if (table.cell_button("queue.requeue." + r.id, label, label + " " + std::to_string(number)))
      s_.emit(app::HostEvent{app::RequeuePressed{r.id}});
  }

  std::vector<Cell> cells_;
  std::vector<TableColumn> columns_;
  const Scene& s_;
  Frame& f_;
  const QueuePage& page_;
};

}  // namespace

void draw_screen(const Scene& s, const app::QueuePage& page) { QueueScreen(s, page).draw(); }

}  // namespace wv::ui
