// ports::Store on a Linux file system: every call goes to a worker, every answer comes back by pump. A folder
// of somebody else's may stop answering: then each answer is store.silent, once its worker gave up.
#pragma once
#include <memory>
#include <string>

#include "durable_folder.h"
#include "ports/store.h"
#include "mailbox.h"

namespace wv::linux_platform {

class PosixStore final : public ports::Store {
 public:
  // `random` outlives every job of the worker.
  PosixStore(std::string folder, ports::Random& random, JobQueue& worker,
             DurableFolder::Root root = DurableFolder::Root::made_when_missing);

  // Before the first use: durable_folder.h.
  void remember_numbers_at(const std::string& folder, const std::string& name) {
    folder_->remember_numbers_at(folder, name);
  }

  void put(std::string name, Bytes content, Answer<Done> answer) override;
  void replace(std::string name, Bytes content, Answer<Done> answer) override;
  void write_all(std::string folder, std::vector<ports::Named> files, Over over,
                 Answer<std::vector<Status>> answer) override;
  void remove_all(std::string folder, std::vector<std::string> names,
                  Answer<std::vector<Status>> answer) override;
  void move(std::string from, std::string to, Answer<Done> answer) override;
  void remove(std::string name, Answer<Done> answer) override;
  void read(std::string name, std::uint64_t most_bytes, Answer<Bytes> answer) override;
  void list(std::string folder, Answer<std::vector<ports::Entry>> answer) override;
  void sweep(std::string folder, Answer<std::uint64_t> answer) override;
  void free_bytes(Answer<std::uint64_t> answer) override;
  void rehearse(std::vector<std::string> folders, std::string counted, Answer<Done> answer) override;
  void count_up(std::string name, Answer<std::uint64_t> answer) override;
  void member(std::string name, std::string key, Answer<std::string> answer) override;
  void set_member(std::string name, std::string key, std::string was, std::string now,
                  Answer<Done> answer) override;
  void hold(std::string name, Answer<ports::Hold> answer) override;
  void note(std::string name, std::string line, std::uint64_t most_bytes, Answer<Done> answer) override;

 private:
  template <class T, class Work>
  void ask(Answer<T> answer, Work work);

  std::shared_ptr<DurableFolder>
      folder_;  // touched by the worker only, which may hang in it longer than this lives
  JobQueue& worker_;
  Error silent_;
};

}  // namespace wv::linux_platform
