// What is worked out from a resident's words while they are heard goes back overwritten (S3): each block that
// is freed meanwhile is looked into, in a program of its own, since it replaces the operator that frees.
#include <doctest/doctest.h>

#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <new>

#include "base/wiping.h"
#include "domain/cries.h"
#include "places.h"

namespace {

bool watching = false;
std::size_t looked_into = 0, left_something = 0;

void look_into(const void* memory) {
  if (!watching || memory == nullptr) return;
  ++looked_into;
  const auto* bytes = static_cast<const unsigned char*>(memory);
  const std::size_t size = malloc_usable_size(const_cast<void*>(memory));
  for (std::size_t i = 0; i < size; ++i) {
    if (bytes[i] == 0) continue;
    ++left_something;
    return;
  }
}

}  // namespace

// Memory comes zeroed while it is watched, so that what is found in it was written by its owner.
void* operator new(std::size_t size) {
  void* memory = std::calloc(1, size);
  if (memory == nullptr) throw std::bad_alloc();
  std::memset(memory, 0, malloc_usable_size(memory));
  return memory;
}
void operator delete(void* memory) noexcept {
  look_into(memory);
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  look_into(memory);
  std::free(memory);
}

namespace {

struct Watch {
  Watch() { looked_into = left_something = 0, watching = true; }
  ~Watch() { watching = false; }
};

}  // namespace

TEST_CASE("the control: a list that isn't wiped is found, also the blocks it outgrew; one that is isn't") {
  const auto fill = [](auto list) {
    const Watch watch;
    {
      auto copy = list;
      for (std::uint32_t i = 1; i < 100; ++i) copy.push_back(i);
    }
    return left_something;
  };
  CHECK(fill(std::vector<std::uint32_t>()) > 5);
  CHECK(looked_into > 5);
  CHECK(fill(wv::WipingVector<std::uint32_t>()) == 0);
  CHECK(looked_into > 5);
}

TEST_CASE("hearing a message leaves nothing of its words, its tokens and what they are about on the heap") {
  std::ifstream in(wv::source_folder() / "assets/help/cries.bin", std::ios::binary);
  const auto detector = wv::domain::CryDetector::read(std::string{std::istreambuf_iterator<char>(in), {}});
  REQUIRE(detector.ok());
  std::string text =
      "Goedemorgen, mijn buurvrouw is al weken ziek. mijn man slaat mij elke avond en ik wil dood! komşum yardım istiyor. "
      "zelf moord kilmyself, brant in de keuke. Mijn nummer is 0612345678. Ich verstehe nicht? ";
  for (int i = 0; i < 3; ++i) text += text;
  for (const std::string& message :
       {text, std::string("help"), std::string("brand brand"), std::string(500, 'a')}) {
    for (const char* screen : {"nl", "ar", "uk"}) {
      const Watch watch;
      const auto cry = detector.value().hear(message, screen);
      CHECK(left_something == 0);
      CHECK(looked_into > 3);
      CHECK((cry.danger || message.size() != text.size()));
    }
  }
}
