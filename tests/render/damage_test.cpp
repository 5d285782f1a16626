// The promise of damage.h, shown on many made-up frames: drawing only the damage gives the very picture
// that drawing everything gives. The negative control forgets one box and must be caught.
#include <doctest/doctest.h>

#include <random>

#include "render/incremental.h"

using namespace wv;

namespace {

constexpr int kWidth = 160, kHeight = 120;

struct Canvas {
  std::vector<std::uint32_t> pixels = std::vector<std::uint32_t>(kWidth * kHeight, 0x123456);
  render::Surface surface() { return {pixels.data(), kWidth, kHeight, kWidth}; }
};

class Scenes {
 public:
  explicit Scenes(unsigned seed) : chance_(seed) {
    texture_ = textures_.create(64, 64);
    std::vector<std::uint32_t> noise(64 * 64);
    for (auto& p : noise) p = static_cast<std::uint32_t>(chance_()) | 0xFFFFFFu * (chance_() % 2);
    textures_.update(texture_, {0, 0, 64, 64}, noise.data());
    static_cast<void>(textures_.take_changes());
  }

  render::Shape shape() {
    const int x = pick(-20, kWidth), y = pick(-20, kHeight), w = pick(1, 60), h = pick(1, 40);
    render::Shape q{{x, y, x + w, y + h},
                    {0, 0, kWidth, kHeight},
                    texture_,
                    0,
                    0,
                    0,
                    0,
                    static_cast<std::uint32_t>(chance_())};
    if (pick(0, 3) == 0) q.clip = {10, 10, 100, 90};
    if (pick(0, 2) != 0) {
      const int u = pick(0, 32), v = pick(0, 32);
      q.u0 = static_cast<float>(u) / 64;
      q.v0 = static_cast<float>(v) / 64;
      q.u1 = static_cast<float>(pick(0, 1) == 0 ? u + w : u + 7) / 64;
      q.v1 = static_cast<float>(pick(0, 1) == 0 ? v + h : v + 9) / 64;
    }
    if (pick(0, 1) == 0) q.argb |= 0xFF000000u;
    return q;
  }

  render::Shapes first() {
    render::Shapes shapes{
        {{0, 0, kWidth, kHeight}, {0, 0, kWidth, kHeight}, texture_, 0, 0, 0, 0, 0xFFEEEEEEu}};
    for (int i = 0; i < 40; ++i) shapes.push_back(shape());
    return shapes;
  }

  // What frames do: something comes, goes, moves, changes its colour or its turn; a mask is baked.
  void change(render::Shapes& shapes) {
    for (int i = pick(1, 4); i > 0; --i) {
      const auto at = shapes.begin() + pick(0, static_cast<int>(shapes.size()) - 1);
      switch (pick(0, 5)) {
        case 0: shapes.insert(at, shape()); break;
        case 1: shapes.erase(at); break;
        case 2: at->at = {at->at.left + 3, at->at.top, at->at.right + 3, at->at.bottom}; break;
        case 3: at->argb ^= 0x00404040u; break;
        case 4:
          std::swap(*at, shapes[static_cast<std::size_t>(pick(0, static_cast<int>(shapes.size()) - 1))]);
          break;
        default: {
          const std::vector<std::uint32_t> patch(6 * 5, static_cast<std::uint32_t>(chance_()));
          const int u = pick(0, 58), v = pick(0, 59);
          textures_.update(texture_, {u, v, u + 6, v + 5}, patch.data());
        }
      }
    }
  }

  int pick(int from, int to) {
    return from + static_cast<int>(chance_() % static_cast<unsigned>(to - from + 1));
  }
  render::Textures& textures() { return textures_; }

 private:
  std::mt19937 chance_;
  render::Textures textures_;
  std::uint64_t texture_ = 0;
};

}  // namespace

TEST_CASE("drawing the damage is drawing everything") {
  std::int64_t drawn = 0, all = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Scenes scenes(seed);
    render::Shapes shapes = scenes.first();
    Canvas kept;
    render::Incremental incremental;
    for (int frame = 0; frame < 12; ++frame) {
      const auto boxes =
          incremental.draw(shapes, scenes.textures(), scenes.textures().take_changes(), kept.surface());
      CHECK(boxes.size() <= 8);
      for (const render::Box& b : boxes) drawn += b.area();
      all += kWidth * kHeight;
      Canvas whole;
      render::rasterise(shapes, scenes.textures(), whole.surface(), whole.surface().box());
      REQUIRE(kept.pixels == whole.pixels);
      scenes.change(shapes);
    }
  }
  CHECK(drawn < all * 3 / 4);  // it isn't simply drawing everything
}

TEST_CASE("drawn in parts, each into pixels of its own, it is the same picture") {
  int misplaced = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Scenes scenes(seed);
    const render::Shapes shapes = scenes.first();
    Canvas whole, parts, control;
    render::rasterise(shapes, scenes.textures(), whole.surface(), whole.surface().box());
    constexpr int kSide = 37;
    for (int top = 0; top < kHeight; top += kSide)
      for (int left = 0; left < kWidth; left += kSide) {
        const render::Box part =
            render::Box{left, top, left + kSide, top + kSide}.intersect(whole.surface().box());
        std::vector<std::uint32_t> pixels(static_cast<std::size_t>(part.area()), 0xFFFFFFu);
        const render::Surface to{pixels.data(), part.width(), part.height(),
                                 part.width(),  part.left,    part.top};
        render::rasterise(shapes, scenes.textures(), to, part);
        for (int y = part.top; y < part.bottom; ++y)
          for (int x = part.left; x < part.right; ++x) {
            parts.surface().row(y)[x] = to.row(y)[x];
            control.surface().row(y)[x] = to.row(std::min(y + 1, part.bottom - 1))[x];
          }
      }
    REQUIRE(parts.pixels == whole.pixels);
    if (control.pixels != whole.pixels) ++misplaced;
  }
  CHECK(misplaced > 0);  // a row too low would have been seen
}

TEST_CASE("a frame like the last one draws nothing") {
  Scenes scenes(7);
  const render::Shapes shapes = scenes.first();
  Canvas kept;
  render::Incremental incremental;
  CHECK(incremental.draw(shapes, scenes.textures(), {}, kept.surface()).size() == 1);
  CHECK(incremental.draw(shapes, scenes.textures(), {}, kept.surface()).empty());
  incremental.forget();
  CHECK(incremental.draw(shapes, scenes.textures(), {}, kept.surface()).front() == kept.surface().box());
}

TEST_CASE("negative control: a box that is left out is seen") {
  int seen = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Scenes scenes(seed);
    render::Shapes shapes = scenes.first();
    Canvas kept;
    render::rasterise(shapes, scenes.textures(), kept.surface(), kept.surface().box());
    const render::Shapes before = shapes;
    shapes.push_back({{40, 40, 80, 80}, {0, 0, kWidth, kHeight}, 1, 0, 0, 0, 0, 0xFF00FF00u});
    shapes.push_back({{100, 90, 120, 110}, {0, 0, kWidth, kHeight}, 1, 0, 0, 0, 0, 0xFF0000FFu});
    auto boxes = render::damage_between(before, shapes, {}, scenes.textures());
    boxes.pop_back();
    for (const render::Box& b : boxes) render::rasterise(shapes, scenes.textures(), kept.surface(), b);
    Canvas whole;
    render::rasterise(shapes, scenes.textures(), whole.surface(), whole.surface().box());
    if (kept.pixels != whole.pixels) ++seen;
  }
  CHECK(seen == 20);
}

TEST_CASE("one changed glyph is a small box") {
  render::Shapes before;
  for (int i = 0; i < 3000; ++i)
    before.push_back({{i % 60, i / 60, i % 60 + 8, i / 60 + 12},
                      {0, 0, 1080, 1920},
                      3,
                      0.1f,
                      0.1f,
                      0.2f,
                      0.2f,
                      0xFF000000u});
  render::Shapes after = before;
  after.insert(
      after.begin() + 1500,
      render::Shape{{500, 500, 508, 512}, {0, 0, 1080, 1920}, 3, 0.5f, 0.5f, 0.6f, 0.6f, 0xFF000000u});
  const render::Textures none;
  const auto boxes = render::damage_between(before, after, {}, none);
  REQUIRE(boxes.size() == 1);
  CHECK(boxes.front() == render::Box{500, 500, 508, 512});
}

TEST_CASE("of a longer frame that was kept before nothing stays behind the end of a shorter one") {
  Scenes scenes(7);
  render::Shapes longer{scenes.shape(), scenes.shape(), scenes.shape()};
  const render::Shapes shorter{scenes.shape()};
  const render::Shape last = longer.back();
  render::Shapes kept = longer, plainly = longer;
  const render::Shape* const behind = kept.data() + 2;
  render::keep(kept, shorter);
  CHECK(kept == shorter);
  CHECK(*behind == render::Shape{});
  const render::Shape* const left = plainly.data() + 2;
  plainly = shorter;
  CHECK(*left == last);  // negative control: an assignment leaves it there
}
