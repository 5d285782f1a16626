#include "services/desk_vault.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/packing.h"

namespace wv::services {
namespace {

constexpr std::uint64_t kMostBytes = 16u << 20;  // all that is being written, and a voice
constexpr std::size_t kMostParts = 8;

std::string path_of(const std::string& name) { return std::string(kDeskFolder) + "/" + name; }

Bytes packed(const std::string& name, const DeskVault::Parts& parts) {
  std::size_t size = name.size() + 32;
  for (const Secret& part : parts) size += part.size() + 10;
  Packer packer(size);
  packer.text(name);
  packer.number(parts.size());
  for (const Secret& part : parts) packer.text(part);
  return packer.take();
}

DeskVault::Parts unpacked(const std::string& name, const Bytes& plain) {
  Unpacker unpacker(plain);
  DeskVault::Parts parts;
  if (unpacker.text() != name) return {};
  const std::uint64_t count = unpacker.number();
  if (count > kMostParts) return {};
  for (std::uint64_t i = 0; i < count; ++i) parts.emplace_back(unpacker.text());
  if (!unpacker.good() || !unpacker.at_end()) return {};
  return parts;
}

}  // namespace

void DeskVault::keep(const std::string& name, std::string jwk, Parts parts) {
  const std::uint64_t number = ++in_->items[name].newest;
  ++in_->items[name].sealing;
  ports::SealRequest request;
  request.plain = packed(name, parts);
  request.protected_header = "{}";
  request.recipients = {std::move(jwk)};
  in_->sealer.seal(std::move(request), [in = in_, name, number](Result<std::string> sealed) {
    Item& item = in->items[name];
    --item.sealing;
    if (!sealed) in->log.note(sealed.error().code);
    if (sealed && item.newest == number) {
      item.unwritten = to_bytes(sealed.value());
      write(in, name, number);
    }
    if (item.sealing == 0)
      for (const auto& read_now : std::exchange(item.readers, {})) read_now();
  });
}

void DeskVault::write(const std::shared_ptr<Inside>& in, const std::string& name, std::uint64_t number) {
  in->store.replace(path_of(name), in->items[name].unwritten, [in, name, number](Result<Done> written) {
    Item& item = in->items[name];
    if (item.newest != number) return;
    item.failed = !written;
    if (!written) return in->log.note(written.error().code);
    item.unwritten.clear();
  });
}

void DeskVault::read(const std::string& name, const Secret& jwk, std::function<void(Parts)> answer) const {
  const auto open = [in = in_, name, jwk = std::make_shared<Secret>(jwk.clone()),
                     answer = std::move(answer)](const Bytes& sealed) {
    in->sealer.open(to_string(sealed), std::string(jwk->view()), [name, answer](Result<Bytes> plain) {
      if (!plain) return answer({});
      Parts parts = unpacked(name, plain.value());
      wipe(plain.value());
      answer(std::move(parts));
    });
    jwk->clear();
  };
  const auto read_now = [in = in_, name, open] {
    if (const Bytes& sealed = in->items[name].unwritten; !sealed.empty()) return open(sealed);
    in->store.read(path_of(name), kMostBytes,
                   [open](Result<Bytes> file) { open(file ? file.value() : Bytes()); });
  };
  if (in_->items[name].sealing > 0) return in_->items[name].readers.push_back(read_now);
  read_now();
}

void DeskVault::drop(const std::string& name) {
  Item& item = in_->items[name];
  ++item.newest;
  item.unwritten.clear();
  item.failed = false;
  in_->store.remove(path_of(name), [](Result<Done>) {});
}

void DeskVault::retry() {
  for (auto& [name, item] : in_->items)
    if (item.failed && !item.unwritten.empty()) write(in_, name, item.newest);
}

std::size_t DeskVault::unwritten() const {
  return static_cast<std::size_t>(
      std::count_if(in_->items.begin(), in_->items.end(), [](const auto& one) { return one.second.failed; }));
}

}  // namespace wv::services
