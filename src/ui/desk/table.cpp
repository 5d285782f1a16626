#include "ui/desk/table.h"

#include <algorithm>
#include <imgui.h>

#include "ui/kit/gui.h"

namespace wv::ui {

namespace {

constexpr float kRowMm = 19;  // a button of 15 mm in it, and 4 mm to the next (T1)
constexpr float kBarMm = 9;   // a scroll bar that a finger can hold
constexpr float kPadMm = 2.5f;
constexpr float kOrderSign = 0.65f;  // how wide ImGui draws it, as a share of its letters' size

ImU32 packed(Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); }

constexpr int kColours = 12, kSizes = 7;

// ImGui has its bar on the right only; right to left the kit draws one on the left (bar_at_left).
void push_style(const Theme& t, float mm, float row_px, float line_px, bool rtl) {
  const auto colour = [](ImGuiCol which, Colour c) { ImGui::PushStyleColor(which, packed(c)); };
  colour(ImGuiCol_WindowBg, t.card);
  colour(ImGuiCol_ChildBg, t.card);
  colour(ImGuiCol_Text, t.ink);
  colour(ImGuiCol_TableHeaderBg, t.bar);
  colour(ImGuiCol_TableBorderLight, t.line);
  colour(ImGuiCol_TableBorderStrong, t.line);
  colour(ImGuiCol_Header, t.soft);
  colour(ImGuiCol_HeaderHovered, t.soft);
  colour(ImGuiCol_HeaderActive, mix(t.soft, t.ink, 0.15f));
  colour(ImGuiCol_ScrollbarBg, t.bar);
  colour(ImGuiCol_ScrollbarGrab, t.muted);
  colour(ImGuiCol_NavCursor, t.focus);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, rtl ? 0 : kBarMm * mm);
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarRounding, kBarMm * mm / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  // A heading is as high as ImGui's line and the padding about it.
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {kPadMm * mm, (row_px - line_px) / 2});
}

Rect rect_of_item() {
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  return {a.x, a.y, b.x - a.x, b.y - a.y};
}

}  // namespace

Table::Table(Frame& frame, std::string_view id, const Rect& rect, std::span<const TableColumn> columns,
             const TableSort& sorted, int lines)
    : f_(frame), id_(id), columns_(columns), sorted_(sorted), pad_px_(f_.mm(kPadMm)) {
  row_px_ =
      std::max(f_.mm(kRowMm),
               static_cast<float>(lines) * f_.type.height_of("H", {.cap_mm = type::kLabel}, 0) + f_.mm(3));
  const Rect at = f_.paint().on_screen(rect);
  const float line_px = f_.type.cap_px(type::kLabel);
  push_style(f_.theme(), f_.mm(1), row_px_, line_px, f_.rtl());
  ImGui::PushFont(nullptr, line_px);
  ImGui::SetNextWindowPos({at.x, at.y});
  ImGui::SetNextWindowSize({at.w, at.h});
  ImGui::Begin(id_.c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  const float bar = f_.mm(kBarMm), left = f_.rtl() ? bar : 0;
  bar_at_left_ = {at.x, at.y + row_px_, left, at.h - row_px_};
  ImGui::SetCursorScreenPos({at.x + left, at.y});
  open_ = ImGui::BeginTable("rows", static_cast<int>(columns_.size()),
                            ImGuiTableFlags_Sortable | ImGuiTableFlags_ScrollY |
                                ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingFixedFit |
                                ImGuiTableFlags_PadOuterX | ImGuiTableFlags_NoSavedSettings,
                            {at.w - left, at.h});
  Gui& gui = Gui::current();
  gui.own(at);
  if (!f_.rtl()) gui.own({at.right() - bar, at.y, bar, at.h}, Gui::Draws::points);
  if (!open_) return;
  inner_ = {at.x + left, at.y + row_px_, at.w - left, at.h - row_px_};
  if (ImGui::IsWindowAppearing())
    ImGui::SetWindowFocus();  // the rows are a window in the window: keys go there
  if (const float drag = gui.take_drag(); drag != 0) ImGui::SetScrollY(ImGui::GetScrollY() - drag);
  headings();
}

Table::~Table() {
  if (open_) {
    const float seen = ImGui::GetWindowHeight(), at = ImGui::GetScrollY(), most = ImGui::GetScrollMaxY();
    ImGui::EndTable();
    if (f_.rtl() && most > 0) draw_bar(at / (seen + most), seen / (seen + most));
  }
  ImGui::End();
  ImGui::PopFont();
  ImGui::PopStyleVar(kSizes);
  ImGui::PopStyleColor(kColours);
}

// Where in the rows one is: both are shares of them.
void Table::draw_bar(float from, float seen) {
  Painter painter = f_.paint().on(*ImGui::GetWindowDrawList());
  const Rect& bar = bar_at_left_;
  painter.fill(bar, f_.theme().bar);
  const float high = std::max(bar.w, seen * bar.h);
  painter.round_fill({bar.x, bar.y + from / (1 - seen) * (bar.h - high), bar.w, high}, bar.w / 2,
                     f_.theme().muted);
}

std::size_t Table::place_of(std::size_t column) const {
  return f_.rtl() ? columns_.size() - 1 - column : column;
}

void Table::headings() {
  ImGui::TableSetupScrollFreeze(0, 1);
  for (std::size_t place = 0; place < columns_.size(); ++place) {
    const std::size_t at = place_of(place);
    const TableColumn& c = columns_[at];
    ImGuiTableColumnFlags flags =
        c.width_px > 0 ? ImGuiTableColumnFlags_WidthFixed : ImGuiTableColumnFlags_WidthStretch;
    if (!c.sortable) flags |= ImGuiTableColumnFlags_NoSort;
    if (at == sorted_.column)
      flags |= ImGuiTableColumnFlags_DefaultSort |
               (sorted_.descending ? ImGuiTableColumnFlags_PreferSortDescending : ImGuiTableColumnFlags_None);
    ImGui::TableSetupColumn(("##" + c.id).c_str(), flags, c.width_px, static_cast<ImGuiID>(at));
  }
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  top_ = inner_.y - row_px_;
  for (column_ = 0; column_ < columns_.size();) {
    const TableColumn& c = columns_[column_];
    const Rect cell = enter(column_++);
    ImGui::TableHeader(("##" + c.id).c_str());
    if (c.label.empty()) continue;
    // ImGui draws the sign of the order at the right, where a right-to-left heading begins.
    const bool sign = f_.rtl() && column_ - 1 == sorted_.column;
    const float beside = sign ? ImGui::GetFontSize() * kOrderSign + f_.mm(1) : 0;
    draw({cell.x, cell.y, cell.w - beside, cell.h}, c.label,
         {.cap_mm = type::kLabel, .weight = text::Weight::bold, .colour = f_.theme().ink, .max_lines = 1});
    Node& n = record(c.id, c.sortable ? NodeRole::button : NodeRole::text, c.label,
                     {cell.x, cell.y, cell.w, row_px_});
    if (c.sortable) n.hit = n.rect;
    n.bg = f_.theme().bar;
    n.selected = c.sortable && static_cast<std::size_t>(&c - columns_.data()) == sorted_.column;
    if (c.sortable && f_.touch.action(c.id) != nullptr)
      chosen_ = TableSort{static_cast<std::size_t>(&c - columns_.data()), n.selected && !sorted_.descending};
  }
  if (ImGuiTableSortSpecs* specs = ImGui::TableGetSortSpecs(); specs != nullptr && specs->SpecsDirty) {
    specs->SpecsDirty = false;
    if (specs->SpecsCount > 0) {
      const TableSort now{specs->Specs->ColumnUserID,
                          specs->Specs->SortDirection == ImGuiSortDirection_Descending};
      if (now.column != sorted_.column || now.descending != sorted_.descending) chosen_ = now;
    }
  }
}

void Table::rows(std::size_t count, const std::function<void(std::size_t)>& row) {
  if (!open_) return;
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {pad_px_, 0});  // a row is as high as its items
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), row_px_);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) row(static_cast<std::size_t>(i));
  ImGui::PopStyleVar();
}

void Table::begin_row(std::string_view id, std::string_view spoken) {
  ImGui::TableNextRow(ImGuiTableRowFlags_None, row_px_);
  ImGui::TableSetColumnIndex(0);
  column_ = 0;
  top_ = ImGui::GetCursorScreenPos().y;
  ImGui::PushID(id.data(), id.data() + id.size());
  ImGui::Selectable("##row", false, ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowOverlap,
                    {0, row_px_});
  ImGui::PopID();
  record(id, NodeRole::row, spoken, {inner_.x, top_, inner_.w, row_px_});
}

Rect Table::enter(std::size_t column) {
  ImGui::TableSetColumnIndex(static_cast<int>(place_of(column)));
  return {ImGui::GetCursorScreenPos().x, top_, ImGui::GetContentRegionAvail().x, row_px_};
}

void Table::draw(const Rect& cell, std::string_view text, const Words& look) {
  Painter painter = f_.paint().on(*ImGui::GetWindowDrawList());
  const auto& laid = f_.type.lay(text, look, cell.w);
  painter.text(laid, {cell.x, cell.y + (cell.h - laid.height) / 2, cell.w, laid.height}, look.colour);
}

void Table::cell(std::string_view text, const Words& given, std::string_view under) {
  Words look = given;
  look.cap_mm = type::kLabel;
  look.colour = f_.theme().ink;
  look.max_lines = 1;
  const Rect cell = enter(column_++);
  const Words second{.cap_mm = type::kLabel, .colour = f_.theme().muted, .max_lines = 1};
  if (under.empty() || f_.type.width_of(under, second) > cell.w) return draw(cell, text, look);
  const float line = f_.type.height_of(text, look, cell.w), top = cell.y + (cell.h - 2 * line) / 2;
  draw({cell.x, top, cell.w, line}, text, look);
  draw({cell.x, top + line, cell.w, line}, under, second);
}

bool Table::cell_button(std::string_view id, std::string_view label, std::string_view spoken) {
  const Rect cell = enter(column_++);
  const float high = f_.mm(kRowMm - 4);
  const Rect at = Rect{cell.x, cell.y + (cell.h - high) / 2, cell.w, high};
  ImGui::SetCursorScreenPos({at.x, at.y});
  ImGui::PushID(id.data(), id.data() + id.size());
  const bool pressed = ImGui::InvisibleButton("##button", {at.w, at.h});
  ImGui::PopID();
  const bool under = ImGui::IsItemActive() || ImGui::IsItemFocused();
  Painter painter = f_.paint().on(*ImGui::GetWindowDrawList());
  painter.round_fill(at, f_.mm(3), under ? f_.theme().soft : f_.theme().card);
  painter.round_border(at, f_.mm(3), f_.mm(0.5f), f_.theme().ink);
  draw(at, label,
       {.cap_mm = type::kLabel,
        .weight = text::Weight::medium,
        .colour = f_.theme().ink,
        .align = text::Align::centre,
        .max_lines = 1});
  const bool seen = rect_of_item().inside(inner_, 1);
  Node& n = record(id, NodeRole::button, label, at);
  n.hit = at;
  n.spoken = spoken;
  n.offscreen = !seen;
  return pressed || f_.touch.action(id) != nullptr;
}

Node& Table::record(std::string_view id, NodeRole role, std::string_view name, const Rect& rect) {
  Node& n = f_.node(id, role, name, f_.paint().on_screen(rect));
  n.fg = f_.theme().ink;
  n.bg = f_.theme().card;
  n.cap_px = f_.type.cap_px(type::kLabel);
  n.spoken = name;
  n.offscreen = !rect.inside({inner_.x, inner_.y - row_px_, inner_.w, inner_.h + row_px_}, 1);
  return n;
}

}  // namespace wv::ui
