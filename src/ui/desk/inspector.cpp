#include "ui/desk/inspector.h"

#include <imgui.h>

#include "ui/kit/gui.h"

namespace wv::ui {

namespace {

constexpr float kLineMm = 4.5f;

// By these names ImGui opens its windows; to begin one once more tells where it stands.
constexpr const char* kMetrics = "Dear ImGui Metrics/Debugger";
constexpr const char* kIdStack = "Dear ImGui ID Stack Tool";

void own_window(const char* name) {
  ImGui::Begin(name);
  const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  Gui::current().own({at.x, at.y, size.x, size.y}, Gui::Draws::points);
  ImGui::End();
}

}  // namespace

void draw_inspector(float px_per_mm) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::PushFont(nullptr, kLineMm * px_per_mm);
  ImGui::SetNextWindowPos({screen.x * 0.05f, screen.y * 0.55f}, ImGuiCond_Appearing);
  ImGui::SetNextWindowSize({screen.x * 0.9f, screen.y * 0.3f}, ImGuiCond_Appearing);
  ImGui::ShowMetricsWindow();
  ImGui::SetNextWindowPos({screen.x * 0.05f, screen.y * 0.86f}, ImGuiCond_Appearing);
  ImGui::SetNextWindowSize({screen.x * 0.9f, screen.y * 0.12f}, ImGuiCond_Appearing);
  ImGui::ShowIDStackToolWindow();
  own_window(kMetrics);
  own_window(kIdStack);
  // A list that is open may lie beside its window: until it is closed all of the screen is ImGui's.
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup))
    Gui::current().own({0, 0, screen.x, screen.y}, Gui::Draws::points);
  ImGui::PopFont();
}

}  // namespace wv::ui
