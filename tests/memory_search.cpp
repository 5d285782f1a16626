#include "memory_search.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "base/bytes.h"

namespace wv::test {

namespace {

struct Form {
  const char* name;
  std::size_t stride;
};
constexpr std::array<Form, 4> kForms = {
    {{"UTF-8", 1}, {"UTF-16", 2}, {"UTF-32", 4}, {"hb_glyph_info_t", 20}}};
constexpr std::size_t kChunk = 1u << 20;
constexpr std::size_t kLongest = 64 * 20;

struct Part {
  const Canary* canary;
  std::size_t from, length;
};

// All but one sign of what is short; of what is long any fifteen in a row hold one of these.
std::vector<Part> parts_of(const Canary& canary) {
  const std::size_t length = canary.size() <= 10 ? canary.size() - 1 : 8;
  std::vector<Part> parts;
  for (std::size_t from = 0; from + length <= canary.size(); from += canary.size() <= 10 ? 1 : 8)
    parts.push_back({&canary, from, length});
  if (canary.size() > 10) parts.push_back({&canary, canary.size() - length, length});
  return parts;
}

bool is_there(const Part& part, const Form& form, const unsigned char* at, const unsigned char* end) {
  if (at + part.length * form.stride > end) return false;
  const std::size_t unit = std::min<std::size_t>(form.stride, 4);
  for (std::size_t i = 0; i < part.length; ++i) {
    const unsigned char* sign = at + i * form.stride;
    if (*sign != part.canary->at(part.from + i)) return false;
    for (std::size_t zero = 1; zero < unit; ++zero)
      if (sign[zero] != 0) return false;
  }
  return true;
}

class Search {
 public:
  explicit Search(const std::vector<Canary>& canaries) {
    for (const Canary& canary : canaries)
      for (const Part& part : parts_of(canary)) by_first_[canary.at(part.from)].push_back(part);
  }
  void look(const unsigned char* begin, std::size_t fresh, std::size_t size, std::uint64_t address,
            const std::string& mapping) {
    for (std::size_t i = 0; i < fresh; ++i)
      for (const Part& part : by_first_[begin[i]])
        for (const Form& form : kForms)
          if (is_there(part, form, begin + i, begin + size))
            found_.push_back({part.canary->name(), mapping, form.name, address + i});
  }
  [[nodiscard]] std::vector<Sighting> take() { return std::move(found_); }

 private:
  std::array<std::vector<Part>, 256> by_first_;
  std::vector<Sighting> found_;
};

// The copy that is searched: mapped once, and passed over by the search itself.
unsigned char* chunk() {
  static auto* const kMapped = static_cast<unsigned char*>(
      ::mmap(nullptr, kChunk + kLongest, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  return kMapped;
}

void search_mapping(Search& search, int memory, std::uint64_t from, std::uint64_t to,
                    const std::string& mapping) {
  unsigned char* const copy = chunk();
  for (std::uint64_t at = from; at < to; at += kChunk) {
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kChunk + kLongest, to - at));
    const ssize_t got = ::pread(memory, copy, wanted, static_cast<off_t>(at));
    if (got <= 0) continue;
    const auto size = static_cast<std::size_t>(got);
    search.look(copy, std::min(size, kChunk), size, at, mapping);
    wipe(copy, size);
  }
}

}  // namespace

Canary::Canary(std::string name, Signs signs, std::size_t size, std::uint32_t seed)
    : name_(std::move(name)), size_(size) {
  constexpr std::string_view kLetters = "bdfghjklmnpqrstvwxyz", kDigits = "0123456789",
                             kCode = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  const std::string_view from = signs == Signs::letters ? kLetters : signs == Signs::digits ? kDigits : kCode;
  for (std::size_t i = 0; i < size_; ++i) {
    seed = seed * 1664525u + 1013904223u;
    masked_[i] =
        static_cast<unsigned char>(static_cast<unsigned char>(from[(seed >> 16) % from.size()]) ^ kMask);
  }
}

Canary::Canary(std::string name, std::string_view drawn)
    : name_(std::move(name)), size_(std::min(drawn.size(), masked_.size())) {
  for (std::size_t i = 0; i < size_; ++i)
    masked_[i] = static_cast<unsigned char>(static_cast<unsigned char>(drawn[i]) ^ kMask);
}

std::string Canary::in(std::string_view before, std::string_view after) const {
  std::string text;
  text.reserve(before.size() + after.size() + 128);
  text += before;
  for (std::size_t i = 0; i < size_; ++i) text += static_cast<char>(at(i));
  text += after;
  return text;
}

std::vector<Sighting> search_bytes(const std::vector<Canary>& canaries, const unsigned char* bytes,
                                   std::size_t size) {
  Search search(canaries);
  search.look(bytes, size, size, 0, "");
  return search.take();
}

std::vector<Sighting> search_memory(const std::vector<Canary>& canaries) {
  Search search(canaries);
  const auto own = reinterpret_cast<std::uintptr_t>(chunk());
  const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t from = 0, to = 0;
    char rights[5] = {};
    if (std::sscanf(line.c_str(), "%" SCNx64 "-%" SCNx64 " %4s", &from, &to, rights) != 3 ||
        std::strncmp(rights, "rw", 2) != 0)
      continue;
    const std::string name = line.size() > 73 ? line.substr(73) : "anonymous";
    const std::uint64_t own_end = own + kChunk + kLongest;
    search_mapping(search, memory, from, std::min<std::uint64_t>(to, std::max<std::uint64_t>(from, own)),
                   name);
    search_mapping(search, memory, std::max<std::uint64_t>(from, std::min<std::uint64_t>(to, own_end)), to,
                   name);
  }
  ::close(memory);
  return search.take();
}

std::string told(const std::vector<Sighting>& sightings) {
  std::string all;
  for (const Sighting& s : sightings) {
    char where[40];
    std::snprintf(where, sizeof where, " at %" PRIx64 ", ", s.address);
    all += "\n  " + s.canary + " in " + s.mapping + where + s.form;
    if (all.size() > 3000) return all + "\n  …";
  }
  return all;
}

}  // namespace wv::test
