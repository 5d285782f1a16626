// ports::Store in the browser's IndexedDB: one record of the object store "files" for each file, one
// read-write transaction of strict durability for each write, and `done` only when that transaction is
// complete (js/store.js). Several records that belong together (a move, many of one folder) are one
// transaction. One tab writes at a time: the one that has the lock of this data folder (navigator.locks); in
// another one everything that writes is store.taken. After a write that failed nothing more is believed: the
// next one opens the database anew and first writes and reads back a rehearsal. A browser may drop all of it
// at once (a person clears it, Safari after seven days): what it says of that (navigator.storage.persist) is
// for the health page. Files are opened as blobs of bytes; numbers and members of `count_up`, `member`,
// `set_member` are records of the object store "members", each a map of JSON texts, so that one transaction
// counts.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "mailbox.h"
#include "ports/random.h"
#include "ports/store.h"

namespace wv::web_platform {

class IndexedDbStore final : public ports::Store {
 public:
  // The browser's database is called after the folder.
  IndexedDbStore(std::string folder, ports::Random& random, Mailbox& mailbox);

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
  [[nodiscard]] int ticket(const std::string& name, Answer<Done> answer);
  [[nodiscard]] int ticket_of_many(const std::string& folder, std::vector<std::string> names,
                                   Answer<std::vector<Status>> answer);
  std::string folder_;
  ports::Random& random_;
  Mailbox& mailbox_;
};

}  // namespace wv::web_platform
