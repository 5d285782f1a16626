// ports::Files by POSIX calls. Everything but what is asked of a foreign folder is done on the caller's
// thread; that goes to the folder's own worker, and owns all that it uses.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "mailbox.h"
#include "ports/files.h"

namespace wv::linux_platform {

class PosixFiles final : public ports::Files {
 public:
  using QueueOf = std::function<JobQueue&(const std::string& folder)>;
  explicit PosixFiles(QueueOf queue_of) : queue_of_(std::move(queue_of)) {}

  [[nodiscard]] std::optional<ports::FileFacts> look(const std::string& path) const override;
  [[nodiscard]] Result<std::string> read(const std::string& path, std::uint64_t most_bytes,
                                         Take take = Take::files) const override;
  [[nodiscard]] Status read_into(const std::string& path,
                                 std::span<const std::span<std::uint8_t>> parts) const override;
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string& folder) const override;
  [[nodiscard]] Status write(const std::string& path,
                             std::span<const std::span<const std::uint8_t>> parts) const override;
  void remove(const std::string& path) const override;
  void list_foreign(const std::string& folder, Answer<std::vector<std::string>> answer) const override;
  void fetch_foreign(const std::string& folder, const std::string& name, std::uint64_t most_bytes,
                     Answer<std::string> answer) const override;

 private:
  QueueOf queue_of_;
};

}  // namespace wv::linux_platform
