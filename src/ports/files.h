// Files by name, for what settings, commands and assets name; the queue has a port of its own (store.h).
// Read whole and bounded, written whole or not at all; nothing stays open. What is asked without an answer
// is answered at once, so it must be at hand: on Linux the machine's own disk, in a browser the set that was
// fetched before the start (settings, words, forms, keyboards, letters, the product's pictures). What comes
// later, or may hang, is asked with one.
// Error codes: file.missing (none, or a folder or a device in its place) file.unreadable file.too_large
// file.silent (somebody else's folder doesn't answer) file.not_written
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace wv::ports {

struct FileFacts {
  enum class Kind { file, folder, other } kind = Kind::file;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // compared, never shown
  bool private_to_us = true;  // nobody else on this machine may read or change it
};

class Files {
 public:
  template <class T>
  using Answer = std::function<void(Result<T>)>;
  // streams: pipes and terminals too, for what a person names to a command; the reading may wait for them.
  enum class Take { files, streams };

  virtual ~Files() = default;

  // None: it isn't there, or may not be looked at.
  [[nodiscard]] virtual std::optional<FileFacts> look(const std::string& path) const = 0;
  [[nodiscard]] bool is_file(const std::string& path) const {
    const auto facts = look(path);
    return facts && facts->kind == FileFacts::Kind::file;
  }
  [[nodiscard]] bool is_folder(const std::string& path) const {
    const auto facts = look(path);
    return facts && facts->kind == FileFacts::Kind::folder;
  }
  // Its bytes as they are. No copy of them is left behind: they may be a key.
  [[nodiscard]] virtual Result<std::string> read(const std::string& path, std::uint64_t most_bytes,
                                                 Take take = Take::files) const = 0;
  // Into these parts, one after the other; an error unless it is exactly as long.
  [[nodiscard]] virtual Status read_into(const std::string& path,
                                         std::span<const std::span<std::uint8_t>> parts) const = 0;
  // Whether files lie in memory anyhow, for as long as the platform lives, and then the bytes of one; else a
  // large one is mapped by its name.
  [[nodiscard]] virtual bool lends() const { return false; }
  [[nodiscard]] virtual std::optional<std::span<const std::uint8_t>> lend(const std::string& path) const {
    static_cast<void>(path);
    return std::nullopt;
  }
  // Names within the folder, in the order of their letters.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& folder) const = 0;

  // Over what was there: the old file or the new, never a mixture. Not made durable: what must be goes into a
  // store. Its folder is made when it isn't there.
  [[nodiscard]] virtual Status write(const std::string& path,
                                     std::span<const std::span<const std::uint8_t>> parts) const = 0;
  virtual void remove(const std::string& path) const = 0;  // nobody minds whether it was there

  // By answer: at once where it is at hand, as all of Linux's own disk is; else when the platform is pumped.
  virtual void fetch(const std::string& path, std::uint64_t most_bytes, Answer<std::string> answer) const {
    answer(read(path, most_bytes));
  }
  // In a folder of somebody else's, which may be slow, gone, or hang: always when the platform is pumped.
  virtual void list_foreign(const std::string& folder, Answer<std::vector<std::string>> answer) const = 0;
  virtual void fetch_foreign(const std::string& folder, const std::string& name, std::uint64_t most_bytes,
                             Answer<std::string> answer) const = 0;
};

}  // namespace wv::ports
