#include "render/textures.h"

#include <algorithm>

#include "base/bytes.h"

namespace wv::render {

namespace {

std::size_t area(int width, int height) {
  return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

void wipe_pixels(Texture& t) {
  wipe(t.argb.data(), t.argb.size() * sizeof t.argb[0]);
  wipe(t.coverage.data(), t.coverage.size());
}

constexpr std::uint32_t kWhite = 0xFFFFFFu;

bool is_white(std::uint32_t argb) { return (argb & kWhite) == kWhite || argb >> 24 == 0; }

std::uint32_t white(std::uint8_t coverage) { return static_cast<std::uint32_t>(coverage) << 24 | kWhite; }

}  // namespace

std::vector<std::uint32_t> argb_of(const Texture& t, const Box& where) {
  std::vector<std::uint32_t> out;
  out.reserve(area(where.width(), where.height()));
  for (int y = where.top; y < where.bottom; ++y)
    for (std::size_t i = area(t.width, y) + static_cast<std::size_t>(where.left),
                     end = i + static_cast<std::size_t>(where.width());
         i < end; ++i)
      out.push_back(t.is_mask() ? white(t.coverage[i]) : t.argb[i]);
  return out;
}

Textures::~Textures() {
  for (auto& [id, texture] : all_) wipe_pixels(texture);
}

std::uint64_t Textures::create(int width, int height) {
  const std::uint64_t id = next_id_++;
  all_.emplace(id, Texture{width, height, std::vector<std::uint8_t>(area(width, height)), {}});
  return id;
}

std::uint64_t Textures::create(int width, int height, std::vector<std::uint32_t> argb) {
  const std::uint64_t id = next_id_++;
  argb.resize(area(width, height));
  all_.emplace(id, Texture{width, height, {}, std::move(argb)});
  return id;
}

void Textures::update(std::uint64_t id, const Box& where, const std::uint32_t* argb) {
  const auto it = all_.find(id);
  if (it == all_.end()) return;
  Texture& t = it->second;
  if (!Box{0, 0, t.width, t.height}.contains(where) || where.empty()) return;
  const std::uint32_t* end = argb + area(where.width(), where.height());
  if (t.is_mask() && !std::all_of(argb, end, is_white)) {
    t.argb = argb_of(t, {0, 0, t.width, t.height});
    t.coverage = {};
  }
  for (int y = where.top; y < where.bottom; ++y, argb += where.width()) {
    const std::size_t to = area(t.width, y) + static_cast<std::size_t>(where.left);
    if (t.is_mask())
      std::transform(argb, argb + where.width(), t.coverage.begin() + static_cast<std::ptrdiff_t>(to),
                     [](std::uint32_t p) { return static_cast<std::uint8_t>(p >> 24); });
    else
      std::copy_n(argb, where.width(), t.argb.begin() + static_cast<std::ptrdiff_t>(to));
  }
  changes_.updated.push_back({id, where});
}

void Textures::destroy(std::uint64_t id) { doomed_.push_back(id); }

const Texture* Textures::find(std::uint64_t id) const {
  const auto it = all_.find(id);
  return it == all_.end() ? nullptr : &it->second;
}

void Textures::sweep() {
  for (const std::uint64_t id : doomed_) {
    const auto it = all_.find(id);
    if (it == all_.end()) continue;
    wipe_pixels(it->second);
    all_.erase(it);
    changes_.swept.push_back(id);
  }
  doomed_.clear();
}

Textures::Changes Textures::take_changes() { return std::exchange(changes_, {}); }

std::size_t Textures::bytes() const {
  std::size_t sum = 0;
  for (const auto& [id, texture] : all_)
    sum += texture.argb.size() * sizeof texture.argb[0] + texture.coverage.size();
  return sum;
}

}  // namespace wv::render
