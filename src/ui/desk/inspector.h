// `--inspect`: Dear ImGui's own metrics and id stack over the running program, for whoever builds on it.
// Called within a frame, after everything else is built; fingers, mouse and wheel over its windows are
// ImGui's then. Never where residents come: it names what ImGui knows.
#pragma once

namespace wv::ui {

void draw_inspector(float px_per_mm);

}  // namespace wv::ui
