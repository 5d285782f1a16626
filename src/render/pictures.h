// Lends the view its textures and pictures (ui/kit/canvas.h). A picture is found by name, resampled to the
// exact size once, and kept: in memory up to kMostMemory (the longest unused go first), on disk in the
// cache. A missing one is told once on stderr and drawn as nothing. One whose file comes later, as in a
// browser, is drawn as nothing until then: `came` says that another frame shows more. A platform that draws
// by itself (ports/drawings.h) is given the artist's file in the place of the build's.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/drawings.h"
#include "render/picture_cache.h"
#include "render/textures.h"
#include "ui/kit/canvas.h"

namespace wv::render {

struct PictureFolders {
  std::vector<std::string> pictures, icons;             // looked through in this order
  std::map<std::string, std::string, std::less<>> own;  // the municipality's: "logo" and others
};

class Pictures : public ui::Canvas {
 public:
  static constexpr std::size_t kMostMemory = 10u << 20;

  Pictures(const ports::Files& files, Textures& textures, PictureFolders folders, std::string cache_folder);

  [[nodiscard]] ui::TextureId create_texture(int width_px, int height_px) override;
  void update_texture(ui::TextureId id, int x, int y, int width, int height,
                      const std::uint32_t* argb) override;
  void destroy_texture(ui::TextureId id) override;
  [[nodiscard]] std::optional<ui::TextureId> picture(std::string_view name, int width_px,
                                                     int height_px) override;
  [[nodiscard]] float aspect(std::string_view name) override;

  // Pictures that came from elsewhere, by name: a JPEG or PNG in memory, or null. Never put in the cache.
  using Source = std::function<const std::vector<std::uint8_t>*(std::string_view name)>;
  void also_from(Source source) { source_ = std::move(source); }

  // From now on these draw the product's pictures; null: they were drawn by the build.
  void draw_with(ports::Drawings* drawings) { drawings_ = drawings; }

  // From now on no frame makes pictures for much longer than this; the others come with the next ones. On a
  // slow computer a page's first pictures take seconds, and meanwhile touches, and whoever watches over the
  // program, would wait. `clock_ms`: a steady one.
  void spread(std::function<std::int64_t()> clock_ms, std::int64_t most_ms);

  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  [[nodiscard]] bool came() const { return *came_; }  // since the last frame
  void begin_frame();  // lets go of what has not been shown for long, when there is too much

 private:
  struct Kept {
    ui::TextureId texture = 0;
    std::size_t bytes = 0;
    std::uint64_t used = 0;  // the frame that asked last
  };
  struct File {
    std::optional<Result<std::string>> content;  // none: it is on its way
    int frames = 0;                              // that began since it came
  };
  [[nodiscard]] const File& ask_for(const std::string& path);
  [[nodiscard]] bool is_drawn(const std::string& path) const;
  [[nodiscard]] std::optional<media::Image> draw(std::string_view name, const std::string& path, int width_px,
                                                 int height_px);
  [[nodiscard]] std::optional<media::Image> make(std::string_view name, const std::string& path,
                                                 const std::string& key, int width_px, int height_px);
  [[nodiscard]] std::optional<media::Image> bring(std::string_view name, int width_px, int height_px);
  void tell_once(const std::string& name, const std::string& what);

  const ports::Files& files_;
  Textures& textures_;
  Source source_;
  PictureFolders folders_;
  PictureCache cache_;
  std::map<std::string, Kept, std::less<>> kept_;  // by name and size
  std::map<std::string, float, std::less<>> aspects_;
  // What was asked for, until it is used, or nobody used it; an answer may come after this is gone.
  std::shared_ptr<std::map<std::string, File>> asked_ = std::make_shared<std::map<std::string, File>>();
  // Those that are being drawn, by path and size; the drawing itself once it came.
  struct Drawn {
    std::optional<Result<ports::Drawings::Pixels>> pixels;
    int frames = 0;  // that began since it came
  };
  std::shared_ptr<std::map<std::string, Drawn>> drawn_ = std::make_shared<std::map<std::string, Drawn>>();
  ports::Drawings* drawings_ = nullptr;
  std::shared_ptr<bool> came_ = std::make_shared<bool>(false);
  std::vector<std::string> told_;
  std::size_t bytes_ = 0;
  std::uint64_t frame_ = 1;
  std::function<std::int64_t()> clock_ms_;  // none: a frame makes all that it shows
  std::int64_t most_ms_ = 0, made_ms_ = 0;  // in a frame; in this one until now
};

}  // namespace wv::render
