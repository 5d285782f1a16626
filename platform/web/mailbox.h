// Answers on their way from the page's own functions (platform/web/js) to the thread that pumps, which in a
// browser is the only one. A port writes down what is to be done with an answer and gets a ticket; the page
// gives the answer with it, some turns later, and never in the middle of a turn. Nothing here waits.
#pragma once
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/bytes.h"

namespace wv::web_platform {

struct Reply {
  std::string code;  // "store.full"; "": it is done
  std::string what;  // then: what the browser says of it, for the one sentence of an Error
  Bytes bytes;
  [[nodiscard]] bool ok() const { return code.empty(); }
  [[nodiscard]] Error error(const std::string& subject) const;  // the sentence that goes with the code
};

class Mailbox {
 public:
  using Taken = std::function<void(Reply)>;

  Mailbox();
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  [[nodiscard]] int expect(Taken taken);  // a ticket for one answer
  void deliver(int ticket, Reply reply);
  void drop(int ticket);                  // nobody waits for it any more
  void post(std::function<void()> news);  // something that nobody had asked for, or an answer that is at hand
  void on_ready(std::function<void()> wake) { wake_ = std::move(wake); }
  // In their order, for some milliseconds: whoever draws has a frame to show. What is left comes next time.
  void pump();
  [[nodiscard]] bool busy() const { return !expected_.empty() || !ready_.empty(); }

 private:
  std::map<int, Taken> expected_;
  std::deque<std::function<void()>> ready_;
  std::function<void()> wake_;
  int next_ticket_ = 1;
};

}  // namespace wv::web_platform
