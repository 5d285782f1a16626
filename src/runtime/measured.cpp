#include "runtime/measured.h"

#include "base/path.h"
#include "base/sha256.h"
#include "runtime/built.h"

namespace wv::runtime {

namespace {

constexpr std::uint64_t kMostBytes = 8u << 20;

std::string hash_of(const std::string& text) {
  return sha256_hex({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::string hash_of_file(const ports::Files& files, const std::string& path) {
  const auto text = files.read(path, kMostBytes);
  return text ? hash_of(text.value()) : std::string();
}

}  // namespace

Measured measured_here(const ports::Files& files, const std::string& assets, const std::string& config,
                       const std::string& municipality) {
  std::string texts;
  for (const std::string folder : {"i18n", "forms", "keyboards"}) {
    const std::string where = path_in(assets, folder);
    if (const auto names = files.list(where))
      for (const std::string& name : names.value())
        if (ending_of(name) == ".json")
          texts.append(folder).append("/").append(name).append(" ").append(
              hash_of_file(files, path_in(where, name)) + "\n");
  }
  return {built::screens(), hash_of(texts),
          hash_of(hash_of_file(files, config) + hash_of_file(files, municipality))};
}

}  // namespace wv::runtime
