#include "web_files.h"

#include <algorithm>
#include <utility>

#include "base/path.h"

namespace wv::web_platform {
namespace {

Error missing(const std::string& path) {
  return {Fault::bad_input, "file.missing", path + ": there is no such file; check the name."};
}
Error no_folders(const std::string& folder) {
  return {Fault::not_now, "file.silent", folder + ": a browser has no folders of others."};
}

std::string tidy(const std::string& path) {
  std::string clean = tidy_path(path);
  return clean.starts_with('/') ? clean : "/" + clean;
}

}  // namespace

void WebFiles::know(const std::string& path, std::uint64_t size) { files_[path].size = size; }

void WebFiles::bring(const std::string& path, std::string bytes) {
  File& file = files_[path];
  file.size = bytes.size();
  file.bytes = std::move(bytes);
  file.here = true;
  std::vector<Waiting> still;
  for (Waiting& w : waiting_) {
    if (w.path != path)
      still.push_back(std::move(w));
    else
      mailbox_.post([this, w = std::move(w)] { w.answer(read(w.path, w.most_bytes)); });
  }
  waiting_ = std::move(still);
}

void WebFiles::all_came() {
  ended_ = true;
  for (Waiting& w : std::exchange(waiting_, {}))
    mailbox_.post([w = std::move(w)] { w.answer(missing(w.path)); });
}

bool WebFiles::is_coming(const std::string& path) const {
  const auto found = files_.find(path);
  return found != files_.end() && !found->second.here && !ended_;
}

std::optional<ports::FileFacts> WebFiles::look(const std::string& path) const {
  const std::string name = tidy(path);
  if (const auto found = files_.find(name); found != files_.end())
    return ports::FileFacts{ports::FileFacts::Kind::file, found->second.size, 0, true};
  const auto below = files_.lower_bound(name + "/");
  if (below != files_.end() && below->first.starts_with(name + "/"))
    return ports::FileFacts{ports::FileFacts::Kind::folder, 0, 0, true};
  return std::nullopt;
}

Result<std::string> WebFiles::read(const std::string& path, std::uint64_t most_bytes, Take) const {
  const auto found = files_.find(tidy(path));
  if (found == files_.end() || !found->second.here) return missing(path);
  if (found->second.bytes.size() > most_bytes)
    return Error{Fault::bad_input, "file.too_large", path + ": is larger than such a file can be."};
  return found->second.bytes;
}

Status WebFiles::read_into(const std::string& path, std::span<const std::span<std::uint8_t>> parts) const {
  const auto found = files_.find(tidy(path));
  if (found == files_.end() || !found->second.here) return missing(path);
  const std::string& bytes = found->second.bytes;
  std::size_t expected = 0;
  for (const auto& part : parts) expected += part.size();
  if (expected != bytes.size())
    return Error{Fault::bad_input, "file.unreadable", path + ": is of another length than expected."};
  std::size_t at = 0;
  for (const std::span<std::uint8_t>& part : parts) {
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), part.size(), part.begin());
    at += part.size();
  }
  return Done{};
}

std::optional<std::span<const std::uint8_t>> WebFiles::lend(const std::string& path) const {
  const auto found = files_.find(tidy(path));
  if (found == files_.end() || !found->second.here) return std::nullopt;
  const std::string& bytes = found->second.bytes;
  return std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

Result<std::vector<std::string>> WebFiles::list(const std::string& folder) const {
  const std::string below = tidy(folder) + "/";
  std::vector<std::string> names;
  for (auto it = files_.lower_bound(below); it != files_.end() && it->first.starts_with(below); ++it) {
    std::string name = it->first.substr(below.size());
    name = name.substr(0, name.find('/'));
    if (names.empty() || names.back() != name) names.push_back(std::move(name));
  }
  if (names.empty()) return missing(folder);
  return names;
}

Status WebFiles::write(const std::string& path, std::span<const std::span<const std::uint8_t>>) const {
  return Error{Fault::not_now, "file.not_written", path + ": a browser writes no files by name."};
}

void WebFiles::remove(const std::string&) const {}

void WebFiles::fetch(const std::string& path, std::uint64_t most_bytes, Answer<std::string> answer) const {
  const std::string name = tidy(path);
  if (!is_coming(name)) return answer(read(name, most_bytes));
  waiting_.push_back({name, most_bytes, std::move(answer)});
}

void WebFiles::list_foreign(const std::string& folder, Answer<std::vector<std::string>> answer) const {
  mailbox_.post([folder, answer = std::move(answer)] { answer(no_folders(folder)); });
}

void WebFiles::fetch_foreign(const std::string& folder, const std::string&, std::uint64_t,
                             Answer<std::string> answer) const {
  mailbox_.post([folder, answer = std::move(answer)] { answer(no_folders(folder)); });
}

}  // namespace wv::web_platform
