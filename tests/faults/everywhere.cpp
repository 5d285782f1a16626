#include "everywhere.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace wv::faults {
namespace {

// The exit status of a work: what the error is worth as a sentence, checked where it is known (I7).
int in_child(const Scene& scene, const Place& place) {
  if (scene.ready) scene.ready(place);
  begin_steps();
  const Status done = scene.work(place);
  end_steps();
  if (done) return 0;
  const Error& error = done.error();
  return error.code.empty() || error.what.size() < 10 ? 99 : 10 + exit_status(error);
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

}  // namespace

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

}  // namespace wv::faults
