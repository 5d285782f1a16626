// Durable files in one data folder. Every answer comes later, by callback, on the thread that pumps
// the platform (a browser and an fsync both take time). Names are relative ("outbox/ID.json"); the
// folders of src/crypto/FORMAT.md are made on first use. Files are 0600, folders 0700.
// A `Done` from put, replace, move, remove, or of one file of many, means: it survives a power cut.
// Error codes: store.taken store.exists store.missing store.full store.denied store.read_only store.io
// store.too_large store.changed store.silent (a folder of somebody else's doesn't answer)
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace wv::ports {

struct Entry {
  std::string name;  // within its folder
  std::uint64_t size = 0;
  std::int64_t modified_ms = 0;  // since 1970 UTC, as the clock was then
};

struct Named {
  std::string name;  // within a folder
  Bytes content;
};

// Something that only one process has at a time, as long as this lives: and no longer than the process.
using Hold = std::shared_ptr<void>;

class Store {
 public:
  template <class T>
  using Answer = std::function<void(Result<T>)>;

  virtual ~Store() = default;
  // Writes a new file: temporary name (O_EXCL), write, fsync, close, link, fsync the folder.
  // Never overwrites: an existing name gives store.exists.
  virtual void put(std::string name, Bytes content, Answer<Done> answer) = 0;
  // The same, over whatever was there: the old content or the new, never a mixture.
  virtual void replace(std::string name, Bytes content, Answer<Done> answer) = 0;
  // Many of one folder, each as by put or replace; made durable together, for the price of a few. The answer
  // says of each, in their order, what became of it; a fault of the folder or the disk is everyone's.
  enum class Over { refuse, replace };
  virtual void write_all(std::string folder, std::vector<Named> files, Over over,
                         Answer<std::vector<Status>> answer) = 0;
  virtual void remove_all(std::string folder, std::vector<std::string> names,
                          Answer<std::vector<Status>> answer) = 0;
  virtual void move(std::string from, std::string to, Answer<Done> answer) = 0;
  virtual void remove(std::string name, Answer<Done> answer) = 0;
  virtual void read(std::string name, std::uint64_t most_bytes, Answer<Bytes> answer) = 0;
  // Without leftover temporary files; a missing folder is an empty one. Unsorted.
  virtual void list(std::string folder, Answer<std::vector<Entry>> answer) = 0;
  // Removes temporary files that a crash left in a folder; one that is being written stays. How many.
  virtual void sweep(std::string folder, Answer<std::uint64_t> answer) = 0;
  virtual void free_bytes(Answer<std::uint64_t> answer) = 0;
  // Writes what a save needs, and reads it back from the disk: in each of these folders ("": the data folder,
  // which is made; others that aren't there are left alone) a file as `put` would, taken away again, and both
  // copies of `counted`, if it is there. A disk that can't keep anything is known by it before somebody has
  // typed.
  virtual void rehearse(std::vector<std::string> folders, std::string counted, Answer<Done> answer) = 0;
  // Counts one up in a JSON file's member `counter` (the other members stay, its `check` covers them all),
  // durable before the answer comes: the answer is the number now used. Two processes never get the same.
  // A file without a counter begins at a random place, never at 1: what was counted before may only be lost.
  // Each has a second copy, written first, and is mended by it. Both damaged gives store.io, never a restart.
  virtual void count_up(std::string name, Answer<std::uint64_t> answer) = 0;
  // Another member of that file, as JSON text; "" when it, or the file, is not there.
  virtual void member(std::string name, std::string key, Answer<std::string> answer) = 0;
  // Sets the member if it still is `was` (else store.changed: another process was quicker); "" for `now`
  // takes it away. As durable as replace, and under count_up's lock.
  virtual void set_member(std::string name, std::string key, std::string was, std::string now,
                          Answer<Done> answer) = 0;
  // Takes the one hold of this name on the data folder; store.taken while somebody else has it. Never waits.
  virtual void hold(std::string name, Answer<Hold> answer) = 0;
  // Appends a line to a log. Before it would grow over `most_bytes` it becomes NAME.old, and a new one
  // begins: never more than twice that. Not synced: a log may lose its end, and never costs a visitor time.
  virtual void note(std::string name, std::string line, std::uint64_t most_bytes, Answer<Done> answer) = 0;
};

}  // namespace wv::ports
