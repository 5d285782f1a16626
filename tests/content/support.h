// A folder of its own for each test, with copies of the assets that a test then spoils.
#pragma once
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "content/content.h"
#include "places.h"

namespace support {

namespace fs = std::filesystem;
using wv::Finding;
using wv::Findings;

inline const std::string kAssets = (wv::source_folder() / "assets").string();

class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (fs::temp_directory_path() / "wv-content-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TestFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  [[nodiscard]] std::string operator/(std::string_view name) const { return (path_ / name).string(); }
  void write(std::string_view name, std::string_view text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  void copy_assets() const {
    for (const char* part : {"i18n", "forms", "keyboards", "help", "desk", "example"}) {
      fs::copy(fs::path(kAssets) / part, path_ / part, fs::copy_options::recursive);
    }
  }

 private:
  fs::path path_;
};

inline std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string::npos) return "NOT THERE: " + std::string(from);
  return text.replace(at, from.size(), to);
}

inline bool has_finding(const Findings& findings, std::string_view place, std::string_view what) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
    return f.place == place && f.what.find(what) != std::string::npos;
  });
}

inline std::string all_lines(const Findings& findings) {
  std::string lines;
  for (const Finding& finding : findings) lines += to_line(finding) + "\n";
  return lines;
}

}  // namespace support
