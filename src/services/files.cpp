#include "services/files.h"

#include "base/utf8.h"

namespace wv::services {

Result<std::string> read_file(const ports::Files& files, const std::string& path, std::size_t most_bytes) {
  auto text = files.read(path, most_bytes, ports::Files::Take::streams);
  if (!text && text.error().code != "file.too_large")
    return Error{Fault::bad_input, "file.unreadable",
                 path + ": can't be read; check the name and its rights."};
  return text;
}

Result<std::string> read_named_file(const ports::Files& files, const std::string& path,
                                    std::size_t most_bytes) {
  auto text = files.read(path, most_bytes, ports::Files::Take::streams);
  if (text) {
    settle_encoding(text.value());
    return text;
  }
  const auto refuse = [&](const char* what) {
    return Error{Fault::bad_input, "file.unreadable", path + ": " + what};
  };
  if (text.error().code == "file.too_large")
    return refuse("too large to be what is needed here; name another file");
  if (files.is_folder(path)) return refuse("a folder, and a file is needed; name the file in it");
  return refuse("this file is missing or can't be read; look at its name and its rights");
}

}  // namespace wv::services
