// DATA/device.json of DurableFolder: {"format","counter","check"} and the members that others keep there.
// `check` is the SHA-256 of the rest, so that a flipped bit can't give a number out twice, nor a PIN away.
// device.json.copy is the same once more, and outside of DATA lies the highest number.
#include <fcntl.h>
#include <sys/file.h>

#include <array>

#include "base/json.h"
#include "durable_folder.h"
#include "posix_error.h"
#include "base/sha256.h"

namespace wv::linux_platform {
namespace {

constexpr char kDeviceFormat[] = "wijkverbinder-device/1";
constexpr char kNumbersFormat[] = "wijkverbinder-numbers/1";
constexpr std::uint64_t kMostBytes = 65536;
constexpr std::uint64_t kPlaces = 1'000'000;  // six digits are counted (src/crypto/FORMAT.md)

std::string copy_of(const std::string& name) { return name + ".copy"; }

std::uint64_t counter_of(const Json& device) {
  const auto found = device.find("counter");
  return found == device.end() ? 0 : found->get<std::uint64_t>();
}

std::string check_of(Json device) {
  device.erase("check");
  return sha256_hex(to_bytes(device.dump()));
}

Result<Json> read_device(const Bytes& content, const std::string& path) {
  auto parsed = parse_json(to_string(content), path);
  if (!parsed) return damaged(path, "this file is damaged");
  Json& device = parsed.value();
  if (!device.is_object() || !device.contains("format") || device["format"] != kDeviceFormat ||
      !device.contains("check") || device["check"] != check_of(device)) {
    return damaged(path, "this file is damaged or was changed by hand");
  }
  if (device.contains("counter") && !device["counter"].is_number_unsigned())
    return damaged(path, "/counter: no number");
  return std::move(device);
}

}  // namespace

Result<FileDescriptor> DurableFolder::lock(const std::string& name, Patience patience) {
  const auto place = open_place(name, Make::yes);
  if (!place) return place.error();
  // A file of its own to lock: the file itself is replaced, and a lock would go with the old one.
  const std::string lock_name = "." + place.value().file_name + ".lock";
  FileDescriptor lock(uninterrupted([&] {
    return ::openat(place.value().folder.number(), lock_name.c_str(),
                    O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  }));
  if (!lock.is_open()) return store_error(errno, path_of(name));
  const int way = patience == Patience::waits ? LOCK_EX : LOCK_EX | LOCK_NB;
  if (uninterrupted([&] { return ::flock(lock.number(), way); }) != 0) {
    if (errno == EWOULDBLOCK)
      return Error{Fault::not_now, "store.taken",
                   path_of(name) + ": another program is busy with it; wait until it is done"};
    return store_error(errno, path_of(name));
  }
  return lock;
}

Result<Json> DurableFolder::read_one(const std::string& name) {
  const auto content = read(name, kMostBytes);
  if (content) return read_device(content.value(), path_of(name));
  if (content.error().code == "store.too_large") return damaged(path_of(name), "this file is damaged");
  return content.error();
}

// The copy is written first: it is never behind, so whoever goes on from it gives no number out again, and no
// guess of a PIN either. The next write mends the other.
Result<Json> DurableFolder::read_members(const std::string& name) {
  auto device = read_one(name);
  const auto copy = read_one(copy_of(name));
  if (!device && device.error().code == "store.missing" && !copy && copy.error().code == "store.missing") {
    device = Json{{"format", kDeviceFormat}};
  } else if (!device && copy) {
    device = copy.value();
  }
  if (!device) return device;
  const std::uint64_t here = counter_of(device.value());
  if (copy && counter_of(copy.value()) > here) device.value()["counter"] = counter_of(copy.value());
  if (const std::uint64_t beside = remembered_number(); beside > counter_of(device.value())) {
    device.value()["counter"] = beside;
    device.value()["began"] = {{"why", "anew"}};
  }
  return device;
}

Status DurableFolder::write_members(const std::string& name, Json device) {
  device["check"] = check_of(device);
  const Bytes text = to_bytes(device.dump() + "\n");
  if (const Status kept = replace(copy_of(name), text); !kept) return kept;
  if (const Status kept = replace(name, text); !kept) return kept;
  if (beside_ && counter_of(device) > 0) {
    const Json numbers = {{"format", kNumbersFormat}, {"highest", counter_of(device)}};
    if (remembered_number() < counter_of(device))
      static_cast<void>(beside_->replace(beside_name_, to_bytes(numbers.dump() + "\n")));
  }
  return Done{};
}

void DurableFolder::remember_numbers_at(const std::string& folder, const std::string& name) {
  beside_ = std::make_unique<DurableFolder>(folder, random_);
  beside_name_ = name;
}

std::uint64_t DurableFolder::remembered_number() {
  if (!beside_) return 0;
  const auto content = beside_->read(beside_name_, kMostBytes);
  const auto numbers =
      content ? parse_json(to_string(content.value()), beside_name_) : Result<Json>(content.error());
  if (!numbers || !numbers.value().is_object() || numbers.value().value("format", Json()) != kNumbersFormat)
    return 0;
  const auto highest = numbers.value().find("highest");
  return highest != numbers.value().end() && highest->is_number_unsigned() ? highest->get<std::uint64_t>()
                                                                           : 0;
}

Result<std::uint64_t> DurableFolder::count_up(const std::string& name) {
  const auto locked = lock(name);
  if (!locked) return locked.error();
  auto device = read_members(name);
  if (!device) return device.error();
  std::uint64_t next = counter_of(device.value()) + 1;
  if (!device.value().contains("counter")) {
    std::array<std::uint8_t, 8> chance{};
    random_.fill(chance);
    next = 0;
    for (const std::uint8_t byte : chance) next = next << 8U | byte;
    next = next % kPlaces + 1;
  }
  device.value()["counter"] = next;
  if (const Status kept = write_members(name, std::move(device).value()); !kept) return kept.error();
  return next;
}

Result<std::string> DurableFolder::member(const std::string& name, const std::string& key) {
  auto device = read_members(name);
  if (!device) return device.error();
  const auto found = device.value().find(key);
  return found == device.value().end() ? std::string() : found->dump();
}

Status DurableFolder::set_member(const std::string& name, const std::string& key, const std::string& was,
                                 const std::string& now) {
  const auto locked = lock(name);
  if (!locked) return locked.error();
  auto device = read_members(name);
  if (!device) return device.error();
  const auto found = device.value().find(key);
  if ((found == device.value().end() ? std::string() : found->dump()) != was) {
    return Error{Fault::not_now, "store.changed",
                 path_of(name) + ": /" + key + ": somebody else changed it just now; try again"};
  }
  if (now.empty()) {
    device.value().erase(key);
  } else {
    auto value = parse_json(now, path_of(name));
    if (!value) return value.error();
    device.value()[key] = std::move(value).value();
  }
  return write_members(name, std::move(device).value());
}

}  // namespace wv::linux_platform
