// The municipality's own pictures for the first screen: the PNG and JPEG files of one folder, by name, at most
// kMostSlides. Each is opened once as it will be shown (D7); what can't be shown is skipped and named, so that
// the health screen and `check` can tell it. A missing folder is a fault of the settings, told elsewhere.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace wv::shell {

inline constexpr std::size_t kMostSlides = 12;

struct Slides {
  std::vector<std::filesystem::path> shown;
  struct Skipped {
    std::filesystem::path file;
    std::string why;  // a sentence
  };
  std::vector<Skipped> skipped;
};
[[nodiscard]] Slides find_slides(const std::filesystem::path& folder);  // "" finds none

}  // namespace wv::shell
