// ports::Speech by the browser, which speaks itself (speechSynthesis): no samples come here. Where it has no
// voice for the language it says so (speech.no_voice), for another language's voice would make a riddle of
// the words. Browsers may send the words to a voice of theirs on the network; only voices on the device
// itself are taken for a resident's own words.
#pragma once
#include "mailbox.h"
#include "ports/speech.h"

namespace wv::web_platform {

class BrowserSpeech final : public ports::Speech {
 public:
  explicit BrowserSpeech(Mailbox& mailbox) : mailbox_(mailbox) {}
  ~BrowserSpeech() override { stop(); }
  BrowserSpeech(const BrowserSpeech&) = delete;
  BrowserSpeech& operator=(const BrowserSpeech&) = delete;

  void speak(ports::Utterance words, float loudness, Ended ended) override;
  void prepare(ports::Utterance) override {}  // a browser makes nothing ready
  void stop() override;
  void forget() override { stop(); }

 private:
  Mailbox& mailbox_;
  int ticket_ = 0;  // of what is being said; 0: nothing
};

}  // namespace wv::web_platform
