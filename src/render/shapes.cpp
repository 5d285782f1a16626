#include "render/shapes.h"

#include <algorithm>
#include <cmath>
#include <imgui.h>

namespace wv::render {

namespace {

// The first pixel whose centre lies at or after this place: what begins here begins with that pixel.
int pixel(float at) { return static_cast<int>(std::ceil(at - 0.5f)); }

std::uint32_t argb_of(ImU32 colour) {  // ImGui packs A B G R
  return (colour & 0xFF00FF00u) | (colour & 0xFFu) << 16 | (colour >> 16 & 0xFFu);
}

// The corners of six indices as ImDrawList::PrimRectUV leaves them: round the rectangle from its first
// corner.
struct Corners {
  const ImDrawVert& a;
  const ImDrawVert& b;
  const ImDrawVert& c;
  const ImDrawVert& d;
  [[nodiscard]] bool make_rectangle() const {
    return a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y && d.pos.x == a.pos.x &&
           a.pos.x <= c.pos.x && a.pos.y <= c.pos.y && a.uv.y == b.uv.y && b.uv.x == c.uv.x &&
           c.uv.y == d.uv.y && d.uv.x == a.uv.x && a.col == b.col && a.col == c.col && a.col == d.col;
  }
};

class Reader {
 public:
  Reader(const ImDrawList& list, const Box& screen, Shapes& shapes)
      : list_(list), screen_(screen), shapes_(shapes) {}

  void read(const ImDrawCmd& command) {
    if (command.UserCallback != nullptr) return;
    const ImVec4& c = command.ClipRect;
    clip_ = Box{pixel(c.x), pixel(c.y), pixel(c.z), pixel(c.w)}.intersect(screen_);
    if (clip_.empty()) return;
    texture_ = static_cast<std::uint64_t>(command.GetTexID());
    const ImDrawIdx* index = list_.IdxBuffer.Data + command.IdxOffset;
    const ImDrawVert* corners = list_.VtxBuffer.Data + command.VtxOffset;
    for (unsigned i = 0; i + 3 <= command.ElemCount;) {
      const ImDrawIdx* at = index + i;
      if (i + 6 <= command.ElemCount && at[3] == at[0] && at[4] == at[2]) {
        const Corners four{corners[at[0]], corners[at[1]], corners[at[2]], corners[at[5]]};
        if (four.make_rectangle()) {
          add(four);
          i += 6;
          continue;
        }
      }
      add(corners[at[0]], corners[at[1]], corners[at[2]]);
      i += 3;
    }
  }

 private:
  void add(const Corners& four) {
    const ImDrawVert &first = four.a, &last = four.c;
    Shape s;
    s.at = {pixel(first.pos.x), pixel(first.pos.y), pixel(last.pos.x), pixel(last.pos.y)};
    s.u0 = first.uv.x;
    s.v0 = first.uv.y;
    s.u1 = last.uv.x;
    s.v1 = last.uv.y;
    s.argb = argb_of(first.col);
    if (s.argb >> 24 != 0) push(std::move(s));
  }

  void add(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    if ((a.col | b.col | c.col) >> 24 == 0) return;
    const auto corner = [](const ImDrawVert& v) {
      return Triangle::Corner{v.pos.x, v.pos.y, v.uv.x, v.uv.y, argb_of(v.col)};
    };
    const auto [left, right] = std::minmax({a.pos.x, b.pos.x, c.pos.x});
    const auto [top, bottom] = std::minmax({a.pos.y, b.pos.y, c.pos.y});
    const auto [u0, u1] = std::minmax({a.uv.x, b.uv.x, c.uv.x});
    const auto [v0, v1] = std::minmax({a.uv.y, b.uv.y, c.uv.y});
    Shape s;
    s.at = {static_cast<int>(std::floor(left)), static_cast<int>(std::floor(top)),
            static_cast<int>(std::ceil(right)), static_cast<int>(std::ceil(bottom))};
    s.u0 = u0;
    s.v0 = v0;
    s.u1 = u1;
    s.v1 = v1;
    s.argb = 0xFFFFFFFFu;
    s.triangle = std::make_shared<Triangle>(Triangle{{corner(a), corner(b), corner(c)}});
    push(std::move(s));
  }

  void push(Shape&& s) {
    s.clip = clip_;
    s.texture = texture_;
    if (!s.shown().empty()) shapes_.push_back(std::move(s));
  }

  const ImDrawList& list_;
  const Box& screen_;
  Shapes& shapes_;
  Box clip_;
  std::uint64_t texture_ = 0;
};

}  // namespace

bool Shape::operator==(const Shape& o) const {
  return at == o.at && clip == o.clip && texture == o.texture && u0 == o.u0 && v0 == o.v0 && u1 == o.u1 &&
         v1 == o.v1 && argb == o.argb && !triangle == !o.triangle && (!triangle || *triangle == *o.triangle);
}

void shapes_of(const ImDrawData& drawn, const Box& screen, Shapes& shapes) {
  shapes.clear();
  for (const ImDrawList* list : drawn.CmdLists) {
    Reader reader(*list, screen, shapes);
    for (const ImDrawCmd& command : list->CmdBuffer) reader.read(command);
  }
}

void keep(Shapes& kept, const Shapes& now) {
  if (now.size() < kept.size())
    std::fill(kept.begin() + static_cast<std::ptrdiff_t>(now.size()), kept.end(), Shape{});
  kept = now;
}

}  // namespace wv::render
