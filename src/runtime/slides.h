// The municipality's own pictures for the first screen: the PNG and JPEG files of one folder, by name, at
// most kMostSlides. Each is opened once as it will be shown (D7); what can't be shown is skipped and named,
// so that the health screen and `check` can tell it. The folder may lie on a share that is slow, gone, or
// hangs: on a device it is read as somebody else's (ports/files.h), at the start and once a day, and opened
// where nothing waits for it (Platform::at_foreign); the first screen never waits either.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/host.h"
#include "base/bytes.h"
#include "base/result.h"
#include "ports/platform.h"

namespace wv::runtime {

inline constexpr std::size_t kMostSlides = 12;
inline constexpr std::size_t kMostSlideBytes =
    1'500'000;  // of one, while it is kept in memory; a larger one is made smaller
inline constexpr int kMostSlideSide = 2160;  // px: the shorter side of a screen of 4K

struct Slides {
  std::vector<std::string> shown;
  struct Skipped {
    std::string file;
    std::string why;  // a sentence
  };
  std::vector<Skipped> skipped;
};
// Blocks until all are read: for `check`. "" finds none; a folder that can't be read is itself the one that
// is skipped.
[[nodiscard]] Slides find_slides(const ports::Files& files, const std::string& folder);
// One picture as it is kept: a JPEG or PNG in memory. `name` is for the sentence.
[[nodiscard]] Result<Bytes> slide_of(const Result<std::string>& file, const std::string& name);

// The slides of a device. The platform must not be pumped after this is gone.
class SlideStore {
 public:
  using Report = std::function<void(app::SlidesFound)>;

  SlideStore(ports::Platform& platform, std::string folder)
      : platform_(platform), folder_(std::move(folder)) {}

  // Reads the folder anew and tells what it found. One that is gone or hangs is told as skipped, and what was
  // shown before stays. A look that is still under way goes on instead.
  void look(Report report);
  // By the names that were told; null when there is none.
  [[nodiscard]] const Bytes* picture(std::string_view name) const;

 private:
  struct Look;
  void next(const std::shared_ptr<Look>& look);
  void open(const std::shared_ptr<Look>& look, const std::string& name, Result<std::string> file);
  void give_up(const std::shared_ptr<Look>& look);
  void end(const std::shared_ptr<Look>& look);

  ports::Platform& platform_;
  std::string folder_;
  std::shared_ptr<Look> look_;
  std::size_t looks_ = 0;  // another name for each look: the view keeps what it drew by name
  std::map<std::string, Bytes, std::less<>> pictures_;
  std::vector<std::string> shown_;  // their names, in order
};

}  // namespace wv::runtime
