#include "shell/gpu.h"

#include <imgui.h>
#include <imgui_impl_sdlrenderer2.h>
#include <string_view>

#include "ui/kit/gui.h"

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
  ui::Gui::wipe_memory_given_back();
  backend_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(backend_);
  ImGui_ImplSDLRenderer2_Init(renderer_);
}

Gpu::~Gpu() {
  lost();
  ImGui::SetCurrentContext(backend_);
  ImGui_ImplSDLRenderer2_Shutdown();
  ImGui::DestroyContext(backend_);
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

// What the texture ids of a frame mean to SDL, for as long as it is drawn.
class Gpu::Translated {
 public:
  Translated(Gpu& gpu, ImDrawData& drawn, const render::Textures& textures) : drawn_(drawn) {
    for (ImDrawList* list : drawn_.CmdLists)
      for (ImDrawCmd& command : list->CmdBuffer) {
        ours_.push_back({command.TexRef, command.ElemCount});
        SDL_Texture* copy = command.UserCallback != nullptr || command.ElemCount == 0
                                ? nullptr
                                : gpu.copy_of(static_cast<std::uint64_t>(command.GetTexID()), textures);
        command.TexRef = ImTextureRef(reinterpret_cast<ImTextureID>(copy));
        if (copy == nullptr)
          command.ElemCount = 0;  // SDL would fill the shape: rather nothing, as in software
      }
  }
  ~Translated() {
    auto ours = ours_.begin();
    for (ImDrawList* list : drawn_.CmdLists)
      for (ImDrawCmd& command : list->CmdBuffer) {
        command.TexRef = ours->texture;
        command.ElemCount = ours->elements;
        ++ours;
      }
  }
  Translated(const Translated&) = delete;
  Translated& operator=(const Translated&) = delete;

 private:
  struct Ours {
    ImTextureRef texture;
    unsigned elements = 0;
  };
  ImDrawData& drawn_;
  std::vector<Ours> ours_;
};

void Gpu::show(ImDrawData& drawn, const render::Shapes& shapes, const render::Textures& textures,
               const render::Textures::Changes& changes) {
  // A glyph may be baked anew where it was, under shapes that stay: what changed in the textures is damage as
  // well.
  if (!all_ && shapes == shown_ && changes.updated.empty() && changes.swept.empty()) return;
  keep(shown_, shapes);
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
  const Translated translated(*this, drawn, textures);
  ImGui::SetCurrentContext(backend_);
  ImGui_ImplSDLRenderer2_RenderDrawData(&drawn, renderer_);
  SDL_RenderPresent(renderer_);
}

}  // namespace wv::shell
