#include "posix_store.h"

#include <utility>

#include "later.h"

namespace wv::linux_platform {

PosixStore::PosixStore(std::string folder, ports::Random& random, JobQueue& worker, DurableFolder::Root root)
    : worker_(worker),
      silent_{Fault::not_now, "store.silent",
              folder +
                  ": this folder doesn't answer; look at the stick, the cable or the share, then try again"} {
  folder_ = std::make_shared<DurableFolder>(std::move(folder), random, root);
}

template <class T, class Work>
void PosixStore::ask(Answer<T> answer, Work work) {
  later<T>(
      worker_, std::move(answer), [folder = folder_, work = std::move(work)] { return work(*folder); },
      silent_);
}

void PosixStore::put(std::string name, Bytes content, Answer<Done> answer) {
  ask(std::move(answer), [name = std::move(name), content = std::move(content)](DurableFolder& folder) {
    return folder.put(name, content);
  });
}

void PosixStore::replace(std::string name, Bytes content, Answer<Done> answer) {
  ask(std::move(answer), [name = std::move(name), content = std::move(content)](DurableFolder& folder) {
    return folder.replace(name, content);
  });
}

void PosixStore::move(std::string from, std::string to, Answer<Done> answer) {
  ask(std::move(answer),
      [from = std::move(from), to = std::move(to)](DurableFolder& folder) { return folder.move(from, to); });
}

void PosixStore::remove(std::string name, Answer<Done> answer) {
  ask(std::move(answer), [name = std::move(name)](DurableFolder& folder) { return folder.remove(name); });
}

void PosixStore::write_all(std::string folder, std::vector<ports::Named> files, Over over,
                           Answer<std::vector<Status>> answer) {
  ask(std::move(answer),
      [name = std::move(folder), files = std::move(files), over](
          DurableFolder& data) -> Result<std::vector<Status>> { return data.write_all(name, files, over); });
}

void PosixStore::remove_all(std::string folder, std::vector<std::string> names,
                            Answer<std::vector<Status>> answer) {
  ask(std::move(answer),
      [name = std::move(folder), names = std::move(names)](
          DurableFolder& data) -> Result<std::vector<Status>> { return data.remove_all(name, names); });
}

void PosixStore::read(std::string name, std::uint64_t most_bytes, Answer<Bytes> answer) {
  ask(std::move(answer),
      [name = std::move(name), most_bytes](DurableFolder& folder) { return folder.read(name, most_bytes); });
}

void PosixStore::list(std::string folder, Answer<std::vector<ports::Entry>> answer) {
  ask(std::move(answer), [name = std::move(folder)](DurableFolder& data) { return data.list(name); });
}

void PosixStore::sweep(std::string folder, Answer<std::uint64_t> answer) {
  ask(std::move(answer), [name = std::move(folder)](DurableFolder& data) { return data.sweep(name); });
}

void PosixStore::free_bytes(Answer<std::uint64_t> answer) {
  ask(std::move(answer), [](DurableFolder& folder) { return folder.free_bytes(); });
}

void PosixStore::rehearse(std::vector<std::string> folders, std::string counted, Answer<Done> answer) {
  ask(std::move(answer), [folders = std::move(folders), counted = std::move(counted)](DurableFolder& folder) {
    return folder.rehearse(folders, counted);
  });
}

void PosixStore::count_up(std::string name, Answer<std::uint64_t> answer) {
  ask(std::move(answer), [name = std::move(name)](DurableFolder& folder) { return folder.count_up(name); });
}

void PosixStore::member(std::string name, std::string key, Answer<std::string> answer) {
  ask(std::move(answer), [name = std::move(name), key = std::move(key)](DurableFolder& folder) {
    return folder.member(name, key);
  });
}

void PosixStore::set_member(std::string name, std::string key, std::string was, std::string now,
                            Answer<Done> answer) {
  ask(std::move(answer),
      [name = std::move(name), key = std::move(key), was = std::move(was),
       now = std::move(now)](DurableFolder& folder) { return folder.set_member(name, key, was, now); });
}

void PosixStore::hold(std::string name, Answer<ports::Hold> answer) {
  ask(std::move(answer), [name = std::move(name)](DurableFolder& folder) -> Result<ports::Hold> {
    auto held = folder.hold(name);
    if (!held) return held.error();
    return ports::Hold(std::make_shared<FileDescriptor>(std::move(held).value()));
  });
}

void PosixStore::note(std::string name, std::string line, std::uint64_t most_bytes, Answer<Done> answer) {
  ask(std::move(answer), [name = std::move(name), line = std::move(line), most_bytes](DurableFolder& folder) {
    return folder.note(name, line, most_bytes);
  });
}

}  // namespace wv::linux_platform
