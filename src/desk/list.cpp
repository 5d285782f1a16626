#include <algorithm>
#include <unordered_set>

#include "desk/context.h"

namespace wv::desk {
namespace {

std::vector<CaseId> ids_now(const Context& c, const Open& open) {
  std::vector<CaseId> ids;
  for (const casebook::Row& row :
       c.world.casebook->rows(open.list.which, *open.viewer, open.list.filter, open.list.words))
    ids.push_back(row.summary->id);
  return ids;
}

bool holds(const std::vector<CaseId>& list, CaseId id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

// Where it stood among the rows before, the nearest that is still there.
std::optional<CaseId> nearest(const std::vector<CaseId>& before, CaseId at,
                              const std::unordered_set<CaseId>& now) {
  const auto place = std::find(before.begin(), before.end(), at);
  for (auto after = place; after != before.end(); ++after)
    if (now.contains(*after)) return *after;
  for (auto ahead = place; ahead != before.begin();)
    if (now.contains(*--ahead)) return *ahead;
  return std::nullopt;
}

// A case of my own stands in the list at once, where it belongs; nothing else moves.
void put_in(const std::vector<CaseId>& now, CaseId id, std::vector<CaseId>& rows) {
  const auto place = std::find(now.begin(), now.end(), id);
  for (auto ahead = place; ahead != now.begin();) {
    const auto found = std::find(rows.begin(), rows.end(), *--ahead);
    if (found == rows.end()) continue;
    rows.insert(found + 1, id);
    return;
  }
  rows.insert(rows.begin(), id);
}

// What I joined is one row at once: two that open the same would be answered twice.
void unite_rows(const casebook::Casebook& casebook, ListInSight& list) {
  std::unordered_set<CaseId> seen;
  const auto shown = [&](CaseId id) {
    const casebook::Summary* summary = casebook.summary(id);
    return summary == nullptr ? id : summary->id;
  };
  std::erase_if(list.rows, [&](CaseId& id) {
    id = shown(id);
    return !seen.insert(id).second;
  });
  seen.clear();
  std::erase_if(list.marked, [&](CaseId& id) {
    id = shown(id);
    return !seen.insert(id).second;
  });
  if (list.at) list.at = shown(*list.at);
  if (list.anchor) list.anchor = shown(*list.anchor);
}

}  // namespace

// What hurts most is seen first: late promises, what is due today, what is mine.
casebook::List first_list(const casebook::Counts& counts) {
  using casebook::List;
  for (const List list : {List::late, List::today, List::mine})
    if (counts[static_cast<std::size_t>(list)] > 0) return list;
  return List::fresh;
}

void renew_viewer(Context& c, Open& open) {
  open.viewer.emplace(open.team.me, c.state.now, c.world.content.municipality.reply_term_working_days,
                      open.team.closed_days, open.team.absent_for(day_of(c.state.now)));
}

void count_lists(Context& c, Open& open) {
  if (c.world.casebook == nullptr || !open.viewer) return;
  open.list.counts = c.world.casebook->counts(*open.viewer);
  open.list.left_alone = c.world.casebook->left_alone(*open.viewer);
}

void show_rows(Context& c, Open& open) {
  if (c.world.casebook == nullptr || !open.viewer) return;
  auto& list = open.list;
  const std::vector<CaseId> before = std::move(list.rows);
  list.rows = ids_now(c, open);
  open.listed_ms = c.state.touched_ms;
  list.fresh.clear();
  const std::unordered_set<CaseId> now(list.rows.begin(), list.rows.end());
  if (list.at && !now.contains(*list.at)) list.at = nearest(before, *list.at, now);
  if (!list.at && !list.rows.empty()) list.at = list.rows.front();
  std::erase_if(list.marked, [&](CaseId id) { return !now.contains(id); });  // nothing unseen is acted on
  if (list.anchor && !now.contains(*list.anchor)) list.anchor.reset();
}

void show_list(Context& c, Open& open) {
  if (c.world.casebook == nullptr || !open.viewer) return;
  count_lists(c, open);
  show_rows(c, open);
}

void choose_list(Context& c, Open& open, casebook::List which) {
  open.page = Page::cases;
  auto& list = open.list;
  const auto place = [&](casebook::List of) -> auto& { return list.left_at[static_cast<std::size_t>(of)]; };
  place(list.which) = list.at;
  list.which = which;
  list.rows.clear();
  list.marked.clear();
  list.anchor.reset();
  list.at = place(which);
  show_list(c, open);
}

void cases_changed(Context& c, Open& open, const CasesChanged& event) {
  if (c.world.casebook == nullptr || !open.viewer) return;
  auto& list = open.list;
  count_lists(c, open);
  if (!event.mine.empty()) unite_rows(*c.world.casebook, list);
  const std::vector<CaseId> now = ids_now(c, open);
  const std::unordered_set<CaseId> shown(list.rows.begin(), list.rows.end());
  list.fresh.clear();
  for (const CaseId id : now) {
    if (shown.contains(id)) continue;
    if (holds(event.mine, id))
      put_in(now, id, list.rows);
    else
      list.fresh.push_back(id);
  }
  // Nobody touched these rows yet: what comes in page by page is the list that was asked for. What hurts
  // most, and what is done already, may only be known with the last one.
  const bool untouched = open.arrives && c.state.touched_ms == open.listed_ms;
  if (untouched && c.state.touched_ms == open.unlocked_ms) list.which = first_list(list.counts);
  if (event.whole) open.arrives = false;
  // The first page of a sync, or of an empty desk: there is nothing yet that could jump.
  if (untouched || (shown.empty() && !list.fresh.empty())) show_list(c, open);
  case_changed(c, open, event);
}

void move_row(Context& c, Open& open, const RowMoved& event) {
  auto& list = open.list;
  if (list.rows.empty()) return;
  const auto place = list.at ? std::find(list.rows.begin(), list.rows.end(), *list.at) : list.rows.end();
  const auto last = static_cast<std::ptrdiff_t>(list.rows.size()) - 1;
  std::ptrdiff_t to = event.by > 0 ? 0 : last;
  if (place != list.rows.end())
    to = std::clamp<std::ptrdiff_t>(place - list.rows.begin() + event.by, 0, last);
  if (event.extend) mark_row(open, {list.rows[static_cast<std::size_t>(to)], true});
  list.at = list.rows[static_cast<std::size_t>(to)];
  // With a case open beside the list the arrows leaf through the cases.
  if (open.opened && writing_now(open) == nullptr) open_case(c, open, *list.at);
}

void mark_row(Open& open, const RowMarked& event) {
  auto& list = open.list;
  const auto place = std::find(list.rows.begin(), list.rows.end(), event.id);
  if (place == list.rows.end()) return;
  // A range that nothing was marked for begins where one is.
  if (event.extend && !list.anchor && list.at && holds(list.rows, *list.at)) {
    if (!is_marked(list, *list.at)) list.marked.push_back(*list.at);
    list.anchor = list.at;
  }
  const auto anchor =
      list.anchor ? std::find(list.rows.begin(), list.rows.end(), *list.anchor) : list.rows.end();
  if (event.extend && anchor != list.rows.end()) {
    const std::unordered_set<CaseId> known(list.marked.begin(), list.marked.end());
    const auto [from, to] = std::minmax(place, anchor);
    for (auto row = from; row <= to; ++row)
      if (!known.contains(*row)) list.marked.push_back(*row);
    return;
  }
  if (is_marked(list, event.id)) {
    std::erase(list.marked, event.id);
    list.anchor.reset();
    return;
  }
  list.marked.push_back(event.id);
  list.anchor = event.id;
}

}  // namespace wv::desk
