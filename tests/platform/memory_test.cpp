// Nothing readable is left: not in freed memory (S3), not on the disk (I5), not in a core file (D6).
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "base/json.h"
#include "crypto/support.h"
#include "outbox/outbox.h"
#include "platform/processes.h"
#include "platform/temporary_folder.h"

using namespace wv;
using namespace wv::platform_test;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kWatched = true;  // the sanitizer's own operator delete is in use, and it guards freed memory
#else
constexpr bool kWatched = false;
#endif

// How often the text is in this process's writable memory (heaps, stacks, statics), apart from where we keep
// it ourselves.
enum class Tell { no, yes };  // where it is found
std::size_t count_in_memory(const std::string& reversed, Tell tell) {
  std::string wanted(reversed.rbegin(), reversed.rend());
  std::size_t count = 0;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t begin = 0, end = 0;
    char rights[5] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, rights) != 3 ||
        std::strncmp(rights, "rw", 2) != 0)
      continue;
    for (std::uintptr_t at = begin; at + wanted.size() <= end; ++at) {
      const char* here = reinterpret_cast<const char*>(at);
      at = reinterpret_cast<std::uintptr_t>(std::memchr(here, wanted[0], end - at));
      if (at == 0) break;
      here = reinterpret_cast<const char*>(at);
      if (at + wanted.size() > end || here == wanted.data() ||
          std::memcmp(here, wanted.data(), wanted.size()) != 0)
        continue;
      ++count;
      if (tell == Tell::yes) std::fprintf(stderr, "found in %s\n", line.c_str());
    }
  }
  wipe(wanted);
  return count;
}

// A heap as hours of use leave it: whatever grows in it has to move, again and again.
class HeapWithHoles {
 public:
  HeapWithHoles() {
    constexpr std::size_t kSmallest = 24, kLargest = 12'000;
    for (std::size_t size = kSmallest; size < kLargest; size += 8) {
      kept_.push_back(std::malloc(size));
      holes_.push_back(std::malloc(size));
      kept_.push_back(std::malloc(kSmallest));
    }
    for (void* hole : holes_) std::free(hole);
  }
  ~HeapWithHoles() {
    for (void* block : kept_) std::free(block);
  }
  HeapWithHoles(const HeapWithHoles&) = delete;
  HeapWithHoles& operator=(const HeapWithHoles&) = delete;

 private:
  std::vector<void*> kept_, holes_;
};

constexpr char kReversed[] = "9ab3f7-reh-fo-yranac-gnol-setyb-owt-ytriht-a";

// Put together here, so that the program's own constant isn't what is found. The heap's links overwrite the
// first bytes of what is freed; the canary comes after those.
std::string document_of(const std::string& reversed) {
  return "{\"message\":\"Dit staat er eerst. " + std::string(reversed.rbegin(), reversed.rend()) + "\"}";
}

// A message on its whole way through this machine: sealed, kept, opened again. False: the search is blind, or
// it didn't come back as it was.
bool seal_keep_and_open(ports::Platform& platform, const std::string& folder) {
  const auto key = crypto_test::new_key(platform);
  std::string document = document_of(kReversed);
  const bool seen = count_in_memory(kReversed, Tell::no) > 0;
  auto input = crypto_test::input_of(document);
  const auto sealed = crypto_test::try_seal(platform, std::move(input), {key.open});
  if (!sealed) return false;
  outbox::Outbox outbox(platform.store(folder));
  const bool kept =
      fakes::answer_of<Done>(platform, [&](auto then) { outbox.put(sealed.value(), then); })->ok();
  auto opened = crypto_test::opened(platform, sealed.value(), key.secret);
  const bool whole = opened.ok() && opened.value() == document;
  if (opened) wipe(opened.value());
  wipe(document);
  return seen && kept && whole;
}

}  // namespace

TEST_CASE("what is freed is overwritten first") {
  if (kWatched) return;
  constexpr std::size_t kSize = 4096;
  auto* volatile memory = static_cast<unsigned char*>(::operator new(kSize));
  std::memset(memory, 0x5A, kSize);
  const std::uintptr_t at = reinterpret_cast<std::uintptr_t>(memory);
  ::operator delete(memory);
  // The heap keeps its own links at the block's beginning; the rest must be zero. Reading it is the point
  // here.
  const auto* volatile freed = reinterpret_cast<const volatile unsigned char*>(at);
  std::size_t left = 0;
  for (std::size_t i = 64; i < kSize; ++i) left += freed[i] == 0x5A ? 1U : 0U;
  CHECK(left == 0);
}

TEST_CASE("S3: after sealing, keeping and opening, no byte of the message is left in this process") {
  if (kWatched) return;
  {
    const auto platform = ports::make_platform();
    const TemporaryFolder folder;
    CHECK(seal_keep_and_open(*platform, folder / "data"));
    CHECK(count_in_memory(kReversed, Tell::yes) == 0);  // the worker's stack too, while it waits
  }
  CHECK(count_in_memory(kReversed, Tell::yes) == 0);
}

// In a child each, so that what is left behind on purpose is nobody else's.
TEST_CASE("S3: nor on a heap full of holes, where whatever grows leaves its beginnings behind") {
  if (kWatched) return;
  CHECK(in_child([] {
          ::mallopt(M_ARENA_MAX, 1);  // the worker too meets these holes
          const HeapWithHoles holes;
          const auto platform = ports::make_platform();
          const TemporaryFolder folder;
          for (int i = 0; i < 10; ++i)
            if (!seal_keep_and_open(*platform, folder / "data")) return 100;
          return static_cast<int>(count_in_memory(kReversed, Tell::yes));
        }) == 0);
}

TEST_CASE("negative control: a buffer that grows by realloc, as libjose's own does, is found there") {
  if (kWatched) return;
  CHECK(in_child([] {
          const HeapWithHoles holes;
          std::string document = document_of(kReversed);
          void* grown = nullptr;
          for (std::size_t length = 1; length <= document.size() + 64; ++length) {
            grown = std::realloc(grown, length);
            static_cast<char*>(grown)[length - 1] = length <= document.size() ? document[length - 1] : ' ';
          }
          wipe(grown, document.size());
          std::free(grown);
          wipe(document);
          return static_cast<int>(count_in_memory(kReversed, Tell::no));
        }) > 0);
}

TEST_CASE("nothing of a submission can be read on the disk, and every file is its owner's only") {
  const auto platform = ports::make_platform();
  const TemporaryFolder folder;
  const auto key = crypto_test::new_key(*platform);
  outbox::Outbox outbox(platform->store(folder / "data"));
  for (int i = 0; i < 20; ++i) {
    const auto envelope = crypto_test::sealed(*platform, {key.open});
    REQUIRE(fakes::answer_of<Done>(*platform, [&](auto then) { outbox.put(envelope, then); })->ok());
    if (i % 2 == 0)
      REQUIRE(fakes::answer_of<Done>(*platform, [&](auto then) {
                outbox.mark_sent(envelope.id(), envelope.sha256(), then);
              })->ok());
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "data")) {
    struct stat found;
    REQUIRE(::lstat(entry.path().c_str(), &found) == 0);
    CHECK((found.st_mode & 077) == 0);
    if (!entry.is_regular_file()) continue;
    ++files;
    const std::string text = read_text(entry.path().string());
    for (const char* canary : {"canary", "pad is donker", "submission", "message"})
      CHECK(text.find(canary) == std::string::npos);
  }
  CHECK(files == 20);
}

TEST_CASE("behind closed curtains there are no cores, no debuggers, and no readable new files") {
  CHECK(in_child([] {
          const auto platform = ports::make_platform();
          platform->harden_process();
          rlimit core{};
          if (::getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0 || core.rlim_max != 0) return 1;
          if (::prctl(PR_GET_DUMPABLE) != 0) return 2;
          return ::umask(0) == 077 ? 0 : 3;
        }) == 0);
}
