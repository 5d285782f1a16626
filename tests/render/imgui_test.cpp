// Dear ImGui's draw data whole: lines with soft edges, rounded corners, its own letters on an atlas that
// grows while it is shown. What is drawn anew in part must be the picture drawn whole, byte for byte. And
// what ImGui was given to show leaves no trace in memory after a reset.
#include <doctest/doctest.h>
#include <imgui.h>

#include <random>

#include "memory_search.h"
#include "render/incremental.h"
#include "render/pictures.h"
#include "ui/kit/gui.h"
#include "fakes/disk_files.h"

using namespace wv;

namespace {

constexpr int kWidth = 240, kHeight = 160;
constexpr render::Box kScreen{0, 0, kWidth, kHeight};
constexpr float kFrame = 1.0f / 60;

struct Ground {
  render::Textures textures;
  render::Pictures pictures{fakes::disk(), textures, {}, {}};
  ui::Gui gui{pictures};
  render::Shapes shapes;

  template <class Draw>
  void frame(Draw&& draw) {
    textures.sweep();
    draw(gui.begin(kWidth, kHeight, kFrame));
    render::shapes_of(gui.end(), kScreen, shapes);
  }
};

struct Sheet {
  std::vector<std::uint32_t> pixels = std::vector<std::uint32_t>(kWidth * kHeight, 0x123456);
  render::Surface surface() { return {pixels.data(), kWidth, kHeight, kWidth}; }
};

class Marks {  // what a frame shows: a few of ImGui's own figures, some of which change from frame to frame
 public:
  explicit Marks(unsigned seed) : chance_(seed) {
    for (auto& m : marks_) m = any();
  }
  void change() {
    for (int i = pick(1, 3); i > 0; --i) marks_[static_cast<std::size_t>(pick(0, kCount - 1))] = any();
  }
  void draw(ImDrawList& list) const {
    list.AddRectFilled({0, 0}, {kWidth, kHeight}, IM_COL32(238, 238, 230, 255));
    for (const Mark& m : marks_) {
      const ImVec2 a{m.x, m.y}, b{m.x + m.w, m.y + m.h};
      switch (m.kind) {
        case 0: list.AddLine(a, b, m.colour, 1 + m.w / 30); break;
        case 1: list.AddCircleFilled(a, m.h / 2 + 2, m.colour); break;
        case 2: list.AddRectFilled(a, b, m.colour, 5); break;
        case 3: list.AddRect(a, b, m.colour, 4, 0, 1.5f); break;
        case 4: list.AddRectFilledMultiColor(a, b, m.colour, ~m.colour, m.colour, IM_COL32_WHITE); break;
        default: list.AddText(nullptr, 9 + m.h, a, m.colour, "Straatnaam 12"); break;
      }
    }
  }

 private:
  struct Mark {
    int kind = 0;
    float x = 0, y = 0, w = 0, h = 0;
    ImU32 colour = 0;
  };
  static constexpr int kCount = 18;
  int pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(chance_); }
  float place(int from, int to) { return static_cast<float>(pick(from * 8, to * 8)) / 8; }
  Mark any() {
    return {pick(0, 5),   place(-20, kWidth), place(-20, kHeight),
            place(1, 90), place(1, 60),       static_cast<ImU32>(chance_()) | 0x40000000u};
  }
  std::mt19937 chance_;
  std::array<Mark, kCount> marks_;
};

}  // namespace

TEST_CASE("1,000 transitions: what is drawn anew in part is the frame drawn whole, byte for byte") {
  Ground ground;
  Marks marks(20261129);
  Sheet kept;
  render::Incremental incremental;
  int differed_without_one = 0, triangles = 0;
  std::size_t atlases = 0, parts = 0;
  std::uint64_t atlas = 0;
  for (int turn = 0; turn <= 1000; ++turn) {
    if (turn > 0) marks.change();
    ground.frame([&](ImDrawList& list) { marks.draw(list); });
    for (const auto& s : ground.shapes) triangles += s.triangle ? 1 : 0;
    if (!ground.shapes.empty() && ground.shapes.front().texture != atlas) {
      atlas = ground.shapes.front().texture;
      ++atlases;
    }
    const Sheet before = kept;
    const auto boxes =
        incremental.draw(ground.shapes, ground.textures, ground.textures.take_changes(), kept.surface());
    Sheet whole;
    render::rasterise(ground.shapes, ground.textures, whole.surface(), kScreen);
    REQUIRE(kept.pixels == whole.pixels);
    for (const auto& b : boxes) parts += b.contains(kScreen) ? 0 : 1;
    // The control: who forgets one of the boxes is caught.
    Sheet forgetful = before;
    for (std::size_t i = 1; i < boxes.size(); ++i)
      render::rasterise(ground.shapes, ground.textures, forgetful.surface(), boxes[i]);
    differed_without_one += forgetful.pixels != whole.pixels ? 1 : 0;
  }
  CHECK(triangles > 100'000);
  CHECK(atlases >= 2);  // it grew, and all that was cut from the smaller one was drawn anew
  CHECK(parts > 1000);
  CHECK(differed_without_one > 900);
}

TEST_CASE("triangles that share an edge cover each pixel once, wherever the clip lies") {
  Ground ground;
  const auto fan = [](ImDrawList& list) {
    const ImVec2 middle{70.3f, 61.7f};
    const ImVec2 round[] = {{20, 20},   {64.5f, 20}, {120, 20}, {120, 75.25f},
                            {120, 110}, {47, 110},   {20, 110}, {20, 60.5f}};
    list.Flags = 0;  // no soft edges: what a pixel gets it gets from one triangle
    for (int i = 0; i < 8; ++i)
      list.AddTriangleFilled(middle, round[i], round[(i + 1) % 8], IM_COL32(255, 255, 255, 128));
  };
  ground.frame(fan);
  Sheet whole;
  render::rasterise(ground.shapes, ground.textures, whole.surface(), kScreen);
  for (int y = 20; y < 110; ++y)
    for (int x = 20; x < 120; ++x)
      REQUIRE(whole.pixels[static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)] == 0x808080u);
  Sheet pieces;
  for (int y = 0; y < kHeight; y += 7)
    for (int x = 0; x < kWidth; x += 11)
      render::rasterise(ground.shapes, ground.textures, pieces.surface(), {x, y, x + 11, y + 7});
  CHECK(pieces.pixels == whole.pixels);
}

TEST_CASE("what ImGui was given to show is gone from memory after a reset") {
  using wv::test::Canary;
  Ground ground;
  const std::vector<Canary> canaries{{"a label", Canary::Signs::letters, 24, 41},
                                     {"an id", Canary::Signs::letters, 20, 42}};
  const auto show = [&] {
    ground.frame([&](ImDrawList&) {
      ImGui::SetNextWindowPos({0, 0});
      const std::string title = canaries[1].in("venster", "");
      ImGui::Begin(title.c_str());
      ImGui::TextUnformatted(canaries[0].in("Beste mevrouw ", ".").c_str());
      ImGui::End();
    });
  };
  show();
  show();
  // The control: while the window stands ImGui knows its name.
  CHECK_FALSE(wv::test::search_memory({canaries[1]}).empty());
  ground.gui.forget();
  render::Shapes().swap(ground.shapes);
  const auto seen = wv::test::search_memory(canaries);
  CHECK_MESSAGE(seen.empty(), wv::test::told(seen));
}

TEST_CASE("two programs in one process don't know of each other") {
  Ground one, other;
  const auto fill = [](ImU32 colour) {
    return [colour](ImDrawList& list) { list.AddRectFilled({0, 0}, {kWidth, kHeight}, colour); };
  };
  one.frame(fill(IM_COL32(200, 0, 0, 255)));
  other.frame(fill(IM_COL32(0, 0, 200, 255)));
  REQUIRE(one.shapes.size() == 1);
  CHECK(one.shapes.front().argb == 0xFFC80000u);
  one.gui.forget();
  other.frame(fill(IM_COL32(0, 200, 0, 255)));
  REQUIRE(other.shapes.size() == 1);
  CHECK(other.shapes.front().argb == 0xFF00C800u);
  one.frame(fill(IM_COL32(1, 2, 3, 255)));
  CHECK(one.shapes.front().argb == 0xFF010203u);
}
