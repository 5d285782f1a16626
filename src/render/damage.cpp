#include "render/damage.h"

#include <bit>
#include <cstddef>
#include <limits>
#include <unordered_map>

namespace wv::render {

namespace {

std::uint64_t hash_of(const Shape& q) {
  std::uint64_t h = 0x9E3779B97F4A7C15u;
  const auto mix = [&](std::uint64_t v) { h = std::rotl((h ^ v) * 0xFF51AFD7ED558CCDu, 29); };
  const auto pair = [&](int a, int b) {
    mix(static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) << 32 | static_cast<std::uint32_t>(b));
  };
  pair(q.at.left, q.at.top);
  pair(q.at.right, q.at.bottom);
  pair(q.clip.left, q.clip.top);
  pair(q.clip.right, q.clip.bottom);
  mix(q.texture << 32 | q.argb);
  mix(static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(q.u0)) << 32 |
      std::bit_cast<std::uint32_t>(q.v0));
  mix(static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(q.u1)) << 32 |
      std::bit_cast<std::uint32_t>(q.v1));
  if (q.triangle)
    for (const Triangle::Corner& c : q.triangle->corners)
      mix(static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(c.x)) << 32 |
          std::bit_cast<std::uint32_t>(c.y));
  return h;
}

// Boxes that grow together while that adds little, and in the end until there are few enough.
class Boxes {
 public:
  void add(const Box& box) {
    if (box.empty()) return;
    for (Box& b : boxes_)
      if (b.contains(box)) return;
    boxes_.push_back(box);
    if (boxes_.size() > kLoose) merge(kLoose / 2);
  }
  std::vector<Box> take(std::size_t most) {
    merge(most);
    return std::move(boxes_);
  }

 private:
  static constexpr std::size_t kLoose = 32;
  static constexpr std::int64_t kFree = 4096;  // px: a box of its own costs about as much

  static std::int64_t waste(const Box& a, const Box& b) { return a.unite(b).area() - a.area() - b.area(); }

  void merge(std::size_t most) {
    while (boxes_.size() > 1) {
      std::size_t best_a = 0, best_b = 1;
      std::int64_t least = std::numeric_limits<std::int64_t>::max();
      for (std::size_t a = 0; a < boxes_.size(); ++a)
        for (std::size_t b = a + 1; b < boxes_.size(); ++b)
          if (const auto w = waste(boxes_[a], boxes_[b]); w < least) {
            least = w;
            best_a = a;
            best_b = b;
          }
      if (least > kFree && boxes_.size() <= most) return;
      boxes_[best_a] = boxes_[best_a].unite(boxes_[best_b]);
      boxes_.erase(boxes_.begin() + static_cast<std::ptrdiff_t>(best_b));
    }
  }
  std::vector<Box> boxes_;
};

bool shows_update(const Shape& q, std::span<const Textures::Update> updated, const Textures& textures) {
  for (const auto& u : updated) {
    if (u.id != q.texture) continue;
    const Texture* t = textures.find(u.id);
    if (t == nullptr) return true;
    const auto w = static_cast<float>(t->width), h = static_cast<float>(t->height);
    if (q.u0 * w < static_cast<float>(u.where.right) && q.u1 * w > static_cast<float>(u.where.left) &&
        q.v0 * h < static_cast<float>(u.where.bottom) && q.v1 * h > static_cast<float>(u.where.top))
      return true;
  }
  return false;
}

}  // namespace

std::vector<Box> damage_between(const Shapes& before, const Shapes& after,
                                std::span<const Textures::Update> updated, const Textures& textures,
                                std::size_t most) {
  Boxes boxes;
  std::size_t head = 0, old_end = before.size(), new_end = after.size();
  const auto keep = [&](const Shape& q) {
    if (!updated.empty() && !q.is_fill() && shows_update(q, updated, textures)) boxes.add(q.shown());
  };
  while (head < old_end && head < new_end && before[head] == after[head]) keep(after[head++]);
  while (old_end > head && new_end > head && before[old_end - 1] == after[new_end - 1]) {
    keep(after[--new_end]);
    --old_end;
  }
  // Between the equal ends: where each shape of the old frame stands, the first of equals in front.
  std::unordered_multimap<std::uint64_t, std::size_t> places;
  for (std::size_t i = old_end; i-- > head;) places.emplace(hash_of(before[i]), i);
  constexpr std::size_t kFar = 256;  // a match further on would throw away too much in between
  std::size_t old_at = head;
  for (std::size_t i = head; i < new_end; ++i) {
    std::size_t match = old_end;
    const auto [from, to] = places.equal_range(hash_of(after[i]));
    for (auto it = from; it != to; ++it)
      if (it->second >= old_at && it->second < match && it->second - old_at < kFar &&
          before[it->second] == after[i])
        match = it->second;
    if (match == old_end) {
      boxes.add(after[i].shown());
      continue;
    }
    for (; old_at < match; ++old_at) boxes.add(before[old_at].shown());
    keep(after[i]);
    ++old_at;
  }
  for (; old_at < old_end; ++old_at) boxes.add(before[old_at].shown());
  return boxes.take(most);
}

}  // namespace wv::render
