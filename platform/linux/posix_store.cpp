#include "posix_store.h"

#include <utility>

#include "later.h"

namespace wv::linux_platform {

void PosixStore::put(std::string name, Bytes content, Answer<Done> answer) {
  later(worker_, std::move(answer), [this, name = std::move(name), content = std::move(content)] { return folder_.put(name, content); });
}

void PosixStore::replace(std::string name, Bytes content, Answer<Done> answer) {
  later(worker_, std::move(answer), [this, name = std::move(name), content = std::move(content)] { return folder_.replace(name, content); });
}

void PosixStore::move(std::string from, std::string to, Answer<Done> answer) {
  later(worker_, std::move(answer), [this, from = std::move(from), to = std::move(to)] { return folder_.move(from, to); });
}

void PosixStore::remove(std::string name, Answer<Done> answer) {
  later(worker_, std::move(answer), [this, name = std::move(name)] { return folder_.remove(name); });
}

void PosixStore::write_all(std::string folder, std::vector<ports::Named> files, Over over, Answer<std::vector<Status>> answer) {
  later(worker_, std::move(answer), [this, folder = std::move(folder), files = std::move(files), over]() -> Result<std::vector<Status>> {
    return folder_.write_all(folder, files, over);
  });
}

void PosixStore::remove_all(std::string folder, std::vector<std::string> names, Answer<std::vector<Status>> answer) {
  later(worker_, std::move(answer), [this, folder = std::move(folder), names = std::move(names)]() -> Result<std::vector<Status>> {
    return folder_.remove_all(folder, names);
  });
}

void PosixStore::read(std::string name, std::uint64_t most_bytes, Answer<Bytes> answer) {
  later(worker_, std::move(answer), [this, name = std::move(name), most_bytes] { return folder_.read(name, most_bytes); });
}

void PosixStore::list(std::string folder, Answer<std::vector<ports::Entry>> answer) {
  later(worker_, std::move(answer), [this, folder = std::move(folder)] { return folder_.list(folder); });
}

void PosixStore::sweep(std::string folder, Answer<std::uint64_t> answer) {
  later(worker_, std::move(answer), [this, folder = std::move(folder)] { return folder_.sweep(folder); });
}

void PosixStore::free_bytes(Answer<std::uint64_t> answer) {
  later(worker_, std::move(answer), [this] { return folder_.free_bytes(); });
}

void PosixStore::count_up(std::string name, Answer<std::uint64_t> answer) {
  later(worker_, std::move(answer), [this, name = std::move(name)] { return folder_.count_up(name); });
}

void PosixStore::member(std::string name, std::string key, Answer<std::string> answer) {
  later(worker_, std::move(answer), [this, name = std::move(name), key = std::move(key)] { return folder_.member(name, key); });
}

void PosixStore::set_member(std::string name, std::string key, std::string was, std::string now, Answer<Done> answer) {
  later(worker_, std::move(answer), [this, name = std::move(name), key = std::move(key), was = std::move(was), now = std::move(now)] {
    return folder_.set_member(name, key, was, now);
  });
}

void PosixStore::hold(std::string name, Answer<ports::Hold> answer) {
  later(worker_, std::move(answer), [this, name = std::move(name)]() -> Result<ports::Hold> {
    auto held = folder_.hold(name);
    if (!held) return held.error();
    return ports::Hold(std::make_shared<FileDescriptor>(std::move(held).value()));
  });
}

void PosixStore::note(std::string name, std::string line, std::uint64_t most_bytes, Answer<Done> answer) {
  later(worker_, std::move(answer), [this, name = std::move(name), line = std::move(line), most_bytes] {
    return folder_.note(name, line, most_bytes);
  });
}

}  // namespace wv::linux_platform
