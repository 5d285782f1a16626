#include "base/secret.h"

#include <doctest/doctest.h>

#include <cstring>
#include <type_traits>
#include <utility>
#include <vector>

using namespace wv;

namespace {

// Whether the object itself, not the block that it points to, holds these letters.
template <class Text>
bool holds(const Text& object, std::string_view letters) {
  unsigned char bytes[sizeof(Text)];
  std::memcpy(bytes, static_cast<const void*>(&object), sizeof bytes);
  return std::string_view(reinterpret_cast<const char*>(bytes), sizeof bytes).find(letters) !=
         std::string_view::npos;
}

}  // namespace

static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);  // out of it only by a named step

TEST_CASE("a Secret never has its letters inside the object, moved from or not; a std::string does") {
  std::string plain = "K7M4-9QXD";
  const std::string moved_plain = std::move(plain);
  CHECK(holds(moved_plain, "K7M4-9QXD"));
  CHECK(holds(plain, "7M4-9QXD"));  // negative control: the moved-from string keeps all but its first letter
  Secret secret("K7M4-9QXD");
  CHECK_FALSE(holds(secret, "7M4"));
  const Secret moved = std::move(secret);
  CHECK_FALSE(holds(secret, "7M4"));
  CHECK_FALSE(holds(moved, "7M4"));
  CHECK(secret.empty());
  CHECK(moved == "K7M4-9QXD");
}

TEST_CASE("what is made of a std::string leaves it overwritten when it was handed over") {
  std::string plain = "K7M4-9QXD";
  const Secret secret = std::move(plain);
  CHECK_FALSE(holds(plain, "7M4"));
  CHECK(plain.empty());
  CHECK(secret == "K7M4-9QXD");
}

TEST_CASE("a Secret is edited like a text") {
  Secret text;
  CHECK(text.empty());
  text.push_back('b');
  text.insert(0, "a");
  text.append("cd");
  CHECK(text == "abcd");
  text.insert(2, text.view().substr(0, 3));  // a part of itself
  CHECK(text == "ababccd");
  text.insert(99, "!");
  text.erase(0, 2);
  CHECK(text == "abccd!");
  text.pop_back();
  text.erase(3);
  CHECK(text == "abc");
  text.erase(7);
  for (int i = 0; i < 100; ++i) text.append("0123456789");
  CHECK(text.size() == 1003);
  CHECK(text.view().substr(0, 13) == "abc0123456789");
  const Secret copy = text.clone();
  Secret other = text;
  CHECK(copy == text);
  CHECK(other == text);
  CHECK(static_cast<const void*>(other.begin()) !=
        static_cast<const void*>(text.begin()));  // each its own block
  other = copy;
  CHECK(other == copy);
  text.clear();
  CHECK(text.empty());
  CHECK(copy.size() == 1003);
  text = "again";
  CHECK(text == "again");
  text = std::move(text);  // NOLINT: nothing happens
  CHECK(text == "again");
  text.erase(0);
  text.pop_back();
  CHECK(text == "");
}

TEST_CASE("in a vector that grows and loses elements a Secret stays whole") {
  std::vector<Secret> several;
  for (const char* word : {"een", "twee", "drie", "vier", "vijf"}) several.emplace_back(word);
  several.erase(several.begin() + 1);
  CHECK(several.size() == 4);
  CHECK(several[1] == "drie");
  CHECK(several[3] == "vijf");
}

TEST_CASE("comparing looks at the whole of it") {
  CHECK(Secret("123456") == "123456");
  CHECK_FALSE(Secret("123456") == "123457");
  CHECK_FALSE(Secret("123456") == "023456");
  CHECK_FALSE(Secret("123456") == "12345");
  CHECK(Secret() == "");
}
