#include "browser_speech.h"

#include <utility>

// js/speech.js
extern "C" {
void wv_speak(int ticket, const char* words, int size, const char* language, double loudness, int for_all);
void wv_hush();
}

namespace wv::web_platform {

void BrowserSpeech::speak(ports::Utterance words, float loudness, Ended ended) {
  stop();
  ticket_ = mailbox_.expect([this, ended = std::move(ended)](const Reply& reply) {
    ticket_ = 0;
    if (ended) ended(reply.ok() ? Status(Done{}) : Status(reply.error("")));
  });
  wv_speak(ticket_, words.text.data(), static_cast<int>(words.text.size()), words.language.c_str(),
           static_cast<double>(loudness), words.may_keep ? 1 : 0);
  wipe(words.text);
}

void BrowserSpeech::stop() {
  if (ticket_ != 0) mailbox_.drop(std::exchange(ticket_, 0));
  wv_hush();
}

}  // namespace wv::web_platform
