#include "runtime/slides.h"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

#include "media/picture.h"

namespace wv::runtime {

namespace {

namespace fs = std::filesystem;

bool is_picture_name(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

Result<std::vector<fs::path>> list(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (is_picture_name(it->path())) files.push_back(it->path());
  if (error)
    return Error{Fault::not_now, "slides.folder", "the folder can't be read: " + error.message() + "."};
  std::sort(files.begin(), files.end());
  return files;
}

// Its last name, also where the settings write "slides/".
std::string name_of(const fs::path& folder) {
  return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

std::string too_many() {
  return "there are more than " + std::to_string(kMostSlides) + " pictures; take some out.";
}

Result<Bytes> read_whole(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  Bytes bytes;
  std::vector<char> piece(1u << 16);
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    bytes.insert(bytes.end(), piece.begin(), piece.begin() + in.gcount());
    if (bytes.size() > media::kMostFileBytes)
      return Error{Fault::bad_input, "media.too_large", "its file is larger than 16 MB; make it smaller."};
  }
  if (bytes.empty()) return Error{Fault::not_now, "media.missing", "it can't be read; look at its rights."};
  return bytes;
}

}  // namespace

Result<Bytes> load_slide(const fs::path& file) {
  auto bytes = read_whole(file);
  if (!bytes) return bytes.error();
  const auto picture = media::decode_picture(bytes.value(), file.filename().string());
  if (!picture) return picture.error();
  const media::Image& image = picture.value();
  const int longest = std::max(image.width, image.height);
  if (longest <= kMostSlideSide && bytes.value().size() <= kMostSlideBytes) return bytes;
  const double share = std::min(1.0, static_cast<double>(kMostSlideSide) / longest);
  const auto side = [share](int px) { return std::max(1, static_cast<int>(px * share)); };
  return media::encode_jpeg(media::resample(image, side(image.width), side(image.height)));
}

Slides find_slides(const fs::path& folder) {
  Slides found;
  if (folder.empty()) return found;
  const auto files = list(folder);
  if (!files) found.skipped.push_back({folder, files.error().what});
  if (!files) return found;
  for (const auto& file : files.value()) {
    if (found.shown.size() == kMostSlides)
      found.skipped.push_back({file, too_many()});
    else if (const auto picture = load_slide(file); picture)
      found.shown.push_back(file);
    else
      found.skipped.push_back({file, picture.error().what});
  }
  return found;
}

// --- a device's ------------------------------------------------------------------------------------

struct SlideStore::Look {
  Report report;
  std::size_t serial = 0;
  std::vector<fs::path> files;
  std::size_t at = 0;
  app::SlidesFound found;
  std::map<std::string, Bytes, std::less<>> pictures;

  void skip(const fs::path& file) { found.skipped.push_back(file.filename().string()); }
};

void SlideStore::look(Report report) {
  if (folder_.empty() || look_) return;
  look_ = std::make_shared<Look>();
  look_->report = std::move(report);
  look_->serial = ++looks_;
  const auto silent = [this, look = look_] { give_up(look); };
  platform_.at_foreign(
      folder_,
      [this, folder = folder_, look = look_, silent]() -> std::function<void()> {
        auto files = list(folder);
        if (!files) return silent;
        return [this, look, files = std::move(files).value()]() mutable {
          look->files = std::move(files);
          next(look);
        };
      },
      silent);
}

void SlideStore::next(const std::shared_ptr<Look>& look) {
  while (look->at < look->files.size() && look->found.shown.size() == kMostSlides)
    look->skip(look->files[look->at++]);
  if (look->at == look->files.size()) return end(look);
  const fs::path file = look->files[look->at++];
  platform_.at_foreign(
      folder_,
      [this, look, file]() -> std::function<void()> {
        auto picture = std::make_shared<Result<Bytes>>(load_slide(file));
        return [this, look, file, picture] {
          if (*picture) {
            const std::string name =
                "slide-" + std::to_string(look->serial) + "-" + std::to_string(look->found.shown.size() + 1);
            look->pictures.emplace(name, std::move(*picture).value());
            look->found.shown.push_back(name);
          } else {
            look->skip(file);
          }
          next(look);
        };
      },
      [this, look] { give_up(look); });
}

// The folder hangs or is gone: those of the day before are as good, and the health screen names the folder.
void SlideStore::give_up(const std::shared_ptr<Look>& look) {
  look->found.skipped = {name_of(folder_)};
  if (!pictures_.empty()) {
    look->found.shown = shown_;
    look->pictures = std::move(pictures_);
  }
  end(look);
}

void SlideStore::end(const std::shared_ptr<Look>& look) {
  look_.reset();
  pictures_ = std::move(look->pictures);
  shown_ = look->found.shown;
  look->report(std::move(look->found));
}

const Bytes* SlideStore::picture(std::string_view name) const {
  const auto found = pictures_.find(name);
  return found == pictures_.end() ? nullptr : &found->second;
}

}  // namespace wv::runtime
