#include "shell/draw_list.h"

#include <imgui.h>
#include <imgui_internal.h>

namespace wv::shell {

struct DrawList::Inside {
  ImDrawListSharedData shared;
  ImDrawList list{&shared};
};

DrawList::DrawList() : inside_(std::make_unique<Inside>()) {}
DrawList::~DrawList() = default;

ImDrawList& DrawList::begin(int width_px, int height_px) {
  ImDrawList& list = inside_->list;
  list._ResetForNewFrame();
  list.PushClipRect({0, 0}, {static_cast<float>(width_px), static_cast<float>(height_px)});
  return list;
}

}  // namespace wv::shell
