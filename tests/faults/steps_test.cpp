// R1, R2 and R3 on the real store: killed at every system call, every disk that a power cut could leave,
// every disk call refused or done by half. Each engine is tried on faults made on purpose, and must find
// them. Prints one line a scene: what was tried, and what was lost, twice or torn.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "power_cut.h"
#include "scenes.h"
#include "tracer.h"

using namespace wv;
using namespace wv::faults;

namespace {

const Kit& kit() {
  static const Kit made;  // a test program's own: keys take a while
  return made;
}

// The exit status of a work: what the error is worth as a sentence, checked where it is known (I7).
int in_child(const Scene& scene, const Place& place) {
  begin_steps();
  const Status done = scene.work(place);
  end_steps();
  if (done) return 0;
  const Error& error = done.error();
  return error.code.empty() || error.what.size() < 10 ? 99 : 10 + exit_status(error);
}

Traced run(const Scene& scene, const Place& place, const Plan& plan) {
  place.clear();
  scene.before(place);
  return trace([&] { return in_child(scene, place); }, plan);
}

Figures kill_everywhere(const Scene& scene) {
  Figures figures;
  const Place place;
  for (std::uint64_t step = 1;; ++step) {
    const Traced traced = run(scene, place, {What::kill, step, 0, How::once});
    if (!traced.killed) {
      CHECK(traced.status == 0);
      return figures;
    }
    figures.add(scene.after(place, traced.kept, traced.number));
  }
}

struct Refusal {
  const char* name;
  What what;
  int error;
  How how;
};

constexpr Refusal kRefusals[] = {
    {"ENOSPC", What::fail, ENOSPC, How::once}, {"ENOSPC", What::fail, ENOSPC, How::from_then_on},
    {"EIO", What::fail, EIO, How::once},       {"EIO", What::fail, EIO, How::from_then_on},
    {"EROFS", What::fail, EROFS, How::once},   {"EROFS", What::fail, EROFS, How::from_then_on},
    {"EMFILE", What::fail, EMFILE, How::once}, {"EMFILE", What::fail, EMFILE, How::from_then_on},
    {"EINTR", What::fail, EINTR, How::once},   {"EINTR", What::fail, EINTR, How::from_then_on},
    {"half", What::half, 0, How::once},        {"half", What::half, 0, How::from_then_on},
};

// What one refusal has shown the others show too, mostly: the quick tests leave out the doubles.
bool wanted(const Refusal& refusal) {
  static const bool all = std::getenv("WV_FAULTS_ALL") != nullptr;
  return all || (refusal.error != EROFS && refusal.error != EMFILE &&
                 (refusal.error != ENOSPC || refusal.how == How::once));
}

Figures refuse_everywhere(const Scene& scene) {
  Figures figures;
  const Place place;
  for (const Refusal& refusal : kRefusals) {
    if (!wanted(refusal)) continue;
    for (std::uint64_t step = 1;; ++step) {
      const Traced traced = run(scene, place, {refusal.what, step, refusal.error, refusal.how});
      if (traced.steps < step) break;  // it ran untouched
      CAPTURE(refusal.name);
      CAPTURE(step);
      std::string broken = scene.after(place, traced.kept, traced.number);
      if (broken.empty() && traced.status == 99) broken = "I7: an error without a sentence";
      if (broken.empty() && traced.status < 0) broken = "it crashed";
      if (broken.empty() && traced.synced_again) broken = "a failed fsync was tried again";
      if (!broken.empty())
        broken += std::string(" [") + refusal.name + " at call " + std::to_string(step) + "]";
      figures.add(broken);
    }
  }
  return figures;
}

Files files_in(const std::string& root) {
  Files files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.is_directory()) {
      files[entry.path().string() + "/"];
      continue;
    }
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    files[entry.path().string()] = to_bytes(text);
  }
  return files;
}

void lay_out(const Place& place, const Files& files) {
  place.clear();
  for (const auto& [path, content] : files) {
    const std::string name = path.substr(place.root().size() + 1);
    if (path.back() == '/') {
      std::filesystem::create_directories(path);
    } else {
      place.write(name, to_string(content));
    }
  }
}

Figures cut_everywhere(const Scene& scene, Disk disk) {
  Figures figures;
  const Place place;
  scene.before(place);
  const Files before = files_in(place.root());
  const Traced traced = run(scene, place, {});
  CHECK(traced.status == 0);
  each_state(traced, place.root(), before, disk, [&](const State& state) {
    lay_out(place, state.files);
    figures.add(scene.after(place, state.kept, state.number));
  });
  return figures;
}

void print(const char* what, const Scene& scene, const char* unit, const Figures& figures) {
  std::printf("%s %-32s %5llu %s: %s\n", what, scene.name, static_cast<unsigned long long>(figures.runs),
              unit, figures.text().c_str());
  std::fflush(stdout);
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
