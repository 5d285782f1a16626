// What the shell lends the interface to draw with: textures and pictures. The ids are the shell's
// and live as long as it says; colours are straight (not premultiplied) ARGB, 8 bits a channel.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace wv::ui {

using TextureId = std::uint64_t;

class Canvas {
 public:
  virtual ~Canvas() = default;
  [[nodiscard]] virtual TextureId create_texture(int width_px, int height_px) = 0;  // transparent at first
  virtual void update_texture(TextureId id, int x, int y, int width, int height,
                              const std::uint32_t* argb) = 0;
  virtual void destroy_texture(TextureId id) = 0;
  // A picture of assets/illustrations or assets/icons ("icon:" before its name), at exactly this size;
  // none when it is missing (the caller then draws without it, `check` has told).
  [[nodiscard]] virtual std::optional<TextureId> picture(std::string_view name, int width_px,
                                                         int height_px) = 0;
  [[nodiscard]] virtual float aspect(std::string_view name) = 0;  // width / height, 1 when missing
};

}  // namespace wv::ui
