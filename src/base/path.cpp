#include "base/path.h"

#include <algorithm>
#include <vector>

namespace wv {

std::string path_in(std::string_view folder, std::string_view name) {
  if (folder.empty() || name.starts_with('/')) return std::string(name);
  std::string path(folder);
  if (!path.ends_with('/')) path += '/';
  return path += name;
}

std::string tidy_path(std::string_view path) {
  if (path.empty()) return {};
  const bool absolute = path.starts_with('/');
  std::vector<std::string_view> parts;
  bool folder = false;  // it ends as the name of a folder does
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    folder = part.empty() || part == "." || part == "..";
    if (part == ".." && !parts.empty() && parts.back() != "..")
      parts.pop_back();
    else if (part == ".." && !absolute)
      parts.push_back(part);
    else if (!folder)
      parts.push_back(part);
    at = end + 1;
  }
  std::string tidy = absolute ? "/" : "";
  for (const std::string_view part : parts) {
    if (!tidy.empty() && !tidy.ends_with('/')) tidy += '/';
    tidy += part;
  }
  if (tidy.empty()) return ".";
  if (folder && !parts.empty() && parts.back() != "..") tidy += '/';
  return tidy;
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  const std::size_t last = path.find_last_not_of('/', slash);
  return std::string(path.substr(0, last == std::string_view::npos ? 1 : last + 1));
}

std::string_view file_name_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view ending_of(std::string_view path) {
  const std::string_view name = file_name_of(path);
  const std::size_t point = name.rfind('.');
  return point == std::string_view::npos || point == 0 || name == ".." ? std::string_view()
                                                                       : name.substr(point);
}

std::string_view stem_of(std::string_view path) {
  const std::string_view name = file_name_of(path);
  return name.substr(0, name.size() - ending_of(name).size());
}

}  // namespace wv
