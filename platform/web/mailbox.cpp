#include "mailbox.h"

#include <emscripten.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace wv::web_platform {
namespace {

constexpr double kTurnMs = 6;  // of a frame's 16, which draws as well

Mailbox* the_mailbox = nullptr;  // there is one page, and one program on it

struct Sentence {
  const char* code;
  Fault fault;
  const char* what;
};
constexpr std::array kSentences{
    Sentence{"store.exists", Fault::failed, "it is there already; nothing was overwritten"},
    Sentence{"store.missing", Fault::bad_input, "there is no such file; look at the name"},
    Sentence{"store.full", Fault::not_now,
             "the browser gives no more room; make room on this device, what was kept before is still there"},
    Sentence{"store.denied", Fault::not_now,
             "the browser lets this page keep nothing; leave the private window, or allow it to keep data"},
    Sentence{"store.too_large", Fault::bad_input, "is larger than such a file can be"},
    Sentence{"store.taken", Fault::not_now, "another tab or window is busy with it; close that one"},
    Sentence{"store.changed", Fault::not_now, "somebody else changed it just now; try again"},
    Sentence{"store.io", Fault::not_now,
             "the browser could not keep it; load the page anew, then try again: nothing was changed"},
    Sentence{"own_key.gone", Fault::not_now,
             "the browser's key is another one now; what it kept can't be opened"},
    Sentence{"own_key.failed", Fault::not_now,
             "the browser could not use its key; load the page anew, then try again"},
    Sentence{"seal.bad_key", Fault::bad_input, "this can't be used as a key; look at the file"},
    Sentence{"seal.no_match", Fault::bad_input,
             "it wasn't sealed to this key; use the key of one of its kids"},
    Sentence{"seal.not_signed", Fault::bad_input, "nobody who is believed here signed it"},
    Sentence{"seal.failed", Fault::failed, "the browser could not do it; load the page anew, then try again"},
    Sentence{"seal.no_memory", Fault::not_now,
             "too little memory for the pick-up code; close other tabs and try again"},
    Sentence{"http.offline", Fault::not_now,
             "no connection; a browser doesn't tell a missing network from a refused certificate"},
    Sentence{"http.timeout", Fault::not_now, "no answer in time"},
    Sentence{"http.cut", Fault::not_now, "it broke off"},
    Sentence{"http.too_large", Fault::not_now, "the answer is longer than it may be"},
    Sentence{"http.cancelled", Fault::not_now, "it was called off"},
    Sentence{"http.bad_request", Fault::bad_input, "a browser can't ask for that"},
    Sentence{"file.missing", Fault::bad_input, "there is no such file; check the name."},
    Sentence{"speech.no_voice", Fault::not_now, "this browser has no voice for this language"},
    Sentence{"speech.failed", Fault::not_now, "the browser's voice failed"},
};

}  // namespace

Error Reply::error(const std::string& subject) const {
  const auto* found =
      std::find_if(kSentences.begin(), kSentences.end(), [&](const Sentence& s) { return code == s.code; });
  const std::string told = what.empty() ? "" : " (" + what + ")";
  const std::string prefix = subject.empty() ? "" : subject + ": ";
  if (found == kSentences.end()) return {Fault::failed, code, prefix + "it failed" + told};
  const bool memory = code == "seal.no_memory";
  return {found->fault, memory ? "seal.failed" : code, prefix + found->what + told};
}

Mailbox::Mailbox() { the_mailbox = this; }
Mailbox::~Mailbox() { the_mailbox = nullptr; }

int Mailbox::expect(Taken taken) {
  expected_.emplace(next_ticket_, std::move(taken));
  return next_ticket_++;
}

void Mailbox::drop(int ticket) { expected_.erase(ticket); }

void Mailbox::deliver(int ticket, Reply reply) {
  const auto found = expected_.find(ticket);
  if (found == expected_.end()) return;
  post([taken = std::move(found->second), held = std::make_shared<Reply>(std::move(reply))] {
    taken(std::move(*held));
  });
  expected_.erase(found);
}

void Mailbox::post(std::function<void()> news) {
  ready_.push_back(std::move(news));
  if (wake_) wake_();
}

void Mailbox::pump() {
  auto ready = std::exchange(ready_, {});
  const double until = emscripten_get_now() + kTurnMs;
  while (!ready.empty()) {
    ready.front()();
    ready.pop_front();
    if (emscripten_get_now() >= until) break;
  }
  if (ready.empty()) return;
  ready.insert(ready.end(), std::make_move_iterator(ready_.begin()), std::make_move_iterator(ready_.end()));
  ready_ = std::move(ready);
  if (wake_) wake_();
}

}  // namespace wv::web_platform

extern "C" {

// js/answers.js: code and what are C strings or null, data of `size` bytes or null; all three are ours from
// here on.
EMSCRIPTEN_KEEPALIVE void wv_answer(int ticket, char* code, char* what, std::uint8_t* data, int size) {
  wv::web_platform::Reply reply{code == nullptr ? "" : code, what == nullptr ? "" : what, {}};
  std::free(code);
  std::free(what);
  if (data != nullptr) {
    reply.bytes.assign(data, data + size);
    wv::wipe(data, static_cast<std::size_t>(size));
    std::free(data);
  }
  if (wv::web_platform::the_mailbox != nullptr)
    wv::web_platform::the_mailbox->deliver(ticket, std::move(reply));
}
}
