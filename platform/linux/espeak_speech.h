// ports::Speech by espeak-ng as a child process on the worker: text in by standard input (arguments can be
// read in /proc), sound out by standard output, nothing on disk. `cancel` kills the child at once. A child
// that takes longer than ten seconds, or gives more than 32 MB, is killed and has failed. One that not even
// that ends (it lies on a share that stopped answering) holds up nobody: the next words have failed at once.
#pragma once
#include <memory>
#include <string>

#include "mailbox.h"
#include "ports/speech.h"

namespace wv::linux_platform {

class EspeakSpeech final : public ports::Speech {
 public:
  // `program` is looked for in PATH when it has no slash.
  explicit EspeakSpeech(JobQueue& worker, std::string program = "espeak-ng");
  ~EspeakSpeech() override;  // what is being said is ended
  EspeakSpeech(const EspeakSpeech&) = delete;
  EspeakSpeech& operator=(const EspeakSpeech&) = delete;
  void speak(ports::Utterance words, Answer<Bytes> answer) override;
  void cancel() override;

 private:
  struct Voice;
  JobQueue& worker_;
  std::shared_ptr<Voice> voice_;  // the job's own, too
};

}  // namespace wv::linux_platform
