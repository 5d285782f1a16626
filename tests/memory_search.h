// Short secrets for tests of forgetting, and the search for them in everything this process may write to:
// heap, statics, stacks of all threads. A secret lies here masked and is unmasked one byte at a time, or the
// search would find itself. A part of it counts as found (8 of 9 characters of a code are a code), as UTF-8,
// as UTF-16 or UTF-32, and as the code points in HarfBuzz's records.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wv::test {

class Canary {
 public:
  enum class Signs { letters, digits, code };
  // The same seed gives the same secret.
  Canary(std::string name, Signs signs, std::size_t size, std::uint32_t seed);
  // What the program drew itself, a receipt's code for instance.
  Canary(std::string name, std::string_view drawn);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] unsigned char at(std::size_t i) const {
    return static_cast<unsigned char>(masked_[i] ^ kMask);
  }
  // before + the secret + after, on the heap whatever its length.
  [[nodiscard]] std::string in(std::string_view before, std::string_view after) const;

 private:
  static constexpr unsigned char kMask = 0x95;
  std::string name_;
  std::array<unsigned char, 64> masked_{};
  std::size_t size_ = 0;
};

struct Sighting {
  std::string canary, mapping, form;
  std::uint64_t address = 0;
};
[[nodiscard]] std::vector<Sighting> search_memory(const std::vector<Canary>& canaries);
[[nodiscard]] std::vector<Sighting> search_bytes(const std::vector<Canary>& canaries,
                                                 const unsigned char* bytes, std::size_t size);
// One line for each canary, for the message of a check that failed.
[[nodiscard]] std::string told(const std::vector<Sighting>& sightings);

}  // namespace wv::test
