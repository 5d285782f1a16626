// A Synthesizer: espeak-ng as a child process on the worker: text in by standard input (arguments can be
// read in /proc), sound out by standard output, nothing on disk. `cancel` kills the child at once. A child
// that takes longer than ten seconds, or gives more than 32 MB, is killed and has failed. One that not even
// that ends (it lies on a share that stopped answering) holds up nobody: the next words have failed at once.
#pragma once
#include <memory>
#include <string>

#include "mailbox.h"
#include "shared/synthesizer.h"

namespace wv::linux_platform {

class EspeakSynthesizer final : public shared_platform::Synthesizer {
 public:
  // `program` is looked for in PATH when it has no slash.
  explicit EspeakSynthesizer(JobQueue& worker, std::string program = "espeak-ng");
  ~EspeakSynthesizer() override;  // what is being said is ended
  EspeakSynthesizer(const EspeakSynthesizer&) = delete;
  EspeakSynthesizer& operator=(const EspeakSynthesizer&) = delete;
  void synthesize(ports::Utterance words, Answer answer) override;
  void cancel() override;

 private:
  struct Voice;
  JobQueue& worker_;
  std::shared_ptr<Voice> voice_;  // the job's own, too
};

}  // namespace wv::linux_platform
