// The counted part of DurableFolder: DATA/device.json, {"format","counter","check"} and whatever others
// keep there. `check` is the SHA-256 of the rest, so that a flipped bit can't give a number out twice.
#include <fcntl.h>
#include <sys/file.h>

#include "base/json.h"
#include "durable_folder.h"
#include "posix_error.h"
#include "sha256.h"

namespace wv::linux_platform {
namespace {

constexpr char kDeviceFormat[] = "wijkverbinder-device/1";
constexpr std::uint64_t kMostBytes = 65536;

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
  if (device.contains("counter") && !device["counter"].is_number_unsigned()) return damaged(path, "/counter: no number");
  return std::move(device);
}

}  // namespace

Result<std::uint64_t> DurableFolder::count_up(const std::string& name) {
  const auto place = open_place(name, Make::yes);
  if (!place) return place.error();
  // A file of its own to lock: the counter's file is replaced, and a lock would go with the old one.
  const std::string lock_name = "." + place.value().file_name + ".lock";
  const FileDescriptor lock(uninterrupted([&] {
    return ::openat(place.value().folder.number(), lock_name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  }));
  if (!lock.is_open()) return store_error(errno, path_of(name));
  if (uninterrupted([&] { return ::flock(lock.number(), LOCK_EX); }) != 0) return store_error(errno, path_of(name));

  Json device = {{"format", kDeviceFormat}};
  const auto content = read(name, kMostBytes);
  if (content) {
    auto known = read_device(content.value(), path_of(name));
    if (!known) return known.error();
    device = std::move(known).value();
  } else if (content.error().code == "store.too_large") {
    return damaged(path_of(name), "this file is damaged");
  } else if (content.error().code != "store.missing") {
    return content.error();
  }
  const std::uint64_t next = device.value("counter", std::uint64_t{0}) + 1;
  device["counter"] = next;
  device["check"] = check_of(device);
  const Status kept = replace(name, to_bytes(device.dump() + "\n"));
  if (!kept) return kept.error();
  return next;
}

}  // namespace wv::linux_platform
