#include "shell/textures.h"

#include <algorithm>

#include "base/bytes.h"

namespace wv::shell {

namespace {

std::size_t area(int width, int height) { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height); }

void wipe_pixels(Texture& t) { wipe(t.argb.data(), t.argb.size() * sizeof t.argb[0]); }

}  // namespace

Textures::~Textures() {
  for (auto& [id, texture] : all_) wipe_pixels(texture);
}

std::uint64_t Textures::create(int width, int height) {
  return create(width, height, std::vector<std::uint32_t>(area(width, height)));
}

std::uint64_t Textures::create(int width, int height, std::vector<std::uint32_t> argb) {
  const std::uint64_t id = next_id_++;
  argb.resize(area(width, height));
  all_.emplace(id, Texture{width, height, std::move(argb)});
  return id;
}

void Textures::update(std::uint64_t id, const Box& where, const std::uint32_t* argb) {
  const auto it = all_.find(id);
  if (it == all_.end()) return;
  Texture& t = it->second;
  if (!Box{0, 0, t.width, t.height}.contains(where) || where.empty()) return;
  for (int y = where.top; y < where.bottom; ++y, argb += where.width())
    std::copy_n(argb, where.width(), t.argb.data() + area(t.width, y) + where.left);
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
  for (const auto& [id, texture] : all_) sum += texture.argb.size() * sizeof texture.argb[0];
  return sum;
}

}  // namespace wv::shell
