#include "ui/kit/gui.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <imgui.h>
#include <utility>
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

constexpr int kSettlingFrames = 3;  // ImGui lays out by what it measured a frame ago, and fades nothing in
constexpr float kDragMm = 4;        // a finger that moved further draws the list along and presses nothing
constexpr float kNowhere = -FLT_MAX;

ImGuiKey imgui_key(GuiKey key) {
  switch (key) {
    case GuiKey::up: return ImGuiKey_UpArrow;
    case GuiKey::down: return ImGuiKey_DownArrow;
    case GuiKey::left: return ImGuiKey_LeftArrow;
    case GuiKey::right: return ImGuiKey_RightArrow;
    case GuiKey::page_up: return ImGuiKey_PageUp;
    case GuiKey::page_down: return ImGuiKey_PageDown;
    case GuiKey::home: return ImGuiKey_Home;
    case GuiKey::end: return ImGuiKey_End;
    case GuiKey::enter: return ImGuiKey_Enter;
  }
  return ImGuiKey_None;
}

constexpr ImGuiWindowFlags kScreenWindow = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                           ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                           ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoFocusOnAppearing |
                                           ImGuiWindowFlags_NoBringToFrontOnFocus;

}  // namespace

Gui::Gui(Canvas& canvas) : canvas_(canvas) { wipe_memory_given_back(); }

void Gui::wipe_memory_given_back() { ImGui::SetAllocatorFunctions(take_block, wipe_block); }

Gui::~Gui() { destroy(); }

void Gui::make() {
  ImGuiContext* before = ImGui::GetCurrentContext();
  context_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;
  io.ConfigInputTrickleEventQueue = true;
  io.UserData = this;
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
  waiting_.clear();
  held_.reset();
  areas_.clear();
  drag_ = 0;
  settling_ = 0;
}

void Gui::forget() { destroy(); }

ImDrawList& Gui::begin(int width_px, int height_px, float seconds_since_last) {
  if (context_ == nullptr) make();
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width_px), static_cast<float>(height_px)};
  io.DeltaTime = std::max(seconds_since_last, 0.0001f);
  give_input();
  areas_now_.clear();
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
  if (areas_now_ != areas_) settling_ = std::max(settling_, kSettlingFrames);
  areas_.swap(areas_now_);
  drag_ = 0;  // where no area scrolls it goes nowhere
  if (drawn_->Textures != nullptr)
    for (ImTextureData* texture : *drawn_->Textures)
      if (texture->Status != ImTextureStatus_OK) serve(*texture);
  return *drawn_;
}

Gui& Gui::current() { return *static_cast<Gui*>(ImGui::GetIO().UserData); }

void Gui::own(const Rect& area, Draws draws) { areas_now_.push_back({area, draws}); }

float Gui::take_drag() { return std::exchange(drag_, 0.0f); }

const Gui::Area* Gui::area_at(Point at) const {
  const auto found =
      std::find_if(areas_.rbegin(), areas_.rend(), [&](const Area& a) { return a.rect.contains(at); });
  return found == areas_.rend() ? nullptr : &*found;
}

bool Gui::busy() const { return !waiting_.empty() || settling_ > 0; }

void Gui::give_input() {
  if (waiting_.empty()) {
    settling_ = std::max(0, settling_ - 1);
    return;
  }
  settling_ = kSettlingFrames;
  const Input in = waiting_.front();
  waiting_.pop_front();
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(in.pointer == Pointer::finger ? ImGuiMouseSource_TouchScreen
                                                       : ImGuiMouseSource_Mouse);
  switch (in.what) {
    case Input::What::place: io.AddMousePosEvent(in.at.x, in.at.y); break;
    case Input::What::press: io.AddMouseButtonEvent(ImGuiMouseButton_Left, true); break;
    case Input::What::release: io.AddMouseButtonEvent(ImGuiMouseButton_Left, false); break;
    case Input::What::wheel: io.AddMouseWheelEvent(0, in.notches); break;
    case Input::What::key: io.AddKeyEvent(imgui_key(in.key), in.down); break;
  }
}

bool Gui::finger(const FingerEvent& event, Pointer pointer, float px_per_mm) {
  using What = Input::What;
  if (event.what == FingerEvent::What::down) {
    const Area* area = area_at(event.at);
    if (area == nullptr) return false;
    if (held_) return true;  // ImGui knows one pointer; another finger in its area does nothing
    held_ = Held{event.finger, event.at, event.at, area->draws};
    waiting_.push_back({What::place, event.at, pointer});
    waiting_.push_back({What::press, event.at, pointer});
    return true;
  }
  if (!held_ || held_->finger != event.finger) return false;
  if (event.what == FingerEvent::What::move) {
    if (pointer == Pointer::finger && held_->draws == Draws::scrolls)
      move_held(event.at, px_per_mm);
    else
      waiting_.push_back({What::place, event.at, pointer});
    return true;
  }
  if (!held_->drags) waiting_.push_back({What::release, event.at, pointer});
  if (pointer == Pointer::finger)  // a finger that is gone points at nothing
    waiting_.push_back({What::place, {kNowhere, kNowhere}, pointer});
  held_.reset();
  return true;
}

void Gui::move_held(Point at, float px_per_mm) {
  Held& h = *held_;
  if (!h.drags && std::abs(at.y - h.from.y) > kDragMm * px_per_mm) {
    h.drags = true;
    // Let go where nothing is: what was under it isn't pressed.
    waiting_.push_back({Input::What::place, {kNowhere, kNowhere}, Pointer::finger});
    waiting_.push_back({Input::What::release, {kNowhere, kNowhere}, Pointer::finger});
  }
  if (h.drags) drag_ += at.y - h.last.y;
  h.last = at;
  settling_ = kSettlingFrames;
}

bool Gui::hover(Point at) {
  if (areas_.empty()) return false;
  if (!waiting_.empty() && waiting_.back().what == Input::What::place)
    waiting_.back().at = at;  // only where it is now matters
  else
    waiting_.push_back({Input::What::place, at, Pointer::mouse});
  return true;
}

bool Gui::wheel(Point at, float notches) {
  if (area_at(at) == nullptr) return false;
  waiting_.push_back({Input::What::place, at, Pointer::mouse});
  waiting_.push_back({Input::What::wheel, at, Pointer::mouse, notches});
  return true;
}

bool Gui::key(GuiKey key) {
  if (areas_.empty()) return false;
  for (const bool down : {true, false}) {
    Input in{Input::What::key, {}, Pointer::mouse};
    in.key = key;
    in.down = down;
    waiting_.push_back(in);
  }
  return true;
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
