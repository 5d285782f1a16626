#include "shell/slides.h"

#include <algorithm>
#include <system_error>

#include "media/picture.h"

namespace wv::shell {

namespace {

namespace fs = std::filesystem;

bool is_picture_name(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

}  // namespace

Slides find_slides(const fs::path& folder) {
  Slides found;
  if (folder.empty()) return found;
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (is_picture_name(it->path())) files.push_back(it->path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    if (found.shown.size() == kMostSlides)
      found.skipped.push_back({file, "there are more than " + std::to_string(kMostSlides) + " pictures; take some out."});
    else if (const auto picture = media::load_picture(file); picture)
      found.shown.push_back(file);
    else
      found.skipped.push_back({file, picture.error().what});
  }
  return found;
}

}  // namespace wv::shell
