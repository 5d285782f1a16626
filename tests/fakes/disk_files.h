// ports::Files on the disk by the C++ library: a second one beside the platform's, held to the same promises
// (platform/files_contract_test.cpp), so that rooms read the real assets without the platform. `late`: what
// is fetched comes when the test says so, as in a browser. Foreign folders answer at the next `pump`.
#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "fakes/answers.h"
#include "ports/files.h"

namespace wv::fakes {

class DiskFiles final : public ports::Files {
 public:
  DiskFiles() = default;
  explicit DiskFiles(Answers& answers) : answers_(&answers) {}

  [[nodiscard]] std::optional<ports::FileFacts> look(const std::string& path) const override {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error || !fs::exists(status)) return std::nullopt;
    using Kind = ports::FileFacts::Kind;
    ports::FileFacts facts{fs::is_directory(status)      ? Kind::folder
                           : fs::is_regular_file(status) ? Kind::file
                                                         : Kind::other};
    if (facts.kind == Kind::file) facts.size = fs::file_size(path, error);
    facts.modified = fs::last_write_time(path, error).time_since_epoch().count();
    facts.private_to_us =
        (status.permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none;
    return facts;
  }
  [[nodiscard]] Result<std::string> read(const std::string& path, std::uint64_t most_bytes,
                                         Take take = Take::files) const override {
    const auto facts = look(path);
    const bool usable = facts && facts->kind != ports::FileFacts::Kind::folder &&
                        (take == Take::streams || facts->kind == ports::FileFacts::Kind::file);
    if (!usable) return Error{Fault::bad_input, "file.missing", path + ": there is no such file"};
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{Fault::bad_input, "file.unreadable", path + ": can't be read"};
    std::ostringstream text;
    text << file.rdbuf();
    if (text.str().size() > most_bytes)
      return Error{Fault::bad_input, "file.too_large", path + ": too large"};
    return text.str();
  }
  [[nodiscard]] Status read_into(const std::string& path,
                                 std::span<const std::span<std::uint8_t>> parts) const override {
    std::size_t expected = 0, at = 0;
    for (const auto& part : parts) expected += part.size();
    const auto text = read(path, expected);
    if (!text) return text.error();
    if (text.value().size() != expected)
      return Error{Fault::bad_input, "file.unreadable", path + ": shorter"};
    for (const auto& part : parts) {
      std::copy_n(text.value().begin() + static_cast<std::ptrdiff_t>(at), part.size(), part.begin());
      at += part.size();
    }
    return Done{};
  }
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string& folder) const override {
    std::error_code error;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
      names.push_back(it->path().filename().string());
    if (error) return Error{Fault::bad_input, "file.missing", folder + ": there is no such folder"};
    std::sort(names.begin(), names.end());
    return names;
  }
  [[nodiscard]] Status write(const std::string& path,
                             std::span<const std::span<const std::uint8_t>> parts) const override {
    std::error_code error;
    if (const auto folder = std::filesystem::path(path).parent_path(); !folder.empty())
      std::filesystem::create_directories(folder, error);
    std::ofstream file(path + ".part", std::ios::binary | std::ios::trunc);
    for (const auto& part : parts)
      file.write(reinterpret_cast<const char*>(part.data()), static_cast<std::streamsize>(part.size()));
    file.close();
    if (file) std::filesystem::rename(path + ".part", path, error);
    if (file && !error) return Done{};
    std::filesystem::remove(path + ".part", error);
    return Error{Fault::not_now, "file.not_written", path + ": can't be written"};
  }
  void remove(const std::string& path) const override {
    std::error_code error;
    std::filesystem::remove(path, error);
  }
  void fetch(const std::string& path, std::uint64_t most_bytes, Answer<std::string> answer) const override {
    if (!late) return answer(read(path, most_bytes));
    answers_->later<std::string>(std::move(answer), read(path, most_bytes));
  }
  void list_foreign(const std::string& folder, Answer<std::vector<std::string>> answer) const override {
    answers_->later<std::vector<std::string>>(
        std::move(answer), hangs ? Result<std::vector<std::string>>(silent(folder)) : list(folder));
  }
  void fetch_foreign(const std::string& folder, const std::string& name, std::uint64_t most_bytes,
                     Answer<std::string> answer) const override {
    answers_->later<std::string>(std::move(answer), hangs ? Result<std::string>(silent(folder))
                                                          : read(folder + "/" + name, most_bytes));
  }

  bool late = false, hangs = false;

 private:
  static Error silent(const std::string& folder) {
    return {Fault::not_now, "file.silent", folder + ": doesn't answer"};
  }
  Answers* answers_ = nullptr;  // none: nothing is asked of a foreign folder
};

// For those who only read.
inline const DiskFiles& disk() {
  static const DiskFiles kDisk;
  return kDisk;
}

}  // namespace wv::fakes
