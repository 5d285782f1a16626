// R1, R2 and R3 on the real store: killed at every system call, every disk that a power cut could leave,
// every disk call refused or done by half. Each engine is tried on faults made on purpose, and must find
// them. Prints one line a scene: what was tried, and what was lost, twice or torn.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "everywhere.h"

using namespace wv;
using namespace wv::faults;

namespace {

const Kit& kit() {
  static const Kit made;  // a test program's own: keys take a while
  return made;
}

bool skip() {
  if (!can_trace()) MESSAGE("skipped: system calls are watched on x86-64 only");
  return !can_trace();
}

}  // namespace

TEST_CASE("R1 SIGKILL at every system call") {
  if (skip()) return;
  for (const Scene& scene : scenes(kit())) {
    const Figures figures = kill_everywhere(scene);
    print("R1", scene, "kills", figures);
    CHECK(figures.runs > 20);
    CHECK_MESSAGE(figures.broken() == 0, figures.first);
  }
}

TEST_CASE("complaint 5: \"encrypted\" yet plain for a moment (getodk #748)") {
  if (skip()) return;
  const auto all = scenes(kit());
  const auto enqueue = std::find_if(all.begin(), all.end(),
                                    [](const Scene& scene) { return std::string(scene.name) == "enqueue"; });
  REQUIRE(enqueue != all.end());
  const Figures killed = kill_everywhere(*enqueue), cut = cut_everywhere(*enqueue, Disk::as_it_is);
  CHECK(killed.runs + cut.runs > 50);
  CHECK(killed.plain + cut.plain == 0);
  CHECK(kill_everywhere(keeps_plain(kit())).plain > 0);  // one that does so is found
}

TEST_CASE("R2 every disk that a power cut could leave") {
  if (skip()) return;
  for (const Scene& scene : scenes(kit())) {
    const Figures figures = cut_everywhere(scene, Disk::as_it_is);
    print("R2", scene, "states", figures);
    CHECK(figures.runs > 5);
    CHECK_MESSAGE(figures.broken() == 0, figures.first);
  }
}

TEST_CASE("R3 every call to the disk refused or done by half") {
  if (skip()) return;
  for (const Scene& scene : scenes(kit())) {
    const Figures figures = refuse_everywhere(scene);
    print("R3", scene, "refusals", figures);
    CHECK(figures.runs > 100);
    CHECK_MESSAGE(figures.broken() == 0, figures.first);
  }
}

namespace {

// A disk that keeps nothing from some call on: how often the rehearsal said that all is well all the same.
std::uint64_t believed(const Scene& scene, int error, std::uint64_t& tried) {
  std::uint64_t wrong = 0;
  const Place place;
  for (std::uint64_t step = 1;; ++step) {
    const Traced traced = run(scene, place, {What::fail, step, error, How::from_then_on});
    if (traced.steps < step) return wrong;
    // What is only closed was kept before; what is remembered outside the data folder isn't this disk's.
    const auto first = static_cast<std::ptrdiff_t>(std::min<std::size_t>(step - 1, traced.calls.size()));
    const bool kept_by_then =
        std::none_of(traced.calls.begin() + first, traced.calls.end(), [&place](const Call& call) {
          return call.kind != Call::Kind::close && call.kind != Call::Kind::kept &&
                 call.kind != Call::Kind::other && call.path.starts_with(place.root());
        });
    if (kept_by_then) continue;
    ++tried;
    CAPTURE(step);
    if (traced.kept) ++wrong;
  }
}

}  // namespace

TEST_CASE("a disk that keeps nothing any more is known before anybody types, and trying it harms nothing") {
  if (skip()) return;
  const Scene scene = rehearsal(kit());
  const Figures killed = kill_everywhere(scene), cut = cut_everywhere(scene, Disk::as_it_is),
                refused = refuse_everywhere(scene);
  print("R1", scene, "kills", killed);
  print("R2", scene, "states", cut);
  print("R3", scene, "refusals", refused);
  CHECK_MESSAGE(killed.broken() == 0, killed.first);
  CHECK_MESSAGE(cut.broken() == 0, cut.first);
  CHECK_MESSAGE(refused.broken() == 0, refused.first);
  for (const int error : {EIO, EROFS, ENOSPC, EDQUOT}) {
    std::uint64_t tried = 0;
    const std::uint64_t wrong = believed(scene, error, tried);
    std::printf("a disk that says %-28s %5llu starts: believed %llu times\n", std::strerror(error),
                static_cast<unsigned long long>(tried), static_cast<unsigned long long>(wrong));
    CHECK(tried > 20);
    CHECK(wrong == 0);
  }
  std::uint64_t tried = 0;
  CHECK(believed(looks_away(kit()), EIO, tried) > 0);  // the control
}

TEST_CASE("negative controls: each fault made on purpose is found") {
  if (skip()) return;
  const Scene badly = writes_badly(kit()), early = speaks_early(kit()), plain = keeps_plain(kit()),
              again = syncs_again(kit());
  CHECK(kill_everywhere(badly).torn > 0);
  CHECK(kill_everywhere(early).lost > 0);
  CHECK(kill_everywhere(plain).plain > 0);
  CHECK(cut_everywhere(badly, Disk::as_it_is).torn > 0);
  CHECK(cut_everywhere(early, Disk::as_it_is).lost > 0);
  CHECK(cut_everywhere(plain, Disk::as_it_is).plain > 0);
  CHECK(refuse_everywhere(badly).broken() > 0);
  CHECK(refuse_everywhere(early).lost > 0);
  CHECK(refuse_everywhere(again).broken() > 0);
}

TEST_CASE("negative controls: the real store on a disk that forgets an fsync") {
  if (skip()) return;
  for (const Scene& scene : scenes(kit())) {
    const std::string name = scene.name;
    const auto files = cut_everywhere(scene, Disk::no_file_sync),
               folders = cut_everywhere(scene, Disk::no_folder_sync);
    print("R2 without fsync of files:", scene, "states", files);
    print("R2 without fsync of folders:", scene, "states", folders);
    CHECK(files.broken() + folders.broken() > 0);
    if (name == "enqueue") CHECK((files.broken() > 0 && folders.broken() > 0));
  }
}
