#include "runtime/slides.h"

#include <algorithm>
#include <utility>

#include "base/path.h"
#include "media/picture.h"

namespace wv::runtime {

namespace {

constexpr char kSilent[] = "file.silent";

bool is_picture_name(std::string_view name) {
  std::string ending(ending_of(name));
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

std::vector<std::string> pictures_of(std::vector<std::string> names) {
  std::erase_if(names, [](const std::string& name) { return !is_picture_name(name); });
  return names;
}

// Its last name, also where the settings write "slides/".
std::string name_of(std::string folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return std::string(file_name_of(folder));
}

std::string too_many() {
  return "there are more than " + std::to_string(kMostSlides) + " pictures; take some out.";
}

}  // namespace

Result<Bytes> slide_of(const Result<std::string>& file, const std::string& name) {
  if (!file && file.error().code == "file.too_large")
    return Error{Fault::bad_input, "media.too_large", "its file is larger than 16 MB; make it smaller."};
  if (!file || file.value().empty())
    return Error{Fault::not_now, "media.missing", "it can't be read; look at its rights."};
  const auto bytes = media::bytes_of(file.value());
  const auto picture = media::decode_picture(bytes, name);
  if (!picture) return picture.error();
  const media::Image& image = picture.value();
  const int longest = std::max(image.width, image.height);
  if (longest <= kMostSlideSide && bytes.size() <= kMostSlideBytes) return Bytes(bytes.begin(), bytes.end());
  const double share = std::min(1.0, static_cast<double>(kMostSlideSide) / longest);
  const auto side = [share](int px) { return std::max(1, static_cast<int>(px * share)); };
  return media::encode_jpeg(media::resample(image, side(image.width), side(image.height)));
}

Slides find_slides(const ports::Files& files, const std::string& folder) {
  Slides found;
  if (folder.empty()) return found;
  auto names = files.list(folder);
  if (!names) {
    found.skipped.push_back({folder, "the folder can't be read; look at its name and its rights."});
    return found;
  }
  for (const auto& name : pictures_of(std::move(names).value())) {
    const std::string file = path_in(folder, name);
    if (found.shown.size() == kMostSlides)
      found.skipped.push_back({file, too_many()});
    else if (const auto picture = slide_of(files.read(file, media::kMostFileBytes), name); picture)
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
  std::vector<std::string> names;
  std::size_t at = 0;
  app::SlidesFound found;
  std::map<std::string, Bytes, std::less<>> pictures;

  void add(const std::string& name, Result<Bytes> picture) {
    if (!picture) return found.skipped.push_back(name);
    const std::string shown =
        "slide-" + std::to_string(serial) + "-" + std::to_string(found.shown.size() + 1);
    pictures.emplace(shown, std::move(picture).value());
    found.shown.push_back(shown);
  }
};

void SlideStore::look(Report report) {
  if (folder_.empty() || look_) return;
  look_ = std::make_shared<Look>();
  look_->report = std::move(report);
  look_->serial = ++looks_;
  platform_.files().list_foreign(folder_, [this, look = look_](Result<std::vector<std::string>> names) {
    if (!names) return give_up(look);
    look->names = pictures_of(std::move(names).value());
    next(look);
  });
}

void SlideStore::next(const std::shared_ptr<Look>& look) {
  while (look->at < look->names.size() && look->found.shown.size() == kMostSlides)
    look->found.skipped.push_back(look->names[look->at++]);
  if (look->at == look->names.size()) return end(look);
  const std::string name = look->names[look->at++];
  platform_.files().fetch_foreign(folder_, name, media::kMostFileBytes,
                                  [this, look, name](Result<std::string> file) {
                                    if (!file && file.error().code == kSilent) return give_up(look);
                                    open(look, name, std::move(file));
                                  });
}

// To open one may take half a second, so it is done where nothing waits.
void SlideStore::open(const std::shared_ptr<Look>& look, const std::string& name, Result<std::string> file) {
  platform_.at_foreign(
      folder_,
      [this, look, name, file = std::move(file)]() -> std::function<void()> {
        auto picture = std::make_shared<Result<Bytes>>(slide_of(file, name));
        return [this, look, name, picture] {
          look->add(name, std::move(*picture));
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
