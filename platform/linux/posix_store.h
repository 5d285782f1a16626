// ports::Store on a Linux file system: every call goes to the worker, every answer comes back by pump.
#pragma once
#include <string>

#include "durable_folder.h"
#include "ports/store.h"
#include "worker.h"

namespace wv::linux_platform {

class PosixStore final : public ports::Store {
 public:
  PosixStore(std::string folder, ports::Random& random, Worker& worker,
             DurableFolder::Root root = DurableFolder::Root::made_when_missing)
      : folder_(std::move(folder), random, root), worker_(worker) {}

  void put(std::string name, Bytes content, Answer<Done> answer) override;
  void replace(std::string name, Bytes content, Answer<Done> answer) override;
  void write_all(std::string folder, std::vector<ports::Named> files, Over over, Answer<std::vector<Status>> answer) override;
  void remove_all(std::string folder, std::vector<std::string> names, Answer<std::vector<Status>> answer) override;
  void move(std::string from, std::string to, Answer<Done> answer) override;
  void remove(std::string name, Answer<Done> answer) override;
  void read(std::string name, std::uint64_t most_bytes, Answer<Bytes> answer) override;
  void list(std::string folder, Answer<std::vector<ports::Entry>> answer) override;
  void sweep(std::string folder, Answer<std::uint64_t> answer) override;
  void free_bytes(Answer<std::uint64_t> answer) override;
  void count_up(std::string name, Answer<std::uint64_t> answer) override;
  void member(std::string name, std::string key, Answer<std::string> answer) override;
  void set_member(std::string name, std::string key, std::string was, std::string now, Answer<Done> answer) override;
  void hold(std::string name, Answer<ports::Hold> answer) override;
  void note(std::string name, std::string line, std::uint64_t most_bytes, Answer<Done> answer) override;

 private:
  DurableFolder folder_;  // touched by the worker only
  Worker& worker_;
};

}  // namespace wv::linux_platform
