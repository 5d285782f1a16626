#include "services/files.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/bytes.h"
#include "base/utf8.h"

namespace wv::services {

Result<std::string> read_file(const std::string& path, std::size_t most_bytes) {
  std::ifstream file(path, std::ios::binary);
  std::string text(most_bytes + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file && !(file.eof() && file.gcount() >= 0 && !file.bad()))
    return Error{Fault::bad_input, "file.unreadable",
                 path + ": can't be read; check the name and its rights."};
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > most_bytes)
    return Error{Fault::bad_input, "file.too_large", path + ": is larger than such a file can be."};
  return text;
}

Result<std::string> read_named_file(const std::string& path, std::size_t most_bytes) {
  const auto refuse = [&](const char* what) {
    return Error{Fault::bad_input, "file.unreadable", path + ": " + what};
  };
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return refuse("a folder, and a file is needed; name the file in it");
  std::ifstream file(path, std::ios::binary);
  if (!file) return refuse("this file is missing or can't be read; look at its name and its rights");
  std::string text;
  char block[4096];
  while (file.read(block, sizeof block) || file.gcount() > 0) {
    text.append(block, static_cast<std::size_t>(file.gcount()));
    if (text.size() > most_bytes) return refuse("too large to be what is needed here; name another file");
  }
  wipe(block, sizeof block);
  if (file.bad()) return refuse("it can't be read to its end; check the disk");
  settle_encoding(text);
  return text;
}

}  // namespace wv::services
