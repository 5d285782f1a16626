#include "sticks.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "later.h"
#include "linux_platform.h"

namespace wv::linux_platform {
namespace {

std::string unescaped(const std::string& field) {
  std::string text;
  const auto octal = [&](std::size_t at) {
    return at < field.size() && field[at] >= '0' && field[at] <= '7';
  };
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] == '\\' && octal(i + 1) && octal(i + 2) && octal(i + 3)) {
      text.push_back(
          static_cast<char>((field[i + 1] - '0') * 64 + (field[i + 2] - '0') * 8 + (field[i + 3] - '0')));
      i += 3;
    } else {
      text.push_back(field[i]);
    }
  }
  return text;
}

std::string name_of(const std::string& folder) { return folder.substr(folder.find_last_of('/') + 1); }

bool is_where_sticks_are(const std::string& folder) {
  return folder == "/mnt" || folder.rfind("/mnt/", 0) == 0 || folder.rfind("/media/", 0) == 0 ||
         folder.rfind("/run/media/", 0) == 0;
}

}  // namespace

std::vector<ports::Stick> sticks_of(std::string_view mounts, std::string_view more) {
  std::vector<ports::Stick> sticks;
  std::istringstream lines{std::string(mounts)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string device, folder;
    if (!(fields >> device >> folder)) continue;
    folder = unescaped(folder);
    // A network folder or a view of another one is no stick.
    if (device.rfind("/dev/", 0) == 0 && is_where_sticks_are(folder))
      sticks.push_back({folder, name_of(folder)});
  }
  std::istringstream named{std::string(more)};
  for (std::string folder; std::getline(named, folder, ':');) {
    while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    if (!folder.empty()) sticks.push_back({folder, name_of(folder)});
  }
  std::sort(sticks.begin(), sticks.end(), [](const auto& a, const auto& b) {
    return a.name != b.name ? a.name < b.name : a.folder < b.folder;
  });
  sticks.erase(std::unique(sticks.begin(), sticks.end(),
                           [](const auto& a, const auto& b) { return a.folder == b.folder; }),
               sticks.end());
  return sticks;
}

bool a_stick_belongs_in(const std::string& folder) {
  std::error_code error;
  const std::string whole = std::filesystem::weakly_canonical(folder, error).string();
  if (error) return false;
  for (const char* place : {"/mnt", "/media", "/run/media"}) {
    if (whole != place && whole.rfind(std::string(place) + "/", 0) != 0) continue;
    struct stat here, without;
    const std::string parent = std::string(place) == "/run/media" ? "/run" : "/";
    return ::stat(whole.c_str(), &here) == 0 && ::stat(parent.c_str(), &without) == 0 &&
           here.st_dev == without.st_dev;
  }
  return false;
}

void LinuxPlatform::sticks(std::function<void(Result<std::vector<ports::Stick>>)> answer) {
  later(worker_, std::move(answer), []() -> Result<std::vector<ports::Stick>> {
    std::ifstream file("/proc/self/mounts");
    const std::string mounts{std::istreambuf_iterator<char>(file), {}};
    const char* more = std::getenv("WIJKVERBINDER_STICKS");
    return sticks_of(mounts, more == nullptr ? "" : more);
  });
}

}  // namespace wv::linux_platform
