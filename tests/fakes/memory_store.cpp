#include "fakes/memory_store.h"

#include <algorithm>

#include "base/json.h"

namespace wv::fakes {
namespace {

std::string folder_of(const std::string& name) {
  const std::size_t slash = name.find_last_of('/');
  return slash == std::string::npos ? "" : name.substr(0, slash);
}

Error store_error(const std::string& code, const std::string& name) {
  const Fault fault = code == "store.missing" || code == "store.too_large" ? Fault::bad_input
                      : code == "store.exists"                             ? Fault::failed
                                                                           : Fault::not_now;
  return {fault, code, name + ": " + code + " (from the fake store); look at the test"};
}

bool touches(const std::string& name, const std::string& folder) { return folder_of(name) == folder; }

}  // namespace

void MemoryStore::fail(std::uint64_t nth, std::string code, How how) {
  fail_at_ = steps_ + nth;
  fail_code_ = std::move(code);
  fail_how_ = how;
}

void MemoryStore::lose_power_after(std::uint64_t nth) {
  die_after_ = steps_ + nth;
  dead_ = nth == 0;
}

// True: the step was taken. False: the power is gone, or `error` says what failed.
bool MemoryStore::step(std::optional<Error>& error, const std::string& name) {
  if (dead_) return false;
  if (die_after_ != 0 && steps_ >= die_after_) {
    dead_ = true;
    return false;
  }
  if (gone_) {
    error = store_error("store.missing", name);
    return false;
  }
  ++steps_;
  const bool fails = fail_at_ != 0 && (fail_how_ == How::once ? steps_ == fail_at_ : steps_ >= fail_at_);
  if (fails) error = store_error(fail_code_, name);
  return !fails;
}

void MemoryStore::change(Change change) {
  for (const auto& [name, file] : change.names) {
    if (file) {
      names_[name] = file;
    } else {
      names_.erase(name);
    }
  }
  pending_.push_back(std::move(change));
}

void MemoryStore::sync_folder(const std::string& folder) {
  if (habit_ == Habit::no_folder_sync) return;
  std::vector<Change> left;
  for (Change& change : pending_) {
    const bool here = std::any_of(change.names.begin(), change.names.end(),
                                  [&](const auto& entry) { return touches(entry.first, folder); });
    if (!here) {
      left.push_back(std::move(change));
      continue;
    }
    for (const auto& [name, file] : change.names) {
      if (file) {
        durable_[name] = file;
      } else {
        durable_.erase(name);
      }
    }
  }
  pending_ = std::move(left);
}

// Nothing when the power went.
std::optional<Status> MemoryStore::write(const std::string& name, const Bytes& content, bool over) {
  std::optional<Error> error;
  const auto ended = [&]() -> std::optional<Status> {
    if (dead_) return std::nullopt;
    return Status(*error);
  };
  if (!step(error, name)) return ended();
  auto file = std::make_shared<File>(File{content, false, ++written_});
  if (!step(error, name)) return ended();
  file->synced = habit_ != Habit::no_file_sync;
  if (!step(error, name)) return ended();
  if (!over && names_.contains(name)) return Status(store_error("store.exists", name));
  change({{{name, file}}});
  if (!step(error, name)) {
    if (!dead_ && !over) change({{{name, nullptr}}});
    return ended();
  }
  sync_folder(folder_of(name));
  return Status(Done{});
}

void MemoryStore::put(std::string name, Bytes content, Answer<Done> answer) {
  if (auto status = write(name, content, false)) reply(std::move(answer), std::move(*status));
}

void MemoryStore::replace(std::string name, Bytes content, Answer<Done> answer) {
  if (auto status = write(name, content, true)) reply(std::move(answer), std::move(*status));
}

// The steps of the real one: each written, all synced at once, each named, the folder synced.
void MemoryStore::write_all(std::string folder, std::vector<ports::Named> files, Over over,
                            Answer<std::vector<Status>> answer) {
  std::vector<Status> results(files.size(), Status(Done{}));
  std::vector<std::shared_ptr<File>> written(files.size());
  const auto name_of = [&](std::size_t i) { return folder + "/" + files[i].name; };
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::optional<Error> error;
    if (step(error, name_of(i)))
      written[i] = std::make_shared<File>(File{files[i].content, false, ++written_});
    else if (dead_)
      return;
    else
      results[i] = *error;
  }
  std::optional<Error> fault;
  const bool synced = step(fault, folder);
  for (std::size_t i = 0; i < files.size() && !dead_; ++i) {
    if (!written[i]) continue;
    written[i]->synced = habit_ != Habit::no_file_sync;
    std::optional<Error> error = fault;
    if (synced && step(error, name_of(i)) && over == Over::refuse && names_.contains(name_of(i)))
      error = store_error("store.exists", name_of(i));
    if (dead_) return;
    if (error)
      results[i] = *error, written[i] = nullptr;
    else
      change({{{name_of(i), written[i]}}});
  }
  if (synced && !step(fault, folder)) {
    for (std::size_t i = 0; i < files.size() && !dead_; ++i) {
      if (!written[i]) continue;
      if (over == Over::refuse) change({{{name_of(i), nullptr}}});
      results[i] = *fault;
    }
  } else if (synced) {
    sync_folder(folder);
  }
  reply<std::vector<Status>>(std::move(answer), std::move(results));
}

void MemoryStore::remove_all(std::string folder, std::vector<std::string> names,
                             Answer<std::vector<Status>> answer) {
  std::vector<Status> results(names.size(), Status(Done{}));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = folder + "/" + names[i];
    std::optional<Error> error;
    if (step(error, name) && !names_.contains(name)) error = store_error("store.missing", name);
    if (dead_) return;
    if (error)
      results[i] = *error;
    else
      change({{{name, nullptr}}});
  }
  std::optional<Error> fault;
  if (step(fault, folder)) sync_folder(folder);
  for (Status& result : results)
    if (fault && result) result = *fault;
  reply<std::vector<Status>>(std::move(answer), std::move(results));
}

void MemoryStore::move(std::string from, std::string to, Answer<Done> answer) {
  std::optional<Error> error;
  if (!step(error, from)) {
    if (error) reply<Done>(std::move(answer), *error);
    return;
  }
  const auto found = names_.find(from);
  if (found == names_.end()) return reply<Done>(std::move(answer), store_error("store.missing", from));
  if (names_.contains(to)) return reply<Done>(std::move(answer), store_error("store.exists", to));
  change({{{to, found->second}, {from, nullptr}}});
  if (!step(error, from)) {
    if (error) reply<Done>(std::move(answer), *error);
    return;
  }
  sync_folder(folder_of(to));
  sync_folder(folder_of(from));
  reply<Done>(std::move(answer), Done{});
}

void MemoryStore::remove(std::string name, Answer<Done> answer) {
  std::optional<Error> error;
  if (!step(error, name)) {
    if (error) reply<Done>(std::move(answer), *error);
    return;
  }
  if (!names_.contains(name)) return reply<Done>(std::move(answer), store_error("store.missing", name));
  change({{{name, nullptr}}});
  if (!step(error, name)) {
    if (error) reply<Done>(std::move(answer), *error);
    return;
  }
  sync_folder(folder_of(name));
  reply<Done>(std::move(answer), Done{});
}

void MemoryStore::read(std::string name, std::uint64_t most_bytes, Answer<Bytes> answer) {
  ++reads_;
  std::optional<Error> error;
  if (!step(error, name)) {
    if (error) reply<Bytes>(std::move(answer), *error);
    return;
  }
  const auto found = names_.find(name);
  if (found == names_.end()) return reply<Bytes>(std::move(answer), store_error("store.missing", name));
  if (found->second->content.size() > most_bytes)
    return reply<Bytes>(std::move(answer), store_error("store.too_large", name));
  reply<Bytes>(std::move(answer), Bytes(found->second->content));
}

void MemoryStore::list(std::string folder, Answer<std::vector<ports::Entry>> answer) {
  if (gone_) return reply<std::vector<ports::Entry>>(std::move(answer), store_error("store.missing", folder));
  std::optional<Error> error;
  if (!step(error, folder)) {
    if (error) reply<std::vector<ports::Entry>>(std::move(answer), *error);
    return;
  }
  std::vector<ports::Entry> entries;
  for (const auto& [name, file] : names_) {
    if (!touches(name, folder)) continue;
    const std::string last = folder.empty() ? name : name.substr(folder.size() + 1);
    entries.push_back({last, file->content.size(), file->order});
  }
  reply<std::vector<ports::Entry>>(std::move(answer), std::move(entries));
}

void MemoryStore::sweep(std::string folder, Answer<std::uint64_t> answer) {
  std::optional<Error> error;
  if (!step(error, folder)) {
    if (error) reply<std::uint64_t>(std::move(answer), *error);
    return;
  }
  reply<std::uint64_t>(std::move(answer), std::uint64_t{0});  // temporary files have no names here
}

void MemoryStore::free_bytes(Answer<std::uint64_t> answer) {
  reply<std::uint64_t>(std::move(answer), std::uint64_t{room_});
}

void MemoryStore::rehearse(std::vector<std::string>, std::string counted, Answer<Done> answer) {
  const bool failing = fail_at_ != 0 && fail_how_ == How::from_then_on && steps_ + 1 >= fail_at_;
  if (gone_ || failing || !cannot_keep_.empty())
    return reply<Done>(std::move(answer), store_error(gone_     ? "store.missing"
                                                      : failing ? fail_code_
                                                                : cannot_keep_,
                                                      counted));
  const auto device = members(counted);
  if (!counted.empty() && !device) return reply<Done>(std::move(answer), device.error());
  reply<Done>(std::move(answer), Done{});
}

Result<Json> MemoryStore::members(const std::string& name) const {
  const auto before = content(name);
  if (!before) return Json{{"format", "wijkverbinder-device/1"}};
  auto parsed = parse_json(to_string(*before), name);
  if (!parsed || !parsed.value().is_object()) return store_error("store.io", name);
  return parsed;
}

void MemoryStore::count_up(std::string name, Answer<std::uint64_t> answer) {
  auto device = members(name);
  if (!device) return reply<std::uint64_t>(std::move(answer), device.error());
  const Json before = device.value().value("counter", Json(0u));
  if (!before.is_number_unsigned())
    return reply<std::uint64_t>(std::move(answer), store_error("store.io", name));
  const std::uint64_t counter = before.get<std::uint64_t>() + 1;
  device.value()["counter"] = counter;
  auto status = write(name, to_bytes(device.value().dump()), true);
  if (!status) return;
  if (!*status) return reply<std::uint64_t>(std::move(answer), status->error());
  reply<std::uint64_t>(std::move(answer), counter);
}

void MemoryStore::member(std::string name, std::string key, Answer<std::string> answer) {
  std::optional<Error> error;
  if (!step(error, name)) {
    if (error) reply<std::string>(std::move(answer), *error);
    return;
  }
  const auto device = members(name);
  if (!device) return reply<std::string>(std::move(answer), device.error());
  reply<std::string>(std::move(answer),
                     device.value().contains(key) ? device.value()[key].dump() : std::string());
}

void MemoryStore::set_member(std::string name, std::string key, std::string was, std::string now,
                             Answer<Done> answer) {
  auto device = members(name);
  if (!device) return reply<Done>(std::move(answer), device.error());
  if ((device.value().contains(key) ? device.value()[key].dump() : std::string()) != was)
    return reply<Done>(std::move(answer), store_error("store.changed", name));
  if (now.empty()) {
    device.value().erase(key);
  } else {
    auto value = parse_json(now, name);
    if (!value) return reply<Done>(std::move(answer), value.error());
    device.value()[key] = std::move(value).value();
  }
  if (auto status = write(name, to_bytes(device.value().dump()), true))
    reply(std::move(answer), std::move(*status));
}

void MemoryStore::hold(std::string name, Answer<ports::Hold> answer) {
  if (!held_[name].expired()) return reply<ports::Hold>(std::move(answer), store_error("store.taken", name));
  ports::Hold hold = std::make_shared<std::string>(name);
  held_[name] = hold;
  reply<ports::Hold>(std::move(answer), std::move(hold));
}

void MemoryStore::note(std::string name, std::string line, std::uint64_t most_bytes, Answer<Done> answer) {
  std::string text = to_string(content(name).value_or(Bytes{}));
  if (!text.empty() && text.size() + line.size() + 1 > most_bytes) {
    damage(name + ".old", to_bytes(text));
    text.clear();
  }
  damage(name, to_bytes(text + line + "\n"));
  reply<Done>(std::move(answer), Done{});
}

void MemoryStore::reboot(std::uint64_t kept) {
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    if (((kept >> std::min<std::size_t>(i, 63)) & 1U) == 0) continue;
    for (const auto& [name, file] : pending_[i].names) {
      if (file) {
        durable_[name] = file;
      } else {
        durable_.erase(name);
      }
    }
  }
  pending_.clear();
  names_ = durable_;
  for (auto& [name, file] : names_) {
    if (!file->synced) file->content.resize(file->content.size() / 2);
    file->synced = true;
  }
  dead_ = false;
  die_after_ = fail_at_ = 0;
  answers_.drop();
}

std::vector<std::string> MemoryStore::names() const {
  std::vector<std::string> names;
  for (const auto& [name, file] : names_) names.push_back(name);
  return names;
}

std::optional<Bytes> MemoryStore::content(const std::string& name) const {
  const auto found = names_.find(name);
  if (found == names_.end()) return std::nullopt;
  return found->second->content;
}

void MemoryStore::damage(const std::string& name, Bytes content) {
  names_[name] = durable_[name] = std::make_shared<File>(File{std::move(content), true, ++written_});
}

}  // namespace wv::fakes
