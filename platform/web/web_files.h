// ports::Files over the set of files that the page brought (site.mjs): what is there before the start is at
// hand; what comes later is known by name from the beginning, and asked for with an answer. Read-only: a
// browser keeps what is written in the store alone.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "mailbox.h"
#include "ports/files.h"

namespace wv::web_platform {

class WebFiles final : public ports::Files {
 public:
  explicit WebFiles(Mailbox& mailbox) : mailbox_(mailbox) {}

  // The page's: a file that is known, and its bytes, when they came.
  void know(const std::string& path, std::uint64_t size);
  void bring(const std::string& path, std::string bytes);
  void all_came();  // what was known and isn't there now will not come in this visit

  [[nodiscard]] std::optional<ports::FileFacts> look(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path, std::uint64_t most_bytes,
                                         Take take = Take::files) const override;
  [[nodiscard]] Status read_into(const std::string& path,
                                 std::span<const std::span<std::uint8_t>> parts) const override;
  [[nodiscard]] bool lends() const override { return true; }
  [[nodiscard]] std::optional<std::span<const std::uint8_t>> lend(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string& folder) const override;
  [[nodiscard]] Status write(const std::string& path,
                             std::span<const std::span<const std::uint8_t>> parts) const override;
  void remove(const std::string& path) const override;
  void fetch(const std::string& path, std::uint64_t most_bytes, Answer<std::string> answer) const override;
  void list_foreign(const std::string& folder, Answer<std::vector<std::string>> answer) const override;
  void fetch_foreign(const std::string& folder, const std::string& name, std::uint64_t most_bytes,
                     Answer<std::string> answer) const override;

 private:
  struct File {
    std::uint64_t size = 0;
    std::string bytes;
    bool here = false;
  };
  struct Waiting {
    std::string path;
    std::uint64_t most_bytes = 0;
    Answer<std::string> answer;
  };
  [[nodiscard]] bool is_coming(const std::string& path) const;

  Mailbox& mailbox_;
  std::map<std::string, File, std::less<>> files_;
  mutable std::vector<Waiting> waiting_;
  bool ended_ = false;
};

}  // namespace wv::web_platform
