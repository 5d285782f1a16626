// ports::Speech by espeak-ng as a child process on the worker: text in by standard input (arguments can be read
// in /proc), sound out by standard output, nothing on disk. `cancel` kills the child at once. A child that
// takes longer than ten seconds, or gives more than 32 MB, is killed and has failed.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <mutex>
#include <string>

#include "file_descriptor.h"
#include "ports/speech.h"
#include "worker.h"

namespace wv::linux_platform {

class EspeakSpeech final : public ports::Speech {
 public:
  // `program` is looked for in PATH when it has no slash.
  explicit EspeakSpeech(Worker& worker, std::string program = "espeak-ng") : worker_(worker), program_(std::move(program)) {}
  void say(ports::Utterance words, Answer<Bytes> answer) override;
  void cancel() override;

 private:
  [[nodiscard]] Result<Bytes> speak(ports::Utterance& words, std::uint64_t round);
  [[nodiscard]] Result<Bytes> listen(pid_t child, FileDescriptor to_child, int from_child, std::string_view text);

  Worker& worker_;
  std::string program_;
  std::mutex mutex_;
  std::uint64_t round_ = 0;  // counted up by each cancel: what was asked in an earlier round is not spoken
  pid_t child_ = 0;
};

}  // namespace wv::linux_platform
