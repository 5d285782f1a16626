// ports::Store in memory, with a disk's bad habits. Every write is made of the steps that PosixStore takes
// (write, sync the file, name it, sync the folder), and each step can fail, or be the last before the power
// goes. What was not synced is then pending: `reboot` keeps what its mask says and forgets the rest.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "fakes/answers.h"
#include "ports/store.h"

namespace wv::fakes {

class MemoryStore final : public ports::Store {
 public:
  enum class How { once, from_then_on };
  enum class Habit { none, no_file_sync, no_folder_sync };  // the last two are faults that tests must catch

  explicit MemoryStore(Answers& answers) : answers_(answers) {}

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

  // The Nth step from now (1 is the next) fails with this code ("store.full").
  void fail(std::uint64_t nth, std::string code, How how = How::once);
  // After the Nth step from now nothing happens any more and nothing answers, until `reboot`.
  void lose_power_after(std::uint64_t nth);
  // The folder itself is gone (a stick was pulled out): nothing is found there, and nothing can be put there.
  void absent(bool gone) { gone_ = gone; }
  void have(Habit habit) { habit_ = habit; }
  // A rehearsal of a save fails with this code; "" again: it doesn't.
  void cannot_keep(std::string code) { cannot_keep_ = std::move(code); }
  void room(std::uint64_t bytes) { room_ = bytes; }

  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  [[nodiscard]] std::uint64_t reads() const { return reads_; }  // of whole files
  [[nodiscard]] bool has_power() const { return !dead_; }
  [[nodiscard]] std::size_t pending() const { return pending_.size(); }
  // Bit i of `kept`: the i-th pending change reached the disk. A file that was never synced is torn.
  void reboot(std::uint64_t kept = 0);

  // What lies there, for asserting: and a way to damage it.
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] std::optional<Bytes> content(const std::string& name) const;
  void damage(const std::string& name, Bytes content);

 private:
  struct File {
    Bytes content;
    bool synced = false;
    std::int64_t order = 0;
  };
  using Names = std::map<std::string, std::shared_ptr<File>>;
  struct Change {  // of one name, or of two at once (a rename)
    std::vector<std::pair<std::string, std::shared_ptr<File>>> names;  // a null file: the name goes
  };

  [[nodiscard]] bool step(std::optional<Error>& error, const std::string& name);
  [[nodiscard]] Result<Json> members(const std::string& name) const;
  [[nodiscard]] std::optional<Status> write(const std::string& name, const Bytes& content, bool over);
  void change(Change change);
  void sync_folder(const std::string& folder);
  template <class T>
  void reply(Answer<T> answer, Result<T> result) {
    if (!dead_) answers_.later<T>(std::move(answer), std::move(result));
  }

  Answers& answers_;
  std::map<std::string, std::weak_ptr<void>> held_;
  Names names_, durable_;
  std::vector<Change> pending_;
  Habit habit_ = Habit::none;
  std::uint64_t reads_ = 0, steps_ = 0, fail_at_ = 0, die_after_ = 0;
  std::string fail_code_, cannot_keep_;
  std::uint64_t room_ = std::uint64_t{1} << 30;
  How fail_how_ = How::once;
  bool dead_ = false, gone_ = false;
  std::int64_t written_ = 0;
};

}  // namespace wv::fakes
