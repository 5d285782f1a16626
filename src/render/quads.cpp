#include "render/quads.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <imgui.h>

namespace wv::render {

namespace {

int pixel(float at) { return static_cast<int>(std::lround(at)); }

std::uint32_t argb_of(ImU32 colour) {  // ImGui packs A B G R
  return (colour & 0xFF00FF00u) | (colour & 0xFFu) << 16 | (colour >> 16 & 0xFFu);
}

}  // namespace

void quads_of(const ImDrawList& list, const Box& screen, Quads& quads) {
  quads.clear();
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const ImVec4& c = command.ClipRect;
    const Box clip = Box{pixel(c.x), pixel(c.y), pixel(c.z), pixel(c.w)}.intersect(screen);
    for (unsigned i = 0; i + 6 <= command.ElemCount; i += 6) {
      const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset + i;
      const ImDrawVert& first = list.VtxBuffer[static_cast<int>(command.VtxOffset + index[0])];
      const ImDrawVert& last = list.VtxBuffer[static_cast<int>(command.VtxOffset + index[2])];
      assert(index[5] == index[0] + 3 && first.col == last.col);
      const Quad q{{pixel(first.pos.x), pixel(first.pos.y), pixel(last.pos.x), pixel(last.pos.y)},
                   clip,
                   static_cast<std::uint64_t>(command.TexRef.GetTexID()),
                   first.uv.x,
                   first.uv.y,
                   last.uv.x,
                   last.uv.y,
                   argb_of(first.col)};
      if (!q.shown().empty() && q.argb >> 24 != 0) quads.push_back(q);
    }
  }
}

void keep(Quads& kept, const Quads& now) {
  if (now.size() < kept.size())
    std::fill(kept.begin() + static_cast<std::ptrdiff_t>(now.size()), kept.end(), Quad{});
  kept = now;
}

}  // namespace wv::render
