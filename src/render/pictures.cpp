#include "render/pictures.h"

#include <algorithm>
#include <cstdio>

#include "base/path.h"
#include "media/picture.h"

namespace wv::render {

namespace {

constexpr std::string_view kIcon = "icon:";
constexpr const char* kDrawing = ".svg";

bool is_person(std::string_view name) { return name == "wijkverbinder" || name == "wijkverbinder-small"; }

std::string key_of(std::string_view name, int width, int height) {
  return std::string(name) + " " + std::to_string(width) + "x" + std::to_string(height);
}

}  // namespace

Pictures::Pictures(const ports::Files& files, Textures& textures, PictureFolders folders,
                   std::string cache_folder)
    : files_(files),
      textures_(textures),
      folders_(std::move(folders)),
      cache_(files, std::move(cache_folder)) {}

ui::TextureId Pictures::create_texture(int width_px, int height_px) {
  return textures_.create(width_px, height_px);
}

void Pictures::update_texture(ui::TextureId id, int x, int y, int width, int height,
                              const std::uint32_t* argb) {
  textures_.update(id, {x, y, x + width, y + height}, argb);
}

void Pictures::destroy_texture(ui::TextureId id) { textures_.destroy(id); }

std::optional<std::string> Pictures::find(std::string_view name) const {
  if (const auto own = folders_.own.find(name); own != folders_.own.end()) return own->second;
  const bool icon = name.starts_with(kIcon);
  if (icon) name.remove_prefix(kIcon.size());
  for (const auto& folder : icon ? folders_.icons : folders_.pictures) {
    std::string path = path_in(folder, std::string(name) + (drawings_ != nullptr ? kDrawing : ".png"));
    if (files_.is_file(path)) return path;
  }
  return std::nullopt;
}

std::optional<ui::TextureId> Pictures::picture(std::string_view name, int width_px, int height_px) {
  const std::string key = key_of(name, width_px, height_px);
  if (const auto known = kept_.find(key); known != kept_.end()) {
    known->second.used = frame_;
    return known->second.texture;
  }
  if (std::find(told_.begin(), told_.end(), name) != told_.end()) return std::nullopt;
  auto image = bring(name, width_px, height_px);
  if (!image) return std::nullopt;
  const std::size_t bytes = image->pixels() * sizeof image->argb[0];
  const auto texture = textures_.create(image->width, image->height, std::move(image->argb));
  kept_.emplace(key, Kept{texture, bytes, frame_});
  bytes_ += bytes;
  return texture;
}

std::optional<media::Image> Pictures::bring(std::string_view name, int width_px, int height_px) {
  if (width_px < 1 || height_px < 1) return std::nullopt;
  if (const auto* file = source_ ? source_(name) : nullptr) {
    auto picture = media::decode_picture(*file, std::string(name));
    if (!picture) return std::nullopt;
    return media::resample(picture.value(), width_px, height_px);
  }
  const auto path = find(name);
  if (!path) {
    tell_once(std::string(name), "no such picture; drawn without it");
    return std::nullopt;
  }
  if (is_drawn(*path)) return draw(name, *path, width_px, height_px);
  const std::string key = cache_.key(*path, width_px, height_px);
  if (auto cached = cache_.read(key, width_px, height_px)) return cached;
  if (!clock_ms_) return make(name, *path, key, width_px, height_px);
  if (made_ms_ >= most_ms_) {
    *came_ = true;
    return std::nullopt;
  }
  const std::int64_t begun = clock_ms_();
  auto made = make(name, *path, key, width_px, height_px);
  made_ms_ += clock_ms_() - begun;
  return made;
}

std::optional<media::Image> Pictures::make(std::string_view name, const std::string& path,
                                           const std::string& key, int width_px, int height_px) {
  const File& asked = ask_for(path);
  if (!asked.content) return std::nullopt;
  const Result<std::string>& read = *asked.content;
  auto loaded = read ? media::decode_picture(media::bytes_of(read.value()), path)
                     : Result<media::Image>(media::unread_picture(read.error(), path));
  asked_->erase(path);
  if (!loaded) {
    tell_once(std::string(name), loaded.error().what);
    return std::nullopt;
  }
  const bool person = is_person(name) && folders_.own.contains(name);
  auto image =
      media::resample(person ? media::portrait(loaded.value()) : loaded.value(), width_px, height_px);
  cache_.write(key, image);
  return image;
}

void Pictures::spread(std::function<std::int64_t()> clock_ms, std::int64_t most_ms) {
  clock_ms_ = std::move(clock_ms);
  most_ms_ = most_ms;
}

bool Pictures::is_drawn(const std::string& path) const {
  return drawings_ != nullptr && path.ends_with(kDrawing);
}

std::optional<media::Image> Pictures::draw(std::string_view name, const std::string& path, int width_px,
                                           int height_px) {
  const std::string key = key_of(path, width_px, height_px);
  if (const auto known = drawn_->find(key); known != drawn_->end()) {
    if (!known->second.pixels) return std::nullopt;
    const auto pixels = std::move(*known->second.pixels);
    drawn_->erase(known);
    if (pixels) return media::Image{width_px, height_px, pixels.value()};
    tell_once(std::string(name), pixels.error().what);
    return std::nullopt;
  }
  const File& asked = ask_for(path);
  if (!asked.content) return std::nullopt;
  if (!*asked.content) {
    tell_once(std::string(name), asked.content->error().what);
    return std::nullopt;
  }
  drawn_->try_emplace(key);
  drawings_->draw(asked.content->value(), width_px, height_px,
                  [drawn = drawn_, came = came_, key](Result<ports::Drawings::Pixels> pixels) {
                    (*drawn)[key].pixels.emplace(std::move(pixels));
                    *came = true;
                  });
  asked_->erase(path);
  return std::nullopt;
}

const Pictures::File& Pictures::ask_for(const std::string& path) {
  const auto [known, is_new] = asked_->try_emplace(path);
  if (!is_new) return known->second;
  const bool others_came = *came_;
  files_.fetch(path, media::kMostFileBytes, [asked = asked_, came = came_, path](Result<std::string> answer) {
    (*asked)[path].content.emplace(std::move(answer));
    *came = true;
  });
  if (known->second.content) *came_ = others_came;  // it was at hand: this frame has it already
  return known->second;
}

float Pictures::aspect(std::string_view name) {
  if (const auto known = aspects_.find(name); known != aspects_.end()) return known->second;
  float ratio = 1;
  const bool round = is_person(name) && folders_.own.contains(name);  // drawn as a disc
  if (const auto* file = source_ ? source_(name) : nullptr) {
    if (const auto picture = media::decode_picture(*file, std::string(name));
        picture && picture.value().height > 0)
      ratio = static_cast<float>(picture.value().width) / static_cast<float>(picture.value().height);
  } else if (const auto path = find(name); path && !round) {
    const bool awaited = asked_->contains(*path);  // then the picture itself will be asked for, too
    const auto& content = ask_for(*path).content;
    if (!content) return ratio;
    if (is_drawn(*path) && *content) {
      ratio = drawings_->aspect(content->value());
    } else if (const auto size = *content ? media::picture_size(media::bytes_of(content->value()), *path)
                                          : Result<media::Size>(content->error());
               size && size.value().height > 0) {
      ratio = static_cast<float>(size.value().width) / static_cast<float>(size.value().height);
    }
    if (!awaited) asked_->erase(*path);
  }
  aspects_.emplace(name, ratio);
  return ratio;
}

void Pictures::begin_frame() {
  const std::uint64_t last = frame_++;
  *came_ = false;
  made_ms_ = 0;
  for (auto it = asked_->begin(); it != asked_->end();)
    it = it->second.content && it->second.frames++ > 0 ? asked_->erase(it) : std::next(it);
  for (auto it = drawn_->begin(); it != drawn_->end();)
    it = it->second.pixels && it->second.frames++ > 0 ? drawn_->erase(it) : std::next(it);
  while (bytes_ > kMostMemory) {
    const auto oldest = std::min_element(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) {
      return a.second.used < b.second.used;
    });
    if (oldest == kept_.end() || oldest->second.used >= last) return;  // all of it is on the screen
    textures_.destroy(oldest->second.texture);
    bytes_ -= oldest->second.bytes;
    kept_.erase(oldest);
  }
}

void Pictures::tell_once(const std::string& name, const std::string& what) {
  told_.push_back(name);
  std::fprintf(stderr, "wijkverbinder: picture %s: %s\n", name.c_str(), what.c_str());
}

}  // namespace wv::render
