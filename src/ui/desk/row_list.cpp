#include "ui/desk/row_list.h"

#include <imgui.h>

#include <algorithm>
#include <string>

#include "ui/kit/gui.h"

namespace wv::ui {

namespace {

ImU32 packed(Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); }

constexpr int kColours = 4, kSizes = 6;
constexpr float kBarByMouseMm = 3, kBarByTouchMm = 6;

}  // namespace

RowList::RowList(const DeskScene& s, std::string_view id, const Rect& rect, float row_px, bool usable)
    : s_(s), rect_(s.f.paint().on_screen(rect)), row_px_(row_px), usable_(usable) {
  const Theme& t = s.f.theme();
  const float bar = s.real(s.hand.by_touch ? kBarByTouchMm : kBarByMouseMm);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(t.card));
  ImGui::PushStyleColor(ImGuiCol_ScrollbarBg, packed(t.card));
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrab, packed(mix(t.card, t.muted, 0.6f)));
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrabActive, packed(t.muted));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, bar);
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarRounding, bar / 2);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::SetNextWindowPos({rect_.x, rect_.y});
  ImGui::SetNextWindowSize({rect_.w, rect_.h});
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                           ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings;
  if (!usable_) flags |= ImGuiWindowFlags_NoInputs;
  ImGui::Begin(std::string(id).c_str(), nullptr, flags);
  paint_.emplace(s.f.paint().on(*ImGui::GetWindowDrawList()));
  if (!usable_) return;
  Gui& gui = Gui::current();
  gui.own(rect_);
  gui.own({rect_.right() - bar, rect_.y, bar, rect_.h}, Gui::Draws::points);
  if (const float drag = gui.take_drag(); drag != 0) ImGui::SetScrollY(ImGui::GetScrollY() - drag);
}

RowList::~RowList() {
  ImGui::End();
  ImGui::PopStyleVar(kSizes);
  ImGui::PopStyleColor(kColours);
}

void RowList::show(std::size_t index) {
  const float top = static_cast<float>(index) * row_px_, at = ImGui::GetScrollY();
  if (top < at) ImGui::SetScrollY(top);
  if (top + row_px_ > at + rect_.h) ImGui::SetScrollY(top + row_px_ - rect_.h);
}

void RowList::rows(std::size_t count, const std::function<void(std::size_t, const Rect&)>& row) {
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), row_px_);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float wide = ImGui::GetContentRegionAvail().x;
      row(static_cast<std::size_t>(i), {at.x, at.y, wide, row_px_});
      ImGui::SetCursorScreenPos({at.x, at.y + row_px_});
    }
}

RowList::Used RowList::begin_row(std::string_view id, std::string_view spoken, const Rect& rect,
                                 float mark_px) {
  Used used;
  const std::string mark_id = std::string(id) + ".mark";
  if (usable_) {
    ImGui::PushID(id.data(), id.data() + id.size());
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    used.marked = ImGui::InvisibleButton("##mark", {mark_px, rect.h});
    ImGui::SetCursorScreenPos({rect.x + mark_px, rect.y});
    used.opened = ImGui::InvisibleButton("##row", {std::max(1.0f, rect.w - mark_px), rect.h});
    ImGui::PopID();
    used.marked |= s_.f.touch.action(mark_id) != nullptr;
    used.opened |= s_.f.touch.action(id) != nullptr;
  }
  const bool seen = rect.inside(rect_, 1);
  const auto record = [&](std::string_view node, NodeRole role, const Rect& at) -> Node& {
    Node& n = s_.f.node(node, role, spoken, s_.f.paint().on_screen(at));
    n.hit = at.intersect(rect_);
    n.fg = s_.f.theme().ink;
    n.bg = s_.f.theme().card;
    n.offscreen = !seen;
    n.shows_private = true;
    return n;
  };
  record(mark_id, NodeRole::checkbox, {rect.x, rect.y, mark_px, rect.h});
  node_ = s_.f.tree().nodes.size();
  record(id, NodeRole::row, {rect.x + mark_px, rect.y, rect.w - mark_px, rect.h});
  return used;
}

bool RowList::hovered(const Rect& rect) const {
  return usable_ && !s_.hand.by_touch && ImGui::IsWindowHovered() &&
         ImGui::IsMouseHoveringRect({rect.x, rect.y}, {rect.right(), rect.bottom()});
}

Node& RowList::node() { return s_.f.tree().nodes[node_]; }

void RowList::words(const Rect& rect, std::string_view words, const Words& look) {
  const auto& laid = s_.f.type.lay(words, look, rect.w);
  paint_->text(laid, {rect.x, rect.y + (rect.h - laid.height) / 2, rect.w, laid.height}, look.colour);
}

}  // namespace wv::ui
