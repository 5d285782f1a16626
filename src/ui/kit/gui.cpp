#include "ui/kit/gui.h"

#include <algorithm>
#include <cstdlib>
#include <imgui.h>
#include <vector>

#include "base/bytes.h"

namespace wv::ui {

namespace {

// ImGui gives no sizes back, so each block carries its own, in front, without disturbing its alignment.
struct alignas(std::max_align_t) BlockSize {
  std::size_t bytes;
};

void* take_block(std::size_t bytes, void*) {
  auto* block = static_cast<BlockSize*>(std::malloc(sizeof(BlockSize) + bytes));
  if (block == nullptr) return nullptr;
  block->bytes = bytes;
  return block + 1;
}

void wipe_block(void* given, void*) {
  if (given == nullptr) return;
  BlockSize* block = static_cast<BlockSize*>(given) - 1;
  wipe(given, block->bytes);
  std::free(block);
}

constexpr ImGuiWindowFlags kScreenWindow = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                           ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                           ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoFocusOnAppearing |
                                           ImGuiWindowFlags_NoBringToFrontOnFocus;

}  // namespace

Gui::Gui(Canvas& canvas) : canvas_(canvas) { ImGui::SetAllocatorFunctions(take_block, wipe_block); }

Gui::~Gui() { destroy(); }

void Gui::make() {
  ImGuiContext* before = ImGui::GetCurrentContext();
  context_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  io.ConfigInputTextCursorBlink = false;
  io.ConfigInputTrickleEventQueue = true;
  io.Fonts->TexDesiredFormat = ImTextureFormat_Alpha8;
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_GetClipboardTextFn = nullptr;
  platform.Platform_SetClipboardTextFn = nullptr;
  ImGuiStyle& style = ImGui::GetStyle();
  style.AntiAliasedLinesUseTex = false;  // such lines need a texture that is sampled between its texels
  style.HoverDelayShort = style.HoverDelayNormal = style.HoverStationaryDelay = 0;  // nothing that waits
  if (before != nullptr) ImGui::SetCurrentContext(before);
}

void Gui::destroy() {
  if (context_ == nullptr) return;
  ImGui::SetCurrentContext(context_);
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetStatus(ImTextureStatus_WantDestroy);
    serve(*texture);
  }
  drawn_ = nullptr;
  ImGui::DestroyContext(context_);
  context_ = nullptr;
}

void Gui::forget() { destroy(); }

ImDrawList& Gui::begin(int width_px, int height_px, float seconds_since_last) {
  if (context_ == nullptr) make();
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_px), static_cast<float>(height_px)};
  io.DeltaTime = std::max(seconds_since_last, 0.0001f);
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
  ImGui::Begin("screen", nullptr, kScreenWindow);
  ImGui::PopStyleVar(3);
  return *ImGui::GetWindowDrawList();
}

ImDrawData& Gui::end() {
  ImGui::End();
  ImGui::Render();
  drawn_ = ImGui::GetDrawData();
  if (drawn_->Textures != nullptr)
    for (ImTextureData* texture : *drawn_->Textures)
      if (texture->Status != ImTextureStatus_OK) serve(*texture);
  return *drawn_;
}

void Gui::serve(ImTextureData& texture) {
  if (texture.Status == ImTextureStatus_WantDestroy) {
    if (texture.TexID != ImTextureID_Invalid) canvas_.destroy_texture(texture.TexID);
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
    return;
  }
  ImTextureRect part{0, 0, static_cast<unsigned short>(texture.Width),
                     static_cast<unsigned short>(texture.Height)};
  if (texture.Status == ImTextureStatus_WantCreate)
    texture.SetTexID(canvas_.create_texture(texture.Width, texture.Height));
  else
    part = texture.UpdateRect;
  std::vector<std::uint32_t> argb(static_cast<std::size_t>(part.w) * part.h);
  for (int y = 0; y < part.h; ++y)
    for (int x = 0; x < part.w; ++x) {
      const auto* coverage = static_cast<const unsigned char*>(texture.GetPixelsAt(part.x + x, part.y + y));
      argb[static_cast<std::size_t>(y) * part.w + static_cast<std::size_t>(x)] =
          0x00FFFFFFu | static_cast<std::uint32_t>(*coverage) << 24;
    }
  canvas_.update_texture(texture.TexID, part.x, part.y, part.w, part.h, argb.data());
  texture.SetStatus(ImTextureStatus_OK);
}

}  // namespace wv::ui
