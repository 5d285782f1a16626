#include "shell/gpu.h"

#include <string_view>

namespace wv::shell {

namespace {

// Asks the driver's own name: "opengl" alone says nothing of what does the work.
bool is_imitated(std::string_view renderer) {
  if (!renderer.starts_with("opengl")) return renderer == "software";
  using GetString = const unsigned char* (*)(unsigned);
  const auto get_string = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
  constexpr unsigned kRenderer = 0x1F01;  // GL_RENDERER
  const auto* name = get_string != nullptr ? reinterpret_cast<const char*>(get_string(kRenderer)) : nullptr;
  if (name == nullptr) return true;
  for (const std::string_view soft : {"llvmpipe", "softpipe", "swrast", "SwiftShader", "Software"})
    if (std::string_view(name).find(soft) != std::string_view::npos) return true;
  return false;
}

SDL_FRect rect_of(const render::Box& b) {
  return {static_cast<float>(b.left), static_cast<float>(b.top), static_cast<float>(b.width()),
          static_cast<float>(b.height())};
}

}  // namespace

std::unique_ptr<Gpu> Gpu::on(SDL_Window* window) {
  SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
  SDL_Renderer* renderer =
      SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
  SDL_RendererInfo info{};
  if (renderer == nullptr) return nullptr;
  if (SDL_GetRendererInfo(renderer, &info) != 0 || (info.flags & SDL_RENDERER_ACCELERATED) == 0 ||
      is_imitated(info.name)) {
    SDL_DestroyRenderer(renderer);
    return nullptr;
  }
  return std::make_unique<Gpu>(renderer);
}

std::unique_ptr<Gpu> Gpu::of_any_kind(SDL_Window* window) {
  SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
  SDL_Renderer* renderer = SDL_CreateRenderer(window, -1, 0);
  return renderer == nullptr ? nullptr : std::make_unique<Gpu>(renderer);
}

Gpu::Gpu(SDL_Renderer* renderer) : renderer_(renderer) {
  SDL_SetRenderDrawBlendMode(renderer_, SDL_BLENDMODE_BLEND);
}

Gpu::~Gpu() {
  lost();
  SDL_DestroyRenderer(renderer_);
}

void Gpu::lost() {
  for (auto& [id, texture] : copies_) SDL_DestroyTexture(texture);
  copies_.clear();
  all_ = true;
}

SDL_Texture* Gpu::copy_of(std::uint64_t id, const render::Textures& textures) {
  if (const auto known = copies_.find(id); known != copies_.end()) return known->second;
  const render::Texture* from = textures.find(id);
  if (from == nullptr) return nullptr;
  SDL_Texture* copy = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC,
                                        from->width, from->height);
  if (copy == nullptr) return nullptr;
  SDL_SetTextureBlendMode(copy, SDL_BLENDMODE_BLEND);
  SDL_UpdateTexture(copy, nullptr, render::argb_of(*from, {0, 0, from->width, from->height}).data(),
                    from->width * 4);
  copies_.emplace(id, copy);
  return copy;
}

void Gpu::draw_run(const render::Quads& quads, std::size_t from, std::size_t to,
                   const render::Textures& textures) {
  const render::Quad& first = quads[from];
  SDL_Texture* texture = first.is_fill() ? nullptr : copy_of(first.texture, textures);
  if (texture == nullptr && !first.is_fill()) return;
  const SDL_Rect clip{first.clip.left, first.clip.top, first.clip.width(), first.clip.height()};
  SDL_RenderSetClipRect(renderer_, &clip);
  corners_.clear();
  indices_.clear();
  for (std::size_t i = from; i < to; ++i) {
    const render::Quad& q = quads[i];
    const SDL_FRect r = rect_of(q.at);
    const SDL_Color colour{static_cast<Uint8>(q.argb >> 16), static_cast<Uint8>(q.argb >> 8),
                           static_cast<Uint8>(q.argb), static_cast<Uint8>(q.argb >> 24)};
    const int at = static_cast<int>(corners_.size());
    corners_.push_back({{r.x, r.y}, colour, {q.u0, q.v0}});
    corners_.push_back({{r.x + r.w, r.y}, colour, {q.u1, q.v0}});
    corners_.push_back({{r.x + r.w, r.y + r.h}, colour, {q.u1, q.v1}});
    corners_.push_back({{r.x, r.y + r.h}, colour, {q.u0, q.v1}});
    for (const int k : {0, 1, 2, 0, 2, 3}) indices_.push_back(at + k);
  }
  SDL_RenderGeometry(renderer_, texture, corners_.data(), static_cast<int>(corners_.size()), indices_.data(),
                     static_cast<int>(indices_.size()));
}

void Gpu::show(const render::Quads& quads, const render::Textures& textures,
               const render::Textures::Changes& changes) {
  // A glyph may be baked anew where it was, under quads that stay: what changed in the textures is damage as
  // well.
  if (!all_ && quads == shown_ && changes.updated.empty() && changes.swept.empty()) return;
  keep(shown_, quads);
  all_ = false;
  for (const std::uint64_t id : changes.swept)
    if (const auto copy = copies_.find(id); copy != copies_.end()) {
      SDL_DestroyTexture(copy->second);
      copies_.erase(copy);
    }
  for (const auto& u : changes.updated) {
    const auto copy = copies_.find(u.id);
    const render::Texture* from = textures.find(u.id);
    if (copy == copies_.end() || from == nullptr) continue;
    const SDL_Rect where{u.where.left, u.where.top, u.where.width(), u.where.height()};
    SDL_UpdateTexture(copy->second, &where, render::argb_of(*from, u.where).data(), where.w * 4);
  }
  SDL_RenderSetClipRect(renderer_, nullptr);
  SDL_SetRenderDrawColor(renderer_, 0, 0, 0, 255);
  SDL_RenderClear(renderer_);
  const auto alike = [](const render::Quad& a, const render::Quad& b) {
    return a.clip == b.clip && a.is_fill() == b.is_fill() && (a.is_fill() || a.texture == b.texture);
  };
  for (std::size_t from = 0; from < quads.size();) {
    std::size_t to = from + 1;
    while (to < quads.size() && alike(quads[from], quads[to])) ++to;
    draw_run(quads, from, to, textures);
    from = to;
  }
  SDL_RenderPresent(renderer_);
}

}  // namespace wv::shell
