// A folder of somebody else's (a stick, a share), where a browser has none: everything is store.missing.
#pragma once
#include <string>

#include "mailbox.h"
#include "ports/store.h"

namespace wv::web_platform {

class NoStore final : public ports::Store {
 public:
  NoStore(std::string folder, Mailbox& mailbox) : folder_(std::move(folder)), mailbox_(mailbox) {}

  void put(std::string, Bytes, Answer<Done> answer) override { refuse(std::move(answer)); }
  void replace(std::string, Bytes, Answer<Done> answer) override { refuse(std::move(answer)); }
  void write_all(std::string, std::vector<ports::Named>, Over, Answer<std::vector<Status>> answer) override {
    refuse(std::move(answer));
  }
  void remove_all(std::string, std::vector<std::string>, Answer<std::vector<Status>> answer) override {
    refuse(std::move(answer));
  }
  void move(std::string, std::string, Answer<Done> answer) override { refuse(std::move(answer)); }
  void remove(std::string, Answer<Done> answer) override { refuse(std::move(answer)); }
  void read(std::string, std::uint64_t, Answer<Bytes> answer) override { refuse(std::move(answer)); }
  void list(std::string, Answer<std::vector<ports::Entry>> answer) override { refuse(std::move(answer)); }
  void sweep(std::string, Answer<std::uint64_t> answer) override { refuse(std::move(answer)); }
  void free_bytes(Answer<std::uint64_t> answer) override { refuse(std::move(answer)); }
  void rehearse(std::vector<std::string>, std::string, Answer<Done> answer) override {
    refuse(std::move(answer));
  }
  void count_up(std::string, Answer<std::uint64_t> answer) override { refuse(std::move(answer)); }
  void member(std::string, std::string, Answer<std::string> answer) override { refuse(std::move(answer)); }
  void set_member(std::string, std::string, std::string, std::string, Answer<Done> answer) override {
    refuse(std::move(answer));
  }
  void hold(std::string, Answer<ports::Hold> answer) override { refuse(std::move(answer)); }
  void note(std::string, std::string, std::uint64_t, Answer<Done> answer) override {
    refuse(std::move(answer));
  }

 private:
  template <class T>
  void refuse(Answer<T> answer) {
    mailbox_.post([folder = folder_, answer = std::move(answer)] {
      answer(Error{Fault::bad_input, "store.missing", folder + ": a browser has no folders of others"});
    });
  }
  std::string folder_;
  Mailbox& mailbox_;
};

}  // namespace wv::web_platform
