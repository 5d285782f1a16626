// A text that a person typed or must not lose: a message, a name, a code, a PIN, a key (S3).
// Promise: its characters lie in one block of the heap and nowhere else. std::string keeps up to 15 of them
// inside the object, and whoever moves or erases such an object leaves them behind. Here a move hands over
// the block, and growing, shrinking, assigning and ending overwrite what is given up. It can be copied,
// because the state that it lies in is a value; a copy has a block of its own, overwritten as well, and
// whoever makes one on purpose says `clone`. It reads as a std::string_view wherever one is wanted.
#pragma once
#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>

namespace wv {

class Secret {
 public:
  Secret() = default;
  // From other text, so that a literal or a piece of something typed can be handed in; the source stays its
  // owner's.
  Secret(std::string_view text) { append(text); }
  Secret(const char* text) : Secret(std::string_view(text)) {}
  Secret(const std::string& text) : Secret(std::string_view(text)) {}
  Secret(std::string&& text);  // and what it came from is overwritten
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret& other) : Secret(other.view()) {}
  Secret& operator=(const Secret& other);
  ~Secret() { clear(); }

  [[nodiscard]] Secret clone() const { return Secret(view()); }

  [[nodiscard]] std::string_view view() const { return {data_, size_}; }
  operator std::string_view() const { return view(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const char* begin() const { return data_; }
  [[nodiscard]] const char* end() const { return data_ + size_; }

  void append(std::string_view more) { insert(size_, more); }
  void push_back(char sign) { append({&sign, 1}); }
  void insert(std::size_t at, std::string_view more);
  void erase(std::size_t at, std::size_t count = std::string_view::npos);
  void pop_back() {
    if (size_ > 0) erase(size_ - 1);
  }
  void clear();  // overwritten, and its memory given back

  // How long it takes tells nothing of where the first difference is; only that the lengths differ.
  friend bool operator==(const Secret& a, const Secret& b) { return same(a.view(), b.view()); }
  template <class Text>
  requires(std::is_convertible_v<const Text&, std::string_view> && !std::is_same_v<Text, Secret>) friend bool
  operator==(const Secret& a, const Text& b) {
    return same(a.view(), b);
  }

 private:
  [[nodiscard]] static bool same(std::string_view a, std::string_view b);

  char* data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

void wipe(Secret& text);
// Overwrites what earlier calls left on this thread's stack below the caller: short strings lie there too.
// What is in the frames of those who called it stays, so it is for the end of a visit or of a job.
void wipe_stack();
// A failed check prints what it compared; only tests do.
std::ostream& operator<<(std::ostream& out, const Secret& text);

}  // namespace wv
