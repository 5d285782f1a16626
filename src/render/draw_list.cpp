#include "render/draw_list.h"

#include <imgui.h>
#include <imgui_internal.h>

#include "base/bytes.h"

namespace wv::render {

struct DrawList::Inside {
  ImDrawListSharedData shared;
  ImDrawList list{&shared};
};

DrawList::DrawList() : inside_(std::make_unique<Inside>()) {}
DrawList::~DrawList() = default;

void DrawList::forget() {
  ImDrawList& list = inside_->list;
  wipe(list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.Capacity) * sizeof(ImDrawVert));
  wipe(list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.Capacity) * sizeof(ImDrawIdx));
  list._ClearFreeMemory();
}

ImDrawList& DrawList::begin(int width_px, int height_px) {
  ImDrawList& list = inside_->list;
  list._ResetForNewFrame();
  list.PushClipRect({0, 0}, {static_cast<float>(width_px), static_cast<float>(height_px)});
  return list;
}

}  // namespace wv::render
